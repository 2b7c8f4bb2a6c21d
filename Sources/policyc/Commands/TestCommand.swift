import Evaluation
import Foundation
import PolicyModel
import PolicySyntax
import Reports

/// The command `policyc test`.
enum TestCommand: Command {
  static let info = CommandInfo(
    "test",
    "PATH…",
    "Run the tests that stand in policies.",
    [
      Option("--format", "FORM", "text (as without it), json or junit"),
      Option(
        "--filter",
        "TEXT",
        "run only tests with this text in their title; capitals and accents do not matter"
      ),
      Option("--coverage", nil, "also say which rules, rows and conditions the tests have seen"),
      Option("--coverage-file", "FILE", "write that to a file"),
      Option("--coverage-format", "FORM", "how that file is written: lcov (as without it), json or text"),
      Option(
        "--fail-under",
        "N%",
        "exit code 1 if fewer rules are reached, or fewer conditions seen both ways"
      ),
      Option(
        "--mutate",
        nil,
        "put small mistakes into the policy, one at a time, and list those that no test notices"
      ),
      Option(
        "--generate",
        nil,
        "write tests at the thresholds that matter, with what the policy decides today"
      ),
      Option("--output", "FILE", "where these go; - or nothing for standard output"),
      Option(
        "--data",
        "PATH",
        "test a portfolio instead: a folder with one CSV per record, or an NDJSON file"
      ),
      Option("--mapping", "FILE", "where its data stands and how it is written, if not as the policy says"),
      Option("--as-of", "DATE", "the day for which it is decided"),
      Option(
        "--expect",
        "FILE",
        "what is expected of it: decisions as `policyc evaluate` writes them, csv or ndjson"
      ),
    ],
    """
    Shows what was expected and what was decided, what failed first, and lists the rules that no test reached.
    Exit code 0: every test passes; 1: some fail, or a policy has findings; 2: cannot run.

    For other programs: json (policyc.tests/1) and junit (XML); findings then go to standard error.
    A condition counts as seen once each of its parts, as divided by `and`, `or` and `not`, was yes and was no.
    """
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    guard !arguments.positional.isEmpty else {
      throw CannotRun(
        "`policyc test` takes at least one file or folder",
        help: "write `policyc test policies`"
      )
    }
    try refuseTogether(arguments)
    if arguments.has("--mutate") { return try mutate(arguments) }
    if arguments.has("--generate") { return try generate(arguments) }
    if portfolioOptions.contains(where: arguments.has) { return try compare(arguments) }
    let format = try arguments.choice("--format", ["text", "json", "junit"])
    let measure = try CoverageOptions(arguments)
    let files = try PolicyFiles(arguments.positional)
    let (policies, diagnostics, _) = files.check()
    let filter = arguments.value("--filter")
    let entries = policies.map { edition, checked in
      TestReport.Entry(
        edition.path,
        checked.policy.map { policy in (policy, TestRun(policy) { isChosen($0, filter) }) },
        measured: measure.isAsked
      )
    }
    let report = TestReport(entries, filter: filter, findings: diagnostics.count)
    if let filter, report.passed + report.failed + report.notRun == 0 { throw noneChosen(filter, entries) }
    show(diagnostics, files.sources, format)
    switch format {
    case "json": Terminal.data(TestJSON.document(report).text + "\n")
    case "junit": Terminal.data(TestJUnit.text(report))
    default: Terminal.out(TestText(report, style: Terminal.style(1)).text)
    }
    try measure.write(report)
    let isEnough = measure.isEnough(report)
    return report.failed == 0 && diagnostics.isEmpty && isEnough ? .fine : .findings
  }

  private static let coverageOptions = ["--coverage", "--coverage-file", "--coverage-format", "--fail-under"]
  private static let portfolioOptions = ["--data", "--as-of", "--expect", "--mapping"]

  /// Options of which one makes no sense beside the other.
  private static func refuseTogether(_ arguments: Arguments) throws(CannotRun) {
    let modes = [["--mutate"], ["--generate", "--output"], portfolioOptions, coverageOptions + ["--filter"]]
    let used = modes.compactMap { $0.first(where: arguments.has) }
    if used.count > 1 {
      throw CannotRun(
        "`\(used[0])` and `\(used[1])` do not go together",
        help: "run the command once with each"
      )
    }
    if arguments.has("--output"), !arguments.has("--generate") {
      throw CannotRun("`--output` says where generated tests go", help: "add `--generate`")
    }
  }

  /// Findings of the policies, which are no data of a test run.
  private static func show(_ diagnostics: [Diagnostic], _ sources: [Source], _ format: String) {
    let isText = format == "text"
    let renderer = FindingsText(sources, style: Terminal.style(isText ? 1 : 2))
    for diagnostic in diagnostics {
      let text = renderer.text(diagnostic) + "\n"
      if isText { Terminal.out(text) } else { Terminal.error(text) }
    }
  }

  // MARK: Choosing

  private static func isChosen(_ test: Test, _ filter: String?) -> Bool {
    guard let filter, !filter.isEmpty else { return true }
    return folded(test.name).contains(folded(filter))
  }

  /// A title as it is compared: without capitals and accents.
  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  private static func noneChosen(_ filter: String, _ entries: [TestReport.Entry]) -> CannotRun {
    let titles = entries.flatMap { $0.tested?.policy.tests.map(\.name) ?? [] }
    let nearest = Suggestion.nearest(to: filter, among: titles)
    return CannotRun(
      "no test has `\(filter)` in its title",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? (titles.isEmpty
          ? "the policy has no tests yet" : "without `--filter` all \(titles.count) tests are run")
    )
  }
}
