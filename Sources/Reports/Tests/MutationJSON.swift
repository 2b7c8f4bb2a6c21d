import Checks
import PolicyModel

/// What the tests of policies made of their mutants as `policyc.mutants/1`.
public enum MutationJSON {
  public static func document(_ runs: [(path: String, run: MutationRun)]) -> JSON {
    .object([
      ("format", .string("policyc.mutants/1")), ("policies", .array(runs.map { policy($0, $1) })),
    ])
  }

  static func counts(_ run: MutationRun) -> (killed: Int, survived: Int, equivalent: Int, refused: Int) {
    (
      run.count { if case .killed = $0 { true } else { false } },
      run.count { if case .survived = $0 { true } else { false } },
      run.count { if case .equivalent = $0 { true } else { false } },
      run.count { if case .refused = $0 { true } else { false } }
    )
  }

  private static func policy(_ path: String, _ run: MutationRun) -> JSON {
    let counts = counts(run)
    return .object([
      ("file", .string(path)), ("name", .string(run.policy.name)), ("version", .string(run.policy.version)),
      ("digest", .string(run.policy.digest)), ("killed", .int(counts.killed)),
      ("survived", .int(counts.survived)),
      ("equivalent", .int(counts.equivalent)), ("not_compilable", .int(counts.refused)),
      ("mutants", .array(run.results.map { mutant($0.mutant, $0.outcome, run.policy) })),
    ])
  }

  private static func mutant(_ mutant: Mutant, _ outcome: MutationRun.Outcome, _ policy: Policy) -> JSON {
    let (word, because): (String, String?) =
      switch outcome {
      case .killed(let test): ("killed", test)
      case .survived: ("survived", nil)
      case .equivalent: ("equivalent", nil)
      case .refused(let message): ("not_compilable", message)
      }
    return .object(
      [("kind", .string(mutant.kind.rawValue)), ("of", .string(mutant.owner))]
        + TestJSON.place(mutant.span, policy)
        + [
          ("before", .string(mutant.before)), ("after", .string(mutant.after)), ("outcome", .string(word)),
          ("by", .optional(because)),
        ]
    )
  }
}
