import Exact

extension Parser {
  /// `calendar` with the years that it covers and the days on which nobody works.
  mutating func calendar() throws(SyntaxFailure) -> CalendarSyntax {
    let start = at
    _ = take(.calendar)
    let headSpan = span(from: start)
    var covers: (from: CalendarDate, to: CalendarDate, span: Span)?
    var closings: [CalendarSyntax.Closing] = []
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        let place = parser.at
        if parser.take(.covers) {
          if let covers {
            throw parser.failure(
              .saidTwice,
              parser.span(from: place),
              "the calendar already says what it covers",
              help: "remove one of the two lines, from \(covers.from) or this one"
            )
          }
          try parser.expect(.from, "and the first day")
          let from = try parser.date("the first day")
          try parser.expect(.to, "and the last day")
          covers = (from, try parser.date("the last day"), parser.span(from: place))
          try parser.expectStatementEnd(after: "what the calendar covers")
        } else if parser.take(.closed) {
          closings.append(try parser.closing())
        } else {
          throw parser.expected("`covers from … to …` or `closed` and weekdays or dates")
        }
      }
    }
    return CalendarSyntax(covers: covers, closings: closings, span: headSpan)
  }

  private static let weekdays: [(Keyword, Weekday)] = [
    (.monday, .monday), (.tuesday, .tuesday), (.wednesday, .wednesday), (.thursday, .thursday),
    (.friday, .friday), (.saturday, .saturday), (.sunday, .sunday),
  ]

  private mutating func closing() throws(SyntaxFailure) -> CalendarSyntax.Closing {
    var weekdays: [Weekday] = []
    var dates: [(date: CalendarDate, span: Span)] = []
    repeat {
      let place = at
      if let (keyword, weekday) = Parser.weekdays.first(where: { isAt($0.0) }) {
        _ = take(keyword)
        weekdays.append(weekday)
      } else if isAtName {
        let names = table.allSpellings(Parser.weekdays.map(\.0))
        let nearest = Suggestion.nearest(to: source.text(span(current)), among: names)
        throw expected(
          "a weekday, such as `saturday`, or a date",
          help: nearest.map { "did you mean `\($0)`?" }
        )
      } else {
        let date = try date("a weekday, such as `saturday`, or a date")
        dates.append((date, span(from: place)))
      }
    } while take(",")
    var reasons: [ReasonSyntax] = []
    var sources: [TextSyntax] = []
    while isAt(.because) || isAt(.cites) { try grounds(&reasons, &sources) }
    try expectStatementEnd(after: "the closed days")
    return .init(weekdays: weekdays, dates: dates, reasons: reasons, sources: sources)
  }

  // MARK: Use

  /// After a count: `working days after due`, `working days before due`; nil where it is not counted so.
  mutating func workingDays(_ count: ExpressionSyntax, from start: Int) throws(SyntaxFailure)
    -> ExpressionSyntax?
  {
    for (keyword, isAfter) in [(Keyword.workingDaysAfter, true), (.workingDaysBefore, false)]
    where take(keyword) {
      let day = try nested { parser throws(SyntaxFailure) in try parser.primary() }
      return ExpressionSyntax(.workingDays(.moved(count: count, isAfter: isAfter, day)), span(from: start))
    }
    return nil
  }

  /// `working days from issued to due`, `first working day from due`.
  mutating func workingDayPhrase() throws(SyntaxFailure) -> ExpressionSyntax? {
    let start = at
    if take(.workingDaysFrom) {
      let from = try sum()
      try expect(.to, "and the second date")
      return ExpressionSyntax(.workingDays(.between(from, try sum())), span(from: start))
    }
    guard take(.firstWorkingDayFrom) else { return nil }
    let day = try nested { parser throws(SyntaxFailure) in try parser.primary() }
    return ExpressionSyntax(.workingDays(.first(day)), span(from: start))
  }
}
