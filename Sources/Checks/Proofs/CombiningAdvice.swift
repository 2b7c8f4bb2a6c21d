import PolicyModel
import PolicySyntax
import Proofs

/// A first-match decision whose rules never apply together: the order of its lines says nothing.
enum CombiningAdvice {
  /// Of larger tables the pairs are not gone through.
  private static let mostRules = 60

  static func findings(_ subject: inout DecisionUnderProof, without dead: Set<Int>) -> [Diagnostic] {
    let decision = subject.decision
    let rules = subject.written
    guard decision.combining == .first, dead.isEmpty, rules.count > 1, rules.count <= mostRules else {
      return []
    }
    for (place, first) in rules.enumerated() {
      for second in rules[(place + 1)...] where !subject.proof.can(.hold([first, second])).isNever {
        return []
      }
    }
    return [
      Diagnostic(
        .neverTogether,
        at: decision.span,
        about: decision.name,
        "the rules of `\(decision.name)` never apply together, so their order says nothing",
        help: "with `exactly one applies` it is checked that it stays so"
      )
    ]
  }
}
