import PolicyModel
import PolicySyntax
import Proofs

/// A rule that changes nothing: without it everybody would get the same from a later rule, for the same reasons.
enum IdleRuleFinding {
  /// Larger tables are not gone through.
  private static let mostRules = 200

  static func findings(_ subject: inout DecisionUnderProof, without dead: Set<Int>) -> [Diagnostic] {
    let decision = subject.decision
    guard decision.combining == .first, decision.kind != .escalation, decision.rules.count <= mostRules
    else { return [] }
    var found: [Diagnostic] = []
    for (index, rule) in decision.rules.enumerated() where !dead.contains(index) && !rule.isOtherwise {
      // Only a rule with another one like it can be idle.
      guard decision.rules.indices.contains(where: { $0 != index && subject.isSame(index, $0) }) else {
        continue
      }
      let alike = decision.rules.indices.filter { subject.isSame(index, $0) }
      guard subject.proof.changes(index, except: Set(alike)).isNever else { continue }
      found.append(
        Diagnostic(
          .ruleChangesNothing,
          at: rule.span,
          about: rule.id,
          "\(subject.name(index)) changes nothing: without it everybody gets the same from the rules after it",
          help: "leave it out, or give it a reason of its own"
        )
      )
    }
    return found
  }
}
