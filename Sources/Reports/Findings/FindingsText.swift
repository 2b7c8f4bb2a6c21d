import PolicyModel
import PolicySyntax

/// Findings for people: the place, the line with the part underlined, what to do.
public struct FindingsText {
  private let sources: [Int32: Source]
  private let style: Style

  public init(_ sources: [Source], style: Style = .plain) {
    self.sources = Dictionary(sources.map { ($0.file, $0) }) { first, _ in first }
    self.style = style
  }

  public func text(_ diagnostic: Diagnostic) -> String {
    let word =
      switch diagnostic.severity {
      case .error: style.red("error")
      case .warning: style.yellow("warning")
      case .advice: style.cyan("advice")
      }
    var lines: [String] = []
    let head = "\(word) \(diagnostic.code.rawValue): \(style.bold(diagnostic.message))"
    lines.append(place(diagnostic.span).map { "\($0): \(head)" } ?? head)
    lines += excerpt(diagnostic.span)
    for note in diagnostic.notes {
      let at = note.span.flatMap(place).map { " (\($0))" } ?? ""
      lines.append("  \(style.cyan("note")): \(note.message)\(at)")
    }
    if let help = diagnostic.help { lines.append("  \(style.green("help")): \(help)") }
    if let witness = diagnostic.witness {
      lines.append("  \(style.cyan("for instance")), as a test for the policy:")
      lines.append("")
      lines += witness.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.isEmpty ? "" : "    " + $0
      }
    }
    return lines.map(ShownText.asOneLine).joined(separator: "\n") + "\n"
  }

  private func place(_ span: Span) -> String? {
    guard let source = sources[span.file] else { return nil }
    let (line, column) = source.position(of: span.start)
    return "\(source.name):\(line):\(column)"
  }

  /// The line of a span with its part underlined; only the first line of a longer one, and only what is near of a
  /// line that fills screens.
  private func excerpt(_ span: Span) -> [String] {
    guard let source = sources[span.file] else { return [] }
    let (before, part, after) = source.excerpt(of: span, reach: 300)
    let number = String(source.position(of: span.start).line)
    let gutter = String(repeating: " ", count: number.count)
    // Tabs stay tabs, so that the underline stands below its part whatever their width.
    let lead = String(before.map { $0 == "\t" ? "\t" : " " })
    let mark = String(repeating: "^", count: max(1, part.count))
    return [
      style.dim("  \(number) | ") + before + part + after,
      style.dim("  \(gutter) | ") + lead + style.red(mark),
    ]
  }

  /// One line that says how it went.
  ///
  /// - Parameter accepted: how many findings the policies accept.
  ///   - claims: what came of the claims of principles.
  public static func summary(
    _ diagnostics: [Diagnostic],
    files: Int,
    accepted: Int = 0,
    claims: [PrincipleVerdict] = []
  ) -> String {
    func count(_ severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }
    let (errors, warnings, advice) = (count(.error), count(.warning), count(.advice))
    let checked = "\(files) \(files == 1 ? "file" : "files") checked"
    let one = accepted == 1 ? "finding" : "findings"
    let proven = claims.count { $0.verdict == .proven }
    let rest =
      (claims.isEmpty
        ? "" : "; \(proven) of \(claims.count) \(claims.count == 1 ? "claim" : "claims") proven")
      + (accepted == 0 ? "" : "; \(accepted) \(one) accepted with a reason")
    if diagnostics.isEmpty { return "\(checked): no findings\(rest)" }
    var parts: [String] = []
    if errors > 0 { parts.append("\(errors) \(errors == 1 ? "error" : "errors")") }
    if warnings > 0 { parts.append("\(warnings) \(warnings == 1 ? "warning" : "warnings")") }
    if advice > 0 { parts.append("\(advice) \(advice == 1 ? "piece" : "pieces") of advice") }
    let code = diagnostics[0].code.rawValue
    return "\(checked): \(parts.joined(separator: ", ")); `policyc check --explain \(code)` tells more\(rest)"
  }
}
