/// Columns for a terminal: aligned by the width of their widest cell.
public enum TextTable {
  /// The least width of a column whose cells go on below.
  private static let leastWidth = 16

  /// The rows below their headings, numbers to the right where a whole column holds such.
  ///
  /// Where they are wider than `width`, cells of the widest columns go on below; where that leaves too little,
  /// each row becomes a list of its cells.
  public static func text(
    _ headings: [String],
    _ rows: [[String]],
    style: Style = .plain,
    width: Int? = nil
  ) -> String {
    let rows = rows.map { $0.map(ShownText.onOneLine) }
    let limit = width ?? .max
    guard let widths = widths(headings, rows, limit) else {
      return list(headings, rows, style: style, width: limit)
    }
    return table(headings, rows, widths, style)
  }

  /// The width of each column; nil where they cannot stand beside each other.
  private static func widths(_ headings: [String], _ rows: [[String]], _ limit: Int) -> [Int]? {
    var widths = headings.map(\.count)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
    }
    // The first column names the row, and a word is not broken.
    let least = headings.indices.map { index in
      let words = rows.flatMap { $0[index].split(separator: " ").map(\.count) }
      let longest = max(words.max() ?? 0, headings[index].count, leastWidth)
      return index == 0 ? widths[index] : min(widths[index], longest)
    }
    var excess = widths.reduce(-2) { $0 + $1 + 2 } - limit
    while excess > 0 {
      let wide = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  // MARK: Table

  private static func table(_ headings: [String], _ rows: [[String]], _ widths: [Int], _ style: Style)
    -> String
  {
    let isRight = headings.indices.map { index in
      !rows.isEmpty && rows.allSatisfy { $0[index].first.map { $0.isNumber || $0 == "-" } ?? true }
        && rows.contains { !$0[index].isEmpty && $0[index] != "-" } && index > 0
        && isQuantity(rows.map { $0[index] })
    }
    func line(_ cells: [Substring]) -> String {
      var text = ""
      for (index, cell) in cells.map(String.init).enumerated() {
        let isLast = index == cells.count - 1
        text += isRight[index] ? cell.leftPadded(widths[index]) : isLast ? cell : cell.padded(widths[index])
        if !isLast { text += "  " }
      }
      return text
    }
    func lines(_ row: [String]) -> [String] {
      let cells = zip(row, widths).map(wrapped)
      let height = cells.map(\.count).max() ?? 1
      return (0..<height).map { number in line(cells.map { number < $0.count ? $0[number] : "" }) }
    }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    let heading = style.bold(line(headings.map { $0[...] }))
    return ([heading, style.dim(rule)] + rows.flatMap(lines)).joined(separator: "\n") + "\n"
  }

  /// Amounts and numbers with at most a unit behind them.
  private static func isQuantity(_ cells: [String]) -> Bool {
    cells.allSatisfy { cell in
      let letters = cell.filter(\.isLetter)
      return letters.isEmpty || letters.count == 3 && letters == letters.uppercased()
    }
  }

  // MARK: List

  /// Each row by its first cell, with the others below it.
  private static func list(_ headings: [String], _ rows: [[String]], style: Style, width: Int) -> String {
    let name = headings.dropFirst().map(\.count).max() ?? 0
    let indentation = String(repeating: " ", count: name + 4)
    return rows.map { row in
      let lines = zip(headings, row).dropFirst().filter { !$1.isEmpty }.map { heading, cell in
        let parts = wrapped(cell, max(leastWidth, width == .max ? width : width - name - 4))
        return "  \(style.dim(heading.padded(name)))  " + parts.joined(separator: "\n" + indentation)
      }
      return ([style.bold(row.first ?? "")] + lines).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// Lines of at most a width, broken between words; a longer word is broken within.
  private static func wrapped(_ text: String, _ width: Int) -> [Substring] {
    var lines: [Substring] = []
    var rest = text[...]
    while rest.count > width {
      let line = rest.prefix(width + 1)
      if let space = line.lastIndex(of: " "), space > line.startIndex {
        lines.append(rest[..<space])
        rest = rest[rest.index(after: space)...]
      } else {
        lines.append(rest.prefix(width))
        rest = rest.dropFirst(width)
      }
    }
    return lines + [rest]
  }
}
