import Exact

extension Parser {
  /// `rates ecb, percent` with a line for each day from which another rate is in force, or
  /// `rates penalty, percent, is …`.
  mutating func rates() throws(SyntaxFailure) -> RatesSyntax {
    let start = at
    _ = take(.rates)
    let name = try name("the name of the rates", isDeclared: true)
    guard take(",") else { throw expected("`,` and \(Parser.unitsOfRates)") }
    let unit = try unitOfRates()
    var formula: ExpressionSyntax?
    if take(",") {
      try expect(.is_, "and what the rates are computed from")
      formula = try sum()
      try expectStatementEnd(after: "what `\(name.text)` is computed from")
    }
    let headSpan = span(from: start)
    var lines: [RatesSyntax.Line] = []
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in lines.append(try parser.rateLine())
      }
    }
    return RatesSyntax(name: name, unit: unit, formula: formula, lines: lines, span: headSpan)
  }

  private static let unitsOfRates = "`percent`, `number`, or two currencies as in `EUR for 1 USD`"

  private mutating func unitOfRates() throws(SyntaxFailure) -> RatesSyntax.Unit {
    if take(.percent) { return .percent }
    if take(.number) { return .number }
    guard isAtName, isAt(.for_, ahead: 1) else { throw expected(Parser.unitsOfRates) }
    let to = try name("a currency, such as `EUR`")
    _ = take(.for_)
    let place = at
    let count = try wholeNumber("`1` and a currency, as in `EUR for 1 USD`")
    guard count == 1 else {
      throw failure(
        .unexpected,
        span(from: place),
        "a rate says what is paid for 1 of a currency",
        help: "write `1` here, and the rates divided by \(count)"
      )
    }
    return .conversion(to: to, from: try name("a currency, such as `USD`"))
  }

  /// `from 2025-01-01 3.15% cites "…" because "…"`.
  private mutating func rateLine() throws(SyntaxFailure) -> RatesSyntax.Line {
    let start = at
    try expect(.from, "and the first day of a rate, as in `from 2026-01-01 3.15%`")
    let from = try date("the first day of the rate")
    mark(.column)
    let value = try sum()
    let place = span(from: start)
    var reasons: [ReasonSyntax] = []
    var sources: [TextSyntax] = []
    while isAt(.because) || isAt(.cites) { try grounds(&reasons, &sources) }
    try expectStatementEnd(after: "a rate")
    return .init(from: from, value: value, reasons: reasons, sources: sources, span: place)
  }

  /// What a line of a table rests on: one `because`, or one `cites` with its texts.
  mutating func grounds(
    _ reasons: inout [ReasonSyntax],
    _ sources: inout [TextSyntax]
  ) throws(SyntaxFailure) {
    if isAt(.because) {
      try reason(&reasons)
    } else if take(.cites) {
      sources.append(try text("a source in quotes"))
      while take(",") { sources.append(try text("a source in quotes")) }
    }
  }

  // MARK: Use

  /// The day after `on`: one value, so that `ecb on due + 1%` adds to the rate.
  mutating func onDay() throws(SyntaxFailure) -> ExpressionSyntax {
    try expect(.on, "and the day of the rate, as in `on due`")
    return try nested { parser throws(SyntaxFailure) in try parser.primary() }
  }

  mutating func converted(_ amount: ExpressionSyntax, from start: Int) throws(SyntaxFailure)
    -> ExpressionSyntax
  {
    _ = take(.convertedBy)
    let name = try name("the name of rates between two currencies")
    let day = try onDay()
    return ExpressionSyntax(.converted(amount, by: name, on: day), span(from: start))
  }

  mutating func interest() throws(SyntaxFailure) -> InterestSyntax {
    _ = take(.interestOn)
    let amount = try sum()
    try expect(.from, "and the day after which interest runs")
    let from = try sum()
    try expect(.to, "and the last day of interest")
    let to = try sum()
    try expect(.at, "and a rate, as in `at 12%` or `at` and the name of rates")
    let rate = try sum()
    let method = "`, \(table.spelling(.simple))` or `, \(table.spelling(.compoundedYearly))`"
    guard take(",") else { throw expected(method) }
    let isCompounded = take(.compoundedYearly)
    if !isCompounded, !take(.simple) { throw expected(method) }
    guard take(",") else { throw expected("`, year of 365 days` or `, year of 360 days`") }
    try expect(.yearOf, "365 days, or 360 days")
    let place = at
    let yearDays = try wholeNumber("`365 days` or `360 days`")
    guard yearDays == 365 || yearDays == 360 else {
      throw failure(
        .outsideRange,
        span(from: place),
        "interest is counted by a year of 365 or of 360 days",
        help: "write `year of 365 days` or `year of 360 days`, as it was agreed"
      )
    }
    try expect(.days, "after the number")
    return InterestSyntax(
      amount: amount,
      from: from,
      to: to,
      rate: rate,
      isCompounded: isCompounded,
      yearDays: yearDays
    )
  }

  /// Whether the method of interest stands here, and not another value of a list before it.
  var isAtInterestMethod: Bool {
    for keyword in [Keyword.simple, .compoundedYearly] where isAt(keyword) {
      let length = keyword == .simple ? 1 : 2
      let comma = at + length
      return comma < itemEnd && tokens[comma].word == Int16(UInt8(ascii: ","))
        && isAt(.yearOf, ahead: length + 1)
    }
    return false
  }
}
