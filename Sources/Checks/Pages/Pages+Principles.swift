/// 8: what a policy guarantees.
extension CodePage {
  static let principleRefuted = CodePage(
    .principleRefuted,
    "A principle that is not true",
    """
    The policy claims something of every customer, and the finding shows one of whom it is not true, decided
    by the rules as they stand; of a claim about what happens as a value rises it shows two who are alike
    otherwise. Paste them as tests to see the rules that decide.

    Either a rule is wrong, or the principle says more than is meant: add a `when`, or weaken it.
    """,
    wrong: """
      principle "Large customers are watched"
        deposit is 20% when turnover is at least 1 000 000 EUR

      decision deposit, percent
        20% when turnover is more than 1 000 000 EUR
        0%  otherwise
      """,
    right: """
      principle "Large customers are watched"
        deposit is 20% when turnover is at least 1 000 000 EUR

      decision deposit, percent
        20% when turnover is at least 1 000 000 EUR
        0%  otherwise
      """
  )

  static let principleNotProven = CodePage(
    .principleNotProven,
    "A principle that is neither proven nor refuted",
    """
    No customer was found of whom the claim is untrue, and it was not proven that there is none. The finding
    says why, and where it would have to be looked: mostly a value is computed in a way that is not looked
    into, such as the product of two attributes, or the other policy that is named has errors.

    Write the rules in question so that they ask about the values themselves, or accept the finding with the
    reason for which you trust it (see `findings`).
    """,
    wrong: """
      principle "Much for a good score only"
        deposit is 20% when turnover * (score, or 0 if missing) is at least 1 000 000 EUR

      decision deposit, percent
        20% when (score, or 0 if missing) * turnover is at least 1 000 000 EUR
        0%  otherwise
      """,
    right: """
      principle "Much for a good score only"
        deposit is 20% when product is at least 1 000 000 EUR

      for the customer
        product = turnover * (score, or 0 if missing)

      decision deposit, percent
        20% when product is at least 1 000 000 EUR
        0%  otherwise
      """
  )

  static let principleAboutNobody = CodePage(
    .principleAboutNobody,
    "A claim about nobody",
    """
    The condition after `when` holds for no customer that could be decided, so the line says nothing; whoever
    approved the principle believes that it protects somebody.

    Mend the condition, or remove the line.
    """,
    wrong: """
      principle "Large customers are watched"
        deposit is 20% when turnover is below 0 EUR

      decision deposit, percent
        20% when turnover is at least 1 000 000 EUR
        0%  otherwise
      """,
    right: """
      principle "Large customers are watched"
        deposit is 20% when turnover is at least 1 000 000 EUR

      decision deposit, percent
        20% when turnover is at least 1 000 000 EUR
        0%  otherwise
      """
  )
}
