import PolicyModel
import PolicySyntax

/// Something always applies, and where exactly one rule should, never two.
///
/// `otherwise` settles the first. Without it the rules must cover everything, which is proven by going through
/// the regions that their conditions distinguish; what cannot be proven needs an `otherwise`.
enum CoverageCheck {
  static func findings(_ policy: Policy) -> [Diagnostic] {
    let missing = MissingAnalysis(policy)
    var seen: Set<Span> = []
    // Further results of a table have the conditions of its own decision.
    return policy.decisions.filter { seen.insert($0.span).inserted }.flatMap { findings($0, policy, missing) }
  }

  private static func findings(_ decision: Decision, _ policy: Policy, _ missing: MissingAnalysis)
    -> [Diagnostic]
  {
    if decision.combining == .sum || decision.combining == .all { return [] }
    var diagnostics: [Diagnostic] = []
    let regions = Regions(decision, policy, missing)
    if !decision.rules.contains(where: \.isOtherwise) {
      switch regions.gap() {
      case .none: break
      case .found(let region): diagnostics.append(gap(decision, region))
      case .undecided:
        diagnostics.append(
          Diagnostic(
            .nothingApplies,
            at: decision.span,
            about: decision.name,
            "it is not proven that a rule of `\(decision.name)` always applies",
            help: "end it with a rule `… otherwise`"
          )
        )
      }
    }
    if decision.combining == .exactlyOne {
      switch regions.overlap() {
      case .none: break
      case .found(let overlap):
        diagnostics.append(
          Diagnostic(
            .saidTwice,
            at: decision.rules[overlap.second].span,
            "`\(decision.rules[overlap.second].id)` and `\(decision.rules[overlap.first].id)` can both apply\(when(overlap.region))",
            help: "narrow one of them, or choose another way of combining, such as `the first that applies`",
            notes: [Diagnostic.Note("the other rule stands here", at: decision.rules[overlap.first].span)]
          )
        )
      case .undecided:
        diagnostics.append(
          Diagnostic(
            .saidTwice,
            severity: .warning,
            at: decision.span,
            "it is not proven that two rules of `\(decision.name)` never apply together",
            help: "a customer for whom two apply is rejected with an error"
          )
        )
      }
    }
    return diagnostics
  }

  private static func gap(_ decision: Decision, _ region: String) -> Diagnostic {
    Diagnostic(
      .nothingApplies,
      at: decision.span,
      about: decision.name,
      "`\(decision.name)` has no rule for the case that \(region)",
      help: "add a rule for it, or end the decision with `… otherwise`"
    )
  }

  private static func when(_ region: String) -> String { region.isEmpty ? "" : " when " + region }
}
