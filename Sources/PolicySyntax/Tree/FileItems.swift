/// What the parts of a file are called, for whoever has to find a part again in a later edition of the file.
///
/// A name says nothing about lines, so it stays as it is when something else is edited: `limit.usual` for a rule,
/// `customer.equity` for an attribute, `test "late for long"` for what stands in a test.
public struct FileItems: Sendable {
  private struct Part {
    let start: Int32
    let name: String
  }

  private let items: [Part]
  /// The rules of decisions, by where each begins.
  private let rules: [Part]
  /// Where every statement begins, with its first word.
  private let statements: [Part]

  /// Looks a file over once; what is asked afterwards is found by its place.
  public init(_ file: PolicySyntaxFile) {
    let tree = file.tree
    var (items, statements): ([Part], [Part]) = ([], [])
    for mark in tree.marks {
      switch mark.kind {
      case .item:
        items.append(Part(start: tree.tokens[mark.token].start, name: FileItems.head(tree, mark.token)))
      case .statement:
        let token = tree.tokens[mark.token]
        let name = token.kind == .word ? FileItems.text(tree, token) : ""
        statements.append(Part(start: token.start, name: name))
      default: break
      }
    }
    (self.items, self.statements) = (items, statements)
    rules = file.items.flatMap { item -> [Part] in
      if case .decision(let decision) = item { FileItems.rules(decision, tree.source) } else { [] }
    }.sorted { $0.start < $1.start }
  }

  /// The name of the part that holds a place; empty before the first one.
  public func name(at place: Int32) -> String {
    guard let item = FileItems.last(items, place) else { return "" }
    if let rule = FileItems.last(rules, place), rule.start > item.start { return rule.name }
    guard let statement = FileItems.last(statements, place), statement.start > item.start,
      !statement.name.isEmpty
    else { return item.name }
    // A test and an override are small, and their lines begin all alike.
    return item.name.hasSuffix("\"") ? item.name : item.name + "." + statement.name
  }

  private static func last(_ parts: [Part], _ place: Int32) -> Part? {
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].start <= place { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : parts[low - 1]
  }

  // MARK: Names

  private static func text(_ tree: SyntaxTree, _ token: Token) -> String {
    tree.source.text(Span(file: tree.source.file, start: token.start, end: token.end))
  }

  /// The words with which an item begins, up to its name: `segment`, `invoice of customer`, `test "late"`.
  private static func head(_ tree: SyntaxTree, _ first: Int) -> String {
    var words: [String] = []
    for token in tree.tokens[first...] {
      guard words.isEmpty || !token.startsLine, token.kind == .word || token.kind == .string, words.count < 6
      else {
        break
      }
      words.append(text(tree, token))
      if token.kind == .string { break }
    }
    return words.joined(separator: " ")
  }

  private static func rules(_ decision: DecisionSyntax, _ source: Source) -> [Part] {
    var bodies = [(decision.name.text, decision.body)]
    bodies += decision.characteristics.map { (decision.name.text + "." + $0.name.text, $0.body) }
    var parts = decision.states.map { rule(decision.name.text, $0, source) }
    for (name, body) in bodies {
      switch body {
      case .rules(let rules): parts += rules.map { rule(name, $0, source) }
      case .table(let table):
        let labels = table.headings.firstIndex { if case .label = $0.heading { true } else { false } } ?? 0
        parts += table.rows.map { row in
          let cell = labels < row.cells.count ? row.cells[labels].span : row.span
          return Part(start: row.span.start, name: name + "." + source.text(cell))
        }
      }
    }
    return parts
  }

  private static func rule(_ decision: String, _ rule: RuleSyntax, _ source: Source) -> Part {
    let segments = rule.segments.map(\.text).joined(separator: "_")
    let result = source.text(rule.result.span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let name = rule.label?.text ?? (segments.isEmpty ? result : segments)
    return Part(start: rule.span.start, name: decision + "." + name)
  }
}
