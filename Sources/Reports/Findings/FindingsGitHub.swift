import PolicySyntax

/// Findings as workflow commands, which GitHub shows beside the lines of a change.
public enum FindingsGitHub {
  /// A line for each finding.
  public static func text(_ report: FindingsReport) -> String {
    report.entries.map { line($0, report) }.joined()
  }

  private static func line(_ entry: FindingsReport.Entry, _ report: FindingsReport) -> String {
    let diagnostic = entry.diagnostic
    var properties: [(String, String)] = []
    if let region = report.region(diagnostic.span) {
      let (start, end) = (region.start, region.end)
      properties = [("file", region.file), ("line", String(start.line))]
      // Columns are for a part of one line; of more lines GitHub takes whole ones.
      if start.line == end.line { properties.append(("col", String(start.column))) }
      properties.append(("endLine", String(end.line)))
      if start.line == end.line { properties.append(("endColumn", String(end.column))) }
    }
    properties.append(("title", diagnostic.code.rawValue + (entry.item.isEmpty ? "" : " in \(entry.item)")))
    var lines = [diagnostic.message]
    for note in diagnostic.notes {
      let at = note.span.flatMap(report.region).map { " (\($0.file):\($0.start.line))" } ?? ""
      lines.append("note: \(note.message)\(at)")
    }
    if let help = diagnostic.help { lines.append("help: \(help)") }
    if let witness = diagnostic.witness {
      lines += ["for instance:"] + witness.split(separator: "\n").map(String.init)
    }
    let shown = properties.map { "\($0)=\(property($1))" }.joined(separator: ",")
    return
      "::\(command(diagnostic.severity)) \(shown)::\(data(lines.map(ShownText.onOneLine).joined(separator: "\n")))\n"
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .advice: "notice"
    }
  }

  private static func data(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      default: nil
      }
    }
  }

  private static func property(_ text: String) -> String {
    escaped(data(text)) { scalar in
      switch scalar {
      case ":": "%3A"
      case ",": "%2C"
      default: nil
      }
    }
  }

  /// By scalars: as a character, a carriage return and a line feed are one.
  private static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let escape = replacement(scalar) { result += escape } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
