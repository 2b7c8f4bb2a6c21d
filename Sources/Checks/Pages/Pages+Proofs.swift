/// 4: what is proven of rules and tables.
extension CodePage {
  static let rulesOverlap = CodePage(
    .rulesOverlap,
    "Two rules apply where exactly one should",
    """
    The decision says that exactly one rule applies, and the finding shows a customer to whom several do. Such
    a customer would be rejected with an error. All rules that meet in one place are named together.

    Narrow one of them so that they exclude each other, or say how they combine: the first that applies, the
    strictest, the lowest.
    """,
    wrong: """
      segment, exactly one applies
        small     when turnover is at most 1 000 000 EUR
        large     when turnover is at least 1 000 000 EUR
      """,
    right: """
      segment, exactly one applies
        small     when turnover is at most 1 000 000 EUR
        large     when turnover is more than 1 000 000 EUR
      """
  )

  static let ruleNeverHolds = CodePage(
    .ruleNeverHolds,
    "A rule that no customer can meet",
    """
    The parts of the condition contradict each other, the declared range of a value, or what a definition or
    another decision makes of it. The rule stands in the policy and is never applied, which whoever approved
    it does not expect.

    What is said here is proven for every customer that fits the declared data. A rule kept on purpose, for
    instance until a new segment is opened, can be accepted with a reason (see `findings`).
    """,
    wrong: """
      segment
        small     when turnover is below 1 000 EUR and turnover is more than 2 000 EUR
        large     otherwise
      """,
    right: """
      segment
        small     when turnover is below 2 000 EUR
        large     otherwise
      """
  )

  static let ruleNeverDecides = CodePage(
    .ruleNeverDecides,
    "Rules before it take everybody",
    """
    Of a decision by the first rule that applies, a rule is never reached where one earlier rule, or several
    together, take every customer whom it could apply to. The finding names as few of them as do it, and
    shows a customer who meets its condition and is decided by another rule.

    Mostly the order is wrong: the narrower rule belongs first. `otherwise` is for nobody where the other
    rules cover everything; that is proven anew whenever the policy changes, so it can go.
    """,
    wrong: """
      segment
        medium    when turnover is at least 50 000 EUR
        large     when turnover is at least 80 000 EUR
        small     otherwise
      """,
    right: """
      segment
        large     when turnover is at least 80 000 EUR
        medium    when turnover is at least 50 000 EUR
        small     otherwise
      """
  )

  static let partAlwaysHolds = CodePage(
    .partAlwaysHolds,
    "A part of a condition, or a cell, that says nothing",
    """
    Where the rest of the condition holds, this part always holds too, because of the declared ranges or of
    what definitions make of values. A reader takes it for a restriction that there is not. Often a constant
    is wrong, or a condition was tightened in one place and not in the other.

    Of a table it is said once for a column where none of its cells says anything, or where everybody gets the
    same without the column, for the same reasons.
    """,
    wrong: """
      segment
        small     when turnover is below 1 000 EUR and turnover is below 2 000 EUR
        large     otherwise
      """,
    right: """
      segment
        small     when turnover is below 1 000 EUR
        large     otherwise
      """
  )

  static let partNeverHolds = CodePage(
    .partNeverHolds,
    "An alternative that nobody can meet",
    """
    One of the conditions joined by `or` never holds where it stands, so only the others decide. The reader
    believes that it lets somebody in, and it does not.
    """,
    wrong: """
      segment
        small     when turnover is below 1 000 EUR and (in_insolvency or turnover is more than 5 000 EUR)
        large     otherwise
      """,
    right: """
      segment
        small     when turnover is below 1 000 EUR and in_insolvency
        large     otherwise
      """
  )

  static let ruleChangesNothing = CodePage(
    .ruleChangesNothing,
    "A rule without which everything stays the same",
    """
    Whoever the rule decides would get the same result from a later rule, with the same reasons, sources and
    approvals. It only makes the policy longer, and the next change may be made in one of the two places.
    A rule that gives the same for a reason of its own is no such rule: the reason is what it is for.
    """,
    wrong: """
      decision tier, one of low, high
        first:  low   when turnover is below 1 000 EUR
        second: low   when turnover is below 2 000 EUR
        third:  high  otherwise
      """,
    right: """
      decision tier, one of low, high
        low   when turnover is below 2 000 EUR
        high  otherwise
      """
  )

  static let resultNeverReached = CodePage(
    .resultNeverReached,
    "A result that nobody gets",
    """
    Several rules give the result, and none of them ever applies. Whatever reads the decision and asks for
    this result waits in vain. The notes say of each rule why it never applies.
    """,
    wrong: """
      segment
        watch: small  when turnover is below 10 EUR and turnover is more than 20 EUR
        other: small  when turnover is below 30 EUR and turnover is more than 40 EUR
        large         otherwise
      """,
    right: """
      segment
        watch: small  when turnover is from 10 EUR to 20 EUR
        other: small  when turnover is from 30 EUR to 40 EUR
        large         otherwise
      """
  )

  static let notProven = CodePage(
    .notProven,
    "It could not be proven",
    """
    Whether the rules exclude each other depends on a computation that is taken as a value of its own, such
    as the product of two attributes, or on too many cases to go through. The finding says which rules it is
    about and why. Nothing is claimed to be wrong.

    The evaluator still finds it for each customer: one to whom two rules apply is rejected, never decided
    leniently. Conditions about the same value, compared with constants, make the proof possible.
    """,
    wrong: """
      customer
        id     key
        staff  number from 0 to 100

      decision size, one of small, large, middle, exactly one applies
        small   when staff * staff is at most 2 500
        large   when staff is at least 60
        middle  otherwise
      """,
    right: """
      customer
        id     key
        staff  number from 0 to 100

      decision size, one of small, large, middle, exactly one applies
        small   when staff is at most 50
        large   when staff is at least 60
        middle  otherwise
      """
  )

  static let partHeldBefore = CodePage(
    .partHeldBefore,
    "A part that earlier rules have settled",
    """
    The rules before this one have taken everybody for whom the part does not hold, so it could be left out.
    Many policies repeat such bounds so that each rule can be read alone, and that is fine: it is advice,
    shown with `--advice` only.
    """,
    wrong: """
      segment
        small     when turnover is below 1 000 EUR
        blocked   when in_insolvency
        medium    when turnover is at least 1 000 EUR and turnover is below 9 000 EUR
        large     otherwise
      """,
    right: """
      segment
        small     when turnover is below 1 000 EUR
        blocked   when in_insolvency
        medium    when turnover is below 9 000 EUR
        large     otherwise
      """
  )

  static let rowsAreOne = CodePage(
    .rowsAreOne,
    "Two rows that can be one",
    """
    Two rules one after the other give the same, for the same reasons, and their conditions differ in one part
    only, about the same value. One row with both is shorter and cannot be changed by half.
    """,
    wrong: """
      decision tier, one of low, high
        | sector   | tier |
        | retail   | low  |
        | services | low  |
        | all      | high |
      """,
    right: """
      decision tier, one of low, high
        | sector                  | tier |
        | one of retail, services | low  |
        | all                     | high |
      """
  )

  static let neverTogether = CodePage(
    .neverTogether,
    "An order that says nothing",
    """
    No two rules of the decision ever apply together, so which stands first does not matter. `exactly one
    applies` says so to the reader, and makes it a finding when a later edit lets two rules meet.
    """,
    wrong: """
      segment
        shops     when sector is retail
        sites     when sector is construction
        standard  otherwise
      """,
    right: """
      segment, exactly one applies
        shops     when sector is retail
        sites     when sector is construction
        standard  otherwise
      """
  )

  static let boundTakesEffect = CodePage(
    .boundTakesEffect,
    "A bound that takes effect",
    """
    A rule can give less than the decision's lower bound, and the bound takes it up: a limit that would be
    negative becomes 0 EUR. That is what the bound is for. It is said so that somebody can look whether those
    customers should rather have a rule of their own, with a reason.
    """,
    wrong: """
      limit, at least 0 EUR
        room: 50 000 EUR - turnover  otherwise
      """,
    right: """
      limit, at least 0 EUR
        full: 0 EUR                  when turnover is more than 50 000 EUR
        room: 50 000 EUR - turnover  otherwise
      """
  )
}
