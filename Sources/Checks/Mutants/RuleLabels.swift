import PolicyModel
import PolicySyntax

/// Labels that rules have by their results, written out, so that they stay where a result changes.
struct RuleLabels {
  private let policy: Policy
  private let trees: [Int32: SyntaxTree]
  /// Tables without a column for labels, by the place of each of their rows.
  private var tables: [Span: TableSyntax] = [:]

  init(_ policy: Policy, _ files: [PolicySyntaxFile]) {
    self.policy = policy
    trees = Dictionary(files.map { ($0.source.file, $0.tree) }) { first, _ in first }
    for case .decision(let decision) in files.flatMap(\.items) {
      for body in [decision.body] + decision.characteristics.map(\.body) {
        guard case .table(let table) = body, table.measure == nil,
          !table.headings.contains(where: { if case .label = $0.heading { true } else { false } })
        else { continue }
        for row in table.rows { tables[row.span] = table }
      }
    }
  }

  /// What is to be written so that a rule keeps its id whatever its result is.
  func kept(_ rule: Rule, _ decision: Decision) -> [Diagnostic.Edit] {
    if let table = tables[rule.span] { return column(table, decision) }
    guard let tree = trees[rule.span.file], !tree.source.text(rule.span).hasPrefix("|"), isWord(rule.label),
      !tree.hasLabel(at: rule.span.start)
    else { return [] }
    return [insertion(rule.span, 0, "\(rule.label): ")]
  }

  /// A column of labels at the beginning of a table.
  private func column(_ table: TableSyntax, _ decision: Decision) -> [Diagnostic.Edit] {
    let rules = Dictionary(decision.rules.map { ($0.span, $0) }) { first, _ in first }
    return [insertion(table.span, 1, " rule |")]
      + table.rows.map { row in
        let label = rules[row.span]?.label ?? ""
        return insertion(row.span, 1, isWord(label) ? " \(label) |" : " \"\(label)\" |")
      }
  }

  private func insertion(_ span: Span, _ offset: Int32, _ text: String) -> Diagnostic.Edit {
    let place = span.start + offset
    return Diagnostic.Edit(Span(file: span.file, start: place, end: place), text)
  }

  private func isWord(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
