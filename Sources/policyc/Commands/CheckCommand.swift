import Checks
import PolicySyntax
import Reports

/// The command `policyc check`.
enum CheckCommand: Command {
  static let info = CommandInfo(
    "check",
    "PATH…",
    "Check policies: names, types, sizes, missing values, equal treatment, gaps, overlaps, dead rules.",
    [
      Option("--format", "text|json", "how findings are shown; text by default"),
      Option(
        "--as-of",
        "DATE",
        "also list the overrides, and find those that have ended by that day or soon will"
      ),
      Option("--advice", nil, "also say what could be written more strictly or more shortly"),
      Option("--explain", "CODE", "print the page about a code, such as P201 or R201"),
    ],
    "PATH is a policy file or a folder that holds some. Exit code 0: no findings; 1: findings; 2: cannot run."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    if let code = arguments.value("--explain") { return try explain(code) }
    guard !arguments.positional.isEmpty else {
      throw CannotRun(
        "`policyc check` takes at least one file or folder",
        help: "write `policyc check policies`"
      )
    }
    let format = try arguments.choice("--format", ["text", "json"])
    let files = try PolicyFiles(arguments.positional)
    let asOf = arguments.value("--as-of") == nil ? nil : try Common.asOf(arguments)
    let (policies, diagnostics, accepted) = files.check(asOf: asOf, advice: arguments.has("--advice"))
    let overrides = asOf.map { OverrideList(policies.compactMap(\.checked.model), asOf: $0) }
    if format == "json" {
      let document = FindingsJSON.document(diagnostics, files.sources, overrides, accepted: accepted)
      Terminal.data(document.text + "\n")
    } else {
      let renderer = FindingsText(files.sources, style: Terminal.style(1))
      for diagnostic in diagnostics { Terminal.out(renderer.text(diagnostic) + "\n") }
      for path in files.unused {
        Terminal.out("\(path): only read; shared data are checked with a policy that uses them\n")
      }
      if let overrides { Terminal.out(overrides.text(style: Terminal.style(1), width: Terminal.width(1))) }
      let summary = FindingsText.summary(diagnostics, files: files.files.count, accepted: accepted.count)
      Terminal.out(summary + "\n")
    }
    return diagnostics.contains { $0.severity != .advice } ? .findings : .fine
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
