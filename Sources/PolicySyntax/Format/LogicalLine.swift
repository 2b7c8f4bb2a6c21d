/// One line of the canonical form before it is broken or aligned: a statement, a clause, a row or a comment.
struct LogicalLine {
  enum Content {
    case tokens(Range<Int>)
    case comment(String)
  }

  let content: Content
  let indent: Int
  /// Whether an empty line stands before it.
  var isAfterBlank: Bool
  /// The token at which the column begins that is aligned with the neighbouring lines.
  let column: Int?
  let isRow: Bool
  /// Whether it is a case of the definition above.
  var isCase = false
  /// The `when` or `otherwise` of the case on it.
  var condition: Int?
  /// A comment at its end.
  var trailing: String?
}

/// Takes a file apart into logical lines: where the structure says that something begins, a line begins.
struct LineSplitter {
  private let tree: SyntaxTree
  private let decoration: Set<Int>

  init(_ tree: SyntaxTree) {
    self.tree = tree
    decoration = tree.decorationTokens
  }

  func lines() -> [LogicalLine] {
    var lines: [LogicalLine] = []
    var comments = tree.comments[...]
    let starts = lineStarts()
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1].token : tree.tokens.count - 1
      if decoration.contains(start.token) { continue }
      let range = start.token..<end
      // Comments before the line, and those inside a statement that becomes one line, come before it.
      var inside: [Token] = []
      while let comment = comments.first, comment.start < tree.tokens[end - 1].start {
        inside.append(comments.removeFirst())
      }
      append(inside, before: start, to: &lines)
      let first = tree.tokens[start.token]
      // Where nothing stands behind a value, its column is the beginning of the next line.
      func inLine(_ token: Int?) -> Int? { token.flatMap { range.contains($0) ? $0 : nil } }
      lines.append(
        LogicalLine(
          content: .tokens(range),
          indent: start.indent,
          isAfterBlank: start.isItem || !start.isCase && isAfterBlank(first, inside.last),
          column: inLine(start.column),
          isRow: isBar(first),
          isCase: start.isCase,
          condition: inLine(start.condition),
          trailing: nil
        )
      )
      if let comment = comments.first, !comment.startsLine, isOnLine(comment, tree.tokens[end - 1]) {
        lines[lines.count - 1].trailing = tree.commentText(comment)
        comments.removeFirst()
      }
      if start.isItem, !inside.isEmpty, inside.allSatisfy({ isAtMargin($0) && $0.start < first.start }) {
        // Comments right above an item belong to it: the empty line stands before them.
        lines[lines.count - 1].isAfterBlank = isAfterBlank(first, inside.last)
      }
    }
    append(Array(comments), before: nil, to: &lines)
    return lines
  }

  private struct Start {
    let token: Int
    let indent: Int
    let isItem: Bool
    var isCase = false
    var column: Int?
    var condition: Int?
  }

  private func lineStarts() -> [Start] {
    var starts: [Start] = []
    for mark in tree.marks where mark.token < tree.tokens.count - 1 {
      switch mark.kind {
      case .item: starts.append(Start(token: mark.token, indent: 0, isItem: true))
      case .statement(let depth):
        // A statement after a comma goes on with the line; two marks on one token are one line.
        if tree.tokens[mark.token].word == Int16(UInt8(ascii: ",")) || starts.last?.token == mark.token {
          continue
        }
        starts.append(Start(token: mark.token, indent: 2 * depth, isItem: false))
      case .clause(let depth):
        if starts.last?.token == mark.token { continue }
        starts.append(Start(token: mark.token, indent: 2 * depth + 2, isItem: false))
      case .nextCase: starts.append(Start(token: mark.token, indent: 4, isItem: false, isCase: true))
      case .caseCondition:
        if let last = starts.indices.last, starts[last].condition == nil {
          starts[last].condition = mark.token
        }
      case .column:
        if let last = starts.indices.last, starts[last].column == nil, starts[last].token < mark.token {
          starts[last].column = mark.token
        }
      case .piece: continue
      }
    }
    return starts
  }

  private func append(_ comments: [Token], before start: Start?, to lines: inout [LogicalLine]) {
    var previous: Token?
    for comment in comments {
      // A comment at the margin stays there; one further in stands as far in as what follows it in its item.
      let inner = start.map { $0.isItem ? 2 : $0.indent } ?? 2
      lines.append(
        LogicalLine(
          content: .comment(tree.commentText(comment)),
          indent: isAtMargin(comment) ? 0 : inner,
          isAfterBlank: previous == nil && start?.isItem == true && isAtMargin(comment) && !lines.isEmpty
            || isAfterBlank(comment, previous),
          column: nil,
          isRow: false,
          trailing: nil
        )
      )
      previous = comment
    }
  }

  private func isAtMargin(_ comment: Token) -> Bool { comment.startsItem }

  private func isBar(_ token: Token) -> Bool { token.word == Int16(UInt8(ascii: "|")) }

  /// Whether the source has an empty line right above a token or comment.
  private func isAfterBlank(_ token: Token, _ previous: Token?) -> Bool {
    let (line, _) = tree.source.position(of: token.start)
    return line > 1 && tree.source.line(line - 1).allSatisfy(\.isWhitespace)
  }

  private func isOnLine(_ comment: Token, _ token: Token) -> Bool {
    tree.source.position(of: comment.start).line == tree.source.position(of: token.end).line
  }
}
