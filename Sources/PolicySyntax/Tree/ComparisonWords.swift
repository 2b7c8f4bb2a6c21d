/// The words of a comparison that stand right before its bound, and those that include or leave out the bound instead.
public struct ComparisonWords: Sendable {
  public let span: Span
  /// What makes the opposite of them about the bound itself: `more than` for `at least`.
  public let opposite: String

  /// - Parameter bound: where the bound begins.
  /// - Returns: nil where no words of order stand there.
  public init?(in tree: SyntaxTree, before bound: Int32, words: KeywordTable = .english) {
    guard let end = tree.tokens.firstIndex(where: { $0.start == bound && $0.kind != .end }), end > 0 else {
      return nil
    }
    let pairs: [([Keyword], Keyword)] = [
      ([.atLeast, .from], .moreThan), ([.moreThan, .after], .atLeast), ([.atMost, .upTo, .to], .lessThan),
      ([.lessThan, .below, .before], .atMost),
    ]
    for (keywords, opposite) in pairs {
      for keyword in keywords {
        guard let start = ComparisonWords.start(of: keyword, endingAt: end, tree, words) else { continue }
        self.init(tree, start..<end, words.spelling(opposite))
        return
      }
    }
    for (sign, opposite) in [("<=", "<"), ("≤", "<"), (">=", ">"), ("≥", ">"), ("<", "<="), (">", ">=")] {
      let count = sign == "<=" || sign == ">=" ? 2 : 1
      guard end >= count else { continue }
      let text = tree.tokens[(end - count)..<end].map { tree.text($0) }.joined()
      if text == sign {
        self.init(tree, (end - count)..<end, opposite)
        return
      }
    }
    return nil
  }

  private init(_ tree: SyntaxTree, _ range: Range<Int>, _ opposite: String) {
    span = Span(
      file: tree.source.file,
      start: tree.tokens[range.lowerBound].start,
      end: tree.tokens[range.upperBound - 1].end
    )
    self.opposite = opposite
  }

  private static func start(of keyword: Keyword, endingAt end: Int, _ tree: SyntaxTree, _ words: KeywordTable)
    -> Int?
  {
    for phrase in words.phrases[keyword.rawValue] where phrase.count <= end {
      let start = end - phrase.count
      if tree.tokens[start..<end].map(\.word) == phrase { return start }
    }
    return nil
  }
}

extension SyntaxTree {
  /// Whether a value can be denied by `not` before it: it follows `is` or `are`, or begins a cell of a table.
  public func canBeDenied(at value: Int32, words: KeywordTable = .english) -> Bool {
    guard let index = tokens.firstIndex(where: { $0.start == value }), index > 0 else { return false }
    let before = tokens[index - 1].word
    return before == Int16(UInt8(ascii: "|")) || words.phrases[Keyword.is_.rawValue].contains([before])
  }

  /// Whether a rule begins with a label and a colon.
  public func hasLabel(at rule: Int32) -> Bool {
    guard let index = tokens.firstIndex(where: { $0.start == rule }), index + 1 < tokens.count else {
      return false
    }
    return tokens[index].kind == .word && tokens[index + 1].word == Int16(UInt8(ascii: ":"))
  }
}
