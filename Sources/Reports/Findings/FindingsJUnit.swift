import PolicySyntax

/// Findings as results of tests in the XML of JUnit: a suite for each file, a failure for each finding.
///
/// Without times and lines in the names, so that the same finding is the same test in every run.
public enum FindingsJUnit {
  public static func text(_ report: FindingsReport) -> String {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    var suites: [String] = []
    let homeless = report.entries.filter { $0.file == nil }
    if !homeless.isEmpty { suites += suite("policyc", homeless, report) }
    for file in report.files { suites += suite(file, report.entries.filter { $0.file == file }, report) }
    let tests = suites.count { $0.hasPrefix("    <testcase ") }
    lines.append(
      #"<testsuites name="policyc check" tests="\#(tests)" failures="\#(report.entries.count)" errors="0">"#
    )
    return (lines + suites + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func suite(_ name: String, _ entries: [FindingsReport.Entry], _ report: FindingsReport)
    -> [String]
  {
    let name = escaped(name)
    let count = max(1, entries.count)
    var lines = [#"  <testsuite name="\#(name)" tests="\#(count)" failures="\#(entries.count)" errors="0">"#]
    if entries.isEmpty { lines.append(#"    <testcase classname="\#(name)" name="no findings"/>"#) }
    var seen: [String: Int] = [:]
    for entry in entries {
      let diagnostic = entry.diagnostic
      var title =
        entry.item.isEmpty
        ? entry.title : "\(diagnostic.code.rawValue) in \(entry.item): \(diagnostic.message)"
      let ordinal = seen[title, default: 0] + 1
      seen[title] = ordinal
      if ordinal > 1 { title += " (\(ordinal))" }
      let region = report.region(diagnostic.span)
      let line = region.map { #" line="\#($0.start.line)""# } ?? ""
      let file = region.map { #" file="\#(escaped($0.file))""# } ?? ""
      lines.append(#"    <testcase classname="\#(name)" name="\#(escaped(title))"\#(file)\#(line)>"#)
      let type = "\(diagnostic.code.rawValue) \(diagnostic.severity.rawValue)"
      lines.append(
        #"      <failure type="\#(type)" message="\#(escaped(diagnostic.message))">\#(body(entry, report))</failure>"#
      )
      lines.append("    </testcase>")
    }
    return lines + ["  </testsuite>"]
  }

  private static func body(_ entry: FindingsReport.Entry, _ report: FindingsReport) -> String {
    func place(_ span: Span?) -> String? {
      span.flatMap(report.region).map { "\($0.file):\($0.start.line):\($0.start.column)" }
    }
    let diagnostic = entry.diagnostic
    let head = "\(diagnostic.severity.rawValue) \(diagnostic.code.rawValue): \(diagnostic.message)"
    var lines = [place(diagnostic.span).map { "\($0): \(head)" } ?? head]
    lines += diagnostic.notes.map { note in
      "note: \(note.message)" + (place(note.span).map { " (\($0))" } ?? "")
    }
    if let help = diagnostic.help { lines.append("help: \(help)") }
    return lines.map { escaped(ShownText.onOneLine($0)) }.joined(separator: "\n")
  }

  /// Text for content and for values of attributes; what XML cannot hold is shown by its number.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += escaped(ShownText.onOneLine(String(scalar)))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
