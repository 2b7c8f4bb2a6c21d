import PolicyModel
import PolicySyntax
import Proofs

/// Customers who are decided worse because they are better: with a higher score or rating, more equity, a longer
/// relationship, or less that is overdue.
///
/// Nobody has to write these principles. Values are known by the usual names, and scorecards by their kind. Some
/// customers are tried, so that what is found is certain and what is not found is not proven: a `principle` is.
enum BetterIsWorse {
  static func findings(_ policy: Policy) -> [Diagnostic] {
    let values = standard(policy)
    let proof = PrincipleProof(policy)
    return policy.decisions.indices.flatMap { index -> [Diagnostic] in
      let decision = policy.decisions[index]
      guard let never = movement(decision) else { return [] }
      // One of them is enough to show it.
      return values.lazy.compactMap { slot, isBetterHigh -> Diagnostic? in
        guard slot != decision.slot else { return nil }
        let claim = Principle.Monotone(
          decision: index,
          never: never,
          value: slot,
          rises: isBetterHigh,
          ranking: []
        )
        guard !isSaid(claim, policy),
          case .refuted(let refutation) = proof.tried(claim)
        else { return nil }
        return finding(claim, refutation, policy)
      }.first.map { [$0] } ?? []
    }
  }

  /// Whether a principle of the policy says it, so that it is looked at there.
  private static func isSaid(_ claim: Principle.Monotone, _ policy: Policy) -> Bool {
    policy.principles.flatMap(\.claims).contains {
      if case .monotone(let own) = $0.kind {
        own.decision == claim.decision && own.value == claim.value
      } else {
        false
      }
    }
  }

  /// How a decision must not move; nil for one of which nothing says what is better.
  private static func movement(_ decision: Decision) -> PrincipleSyntax.Movement? {
    guard decision.slot.scope == .customer else { return nil }
    switch decision.kind {
    case .limit, .terms: return .getsStricter
    case .segment: return decision.ranking.isEmpty ? nil : .getsStricter
    default: return nil
    }
  }

  /// The values by which a customer is better, and whether when they are high.
  private static func standard(_ policy: Policy) -> [(Slot, Bool)] {
    policy.customer.fields.enumerated().compactMap { index, field in
      let slot = Slot(.customer, index)
      if case .decision(let number) = field.origin {
        return policy.decisions[number].kind == .scorecard ? (slot, true) : nil
      }
      let isOrdered =
        if case .symbol(let number) = field.type { policy.enumerations[number].isOrdered } else {
          field.type.isNumeric
        }
      guard isOrdered else { return nil }
      if better.contains(field.name) { return (slot, true) }
      return worse.contains(field.name) ? (slot, false) : nil
    }
  }

  private static let better: Set<String> = [
    "score", "rating", "cotation", "equity", "fonds_propres", "capitaux_propres", "seniority", "ancienneté",
    "anciennete",
  ]

  private static let worse: Set<String> = [
    "arrears", "oldest", "days_late", "retard", "retards", "impayés", "impayes",
  ]

  private static func finding(
    _ claim: Principle.Monotone,
    _ refutation: PrincipleProof.Refutation,
    _ policy: Policy
  ) -> Diagnostic {
    let decision = policy.decisions[claim.decision]
    let value = policy.field(claim.value).name
    let movement = claim.rises ? "rises" : "falls"
    let title = "\(decision.name) as \(value) \(movement)"
    return Diagnostic(
      .betterIsWorse,
      at: decision.span,
      about: decision.name,
      "`\(decision.name)` gets stricter for these two customers as `\(value)` \(movement)",
      help:
        "mend the rule that decides, or accept it with the reason why a better customer gets less (`findings`)",
      notes: PrincipleCheck.rules(refutation, policy),
      witness: PrincipleCheck.tests(refutation, title, policy)
    )
  }

  static let page = CodePage(
    .betterIsWorse,
    "A better customer is decided worse",
    """
    Of two customers who are alike otherwise, the one with the better score, rating or equity, the longer
    relationship or the smaller arrears has the lower limit or the stricter terms. Both are shown, as the
    rules decide them. Mostly two rules were written one after the other without looking at both: what is
    meant as the exception gives more than the rule.

    Values are known by their usual names (`score`, `rating`, `cotation`, `equity`, `fonds_propres`,
    `seniority`, `ancienneté`, `arrears`, `oldest`, `retards`, `impayés`) and by being a scorecard. Some
    customers are tried; a `principle` of your own about the same value and decision is proven or refuted
    instead. Where it is meant, accept it with the reason.
    """,
    wrong: """
      limit
        small: 1 000 EUR    when equity is known and equity is less than 10 000 EUR
        usual: 5% of equity when equity is known
        none: 0 EUR         otherwise
      """,
    right: """
      limit
        small: 500 EUR      when equity is known and equity is less than 10 000 EUR
        usual: 5% of equity when equity is known
        none: 0 EUR         otherwise
      """
  )
}
