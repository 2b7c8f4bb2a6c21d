/// Columns for a terminal: aligned by the width of their widest cell.
public enum TextTable {
  /// The rows below their headings, numbers to the right where a whole column holds such.
  public static func text(_ headings: [String], _ rows: [[String]], style: Style = .plain) -> String {
    var widths = headings.map(\.count)
    for row in rows {
      for (index, cell) in row.enumerated() where index < widths.count {
        widths[index] = max(widths[index], cell.count)
      }
    }
    let isRight = headings.indices.map { index in
      !rows.isEmpty && rows.allSatisfy { $0[index].first.map { $0.isNumber || $0 == "-" } ?? true }
        && rows.contains { !$0[index].isEmpty && $0[index] != "-" } && index > 0
        && isQuantity(rows.map { $0[index] })
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (index, cell) in cells.enumerated() {
        let isLast = index == cells.count - 1
        text += isRight[index] ? cell.leftPadded(widths[index]) : isLast ? cell : cell.padded(widths[index])
        if !isLast { text += "  " }
      }
      return text
    }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    return ([style.bold(line(headings)), style.dim(rule)] + rows.map(line)).joined(separator: "\n") + "\n"
  }

  /// Amounts and numbers with at most a unit behind them.
  private static func isQuantity(_ cells: [String]) -> Bool {
    cells.allSatisfy { cell in
      let letters = cell.filter(\.isLetter)
      return letters.isEmpty || letters.count == 3 && letters == letters.uppercased()
    }
  }
}
