/// The parts of a file by their places: which item and which statement hold something, and what they name.
///
/// An item that could not be read has its part as well, so a finding about it has a place to belong to.
public struct FileParts: Sendable {
  /// Where the items and the statements begin, in order.
  private let items: [Int32]
  private let statements: [Int32]
  /// The names of the decisions, by where their items begin.
  private let decisions: [Int32: [String]]
  private let headers: Set<Int32>
  /// Where names are declared that are words of the language elsewhere, such as `agreed`.
  private let declared: Set<Int32>
  private let tree: SyntaxTree
  private let table: KeywordTable

  /// Looks a file over once; what is asked afterwards is found by its place.
  public init(_ file: PolicySyntaxFile, words table: KeywordTable = .english) {
    self.table = table
    tree = file.tree
    var (items, statements): ([Int32], [Int32]) = ([], [])
    var declared: Set<Int32> = []
    for mark in tree.marks {
      let start = tree.tokens[mark.token].start
      if mark.kind == .column, let last = statements.last, mark.token > 0,
        tree.tokens[mark.token - 1].start == last
      {
        declared.insert(last)
      }
      if mark.kind == .item { items.append(start) }
      switch mark.kind {
      case .clause, .column, .piece: continue
      case .item, .statement, .nextCase, .caseCondition: statements.append(start)
      }
    }
    (self.items, self.statements, self.declared) = (items, statements, declared)
    var decisions: [Int32: [String]] = [:]
    var headers: Set<Int32> = []
    for item in file.items {
      switch item {
      case .policy(let header): headers.insert(header.span.start)
      case .decision(let decision):
        decisions[decision.span.start] = [decision.name.text] + decision.further.map(\.name.text)
      default: break
      }
    }
    (self.decisions, self.headers) = (decisions, headers)
  }

  /// The number of the item that holds a place; nil before the first one.
  public func item(at place: Int32) -> Int? { FileParts.last(items, upTo: place) }

  /// The names of the decision that an item is; empty for any other item.
  public func decisions(ofItem item: Int) -> [String] { decisions[items[item]] ?? [] }

  /// Whether an item is the header of the policy.
  public func isHeader(_ item: Int) -> Bool { headers.contains(items[item]) }

  /// The names and texts in the statement around a place, in order.
  public func statement(at place: Int32) -> [String] {
    guard let statement = FileParts.last(statements, upTo: place) else { return [] }
    let end = statement + 1 < statements.count ? statements[statement + 1] : Int32(tree.source.bytes.count)
    return names(from: statements[statement], to: end)
  }

  /// The names and texts before a place in the condition in which it stands: what is compared with it.
  public func compared(at place: Int32) -> [String] {
    let begins = FileParts.last(statements, upTo: place).map { statements[$0] } ?? 0
    var index = FileParts.first(tree.tokens, from: place)
    while index > 0, tree.tokens[index - 1].start >= begins,
      !table.beginsCondition(tree.tokens[index - 1].word)
    {
      index -= 1
    }
    return names(from: tree.tokens[index].start, to: place)
  }

  /// The names and texts in a part of the text; words of the language are none, unless decisions have them.
  public func names(in span: Span) -> [String] { names(from: span.start, to: span.end) }

  private func names(from start: Int32, to end: Int32) -> [String] {
    var index = FileParts.first(tree.tokens, from: start)
    var names: [String] = []
    while index < tree.tokens.count, tree.tokens[index].start < end {
      let token = tree.tokens[index]
      index += 1
      guard token.kind == .word || token.kind == .string else { continue }
      let text = tree.source.text(Span(file: tree.source.file, start: token.start, end: token.end))
      let isName = token.kind == .string || table.canName(token.word) || declared.contains(token.start)
      if isName { names.append(text) }
    }
    return names
  }

  /// The number of the last of some places that is not behind another one.
  private static func last(_ places: [Int32], upTo place: Int32) -> Int? {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  private static func first(_ tokens: [Token], from place: Int32) -> Int {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension KeywordTable {
  private static let decisionNames: [Keyword] = [
    .segment, .limit, .terms, .retentionOfTitle, .escalation, .approval,
  ]

  private static let beginningsOfConditions: [Keyword] = [.and, .or, .when, .where_, .expect]

  /// Whether a condition stands behind a word.
  fileprivate func beginsCondition(_ word: Int16) -> Bool {
    KeywordTable.beginningsOfConditions.contains { phrases[$0.rawValue].contains([word]) }
  }

  /// Whether a word is a name rather than a word of the language; the kinds of decisions are both.
  func canName(_ word: Int16) -> Bool {
    word < 0 || KeywordTable.decisionNames.contains { phrases[$0.rawValue].contains([word]) }
  }
}
