import PolicyModel
import PolicySyntax

/// A rule without a reason, where the header demands one or the other rules of the decision have one.
enum RuleWithoutReason {
  static func findings(_ policy: Policy, _ demands: Demands) -> [Diagnostic] {
    policy.writtenRules.flatMap { decision, rules in
      let demand = demands.span(.reason, of: decision)
      let lacking = demand == nil ? forgotten(rules, of: decision) : rules.filter(\.reasons.isEmpty)
      return lacking.map { finding($0, demand) }
    }
  }

  /// The rules without a reason where nearly all others have one; what happens otherwise, what holds a step back,
  /// who may approve what and how many points there are is mostly said by the rule itself.
  private static func forgotten(_ rules: [Rule], of decision: Decision) -> [Rule] {
    if decision.kind == .approval || decision.kind == .characteristic { return [] }
    let meant = rules.filter { !$0.isOtherwise }
    let given = meant.count { !$0.reasons.isEmpty }
    guard given >= 2, 4 * given >= 3 * (meant.count - 1) else { return [] }
    return meant.filter { $0.reasons.isEmpty && $0.state == nil }
  }

  private static func finding(_ rule: Rule, _ demand: Span?) -> Diagnostic {
    Diagnostic(
      .ruleWithoutReason,
      at: rule.span,
      about: rule.id,
      "`\(rule.id)` has no reason",
      help: "add `because \"…\"`: it is what the customer and the auditor are told",
      notes: demand.map { [Diagnostic.Note("a reason is demanded here", at: $0)] }
        ?? [Diagnostic.Note("the other rules of the decision have one")]
    )
  }
}

extension CodePage {
  static let ruleWithoutReason = CodePage(
    .ruleWithoutReason,
    "A rule has no reason",
    """
    The reason is what the customer is told, and what an auditor reads two years later beside the
    decision. Where the other rules of a decision have one, it was probably forgotten. A policy can
    demand it in its header, of all rules or of those of one decision: `every rule has a reason`,
    `every rule of terms has a reason`.

    Without such a demand nothing is said about `otherwise`, about what pauses or stops an escalation,
    about who approves up to which amount, or about the points of a scorecard. The points are meant
    where the scorecard is named.
    """,
    wrong: """
      segment
        blocked   when in_insolvency
          because "Insolvency proceedings are open"
        large     when turnover is more than 5 000 000 EUR
        long      when since is before 2010-01-01
          because "A customer since before 2010"
        standard  otherwise
          because "House standard"
      """,
    right: """
      segment
        blocked   when in_insolvency
          because "Insolvency proceedings are open"
        large     when turnover is more than 5 000 000 EUR
          because "A turnover of more than 5 000 000 EUR"
        long      when since is before 2010-01-01
          because "A customer since before 2010"
        standard  otherwise
          because "House standard"
      """
  )
}
