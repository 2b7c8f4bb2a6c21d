import Evaluation
import PolicyModel
import Reports

/// The command `policyc test`.
enum TestCommand: Command {
  static let info = CommandInfo(
    "test",
    "PATH…",
    "Run the tests that stand in policies.",
    [],
    "Shows what was expected and what was decided, and lists the rules that no test reached.\n"
      + "Exit code 0: every test passes; 1: some fail, or a policy has findings; 2: cannot run."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    guard !arguments.positional.isEmpty else {
      throw CannotRun(
        "`policyc test` takes at least one file or folder",
        help: "write `policyc test policies`"
      )
    }
    let files = try PolicyFiles(arguments.positional)
    let (policies, diagnostics, _) = files.check()
    let renderer = FindingsText(files.sources, style: Terminal.style(1))
    for diagnostic in diagnostics { Terminal.out(renderer.text(diagnostic) + "\n") }
    var (passed, failed) = (0, 0)
    for (edition, checked) in policies {
      guard let policy = checked.policy else {
        Terminal.out("\(edition.path): not run, because the policy has errors\n")
        continue
      }
      let run = TestRun(policy)
      Terminal.out(edition.path + "\n" + TestText(policy, style: Terminal.style(1)).text(run))
      passed += run.results.count { $0.passed }
      failed += run.results.count { !$0.passed }
    }
    let notRun = policies.count { $0.checked.policy == nil }
    let rest = notRun == 0 ? "" : "; \(notRun) \(notRun == 1 ? "policy" : "policies") not run"
    Terminal.out("\(passed) passed, \(failed) failed\(rest)\n")
    return failed == 0 && diagnostics.isEmpty ? .fine : .findings
  }
}
