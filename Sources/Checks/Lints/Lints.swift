import PolicyModel
import PolicySyntax

/// What is found in a sound policy about how it is written and kept: one file each, with its page.
///
/// Each is meant to be rare. What a careful author may well have meant is not found, or a policy would be full of
/// findings that nobody reads.
enum Lints {
  static func findings(_ policy: Policy, _ files: [PolicySyntaxFile], advice: Bool) -> [Diagnostic] {
    let demands = Demands(policy, files)
    return demands.mistakes
      + RuleWithoutReason.findings(policy, demands)
      + EmptyReason.findings(policy, files)
      + RuleWithoutSource.findings(policy, demands)
      + ThresholdsDisagree.findings(policy)
      + NamesAlike.findings(policy)
      + NeverUsed.findings(policy, files)
      + RepeatedNumber.findings(policy)
      + (advice ? BetterIsWorse.findings(policy) : [])
  }
}

extension Policy {
  /// The rules of the decisions as they are written, each line of text once.
  ///
  /// A scorecard has none of its own: its rules are the points of its characteristics.
  var writtenRules: [(decision: Decision, rules: [Rule])] {
    var seen: Set<Span> = []
    return decisions.filter { $0.kind != .scorecard }.map { decision in
      (decision, decision.rules.filter { seen.insert($0.span).inserted })
    }
  }
}
