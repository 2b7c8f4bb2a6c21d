import PolicyModel
import PolicySyntax
import Proofs

/// Rules whose results are not always within the bounds of their decision, so that a bound takes effect: a limit
/// that would be negative without `at least 0 EUR`.
enum BoundAdvice {
  static func findings(_ subject: inout DecisionUnderProof, without dead: Set<Int>) -> [Diagnostic] {
    guard let bound = subject.decision.atLeast, bound.constant != nil else { return [] }
    var found: [Diagnostic] = []
    for (index, rule) in subject.decision.rules.enumerated() where !dead.contains(index) {
      guard case .maybe(let region) = subject.proof.canGiveLess(than: bound, index) else { continue }
      found.append(
        Diagnostic(
          .boundTakesEffect,
          at: rule.span,
          about: rule.id,
          "\(subject.name(index)) can give less than \(subject.policy.written(bound.span))\(region.words.isEmpty ? "" : ", when \(region.words)"): the bound takes it up",
          help: "fine where it is meant; else ask for it in a rule of its own, with a reason"
        )
      )
    }
    return found
  }
}
