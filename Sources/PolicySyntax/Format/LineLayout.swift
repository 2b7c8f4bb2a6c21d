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
      var cases = CaseColumns(lead: line.indent, results: nil)
      if case .tokens = line.content, index + 1 < lines.count, isDefinition(index, in: lines) {
        cases = caseColumns(index, lines, widths[index])
        text += self.text(line, widths[index], cases.results) + "\n"
        index += 1
        while index < lines.count, lines[index].isCase || isComment(lines[index]) && isCaseAhead(index, lines)
        {
          text += self.text(lines[index], nil, cases.results, indent: cases.lead) + "\n"
          index += 1
        }
        continue
      }
      text += self.text(line, widths[index]) + "\n"
      index += 1
    }
    return text
  }

  private func text(
    _ line: LogicalLine,
    _ columnWidth: Int?,
    _ resultWidth: Int? = nil,
    indent: Int? = nil
  ) -> String {
    let indent = indent ?? line.indent
    let lead = String(repeating: " ", count: indent)
    switch line.content {
    case .comment(let text): return lead + text
    case .tokens(let range):
      var pieces = spacing.pieces(range)
      if let column = line.column, let columnWidth {
        let before = spacing.width(range.lowerBound..<column)
        pieces[column - range.lowerBound].space = max(1, columnWidth - before + 1)
      }
      if let condition = line.condition, let resultWidth {
        let own = spacing.width(resultStart(line, range)..<condition)
        pieces[condition - range.lowerBound].space = max(1, resultWidth - own + 1)
      }
      var rows = broken(pieces, indent)
      if let trailing = line.trailing { rows[rows.count - 1] += "  " + trailing }
      return rows.joined(separator: "\n")
    }
  }

  // MARK: Cases

  /// Where the cases of a definition stand, one below the other.
  private struct CaseColumns {
    let lead: Int
    /// The width to which results are filled up before `when`.
    let results: Int?
  }

  private func isDefinition(_ index: Int, in lines: [LogicalLine]) -> Bool {
    !lines[index].isCase && lines[index].condition != nil && isCaseAhead(index, lines)
  }

  /// Whether the next line that is no comment is a case.
  private func isCaseAhead(_ index: Int, _ lines: [LogicalLine]) -> Bool {
    lines[(index + 1)...].first { !isComment($0) }?.isCase ?? false
  }

  private func isComment(_ line: LogicalLine) -> Bool {
    if case .comment = line.content { true } else { false }
  }

  private func resultStart(_ line: LogicalLine, _ range: Range<Int>) -> Int {
    line.isCase ? range.lowerBound : line.column.map { $0 + 1 } ?? range.lowerBound
  }

  private func caseColumns(_ index: Int, _ lines: [LogicalLine], _ columnWidth: Int?) -> CaseColumns {
    let line = lines[index]
    guard case .tokens(let range) = line.content, let column = line.column else {
      return CaseColumns(lead: line.indent, results: nil)
    }
    let name = max(columnWidth ?? 0, spacing.width(range.lowerBound..<column))
    let members = [line] + lines[(index + 1)...].prefix { $0.isCase || isComment($0) }
    let results = members.compactMap { line -> Int? in
      guard case .tokens(let range) = line.content, let condition = line.condition else { return nil }
      return spacing.width(resultStart(line, range)..<condition)
    }
    // As with other columns, what is far longer stands out by itself.
    return CaseColumns(lead: line.indent + name + 3, results: results.filter { $0 <= 28 }.max())
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
