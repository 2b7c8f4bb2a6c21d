import Exact

extension Parser {
  /// A single value: a literal, a name, something in parentheses, or a phrase that begins with its own word.
  mutating func primary() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    if take("(") {
      let inner = try expression()
      guard take(")") else {
        guard isAtEnd || current.startsLine else { throw expected("`)`") }
        throw failure(
          .incomplete,
          span(tokens[start]),
          "this parenthesis is never closed",
          help: "add `)` where the part in parentheses ends"
        )
      }
      let value = ExpressionSyntax(inner.kind, span(from: start))
      return try workingDays(value, from: start) ?? value
    }
    if let terms = try termsIfWritten() { return terms }
    if let quantity = try quantity() { return try workingDays(quantity, from: start) ?? quantity }
    if sees(.date) { return ExpressionSyntax(.date(try date("a date")), span(from: start)) }
    if sees(.string) { return ExpressionSyntax(.text(try text("a text").text), span(from: start)) }
    if let phrase = try phrase() { return phrase }
    if let aggregate = try aggregate() { return ExpressionSyntax(.aggregate(aggregate), span(from: start)) }
    let constants: [(Keyword, ExpressionSyntax.Kind)] = [
      (.yes, .yesNo(true)), (.no, .yesNo(false)), (.missing, .missing), (.unlimited, .unlimited),
      (.asOf, .asOf),
    ]
    for (keyword, kind) in constants where take(keyword) { return ExpressionSyntax(kind, span(from: start)) }
    if isAtName, current.startsLine, at + 1 < itemEnd, tokens[at + 1].word == Int16(UInt8(ascii: "=")) {
      // The next definition begins here, so this one is not finished.
      throw failure(.incomplete, span(tokens[at - 1]), "something is missing after this: a value")
    }
    guard isAtName else { throw expected("a value") }
    let name = try name("a value")
    if isAt(.on), !current.startsLine {
      return ExpressionSyntax(.rate(name, on: try onDay()), span(from: start))
    }
    let value = ExpressionSyntax(.name(name.text), name.span)
    return try workingDays(value, from: start) ?? value
  }

  /// A number with its unit: `10%`, `60 days`, `5 000 EUR`.
  private mutating func quantity() throws(SyntaxFailure) -> ExpressionSyntax? {
    let start = at
    guard let number = try number() else { return nil }
    var unit: ExpressionSyntax.Unit?
    let units: [(Keyword, ExpressionSyntax.Unit)] = [(.days, .days), (.months, .months), (.years, .years)]
    if take("%") {
      unit = .percent
    } else if let (keyword, found) = units.first(where: { isAt($0.0) }), !current.startsLine {
      _ = take(keyword)
      unit = found
    } else if isAtName, !current.startsLine {
      let word = source.text(span(current))
      if word.utf8.count == 3, word.utf8.allSatisfy({ (65...90).contains($0) }) {
        at += 1
        unit = .currency(word)
      } else if let code = Parser.currencyCode(meantBy: word) {
        throw failure(
          .currencyMismatch,
          span(current),
          "`\(word)` is not a currency code of ISO 4217",
          help: "write `\(source.text(span(tokens[start]))) \(code)`"
        )
      }
    } else if take("€") {
      unit = .currency("EUR")
    }
    if case .currency(let code)? = unit { checkPoint(tokens[start], code) }
    return ExpressionSyntax(.number(number, unit), span(from: start))
  }

  private static func currencyCode(meantBy word: String) -> String? {
    let names = [
      "EURO": "EUR", "EUROS": "EUR", "DOLLAR": "USD", "DOLLARS": "USD", "POUND": "GBP", "POUNDS": "GBP",
      "FRANCS": "CHF",
    ]
    let word = word.uppercased()
    return names[word] ?? Currency(code: word)?.code
  }

  /// `1.000 EUR` is a thousand to many readers and one to others, so it is not guessed.
  private mutating func checkPoint(_ number: Token, _ code: String) {
    let written = source.text(span(number))
    let parts = written.split(separator: ".")
    guard parts.count == 2, parts[1].count == 3, parts[0].count <= 3, parts[0] != "0",
      Currency(code: code)?.minorDigits ?? 2 < 3
    else { return }
    let (thousands, decimals) = Lexer.readings(String(parts[0]), String(parts[1]))
    report(
      .unclearNumber,
      span(number),
      "`\(written)` can be read in two ways",
      help: "write `\(thousands) \(code)` for thousands or `\(decimals) \(code)` for decimals"
    )
  }

  /// Phrases with one meaning each: the lowest of, days from, end of month of.
  private mutating func phrase() throws(SyntaxFailure) -> ExpressionSyntax? {
    let start = at
    let summaries: [(Keyword, ExpressionSyntax.Summary)] = [
      (.theLowestOf, .lowest), (.theHighestOf, .highest), (.theAverageOf, .average), (.theMedianOf, .median),
    ]
    for (keyword, summary) in summaries where take(keyword) { return try self.summary(summary, from: start) }
    let intervals: [(Keyword, ExpressionSyntax.Interval)] = [
      (.daysFrom, .days), (.wholeMonthsFrom, .months), (.wholeYearsFrom, .years),
    ]
    for (keyword, interval) in intervals where take(keyword) {
      let from = try sum()
      try expect(.to, "and the second date")
      let to = try sum()
      return ExpressionSyntax(.between(interval, from, to), span(from: start))
    }
    if let phrase = try workingDayPhrase() { return phrase }
    if isAt(.interestOn) { return ExpressionSyntax(.interest(try interest()), span(from: start)) }
    let points: [(Keyword, ExpressionSyntax.CalendarPoint)] = [
      (.endOfMonthOf, .endOfMonth), (.startOfMonthOf, .startOfMonth), (.endOfTenDaysOf, .endOfTenDays),
    ]
    for (keyword, point) in points where take(keyword) {
      let day = try nested { parser throws(SyntaxFailure) in try parser.primary() }
      return ExpressionSyntax(.calendar(point, day), span(from: start))
    }
    return try questionUnderTerms()
  }

  private mutating func summary(
    _ summary: ExpressionSyntax.Summary,
    from start: Int
  ) throws(SyntaxFailure) -> ExpressionSyntax {
    var values = [try sum()]
    var leavingOut = false
    while isAt(","), !isAt(.or, ahead: 1) {
      let before = at
      at += 1
      if take(.leavingOutMissing) {
        leavingOut = true
        break
      }
      // A comma that no value follows belongs to whatever stands around this list.
      guard beginsValue else {
        at = before
        break
      }
      values.append(try sum())
    }
    return ExpressionSyntax(
      .summary(summary, values, leavingOutMissing: leavingOut),
      span(from: start)
    )
  }

  private var beginsValue: Bool {
    if sees(.number) || sees(.date) || sees(.string) || isAt("(") || isAt("-") || sees(.ordinal) {
      return true
    }
    let heads: [Keyword] = [.rounded, .final, .exactlyOne, .rankedFrom, .with]
    if heads.contains(where: { isAt($0) }) || isAtInterestMethod { return false }
    let phrases: [Keyword] = [
      .theLowestOf, .theHighestOf, .theAverageOf, .theMedianOf, .asOf, .unlimited, .highest, .lowest, .latest,
      .earliest, .any, .every,
    ]
    return isAtName || phrases.contains { isAt($0) }
  }
}
