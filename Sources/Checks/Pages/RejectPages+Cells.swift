import Portfolio

// MARK: One value

extension RejectPage {
  static let missing = CodePage(
    reject: .missing,
    "A value is missing that the policy needs",
    """
    The cell is empty, and the policy does not declare the attribute as `optional`. It never counts as zero,
    as yes or as no.

    Fill it in. If it may be missing, declare it as `optional`: the policy must then say what counts
    instead.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      """
  )

  static let notANumber = CodePage(
    reject: .notANumber,
    "A value is no number",
    """
    An amount, a number, a percentage or a duration is expected, and something else stands there: a word,
    two numbers, or another unit. A currency or a unit may follow if it is the one declared.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,about 5000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5 000.00 EUR,no,
      """
  )

  static let unclearNumber = CodePage(
    reject: .unclearNumber,
    "A number can be read in two ways",
    """
    A comma or a point before three digits can separate thousands or decimals: `12,500` is twelve and a
    half, or twelve thousand five hundred. It is read as the other cells of its column show, or else of its
    file. Where they show nothing, or both, nothing is guessed.

    Declare `decimal comma` or `decimal point` in the policy or in a mapping file, or write `12500`.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,"12,500",no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,12500,no,
      """
  )

  static let tooManyDecimals = CodePage(
    reject: .tooManyDecimals,
    "A number has too many decimals",
    """
    The policy declares how many decimals there can be; an amount has those of its currency. Input is never
    rounded: a third decimal of an amount says that something else stands in the column, such as a price or
    a rate.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000.125,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000.12,no,
      """
  )

  static let outsideRange = CodePage(
    reject: .outsideRange,
    "A number is outside its range",
    """
    The policy declares the range, as in `money from 0 EUR`; without one it is the widest of the type. What
    is computed from the value is proven for that range only.

    Correct the value, or widen the range in the policy: the checker then says whether everything still
    fits.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,-5000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      """
  )

  static let notADate = CodePage(
    reject: .notADate,
    "A value is no date",
    """
    Dates are written `2026-06-30` or `30/06/2026`. Any other form is declared for the file or the column,
    as in `dates as dd.mm.yyyy`; it is then the only one.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,15.09.2021,,5000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,15/09/2021,,5000,no,
      """
  )

  static let noSuchDay = CodePage(
    reject: .noSuchDay,
    "The calendar has no such day",
    """
    The value is written as a date, and there is no such day: the 30th of February, the 31st of a short
    month, or a month above twelve. The next day that exists is never taken in its place.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-02-29,,5000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-02-28,,5000,no,
      """
  )

  static let dateOutsideRange = CodePage(
    reject: .dateOutsideRange,
    "A date is outside its range",
    """
    Dates lie from 1900 to 2199, or in the range that the policy declares. A date outside it is more likely
    misspelt than meant.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,0021-09-15,,5000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      """
  )

  static let notYesOrNo = CodePage(
    reject: .notYesOrNo,
    "A value is neither a yes nor a no",
    """
    `yes` and `no`, `true` and `false`, `oui` and `non`, `vrai` and `faux`, `1` and `0` are read. Other
    words are declared, as in `yes is "O", no is "N", ""`; they take the place of the usual ones. An empty
    cell is a missing value, not a no, unless that is declared.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,perhaps,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      """
  )

  static let notListed = CodePage(
    reject: .notListed,
    "A value is none of those that the policy lists",
    """
    The policy names the values that there are, and has a rule for each. A value that it does not know could
    only be decided by chance. Capitals do not matter.

    Correct the cell; or add the value to the policy, and the checker shows which decisions need a rule for
    it.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,farming,2021-09-15,,5000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      """
  )

  static let wrongKind = CodePage(
    reject: .wrongKind,
    "A JSON value is of the wrong kind",
    """
    A list stands for one value, one value for a list of records, or `true` for a number. Numbers may stand
    in quotes; nothing else is turned into another kind.
    """,
    wrong: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","score":[70],"requested_limit":5000,"in_insolvency":false,"invoices":[]}
      """,
    right: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","score":70,"requested_limit":5000,"in_insolvency":false,"invoices":[]}
      """
  )

  static let termsNotListed = CodePage(
    reject: .termsNotListed,
    "Payment terms are not those of the list",
    """
    The policy lists which payment terms there can be in this column: `terms one of 30 days, 45 days`. Write
    them as the policy does. Other terms are for the policy to list first, with whoever may agree them.
    """,
    wrong: """
      # In customers.csv
      id,agreed_terms
      C2,90 days
      """,
    right: """
      # In customers.csv
      id,agreed_terms
      C2,30 days
      """
  )

  static let unclearDate = CodePage(
    reject: .unclearDate,
    "A date may have the month first",
    """
    Another date of the column can only have its month first, as in `09/15/2021`. So this one, which can be
    read either way, may have it too. Nothing is guessed.

    Declare `dates as dd/mm/yyyy` or `dates as mm/dd/yyyy` in the policy or in a mapping file, and the whole
    column is read that way; or write `2022-04-03`.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,09/15/2021,,5000,no,
      C3,retail,03/04/2022,,5000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      C3,retail,2022-04-03,,5000,no,
      """
  )
}
