import PolicyModel
import PolicySyntax
import Proofs

/// A customer to whom no rule applies.
///
/// `otherwise` settles it. Without one the rules must provably cover everything.
enum GapFinding {
  static func findings(_ subject: inout DecisionUnderProof) -> [Diagnostic] {
    let decision = subject.decision
    if decision.combining == .sum || decision.combining == .all { return [] }
    if decision.rules.contains(where: \.isOtherwise) { return [] }
    switch subject.proof.can(.nothingApplies) {
    case .never: return []
    case .undecided: return [undecided(decision, "there are too many cases to go through")]
    case .maybe(let region):
      let title = "\(decision.name)\(region.words.isEmpty ? "" : " when \(region.words)")"
      guard let witness = subject.witness(.nothingApplies, title) else {
        return [undecided(decision, "no customer was found\(when(region)), and none is excluded")]
      }
      return [gap(region, witness, subject)]
    }
  }

  private static func gap(_ region: DecisionProof.Region, _ witness: String, _ subject: DecisionUnderProof)
    -> Diagnostic
  {
    let decision = subject.decision
    var notes: [Diagnostic.Note] = []
    if let boundary = region.boundary {
      notes = [
        subject.place(
          boundary.below,
          "\(subject.name(boundary.below)) and \(subject.name(boundary.above)) meet at \(boundary.value): neither takes it"
        )
      ]
    }
    return Diagnostic(
      .nothingApplies,
      at: decision.span,
      about: decision.name,
      region.words.isEmpty
        ? "`\(decision.name)` has customers to whom no rule applies"
        : "`\(decision.name)` has no rule for the case that \(region.words)",
      help: region.boundary == nil
        ? "add a rule for it, or end the decision with `… otherwise`"
        : "let one of the two rules take it (`at most`, `at least`)",
      notes: notes,
      witness: witness
    )
  }

  private static func undecided(_ decision: Decision, _ reason: String) -> Diagnostic {
    Diagnostic(
      .nothingApplies,
      at: decision.span,
      about: decision.name,
      "it is not proven that a rule of `\(decision.name)` always applies: \(reason)",
      help: "end it with a rule `… otherwise`"
    )
  }

  private static func when(_ region: DecisionProof.Region) -> String {
    region.words.isEmpty ? "" : " for the case that \(region.words)"
  }
}
