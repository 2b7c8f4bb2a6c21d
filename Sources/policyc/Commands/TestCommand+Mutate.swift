import Checks
import Dispatch
import Evaluation
import PolicyModel
import PolicySyntax
import Proofs
import Reports

/// `policyc test --mutate`: small mistakes that no test notices.
extension TestCommand {
  static func mutate(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let format = try arguments.choice("--format", ["text", "json"])
    let files = try PolicyFiles(arguments.positional)
    var runs: [(path: String, run: MutationRun)] = []
    for edition in files.editions {
      let policy = try sound(edition, files)
      let editionFiles = edition.files
      let done = Waiting.result([MutationRun]()) {
        [await MutationRun(policy, editionFiles, isProvenEquivalent: isEquivalent)]
      }
      for run in done {
        runs.append((edition.path, run))
        if format == "text" { Terminal.out(MutationText(run, edition.path, style: Terminal.style(1)).text) }
      }
    }
    if format == "json" { Terminal.data(MutationJSON.document(runs).text + "\n") }
    return runs.allSatisfy { $0.run.survivors.isEmpty } ? .fine : .findings
  }

  /// Whether two policies never decide anybody differently; of what takes long to prove that is not known.
  @Sendable private static func isEquivalent(_ policy: Policy, _ mutant: Policy) -> MutationRun.Proof {
    guard var comparison = try? EditionComparison(policy, mutant, budget: 100_000), comparison.isSame()
    else { return .notProven }
    return .proven
  }

  /// A policy whose tests pass; anything else says nothing about its mutants.
  static func sound(_ edition: PolicyFiles.Edition, _ files: PolicyFiles) throws(CannotRun) -> Policy {
    guard let policy = Checker.quickCheck(edition.files).policy else {
      throw CannotRun("`\(edition.path)` has errors", help: "`policyc check \(edition.path)` says which")
    }
    if let failing = policy.tests.first(where: { !TestRun.result($0, policy).passed }) {
      throw CannotRun(
        "the test `\(failing.name)` of `\(edition.path)` fails",
        help: "`policyc test \(edition.path)` says why; mistakes are put in where every test passes"
      )
    }
    return policy
  }
}

/// Waits for work that other threads do.
private enum Waiting {
  private final class Box<Value: Sendable>: @unchecked Sendable {
    // Written before the signal and read after it.
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  static func result<Value: Sendable>(_ initial: Value, _ work: @escaping @Sendable () async -> Value)
    -> Value
  {
    let box = Box(initial)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      box.value = await work()
      done.signal()
    }
    done.wait()
    return box.value
  }
}
