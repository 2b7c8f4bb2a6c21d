/// Logical lines to text: aligned, broken where they are too wide.
struct LineLayout {
  private let tree: SyntaxTree
  private let spacing: Spacing

  init(_ tree: SyntaxTree) {
    self.tree = tree
    spacing = Spacing(tree)
  }

  func text() -> String {
    let lines = LineSplitter(tree).lines()
    let widths = columnWidths(lines)
    var text = ""
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.isAfterBlank, !text.isEmpty { text += "\n" }
      if line.isRow {
        var end = index + 1
        while end < lines.count, lines[end].isRow, !lines[end].isAfterBlank { end += 1 }
        text += TableLayout(tree, spacing).text(Array(lines[index..<end]))
        index = end
        continue
      }
      text += self.text(line, widths[index]) + "\n"
      index += 1
    }
    return text
  }

  private func text(_ line: LogicalLine, _ columnWidth: Int?) -> String {
    let lead = String(repeating: " ", count: line.indent)
    switch line.content {
    case .comment(let text): return lead + text
    case .tokens(let range):
      var pieces = spacing.pieces(range)
      if let column = line.column, let columnWidth {
        let before = spacing.width(range.lowerBound..<column)
        pieces[column - range.lowerBound].space = max(1, columnWidth - before + 1)
      }
      var rows = broken(pieces, line.indent)
      if let trailing = line.trailing { rows[rows.count - 1] += "  " + trailing }
      return rows.joined(separator: "\n")
    }
  }

  // MARK: Alignment

  /// For each line the width to which what stands before its column is filled up.
  private func columnWidths(_ lines: [LogicalLine]) -> [Int?] {
    var widths = [Int?](repeating: nil, count: lines.count)
    var run: [Int] = []
    func close() {
      let leading = run.map { index -> Int in
        guard case .tokens(let range) = lines[index].content, let column = lines[index].column else {
          return 0
        }
        return spacing.width(range.lowerBound..<column)
      }
      // What is far longer than the rest would push all others away; it stands out by itself.
      let widest = leading.filter { $0 <= 28 }.max()
      for index in run { widths[index] = widest }
      run = []
    }
    for (index, line) in lines.enumerated() {
      if case .comment = line.content { continue }
      guard line.column != nil else {
        // Clauses of a rule stand between rules that are still aligned with each other.
        if let last = run.last, line.indent > lines[last].indent, !line.isAfterBlank { continue }
        close()
        continue
      }
      if let last = run.last, lines[last].indent != line.indent || line.isAfterBlank { close() }
      run.append(index)
    }
    close()
    return widths
  }

  // MARK: Breaking

  /// The pieces on as many lines as they need; what goes on is four columns further in.
  private func broken(_ pieces: [Spacing.Piece], _ indent: Int) -> [String] {
    var rows: [String] = []
    var start = 0
    var lead = String(repeating: " ", count: indent)
    while start < pieces.count {
      var used = lead.count
      var end = start
      var best: Int?
      while end < pieces.count {
        let piece = pieces[end]
        let width = (end == start ? 0 : piece.space) + displayWidth(piece.text)
        if end > start, used + width > PolicyFormatter.width, let best { end = best; break }
        if end > start, let level = piece.breakLevel,
          level <= (best.flatMap { pieces[$0].breakLevel } ?? level)
        {
          best = end
        }
        used += width
        end += 1
      }
      var row = lead
      for index in start..<end {
        if index > start { row += String(repeating: " ", count: pieces[index].space) }
        row += pieces[index].text
      }
      rows.append(row)
      start = end
      lead = String(repeating: " ", count: indent + 4)
    }
    return rows
  }
}

/// Columns of a terminal that a text takes: accents none, wide characters two.
func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { width, scalar in
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return width
    default: return width + (isWide(scalar) ? 2 : 1)
    }
  }
}

/// East Asian wide and full-width characters, and pictures.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    true
  default: false
  }
}
