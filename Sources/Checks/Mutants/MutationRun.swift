import Evaluation
import PolicyModel
import PolicySyntax

/// What the tests of a policy make of its mutants.
public struct MutationRun: Sendable {
  public enum Outcome: Sendable {
    /// A test fails: the first that does.
    case killed(test: String)
    /// Every test passes.
    case survived
    /// Every test passes, and nobody can be decided otherwise than by the policy itself.
    case equivalent
    /// The checker refuses it, with this message.
    case refused(String)
  }

  /// Whether two policies never decide anybody differently.
  public enum Proof: Sendable {
    case proven
    case notProven
  }

  public let policy: Policy
  /// In the order of the places that are changed.
  public let results: [(mutant: Mutant, outcome: Outcome)]

  /// Tries every mutant, as many at a time as the machine can.
  ///
  /// - Parameter isProvenEquivalent: asked about a mutant that no test notices.
  public init(
    _ policy: Policy,
    _ files: [PolicySyntaxFile],
    isProvenEquivalent: @escaping @Sendable (Policy, Policy) -> Proof
  ) async {
    self.policy = policy
    let mutants = Mutants.all(policy, files)
    var outcomes = [Outcome](repeating: .survived, count: mutants.count)
    await withTaskGroup(of: (Int, Outcome).self) { group in
      for (number, mutant) in mutants.enumerated() {
        group.addTask { (number, MutationRun.outcome(mutant, policy, files, isProvenEquivalent)) }
      }
      for await (number, outcome) in group { outcomes[number] = outcome }
    }
    results = Array(zip(mutants, outcomes))
  }

  private static func outcome(
    _ mutant: Mutant,
    _ policy: Policy,
    _ files: [PolicySyntaxFile],
    _ isProvenEquivalent: (Policy, Policy) -> Proof
  ) -> Outcome {
    let compiled = Checker.quickCheck(mutant.changed(files))
    guard let changed = compiled.policy else {
      return .refused(compiled.diagnostics.first { $0.severity == .error }?.message ?? "")
    }
    if let failing = changed.tests.first(where: { !TestRun.result($0, changed).passed }) {
      return .killed(test: failing.name)
    }
    return isProvenEquivalent(policy, changed) == .proven ? .equivalent : .survived
  }

  public func count(_ isMeant: (Outcome) -> Bool) -> Int { results.count { isMeant($0.outcome) } }

  public var survivors: [Mutant] {
    results.compactMap { if case .survived = $0.outcome { $0.mutant } else { nil } }
  }
}
