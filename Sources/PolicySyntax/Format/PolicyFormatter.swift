/// A policy file in its one canonical form.
///
/// Only blanks and the writing of numbers, dates and quotes change: tokens, comments and the order of
/// everything stay. The result is read again, and nothing is returned unless it says the same.
public enum PolicyFormatter {
  /// Why a text was not formatted.
  public enum Failure: Error, Sendable {
    /// The text has mistakes; a text that cannot be read is not rearranged.
    case unreadable([Diagnostic])
    /// The formatted text would not say the same: a mistake of the formatter, so nothing is changed.
    case meaningChanged
  }

  /// Columns after which a line is broken.
  static let width = 100

  /// The canonical form of a policy, or of a mapping: its first word tells.
  public static func format(_ source: Source, words: KeywordTable = .english) throws(Failure) -> String {
    let (tree, diagnostics) = read(source, words)
    if diagnostics.contains(where: { $0.severity == .error }) { throw .unreadable(diagnostics) }
    let text = LineLayout(tree).text()
    let again = read(Source(file: source.file, name: source.name, text: text), words)
    guard again.diagnostics.isEmpty, says(tree) == says(again.tree) else { throw .meaningChanged }
    return text
  }

  private static func read(_ source: Source, _ words: KeywordTable) -> (
    tree: SyntaxTree, diagnostics: [Diagnostic]
  ) {
    let file = Parser.parse(source, words: words)
    guard file.tree.isMapping(words) else { return (file.tree, file.diagnostics) }
    let mapping = Parser.parseMapping(source, words: words)
    return (mapping.tree, mapping.diagnostics)
  }

  /// What a file says apart from its layout: tokens in canonical writing, structure, comments.
  private static func says(_ tree: SyntaxTree) -> [String] {
    let decoration = tree.decorationTokens
    let pieces = tree.pieces
    var said: [String] = []
    var marks = tree.marks[...]
    for (index, token) in tree.tokens.enumerated() {
      while let mark = marks.first, mark.token <= index {
        if !decoration.contains(index) { said.append("\(mark.kind)") }
        marks.removeFirst()
      }
      if decoration.contains(index) { continue }
      said.append(pieces.contains(index) ? tree.text(token) : tree.canonicalText(token))
    }
    return said + tree.comments.map { tree.commentText($0) }
  }
}

extension SyntaxTree {
  /// Whether the file is a mapping rather than a policy: its first word tells.
  fileprivate func isMapping(_ words: KeywordTable) -> Bool {
    tokens.first.map { words.phrases[Keyword.mapping.rawValue].contains([$0.word]) } ?? false
  }

  /// Tokens of table rows that hold nothing but dashes.
  var decorationTokens: Set<Int> {
    var found: Set<Int> = []
    var start = 0
    while start < tokens.count {
      var end = start + 1
      while end < tokens.count, !tokens[end].startsLine { end += 1 }
      let row = tokens[start..<end]
      if row.count > 1, row.first?.word == Int16(UInt8(ascii: "|")),
        row.allSatisfy({ token in
          token.kind == .punctuation && "|-:+".utf8.contains { Int16($0) == token.word }
        }),
        row.contains(where: { $0.word == Int16(UInt8(ascii: "-")) })
      {
        found.formUnion(start..<end)
      }
      start = end
    }
    return found
  }

  /// A comment without blanks at its end.
  func commentText(_ token: Token) -> String {
    var text = text(token)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
