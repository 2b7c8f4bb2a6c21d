import Exact

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
  let unclearNumbers: Set<Int32>
  let words: FileWords
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
    words = FileWords(source, tokens)
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
      parser throws(SyntaxFailure) in
      item = try parser.item()
      // Nothing is passed over in silence, whatever the reader of an item thinks is its end.
      guard parser.isAtEnd else { throw parser.expected("the end of this part of the policy") }
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

  /// Takes the next token as a piece of the one before: nothing stands between them, and it stays as written.
  mutating func joinNext() {
    mark(.piece)
    at += 1
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

  // MARK: Depth

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
