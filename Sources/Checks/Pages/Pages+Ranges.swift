/// 4: values that leave the range in which they have to stay.
extension CodePage {
  static let valueLeavesRange = CodePage(
    .valueLeavesRange,
    "A result that can leave its declared range",
    """
    The decision declares between which bounds its result lies, and the finding shows a customer for whom it
    would lie outside. A result is never cut off silently: such a customer is rejected with an error.

    Say what is meant: a bound of the decision (`at most 100`), a rule of its own for those customers, or a
    wider range.
    """,
    wrong: """
      customer
        id     key
        staff  whole number from 0 to 200

      decision points, number from 0 to 100
        staff  otherwise
      """,
    right: """
      customer
        id     key
        staff  whole number from 0 to 200

      decision points, number from 0 to 100, at most 100
        staff  otherwise
      """
  )

  static let valueLeavesType = CodePage(
    .valueLeavesType,
    "A value that can leave the range of its type",
    """
    Every value that has a name stays within a range that is wide enough for trade: amounts and numbers to a
    million billion, shares to a hundred billion percent. The ranges that the data declare allow a customer
    for whom this one would leave it, and that customer would be rejected with an error.

    Mostly an attribute has no range yet that says what is plausible; a divisor that can be close to zero is
    another cause. It is advice, shown with `--advice` only.
    """,
    wrong: """
      customer
        id        key
        turnover  money from 0 EUR to 900 000 000 EUR

      for the customer
        ratio = 50 000 000 EUR / turnover, or 0% if missing

      limit
        high: 1 000 EUR  when ratio is at least 50%
        some: 500 EUR    otherwise
      """,
    right: """
      customer
        id        key
        turnover  money from 0 EUR to 900 000 000 EUR

      for the customer
        ratio = 50 000 000 EUR / (the highest of turnover, 1 EUR)

      limit
        high: 1 000 EUR  when ratio is at least 50%
        some: 500 EUR    otherwise
      """
  )
}
