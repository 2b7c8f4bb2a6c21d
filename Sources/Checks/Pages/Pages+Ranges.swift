/// 4: values that leave the range in which they have to stay.
extension CodePage {
  static let valueLeavesRange = CodePage(
    .valueLeavesRange,
    "A result that can leave its declared range",
    """
    The decision declares between which bounds its result lies, and the finding shows a customer for whom it would
    lie outside. A result is never cut off silently: such a customer is rejected with an error.

    Say what is meant: a bound of the decision (`at most 100`), a rule of its own for those customers, or a wider
    range.
    """,
    wrong: """
      customer
        id     key
        staff  whole number from 0 to 200

      decision band, number from 0 to 10
        staff / 10 rounded up to 0 decimals  otherwise
      """,
    right: """
      customer
        id     key
        staff  whole number from 0 to 200

      decision band, number from 0 to 10, at most 10
        staff / 10 rounded up to 0 decimals  otherwise
      """
  )

  static let valueLeavesType = CodePage(
    .valueLeavesType,
    "A value that can leave the range of its type",
    """
    Every value that has a name stays within a range that is wide enough for trade: amounts and numbers to a million
    billion, shares to a billion percent. The ranges that the data declare allow a customer for whom this one would
    leave it, and that customer would be rejected with an error. Mostly an attribute has no range yet that says what
    is plausible; a divisor that can be close to zero is another cause. It is advice, shown with `--advice` only.
    """,
    wrong: """
      for the customer
        cubic = turnover * (turnover / 1 EUR)

      limit
        none: 0 EUR  when cubic is more than 10 EUR
        some: 1 EUR  otherwise
      """,
    right: """
      for the customer
        cubic = the lowest of turnover, 1 000 EUR

      limit
        none: 0 EUR  when cubic is more than 10 EUR
        some: 1 EUR  otherwise
      """
  )
}
