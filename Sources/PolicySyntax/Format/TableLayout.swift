/// The rows of a table below each other, with one row of dashes under the headings.
struct TableLayout {
  private let tree: SyntaxTree
  private let spacing: Spacing

  init(_ tree: SyntaxTree, _ spacing: Spacing) {
    self.tree = tree
    self.spacing = spacing
  }

  func text(_ lines: [LogicalLine]) -> String {
    let rows = lines.map(cells)
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? displayWidth($0[column]) : 0 }.max() ?? 0
    }
    var text = ""
    for (index, row) in rows.enumerated() {
      let lead = String(repeating: " ", count: lines[index].indent)
      let filled = row.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - displayWidth($1)) }
      text += lead + "| " + filled.joined(separator: " | ") + " |"
      if let trailing = lines[index].trailing { text += "  " + trailing }
      text += "\n"
      if index == 0 {
        text +=
          lead + "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|\n"
      }
    }
    return text
  }

  private func cells(_ line: LogicalLine) -> [String] {
    guard case .tokens(let range) = line.content else { return [] }
    var cells: [String] = []
    var start: Int?
    for index in range
    where tree.tokens[index].word == Int16(UInt8(ascii: "|")) && tree.tokens[index].kind == .punctuation {
      if let start { cells.append(cell(start..<index)) }
      start = index + 1
    }
    if let start, start < range.upperBound { cells.append(cell(start..<range.upperBound)) }
    return cells
  }

  private func cell(_ range: Range<Int>) -> String {
    spacing.pieces(range).enumerated().map {
      ($0.offset == 0 ? "" : String(repeating: " ", count: $0.element.space)) + $0.element.text
    }.joined()
  }
}
