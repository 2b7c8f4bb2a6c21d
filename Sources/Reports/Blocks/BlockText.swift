/// A report as plain text for a terminal.
struct BlockText {
  let style: Style
  /// The columns that there are; nil where nothing limits them.
  let width: Int?

  func text(_ blocks: [ReportBlock]) -> String {
    var text = ""
    for block in blocks {
      let lines = lines(block)
      // What is of its own kind stands apart; single lines stand together.
      if case .line = block {} else if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
      text += lines
      switch block {
      case .table, .columns, .code: text += "\n"
      default: break
      }
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  private func lines(_ block: ReportBlock) -> String {
    switch block {
    case .heading(_, let title): return style.bold(ShownText.onOneLine(title)) + "\n"
    case .line(let line): return ShownText.onOneLine(line) + "\n"
    case .list(let items): return items.map { "  " + ShownText.onOneLine($0) + "\n" }.joined()
    case .table(let headings, let rows): return TextTable.text(headings, rows, style: style, width: width)
    case .columns(let left, let right):
      let height = max(left.lines.count, right.lines.count)
      let rows = (0..<height).map { line in
        [left, right].map { line < $0.lines.count ? $0.lines[line] : "" }
      }
      return TextTable.text([left.title, right.title], rows, style: style, width: width)
    case .code(let code):
      return code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    case .details(let title, let blocks):
      return style.bold(ShownText.onOneLine(title)) + "\n\n" + text(blocks)
    }
  }
}
