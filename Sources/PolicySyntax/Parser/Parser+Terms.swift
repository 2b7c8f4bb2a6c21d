import Exact

extension Parser {
  /// Payment terms, or any other expression where none are written.
  mutating func terms() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    if take(.prepayment) { return try terms(.prepayment, from: start) }
    if let terms = try termsIfWritten() { return terms }
    if sees(.number), isAt(.days, ahead: 1) {
      let days = try wholeNumber("a whole number of days")
      _ = take(.days)
      return try terms(.netDays(days), from: start)
    }
    return try expression()
  }

  /// Terms that cannot be read as anything else, wherever a value may stand; nil otherwise.
  mutating func termsIfWritten() throws(SyntaxFailure) -> ExpressionSyntax? {
    let start = at
    if take(.cashOnDelivery) { return try terms(.cashOnDelivery, from: start) }
    if isAt(.endOfTenDays), !isAt(.endOfTenDaysOf) {
      _ = take(.endOfTenDays)
      return try terms(.endOfTenDaysThenDays(try daysAfterThen()), from: start)
    }
    if isAt(.endOfMonth), !isAt(.endOfMonthOf) {
      _ = take(.endOfMonth)
      return try terms(.endOfMonthThenDays(try daysAfterThen()), from: start)
    }
    guard sees(.number), isAt(.days, ahead: 1) else { return nil }
    if isAt(.endOfMonth, ahead: 2), !isAt(.endOfMonthOf, ahead: 2) {
      let days = source.text(span(current))
      at += 2
      _ = take(.endOfMonth)
      throw failure(
        .ambiguousMonthEnd,
        span(from: start),
        "`\(source.text(span(from: start)))` has two readings that never agree",
        help:
          "write `\(days) days, then end of month` (count \(days) days, then go to the end of that month) "
          + "or `end of month, then \(days) days` (go to the end of the month, then count \(days) days)"
      )
    }
    let isThen = tokens[min(at + 2, itemEnd)].word == Int16(UInt8(ascii: ",")) && isAt(.then, ahead: 3)
    guard isThen else { return nil }
    let days = try wholeNumber("a whole number of days")
    _ = take(.days)
    _ = take(",")
    _ = take(.then)
    if take(.endOfTenDays) { return try terms(.netDaysThenEndOfTenDays(days), from: start) }
    try expect(.endOfMonth, "after `then`")
    return try terms(.netDaysThenEndOfMonth(days), from: start)
  }

  private mutating func daysAfterThen() throws(SyntaxFailure) -> Int {
    guard take(",") else { throw expected("`, then` and a number of days") }
    try expect(.then, "and a number of days")
    let days = try wholeNumber("a whole number of days")
    try expect(.days, "after the number")
    return days
  }

  /// The event and the methods after the base: `from delivery`, `by transfer or card`.
  mutating func terms(_ base: TermsSyntax.Base, from start: Int) throws(SyntaxFailure) -> ExpressionSyntax {
    var event: NameSyntax?
    var methods: [NameSyntax] = []
    if take(.from) { event = try name("the event from which the days run, such as `invoice` or `delivery`") }
    if isAtMethods(ahead: 0), take(.by) {
      methods = try names("a method of payment, such as `transfer`", separator: .or)
    }
    return ExpressionSyntax(
      .terms(TermsSyntax(base: base, event: event, methods: methods)),
      span(from: start)
    )
  }

  /// A value where either terms or something else can stand.
  ///
  /// `30 days by card` is read as terms, `30 days` as whatever is wanted in its place.
  mutating func valueOrTerms() throws(SyntaxFailure) -> ExpressionSyntax {
    let isTerms =
      sees(.number) && isAt(.days, ahead: 1) && (isAtEvent(ahead: 2) || isAtMethods(ahead: 2))
    return isTerms ? try terms() : try sum()
  }

  /// Whether the event from which days run stands ahead, and not a date.
  private func isAtEvent(ahead: Int) -> Bool {
    isAt(.from, ahead: ahead) && at + ahead + 1 < itemEnd && tokens[at + ahead + 1].kind == .word
  }

  /// Whether methods of payment stand ahead, and not the id of a rule (`by terms.slow`).
  func isAtMethods(ahead: Int) -> Bool {
    guard isAt(.by, ahead: ahead) else { return false }
    let point = at + ahead + 2
    return point >= itemEnd || tokens[point].word != Int16(UInt8(ascii: "."))
  }
}
