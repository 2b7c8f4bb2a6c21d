import Checks
import PolicySyntax

/// Findings in the format of OASIS for the results of static analysis, SARIF 2.1.0, which code hosts show beside the
/// lines.
///
/// Columns count code points, and names of files are relative to the folder of the run.
public enum FindingsSARIF {
  /// The address that names the format; nobody has to reach it.
  static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// - Parameter version: that of the program.
  public static func document(_ report: FindingsReport, version: String) -> JSON {
    let found = report.entries + report.accepted.map(\.entry)
    let codes = Code.allCases.filter { code in found.contains { $0.diagnostic.code == code } }
    // What a policy accepts is told as suppressed, so that it is seen and counts for nothing.
    let accepted = report.accepted.map { entry, because in
      result(entry, codes, report).adding([
        (
          "suppressions",
          .array([.object([("kind", .string("inSource")), ("justification", .string(because))])])
        )
      ])
    }
    let driver = JSON.object([
      ("name", .string("policyc")), ("version", .string(version)), ("semanticVersion", .string(version)),
      ("rules", .array(codes.map(rule))),
    ])
    return .object([
      ("$schema", .string(schema)), ("version", .string("2.1.0")),
      (
        "runs",
        .array([
          .object([
            ("tool", .object([("driver", driver)])), ("columnKind", .string("unicodeCodePoints")),
            ("results", .array(report.entries.map { result($0, codes, report) } + accepted)),
          ])
        ])
      ),
    ])
  }

  // MARK: Rules

  private static func rule(_ code: Code) -> JSON {
    let page = CodePage.page(code)
    // `unknownName` as other tools write names of rules: `UnknownName`.
    let name = "\(code)"
    let example = "Wrong:\n\n\(page.wrong)\n\nRight:\n\n\(page.right)"
    let fenced = "**Wrong**\n\n```\n\(page.wrong)\n```\n\n**Right**\n\n```\n\(page.right)\n```"
    return .object([
      ("id", .string(code.rawValue)), ("name", .string(name.prefix(1).uppercased() + name.dropFirst())),
      ("shortDescription", text(page.title)), ("fullDescription", text(page.text)),
      (
        "help",
        .object([
          ("text", .string(page.text + "\n\n" + example)), ("markdown", .string(page.text + "\n\n" + fenced)),
        ])
      ),
      ("defaultConfiguration", .object([("level", .string(level(code.severity)))])),
    ])
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .advice: "note"
    }
  }

  // MARK: Results

  private static func result(_ entry: FindingsReport.Entry, _ codes: [Code], _ report: FindingsReport) -> JSON
  {
    let diagnostic = entry.diagnostic
    let placed = diagnostic.notes.compactMap { note in note.span.flatMap(report.region).map { (note, $0) } }
    let unplaced = diagnostic.notes.filter { $0.span.flatMap(report.region) == nil }
    let sentences = [diagnostic.message] + unplaced.map(\.message) + [diagnostic.help].compactMap { $0 }
    var members: [(String, JSON)] = [
      ("ruleId", .string(diagnostic.code.rawValue)),
      ("ruleIndex", .int(codes.firstIndex(of: diagnostic.code) ?? 0)),
      ("level", .string(level(diagnostic.severity))), ("message", message(sentences, diagnostic.witness)),
    ]
    if let region = report.region(diagnostic.span) {
      members.append(("locations", .array([.object([("physicalLocation", place(region))])])))
    }
    if !placed.isEmpty {
      let related = placed.enumerated().map { number, found -> JSON in
        .object([
          ("id", .int(number + 1)), ("physicalLocation", place(found.1)),
          ("message", message([found.0.message])),
        ])
      }
      members.append(("relatedLocations", .array(related)))
    }
    members.append(("partialFingerprints", .object([("policycFinding/v1", .string(entry.fingerprint))])))
    if let witness = diagnostic.witness {
      members.append(("properties", .object([("witness", .string(witness))])))
    }
    if let edit = diagnostic.edit, let region = report.region(edit.span) {
      members.append(("fixes", .array([fix(edit, region, diagnostic.help)])))
    }
    return .object(members)
  }

  private typealias Region = (file: String, start: (line: Int, column: Int), end: (line: Int, column: Int))

  private static func fix(_ edit: Diagnostic.Edit, _ region: Region, _ help: String?) -> JSON {
    let replacement = JSON.object([
      ("deletedRegion", lines(region)), ("insertedContent", .object([("text", .string(edit.replacement))])),
    ])
    let change = JSON.object([
      ("artifactLocation", artifact(region.file)), ("replacements", .array([replacement])),
    ])
    let description = help.map { [("description", message([$0]))] } ?? []
    return .object(description + [("artifactChanges", .array([change]))])
  }

  private static func place(_ region: Region) -> JSON {
    .object([("artifactLocation", artifact(region.file)), ("region", lines(region))])
  }

  private static func artifact(_ file: String) -> JSON { .object([("uri", .string(FileName.uri(file)))]) }

  private static func lines(_ region: Region) -> JSON {
    .object([
      ("startLine", .int(region.start.line)), ("startColumn", .int(region.start.column)),
      ("endLine", .int(region.end.line)), ("endColumn", .int(region.end.column)),
    ])
  }

  // MARK: Texts

  private static func text(_ text: String) -> JSON { .object([("text", .string(text))]) }

  /// Sentences with a capital and a stop, a witness below them; braces, which would be placeholders, are doubled.
  private static func message(_ parts: [String], _ witness: String? = nil) -> JSON {
    let sentences = parts.map { part in
      let end = part.last.map { ".?!".contains($0) } ?? false ? "" : "."
      return part.prefix(1).uppercased() + part.dropFirst() + end
    }
    let instance = witness.map { "\n\nFor instance, as a test for the policy:\n\n\($0)" } ?? ""
    return text(
      (sentences.joined(separator: " ") + instance).replacing("{", with: "{{").replacing("}", with: "}}")
    )
  }
}
