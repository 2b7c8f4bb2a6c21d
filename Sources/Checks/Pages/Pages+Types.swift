/// 3: mistakes in types and amounts.
extension CodePage {
  static let typeMismatch = CodePage(
    .typeMismatch,
    "A value of another kind",
    """
    An amount, a number, a date, a number of days and a rating are different things: comparing an amount
    with a bare number leaves open of which currency, comparing a rating with a number would invent an
    order. Every value of a policy says what it is.

    A bare number needs its unit (`1 000 EUR`, `20%`, `60 days`); the member of a scale stands in quotes
    (`"4"`).
    """,
    wrong: """
      segment
        large     when turnover is more than 1 000 000
        standard  otherwise
      """,
    right: """
      segment
        large     when turnover is more than 1 000 000 EUR
        standard  otherwise
      """
  )

  static let currencyMismatch = CodePage(
    .currencyMismatch,
    "Amounts of two currencies",
    """
    Amounts of different currencies are never compared or added, since the result would depend on a rate
    that is not written down. A policy that needs a conversion states the rate, as a value with a date.

    A currency is written by its code of ISO 4217 behind the amount: `EUR`, `USD`, `CHF`.
    """,
    wrong: """
      segment
        large     when turnover is more than 1 000 000 USD
        standard  otherwise
      """,
    right: """
      segment
        large     when turnover is more than 900 000 EUR
        standard  otherwise
      """
  )

  static let unitMismatch = CodePage(
    .unitMismatch,
    "Days against months",
    """
    Two months have 59, 60, 61 or 62 days. Whether 60 days late is "2 months late" depends on the calendar,
    so days, months and years are not compared with each other.
    """,
    wrong: """
      for the customer
        oldest = highest days from due to as_of over invoices, or 0 days if none

      segment
        watch     when oldest is more than 2 months
        standard  otherwise
      """,
    right: """
      for the customer
        oldest = highest days from due to as_of over invoices, or 0 days if none

      segment
        watch     when oldest is more than 60 days
        standard  otherwise
      """
  )

  static let notOrdered = CodePage(
    .notOrdered,
    "Nothing is above or below here",
    """
    `at least` needs an order. A list of sectors has none; a list of ratings has one only if the data say
    so (`scale from worst to best: …`), and values outside the scale stand outside the order. Payment
    terms are only partly ordered: nobody can say in general whether 45 days end of month are longer than
    60 days.
    """,
    wrong: """
      segment
        strong    when sector is at least industry
        standard  otherwise
      """,
    right: """
      segment
        strong    when sector is one of industry, services
        standard  otherwise
      """
  )

  static let keyCompared = CodePage(
    .keyCompared,
    "A key decides",
    """
    The key of a customer only links its records. A rule that asks for a certain key treats one customer
    differently and calls it a rule; whoever reads the policy cannot know why.

    A different decision for one customer is an `override`: with who approved it, why and until when. It
    shows in every decision record.
    """,
    wrong: """
      segment
        prime     when id is "C0042"
        standard  otherwise
      """,
    right: """
      segment
        prime     when turnover is more than 5 000 000 EUR
        standard  otherwise

      override for customer "C0042"
        segment prime until 2026-12-31
        approved by "Credit committee" on 2026-06-01
        because "Parent company guarantees all invoices"
      """
  )

  static let tooLarge = CodePage(
    .tooLarge,
    "A result that cannot be computed exactly",
    """
    Every decision is computed without rounding that nobody wrote, and every number has room for 38
    digits. From the declared ranges of the data, this result could need more. A program that went on
    would round, or stop in the middle of a portfolio.

    Say how large the values really are and how many decimals they have; mostly that is enough.
    """,
    wrong: """
      customer
        id      key
        growth  number

      for the customer
        three_years = growth * growth * growth
      """,
    right: """
      customer
        id      key
        growth  number from 0 to 10 with 4 decimals

      for the customer
        three_years = growth * growth * growth
      """
  )

  static let quotientSummed = CodePage(
    .quotientSummed,
    "A quotient in a sum",
    """
    A third has endless decimals. One quotient is kept as an exact fraction and can be compared, scaled
    and rounded, but a sum of many has no exact form of bounded length. Somebody has to say to how many
    decimals each is rounded, for the total depends on it.
    """,
    wrong: """
      for each invoice
        share_paid = paid / amount

      for the customer
        shares = sum of share_paid over invoices where amount is more than 0 EUR
      """,
    right: """
      for each invoice
        share_paid = (paid / amount) rounded half up to 4 decimals

      for the customer
        shares = sum of share_paid over invoices where amount is more than 0 EUR
      """
  )

  static let roundingNeeded = CodePage(
    .roundingNeeded,
    "It is not said how to round",
    """
    The result can have more decimals than the currency has, or endless ones, and half a cent can go up,
    down or to the even side. A few cents are enough to make two computations of one limit differ.

    Mostly one line of the header settles it: `currency EUR, rounded half up`.
    """,
    wrong: """
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR

      limit
        share: 12.5% of turnover  otherwise
      """,
    right: """
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up

      limit
        share: 12.5% of turnover  otherwise
      """
  )

  static let outsideRange = CodePage(
    .outsideRange,
    "Outside the range",
    """
    A value lies outside what it can be: the points of a scorecard can exceed the declared range, a test
    gives a score that the data cannot have, an amount is beyond every limit. The range of a scorecard is a
    promise to its readers that is proven here, counting which points exclude each other; the finding shows a
    customer who would get more or less. Points are never cut off silently.
    """,
    wrong: """
      scorecard solvency, from 0 to 100
        points for size
          60 when turnover is more than 5 000 000 EUR
          0  otherwise
        points for age
          50 when since is before 2010-01-01
          0  otherwise
      """,
    right: """
      scorecard solvency, from 0 to 100
        points for size
          60 when turnover is more than 5 000 000 EUR
          0  otherwise
        points for age
          40 when since is before 2010-01-01
          0  otherwise
      """
  )

  static let monthEndRule = CodePage(
    .monthEndRule,
    "What 31 January plus one month is",
    """
    The policy counts in months or years, and there is no 31 February. Some move to the last day of the
    month, some to the first of the next one; each is right where it was agreed. The header says it once:
    `month ends stay on the last day` or `month ends move to the next first`.
    """,
    wrong: """
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up

      for the customer
        seniority = whole years from since to as_of
      """,
    right: """
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up
        month ends stay on the last day

      for the customer
        seniority = whole years from since to as_of
      """
  )

  static let rankingNeeded = CodePage(
    .rankingNeeded,
    "It is not said which result is stricter",
    """
    Where several rules apply, the strictest of them is to count, but nothing says which that is. Terms are
    only partly ordered, so the order is written down: `ranked from strictest to mildest: …`, with every
    result that a rule can give.
    """,
    wrong: """
      terms, the strictest of those that apply
        prepayment  when in_insolvency
        30 days     when sector is construction
        60 days     otherwise
      """,
    right: """
      terms, the strictest of those that apply, ranked from strictest to mildest: prepayment, 30 days, 60 days
        prepayment  when in_insolvency
        30 days     when sector is construction
        60 days     otherwise
      """
  )

  static let unlimitedUsed = CodePage(
    .unlimitedUsed,
    "An unlimited value is computed with",
    """
    A limit can be unlimited. It can then be compared, and the lowest of it and an amount is that amount, but
    nothing can be added to it or taken from it: there is no amount. Say which amount counts instead.
    """,
    wrong: """
      limit
        unlimited   when sector is services
        50 000 EUR  otherwise

      for the customer
        room = limit - 500 EUR
      """,
    right: """
      limit
        unlimited   when sector is services
        50 000 EUR  otherwise

      for the customer
        room = (limit, or 10 000 000 EUR if unlimited) - 500 EUR

      decision spacious, yes or no
        yes  when room is more than 60 000 EUR
        no   otherwise
      """
  )

  static let datedRates = CodePage(
    .datedRates,
    "A table of rates that cannot be used",
    """
    Rates stand in the order of their days, one line for each day from which another rate is in force, so
    that a reader finds the rate of a day at a glance. A line out of its order is mostly a date misspelt.

    Rates that follow from others are computed day by day, from names of rates, percentages and numbers.
    """,
    wrong: """
      rates ecb, percent
        from 2026-07-01  2.15%
        from 2026-01-01  3.15%
      """,
    right: """
      rates ecb, percent
        from 2026-01-01  3.15%
        from 2026-07-01  2.15%
      """
  )

  static let workingCalendar = CodePage(
    .workingCalendar,
    "The calendar of working days does not fit",
    """
    Working days are counted by the calendar of the policy, for the days that it covers and for no other: a
    holiday that nobody wrote down would move a deadline. So the policy has one calendar, its closed days lie
    inside what it covers, and so does every date that is written where working days are counted.

    A date of a customer that is not covered rejects the customer when it is decided.
    """,
    wrong: """
      calendar
        covers from 2026-01-01 to 2026-12-31
        closed saturday, sunday
        closed 2027-01-01 because "New Year"
      """,
    right: """
      calendar
        covers from 2026-01-01 to 2027-12-31
        closed saturday, sunday
        closed 2027-01-01 because "New Year"
      """
  )
}
