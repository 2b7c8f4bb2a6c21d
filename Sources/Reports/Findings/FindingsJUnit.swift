import PolicySyntax

/// Findings as results of tests in the XML of JUnit: a suite for each file, a failure for each finding.
///
/// What a policy accepts is a test that is skipped. Without times and lines in the names, so that the same finding is the same test in every run.
public enum FindingsJUnit {
  public static func text(_ report: FindingsReport) -> String {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    var suites: [String] = []
    let accepted = report.accepted.filter { $0.entry.file == nil }
    let homeless = report.entries.filter { $0.file == nil }
    if !homeless.isEmpty || !accepted.isEmpty { suites += suite("policyc", homeless, accepted, report) }
    for file in report.files {
      let accepted = report.accepted.filter { $0.entry.file == file }
      suites += suite(file, report.entries.filter { $0.file == file }, accepted, report)
    }
    let counts = suites.count { $0.hasPrefix("    <testcase ") }
    let failures = report.entries.count { $0.diagnostic.severity != .advice }
    lines.append(
      #"<testsuites name="policyc check" tests="\#(counts)" failures="\#(failures)" errors="0">"#
    )
    return (lines + suites + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func suite(
    _ name: String,
    _ entries: [FindingsReport.Entry],
    _ accepted: [(entry: FindingsReport.Entry, because: String)],
    _ report: FindingsReport
  ) -> [String] {
    var seen: [String: Int] = [:]
    /// A name that no other test of the suite has.
    func title(_ entry: FindingsReport.Entry) -> String {
      let place = entry.item.isEmpty ? "" : " in \(entry.item)"
      let title = "\(entry.diagnostic.code.rawValue)\(place): \(entry.diagnostic.message)"
      let ordinal = seen[title, default: 0] + 1
      seen[title] = ordinal
      return ordinal == 1 ? title : "\(title) (\(ordinal))"
    }
    func opened(_ entry: FindingsReport.Entry) -> String {
      let place = report.region(entry.diagnostic.span).map {
        #" file="\#(XMLText.escaped($0.file))" line="\#($0.start.line)""#
      }
      let names = #"classname="\#(XMLText.escaped(name))" name="\#(XMLText.escaped(title(entry)))""#
      return "    <testcase \(names)\(place ?? "")>"
    }
    let count = max(1, entries.count + accepted.count)
    // Advice fails nothing.
    let advice = entries.count { $0.diagnostic.severity == .advice }
    let counts =
      #"tests="\#(count)" failures="\#(entries.count - advice)" errors="0" skipped="\#(accepted.count + advice)""#
    var lines = [#"  <testsuite name="\#(XMLText.escaped(name))" \#(counts)>"#]
    if entries.isEmpty, accepted.isEmpty {
      lines.append(#"    <testcase classname="\#(XMLText.escaped(name))" name="no findings"/>"#)
    }
    for entry in entries {
      let type = "\(entry.diagnostic.code.rawValue) \(entry.diagnostic.severity.rawValue)"
      let message = XMLText.escaped(entry.diagnostic.message)
      lines.append(opened(entry))
      guard entry.diagnostic.severity != .advice else {
        lines += [#"      <skipped message="advice">\#(body(entry, report))</skipped>"#, "    </testcase>"]
        continue
      }
      lines.append(#"      <failure type="\#(type)" message="\#(message)">\#(body(entry, report))</failure>"#)
      lines.append("    </testcase>")
    }
    for (entry, because) in accepted {
      lines.append(opened(entry))
      lines.append(#"      <skipped message="\#(XMLText.escaped("accepted: " + because))"/>"#)
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
    if let witness = diagnostic.witness {
      lines += ["for instance:"] + witness.split(separator: "\n").map(String.init)
    }
    return lines.map { XMLText.escaped(ShownText.onOneLine($0)) }.joined(separator: "\n")
  }
}
