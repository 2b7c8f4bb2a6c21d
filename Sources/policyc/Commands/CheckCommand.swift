import Checks
import Foundation
import PolicySyntax
import Reports

/// The command `policyc check`.
enum CheckCommand: Command {
  static let info = CommandInfo(
    "check",
    "PATH…",
    "Check policies: names, types, sizes, missing values, equal treatment, completeness.",
    [
      Option("--format", "text|json|sarif|github|junit", "how findings are shown; text by default"),
      Option(
        "--as-of",
        "DATE",
        "also list the overrides, and find those that have ended by that day or soon will"
      ),
      Option("--dependencies", nil, "say instead what each decision depends on, and what reaches none"),
      Option("--explain", "CODE", "print the page about a code, such as P201 or R201"),
    ],
    "PATH is a policy file or a folder that holds some. Exit code 0: no findings; 1: findings; 2: cannot run.\n"
      + "For other programs: json (policyc.findings/1), sarif (2.1.0), github (workflow commands), junit (XML).\n"
      + "With --dependencies findings go to standard error, and --format is text or json."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    if let code = arguments.value("--explain") { return try explain(code) }
    guard !arguments.positional.isEmpty else {
      throw CannotRun(
        "`policyc check` takes at least one file or folder",
        help: "write `policyc check policies`"
      )
    }
    if arguments.has("--dependencies") { return try dependencies(arguments) }
    let format = try arguments.choice("--format", ["text", "json", "sarif", "github", "junit"])
    let files = try PolicyFiles(arguments.positional)
    let asOf = arguments.value("--as-of") == nil ? nil : try Common.asOf(arguments)
    let (policies, diagnostics) = files.check(asOf: asOf)
    let overrides = asOf.map { OverrideList(policies.compactMap(\.checked.model), asOf: $0) }
    let report = FindingsReport(diagnostics, files.files, folder: FileManager.default.currentDirectoryPath)
    switch format {
    case "json": Terminal.data(FindingsJSON.document(diagnostics, files.sources, overrides).text + "\n")
    case "sarif": Terminal.data(FindingsSARIF.document(report, version: Policyc.version).text + "\n")
    case "github": Terminal.data(FindingsGitHub.text(report))
    case "junit": Terminal.data(FindingsJUnit.text(report))
    default:
      show(diagnostics, files, overrides)
    }
    return diagnostics.isEmpty ? .fine : .findings
  }

  private static func show(_ diagnostics: [Diagnostic], _ files: PolicyFiles, _ overrides: OverrideList?) {
    let renderer = FindingsText(files.sources, style: Terminal.style(1))
    for diagnostic in diagnostics { Terminal.out(renderer.text(diagnostic) + "\n") }
    for path in files.unused {
      Terminal.out("\(path): only read; shared data are checked with a policy that uses them\n")
    }
    if let overrides { Terminal.out(overrides.text(style: Terminal.style(1), width: Terminal.width(1))) }
    Terminal.out(FindingsText.summary(diagnostics, files: files.files.count) + "\n")
  }

  /// What the decisions of every policy without errors depend on.
  private static func dependencies(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let format = try arguments.choice("--format", ["text", "json"])
    let files = try PolicyFiles(arguments.positional)
    let (policies, diagnostics) = files.check()
    let findings = FindingsText(files.sources, style: Terminal.style(2))
    for diagnostic in diagnostics { Terminal.error(findings.text(diagnostic) + "\n") }
    let found = policies.compactMap(\.checked.policy).map { Dependencies($0) }
    if found.count < policies.count {
      let count = policies.count - found.count
      Terminal.error(
        "policyc: nothing is said about \(count) \(count == 1 ? "policy" : "policies") with errors\n"
      )
    }
    if format == "json" {
      Terminal.data(DependenciesJSON.document(found).text + "\n")
    } else {
      let text = DependenciesText(style: Terminal.style(1), width: Terminal.width(1) ?? 80)
      Terminal.out(found.map { text.text($0) }.joined(separator: "\n"))
    }
    return diagnostics.isEmpty ? .fine : .findings
  }

  private static func explain(_ text: String) throws(CannotRun) -> ExitCode {
    guard let page = CodePage.all.first(where: { $0.code == text.uppercased() }) else {
      let nearest = Suggestion.nearest(to: text, among: CodePage.all.map(\.code))
      throw CannotRun(
        "there is no code `\(text)`",
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "a code stands in each finding, such as P201, and in each reject, such as R201"
      )
    }
    Terminal.out(page.text(style: Terminal.style(1)))
    return .fine
  }
}
