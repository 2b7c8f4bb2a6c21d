import Checks
import Exact
import Foundation
import PolicySyntax
import Reports

/// The command `policyc check`.
enum CheckCommand: Command {
  static let info = CommandInfo(
    "check",
    "PATH…",
    "Check policies: names, types, sizes, missing values, equal treatment, gaps, overlaps, dead rules.",
    [
      Option("--format", "FORM", "text (as without it), json, sarif, github or junit"),
      Option(
        "--as-of",
        "DATE",
        "also list the overrides, and find those that have ended by that day or soon will"
      ),
      Option("--advice", nil, "also say what could be written more strictly or more shortly"),
      Option("--fix", nil, "make the safe repairs in the files named, say what was changed, and check again"),
      Option("--baseline", "FILE", "accept the findings in the file: only new ones are shown and counted"),
      Option("--write-baseline", "FILE", "write that file: all findings of today but errors"),
      Option("--dependencies", nil, "say instead what each decision depends on, and what reaches none"),
      Option("--explain", "CODE", "print the page about a code, such as P201 or R201"),
    ],
    """
    PATH is a policy file or a folder that holds some. Exit code 0: no findings; 1: findings; 2: cannot run.

    For other programs: json (policyc.findings/1), sarif (SARIF 2.1.0), github (workflow commands, shown beside
    the lines of a change) and junit (XML). Names of files are given from the folder in which the command runs.
    A safe repair decides nothing: a misspelt name with one that it can be, `otherwise` moved to the end.
    Errors are accepted by no baseline: a policy that has one decides nobody.
    With --dependencies findings go to standard error, and the form is text or json (policyc.dependencies/1).
    """
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    if let code = arguments.value("--explain") { return try explain(code) }
    guard !arguments.positional.isEmpty else {
      throw CannotRun(
        "`policyc check` takes at least one file or folder",
        help: "write `policyc check policies`"
      )
    }
    try refuseTogether(arguments)
    if arguments.has("--dependencies") { return try dependencies(arguments) }
    let format = try arguments.choice("--format", ["text", "json", "sarif", "github", "junit"])
    let asOf = arguments.value("--as-of") == nil ? nil : try Common.asOf(arguments)
    let say = format == "text" ? Terminal.out : Terminal.error
    if arguments.has("--fix") {
      let repairs = try Repairs(arguments.positional, asOf: asOf)
      try repairs.write()
      say(repairs.text + "\n")
    }
    let run = try CheckRun(arguments.positional, asOf: asOf, advice: arguments.has("--advice"))
    if let path = arguments.value("--write-baseline") {
      let text = try BaselineFile.write(path, run.report)
      run.with(run.report.errors).show(format)
      say(text)
      return run.report.errors.entries.isEmpty ? .fine : .findings
    }
    if let path = arguments.value("--baseline") {
      let baseline = try BaselineFile(path, run.report)
      run.with(baseline.new).show(format)
      say(baseline.text(path))
      return baseline.new.isClean ? .fine : .findings
    }
    run.show(format)
    return run.report.isClean ? .fine : .findings
  }

  /// Options of which one makes no sense beside the other.
  private static func refuseTogether(_ arguments: Arguments) throws(CannotRun) {
    let alone = ["--dependencies", "--write-baseline", "--baseline"].filter(arguments.has)
    let all = alone + ["--fix"].filter { arguments.has($0) && alone.first == "--dependencies" }
    if all.count > 1 {
      throw CannotRun(
        "`\(all[0])` and `\(all[1])` do not go together",
        help: "run the command once with each"
      )
    }
  }

  /// What the decisions of every policy without errors depend on.
  private static func dependencies(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let format = try arguments.choice("--format", ["text", "json"])
    let files = try PolicyFiles(arguments.positional)
    let (policies, diagnostics, _) = files.check()
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
