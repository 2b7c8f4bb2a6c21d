import Evaluation
import PolicyModel

/// The tests of some policies and what they showed, for every form of output.
public struct TestReport: Sendable {
  public struct Entry: Sendable {
    /// The file of the policy.
    public let path: String
    /// Nil where the policy has errors, so that its tests were not run.
    public let tested: (policy: Policy, run: TestRun)?
    /// Nil where it was not asked for.
    public let coverage: Coverage?

    public init(_ path: String, _ tested: (policy: Policy, run: TestRun)?, measured: Bool = false) {
      (self.path, self.tested) = (path, tested)
      coverage = measured ? tested.map { Coverage($0.policy, $0.run) } : nil
    }
  }

  public let entries: [Entry]
  /// The words by which tests were chosen; nil where all were run.
  public let filter: String?
  /// What was wrong with the policies themselves: how many findings.
  public let findings: Int

  public init(_ entries: [Entry], filter: String? = nil, findings: Int = 0) {
    (self.entries, self.filter, self.findings) = (entries, filter, findings)
  }

  private var results: [TestRun.Result] { entries.flatMap { $0.tested?.run.results ?? [] } }

  public var passed: Int { results.count(where: \.passed) }
  public var failed: Int { results.count { !$0.passed } }
  /// Policies whose tests were not run, because they have errors.
  public var notRun: Int { entries.count { $0.tested == nil } }

  /// Rules that no test reached; nothing where only some tests were run.
  func unreached(_ entry: Entry) -> [Rule] {
    guard filter == nil, let (policy, run) = entry.tested else { return [] }
    return policy.decisions.filter { decision in
      decision.kind != .scorecard || decision.rules.contains { $0.condition != nil }
    }
    .flatMap(\.rules).filter { !run.reached.contains($0.id) }
  }

  static func place(_ policy: Policy, _ test: Test) -> (file: String, line: Int)? {
    policy.place(test.span).map { ($0.file, $0.line) }
  }
}
