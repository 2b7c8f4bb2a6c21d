import Exact

/// A mistake that ends the statement in which it stands; the parser goes on with the next one.
struct SyntaxFailure: Error {
  let diagnostic: Diagnostic
}

/// Tokens to a syntax tree.
///
/// The text is a list of items, each from the left margin to the next. Inside an item a statement (a rule, a
/// definition, a clause) that cannot be read is reported once and skipped to the next line that can begin a
/// statement, so one mistake gives one message. Nesting is limited, so no text can exhaust the stack.
public struct Parser {
  let source: Source
  let table: KeywordTable
  let tokens: [Token]
  private let comments: [Token]
  var at = 0
  /// Where the item being read ends.
  var itemEnd = 0
  var depth = 0
  /// How deep statements are nested: 0 for an item.
  private var statementDepth = -1
  private var marks: [SyntaxTree.Mark] = []
  private var broken: [Range<Int>] = []
  var diagnostics: [Diagnostic]
  /// See ``PolicySyntaxFile``; lists, so that a whole item can be taken back.
  var unreadNames: [String] = []
  private var unreadItems: [Int32] = []
  private var itemStart = 0
  private var refused: Refusal?
  /// Where the lexer has already said that a number can be read in two ways.
  private let unclearNumbers: Set<Int32>
  private let words: Words
  var hasReportedIndentedItem = false

  static let deepestNesting = 64
  /// How many values one expression can chain by plus, times and the like; each is one level of the tree.
  static let longestChain = 256

  init(_ source: Source, _ table: KeywordTable) {
    self.source = source
    self.table = table
    var lexer = Lexer(source, table)
    (tokens, comments, diagnostics) = lexer.run()
    unclearNumbers = Set(diagnostics.filter { $0.code == .unclearNumber }.map(\.span.start))
    words = Words(source, tokens)
  }

  /// Reads a whole file; what cannot be read is in the result's diagnostics.
  public static func parse(_ source: Source, words table: KeywordTable = .english) -> PolicySyntaxFile {
    var parser = Parser(source, table)
    let items = parser.items()
    return PolicySyntaxFile(
      tree: parser.tree,
      items: items,
      diagnostics: parser.diagnostics.sorted { $0.span.start < $1.span.start },
      unreadNames: Set(parser.unreadNames),
      unreadItems: Set(parser.unreadItems)
    )
  }

  /// What has been read so far, without loss.
  var tree: SyntaxTree {
    SyntaxTree(source: source, tokens: tokens, comments: comments, marks: marks, broken: broken)
  }

  private mutating func items() -> [ItemSyntax] {
    var items: [ItemSyntax] = []
    while tokens[at].kind != .end {
      itemStart = at
      itemEnd = endOfItem(from: at)
      let before = (diagnostics.count, marks.count, broken.count, unreadNames.count, unreadItems.count)
      var item = readItem()
      if diagnostics.count > before.0, let indented = indentedItem(after: itemStart) {
        // What could not be read is an item of its own: it is read again without it.
        diagnostics.removeSubrange(before.0...)
        marks.removeSubrange(before.1...)
        broken.removeSubrange(before.2...)
        unreadNames.removeSubrange(before.3...)
        unreadItems.removeSubrange(before.4...)
        (at, itemEnd) = (itemStart, indented)
        reportIndentedItem(indented)
        item = readItem()
      }
      if let item { items.append(item) }
      at = itemEnd
    }
    return items
  }

  private mutating func readItem() -> ItemSyntax? {
    var item: ItemSyntax?
    statement {
      parser throws(SyntaxFailure) in item = try parser.item()
    }
    // Whatever an item leaves unread has been reported; the next item begins on its own.
    if item == nil { leaveUnread(from: itemStart, to: itemEnd) }
    return item
  }

  // MARK: Statements

  /// Reads one statement; a mistake in it is reported, and reading goes on at the next statement.
  mutating func statement(_ read: (inout Parser) throws(SyntaxFailure) -> Void) {
    let start = at
    let before = depth
    let markCount = marks.count
    statementDepth += 1
    defer { statementDepth -= 1 }
    mark(statementDepth == 0 ? .item : .statement(depth: statementDepth))
    do {
      try read(&self)
    } catch {
      if !isRepeated(error.diagnostic, at: start) { report(error.diagnostic) }
      depth = before
      if at == start, at < itemEnd { at += 1 }
      skipToStatement(after: start)
      leaveUnread(from: start, to: at)
      broken.append(start..<at)
      if goesOn(with: marks[..<markCount], at: start) { marks.remove(at: markCount) }
      refused = Refusal(expected: Parser.expectation(error.diagnostic), end: at)
    }
    if at == start, at < itemEnd { at += 1 }
  }

  /// Whether a line that cannot be read is further in than the statement before it: it belongs to that one, which
  /// ends too early.
  private func goesOn(with marks: ArraySlice<SyntaxTree.Mark>, at start: Int) -> Bool {
    let previous = marks.last { $0.kind == .item || $0.kind == .statement(depth: statementDepth) }
    guard let previous, previous.kind != .item, tokens[start].startsLine, tokens[previous.token].startsLine
    else { return false }
    return indentation(start) > indentation(previous.token)
  }

  /// Reads statements that belong to the one before, one level below it.
  mutating func below(_ read: (inout Parser) -> Void) {
    statementDepth += 1
    defer { statementDepth -= 1 }
    read(&self)
  }

  /// What the statement before could not be read for, and where it ended.
  private struct Refusal {
    let expected: String
    let end: Int
  }

  /// Whether the statement right before failed for the same reason: then the lines belong elsewhere, or what
  /// begins them is missing, and one finding says it.
  private func isRepeated(_ diagnostic: Diagnostic, at start: Int) -> Bool {
    guard let refused, refused.end == start, start > itemStart, !refused.expected.isEmpty else {
      return false
    }
    return refused.expected == Parser.expectation(diagnostic)
  }

  /// The part of a message that says what was expected; empty where a line was read but for its end, since
  /// each such line has a mistake of its own.
  private static func expectation(_ diagnostic: Diagnostic) -> String {
    guard diagnostic.code == .unexpected, let end = diagnostic.message.firstRange(of: ", found `") else {
      return ""
    }
    let expected = String(diagnostic.message[..<end.lowerBound])
    return expected.contains("the end of the line") ? "" : expected
  }

  /// Remembers what was passed over, so that nothing is said about names that are missing because of it.
  mutating func leaveUnread(from start: Int, to end: Int) {
    unreadItems.append(tokens[itemStart].start)
    for token in tokens[start..<max(start, end)] where token.kind == .word || token.kind == .string {
      unreadNames.append(token.kind == .word ? source.text(span(token)) : unquoted(span(token)))
    }
  }

  /// Adds a finding, unless the lexer has already said that it cannot read what stands there.
  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.code == .unreadableCharacter || unclearNumbers.contains(diagnostic.span.start) { return }
    diagnostics.append(diagnostic)
  }

  /// Notes that something begins at the next token.
  mutating func mark(_ kind: SyntaxTree.Mark.Kind) {
    marks.append(SyntaxTree.Mark(kind: kind, token: at))
  }

  /// Notes that a clause with a line of its own begins at the next token.
  mutating func markClause() { mark(.clause(depth: statementDepth)) }

  /// Lines further in than the statement that cannot be read go on with it, or are lost with it.
  private mutating func skipToStatement(after start: Int) {
    let margin = statementDepth > 0 && tokens[start].startsLine ? indentation(start) : nil
    func isFurtherIn(_ index: Int) -> Bool { margin.map { indentation(index) > $0 } ?? false }
    while at < itemEnd, !tokens[at].startsLine || isContinuation || isFurtherIn(at) { at += 1 }
  }

  /// Whether a line beginning here can only go on with the statement before it.
  private var isContinuation: Bool {
    Parser.continuations.contains { isAt($0) }
  }

  static let continuations: [Keyword] = [
    .because, .cites, .needsApprovalBy, .when, .otherwise, .by, .and, .or, .where_, .over,
  ]

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

  private func unquoted(_ span: Span) -> String {
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
          ?? "dates are written year-month-day (`2026-06-30`) or day/month/year (`30/06/2026`)"
      )
    }
    return date
  }

  /// What is said about a day that does not exist: the month's length, or day and month the other way round.
  private func repair(of parts: [Int], _ isFrench: Bool) -> String? {
    guard parts.count == 3 else { return nil }
    let (year, month, day) = (parts[isFrench ? 2 : 0], parts[1], parts[isFrench ? 0 : 2])
    if CalendarDate(year: year, month: month, day: 1) != nil {
      return "that month has \(CalendarDate.daysInMonth(year: year, month: month)) days"
    }
    let swapped = CalendarDate(year: year, month: day, day: month)
    return swapped.map { "the month stands in the middle: did you mean `\($0)`?" }
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

  // MARK: Places and failures

  func span(_ token: Token) -> Span { Span(file: source.file, start: token.start, end: token.end) }

  /// From the token at an index to the last one read.
  func span(from start: Int) -> Span {
    let first = tokens[min(start, tokens.count - 1)]
    let last = at > start ? tokens[at - 1] : first
    return Span(file: source.file, start: first.start, end: max(first.end, last.end))
  }

  func failure(
    _ code: Code,
    _ span: Span,
    _ message: String,
    help: String? = nil,
    edit: Diagnostic.Edit? = nil
  ) -> SyntaxFailure {
    SyntaxFailure(diagnostic: Diagnostic(code, at: span, message, help: help, edit: edit))
  }

  func expected(_ what: String, help: String? = nil) -> SyntaxFailure {
    if isAtEnd {
      let last = tokens[max(0, at - 1)]
      return failure(.incomplete, span(last), "something is missing after this: \(what)", help: help)
    }
    let token = current
    let found = source.text(span(token))
    return failure(
      token.kind == .unknown ? .unreadableCharacter : .unexpected,
      span(token),
      "expected \(what), found `\(found)`",
      help: help ?? (token.kind == .word ? hint(about: found) : hint(aboutSign: found))
    )
  }

  /// What was probably meant by a word that cannot stand at this place.
  func hint(about word: String) -> String? {
    if let meant = table.meaning(of: word) { return "write `\(table.advice(meant))`" }
    if at > 0, tokens[at - 1].kind == .word, !current.startsLine {
      let joined = source.text(span(tokens[at - 1])) + "_" + word
      if words.all.contains(joined) {
        return "did you mean `\(joined)`?"
      }
    }
    // A phrase is known by its first word: `aproved` is meant for `approved by`.
    let phrases = table.allSpellings(Parser.clauseKeywords)
    let firstWords = phrases.map { String($0.prefix { $0 != " " }) }.filter { $0.count > 2 }
    guard let nearest = Suggestion.nearest(to: word, among: firstWords), nearest != word else { return nil }
    return phrases.first { $0.prefix { $0 != " " } == nearest }.map { "did you mean `\($0)`?" }
  }

  private static let clauseKeywords: [Keyword] = [
    .when, .otherwise, .because, .cites, .and, .or, .where_, .over, .expect, .until, .version, .currency,
    .rounded, .optional, .identity, .protected, .final, .missing, .known, .approvedBy, .needsApprovalBy,
  ]

  private func hint(aboutSign sign: String) -> String? {
    switch sign {
    case "!": "write `is not` or `not`"
    case "€", "$", "£": "write the code of the currency after the amount: `1 000 EUR`"
    default: nil
    }
  }

  mutating func report(_ code: Code, _ span: Span, _ message: String, help: String? = nil) {
    diagnostics.append(Diagnostic(code, at: span, message, help: help))
  }

  /// Runs a nested read, one level deeper.
  mutating func nested<Result>(
    _ read: (inout Parser) throws(SyntaxFailure) -> Result
  ) throws(SyntaxFailure) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.deepestNesting {
      throw failure(
        .nestedTooDeep,
        span(current),
        "this is nested more than \(Parser.deepestNesting) levels deep",
        help: "give a part of it a name of its own"
      )
    }
    return try read(&self)
  }
}

extension Parser {
  /// A chain of operations is a tree as deep as it is long.
  func confine(chain length: Int) throws(SyntaxFailure) {
    if length > Parser.longestChain {
      throw failure(
        .nestedTooDeep,
        span(current),
        "this chains more than \(Parser.longestChain) values",
        help: "give a part of it a name of its own"
      )
    }
  }
}

/// Every word of a file, gathered when a suggestion first needs them.
private final class Words {
  private let source: Source
  private let tokens: [Token]
  lazy var all: Set<String> = Set(
    tokens.lazy.filter { $0.kind == .word }.map { [source] in
      source.text(Span(file: source.file, start: $0.start, end: $0.end))
    }
  )

  init(_ source: Source, _ tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }
}

extension Token {
  /// What is seen where the item being read is over: nothing that any statement can begin with.
  fileprivate static func endOfItem(_ next: Token) -> Token {
    Token(kind: .end, start: next.start, end: next.start, word: -1, startsLine: true, startsItem: true)
  }
}
