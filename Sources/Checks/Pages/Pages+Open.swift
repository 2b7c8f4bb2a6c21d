/// 4: what is left open.
extension CodePage {
  static let missingUnresolved = CodePage(
    .missingUnresolved,
    "A value can be missing where it decides",
    """
    Some customers have no such value, and the policy does not say what happens to them. Taken as zero, a
    customer without a score would be the worst; taken as passed, the best; a program that stops would
    leave the whole portfolio undecided. So the policy says it: a rule asks first (`score is missing`,
    `score is known and …`), or a value counts instead (`(score, or 50 if missing)`).

    A definition may pass on that something is missing; a condition or a result may not. Where the value
    comes through other definitions, the notes below the finding show the way.
    """,
    wrong: """
      segment
        weak      when score is below 30
        standard  otherwise
      """,
    right: """
      segment
        unrated   when score is missing
        weak      when score is below 30
        standard  otherwise
      """
  )

  static let nothingApplies = CodePage(
    .nothingApplies,
    "For some customers no rule applies",
    """
    The finding describes a customer to whom no rule of the decision applies. Nothing is assumed for such a
    customer, neither the last rule nor the mildest, so the decision would fail.

    Add a rule for the case, or end the decision with `otherwise`. Without `otherwise` the rules must
    provably cover everything, which keeps a new sector or rating from slipping into a rule that nobody
    meant for it.
    """,
    wrong: """
      segment
        small     when turnover is below 1 000 000 EUR
        large     when turnover is more than 1 000 000 EUR
      """,
    right: """
      segment
        small     when turnover is below 1 000 000 EUR
        large     when turnover is at least 1 000 000 EUR
      """
  )

  static let neverReached = CodePage(
    .neverReached,
    "`otherwise` stands before other rules",
    """
    `otherwise` means: when no other rule applies, wherever it stands. A reader goes from the top to the
    bottom and takes the rules below it for dead. It stands last, so that the decision can be read aloud.
    """,
    wrong: """
      segment
        standard  otherwise
        blocked   when in_insolvency
      """,
    right: """
      segment
        blocked   when in_insolvency
        standard  otherwise
      """
  )
}
