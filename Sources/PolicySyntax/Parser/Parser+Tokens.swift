import Exact

/// What stands at the next tokens, and what is read from them: keywords, signs, names, texts, dates, numbers.
extension Parser {
  // MARK: Looking

  var current: Token { at < itemEnd ? tokens[at] : Token.endOfItem(tokens[itemEnd]) }

  var isAtEnd: Bool { at >= itemEnd }

  func isAt(_ keyword: Keyword) -> Bool { length(of: keyword, at: at) != nil }

  func isAt(_ keyword: Keyword, ahead: Int) -> Bool { length(of: keyword, at: at + ahead) != nil }

  func isAt(_ character: Unicode.Scalar) -> Bool {
    current.kind == .punctuation && current.word == Int16(truncatingIfNeeded: character.value)
  }

  func isAt(_ character: Unicode.Scalar, ahead: Int) -> Bool {
    guard at + ahead < itemEnd else { return false }
    let token = tokens[at + ahead]
    return token.kind == .punctuation && token.word == Int16(truncatingIfNeeded: character.value)
  }

  func sees(_ kind: Token.Kind) -> Bool { current.kind == kind }

  func sees(_ kind: Token.Kind, ahead: Int) -> Bool {
    at + ahead < itemEnd && tokens[at + ahead].kind == kind
  }

  /// How many tokens a keyword takes up at an index, or nil when it does not stand there.
  private func length(of keyword: Keyword, at index: Int) -> Int? {
    for phrase in table.phrases[keyword.rawValue] {
      guard index + phrase.count <= itemEnd else { continue }
      var matches = true
      for (offset, word) in phrase.enumerated() {
        let token = tokens[index + offset]
        if token.word != word || token.kind != .word && token.kind != .punctuation {
          matches = false
          break
        }
      }
      if matches { return phrase.count }
    }
    return nil
  }

  var isAtName: Bool { current.kind == .word && !table.isReserved(current.word) }

  // MARK: Taking

  mutating func take(_ keyword: Keyword) -> Bool {
    guard let length = length(of: keyword, at: at) else { return false }
    at += length
    return true
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    at += 1
    return true
  }

  mutating func expect(_ keyword: Keyword, _ place: String) throws(SyntaxFailure) {
    if !take(keyword) { throw expected("`\(table.spelling(keyword))` \(place)") }
  }

  /// - Parameter isDeclared: whether the name is given here, and not read.
  mutating func name(_ what: String, isDeclared: Bool = false) throws(SyntaxFailure) -> NameSyntax {
    guard isAtName || isDeclared && current.kind == .word else { throw expected(what) }
    let span = span(current)
    guard isAtName else {
      let word = source.text(span)
      throw failure(
        .reservedWord,
        span,
        "`\(word)` is a word of the language and cannot be a name",
        help: "choose another name, such as `\(word)_` or a longer one"
      )
    }
    at += 1
    return NameSyntax(source.text(span), span)
  }

  /// A name, or a text in quotes used as one (`"4-"` on a rating scale).
  mutating func nameOrText(_ what: String) throws(SyntaxFailure) -> NameSyntax {
    if sees(.string) {
      let text = try text(what)
      return NameSyntax(text.text, text.span)
    }
    return try name(what)
  }

  mutating func text(_ what: String) throws(SyntaxFailure) -> TextSyntax {
    guard sees(.string) else { throw expected(what) }
    let span = span(current)
    at += 1
    return TextSyntax(text: unquoted(span), span: span)
  }

  func unquoted(_ span: Span) -> String {
    let text = source.text(span)
    var content = text.dropFirst()
    if let last = content.last, "\"”“»".contains(last) { content.removeLast() }
    if text.hasPrefix("«") {
      content = content.drop { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }
      while let last = content.last, last == " " || last == "\u{A0}" || last == "\u{202F}" {
        content.removeLast()
      }
    }
    return String(content)
  }

  mutating func date(_ what: String) throws(SyntaxFailure) -> CalendarDate {
    guard sees(.date) else { throw expected(what + ", such as `2026-06-30`") }
    let span = span(current)
    at += 1
    let written = source.text(span)
    let parts = written.split { $0 == "-" || $0 == "/" }.compactMap { Int($0) }
    let isFrench = written.contains("/")
    guard parts.count == 3,
      let date = CalendarDate(
        year: parts[isFrench ? 2 : 0],
        month: parts[1],
        day: parts[isFrench ? 0 : 2]
      )
    else {
      throw failure(
        .noSuchDay,
        span,
        "there is no day `\(written)`",
        help: repair(of: parts, isFrench)
          ?? "dates are written year-month-day (`2026-06-30`) or day/month/year (`30/06/2026`)",
        // No month has such a number, so it can only be the day.
        edit: swapped(parts, isFrench).map { Diagnostic.Edit(span, $0.description, isSafe: true) }
      )
    }
    return date
  }

  /// What is said about a day that does not exist: the month's length, or day and month the other way round.
  private func repair(of parts: [Int], _ isFrench: Bool) -> String? {
    guard parts.count == 3 else { return nil }
    let (year, month) = (parts[isFrench ? 2 : 0], parts[1])
    if CalendarDate(year: year, month: month, day: 1) != nil {
      return "that month has \(CalendarDate.daysInMonth(year: year, month: month)) days"
    }
    return swapped(parts, isFrench).map { "the month stands in the middle: did you mean `\($0)`?" }
  }

  /// The day with its day and month the other way round; nil where that is no day either.
  private func swapped(_ parts: [Int], _ isFrench: Bool) -> CalendarDate? {
    guard parts.count == 3, parts[1] > 12 else { return nil }
    return CalendarDate(year: parts[isFrench ? 2 : 0], month: parts[isFrench ? 0 : 2], day: parts[1])
  }

  /// The number at this place; nil where there is none.
  mutating func number() throws(SyntaxFailure) -> Number? {
    guard sees(.number) else { return nil }
    let span = span(current)
    at += 1
    var digits = source.text(span).filter { $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }
      .replacing(",", with: ".")
    // Thousands between points have been reported.
    if digits.count(where: { $0 == "." }) > 1 { digits = digits.filter { $0 != "." } }
    guard let number = Number(decimal: digits) else {
      throw failure(
        .unclearNumber,
        span,
        "`\(source.text(span))` has more digits than can be kept exactly",
        help: "a number has at most 38 digits"
      )
    }
    return number
  }

  mutating func wholeNumber(_ what: String) throws(SyntaxFailure) -> Int {
    let start = at
    guard let number = try number(), let whole = number.wholeValue else {
      at = start
      throw expected(what)
    }
    return whole
  }

  /// Names separated by commas or one of two keywords: `email and phone`.
  mutating func names(_ what: String, separator: Keyword? = nil) throws(SyntaxFailure) -> [NameSyntax] {
    var names = [try nameOrText(what)]
    while take(",") || separator.map({ take($0) }) ?? false { names.append(try nameOrText(what)) }
    return names
  }
}

extension Token {
  /// What is seen where the item being read is over: nothing that any statement can begin with.
  fileprivate static func endOfItem(_ next: Token) -> Token {
    Token(kind: .end, start: next.start, end: next.start, word: -1, startsLine: true, startsItem: true)
  }
}
