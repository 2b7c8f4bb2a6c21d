/// A report as Markdown, for a pull request.
enum BlockMarkdown {
  static func text(_ blocks: [ReportBlock]) -> String {
    blocks.map(text).joined(separator: "\n\n") + "\n"
  }

  private static func text(_ block: ReportBlock) -> String {
    switch block {
    case .heading(let level, let title): return String(repeating: "#", count: level + 1) + " " + inline(title)
    case .line(let line): return inline(line)
    case .list(let items): return items.map { "- " + inline($0) }.joined(separator: "\n")
    case .table(let headings, let rows):
      let rule = "|" + headings.enumerated().map { $0.offset == 0 ? "---|" : "---:|" }.joined()
      return ([row(headings), rule] + rows.map(row)).joined(separator: "\n")
    case .columns(let left, let right):
      return [row([left.title, right.title]), "|---|---|", "| \(cell(left.lines)) | \(cell(right.lines)) |"]
        .joined(
          separator: "\n"
        )
    case .code(let code): return "```\n" + ShownText.text(code.replacing("```", with: "'''")) + "\n```"
    case .details(let title, let blocks):
      return "<details>\n<summary>\(inline(title))</summary>\n\n" + text(blocks) + "\n</details>"
    }
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map(inline).joined(separator: " | ") + " |"
  }

  /// Several lines in one cell, with the spaces at their beginnings.
  private static func cell(_ lines: [String]) -> String {
    lines.map { line in
      let spaces = line.prefix { $0 == " " }.count
      return String(repeating: "&nbsp;", count: spaces) + inline(String(line.dropFirst(spaces)))
    }.joined(separator: "<br>")
  }

  /// Text in which nothing is Markdown or HTML.
  private static func inline(_ text: String) -> String {
    var shown = ""
    for character in ShownText.onOneLine(text) {
      switch character {
      case "<": shown += "&lt;"
      case ">": shown += "&gt;"
      case "&": shown += "&amp;"
      case "|", "\\", "`", "*", "_", "[", "]", "#", "~": shown += "\\\(character)"
      default: shown.append(character)
      }
    }
    return shown
  }
}
