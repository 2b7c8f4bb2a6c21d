import Exact
import PolicyModel
import PolicySyntax

/// A policy's text to everything that can be said against it.
public enum Checker {
  /// Every check of a policy whose names and types are right: one file each.
  private static let checks: [@Sendable (Policy) -> [Diagnostic]] = [
    { MissingCheck.findings($0) }, { CoverageCheck.findings($0) }, { InfluenceCheck.findings($0) },
    { StepsCheck.findings($0) },
  ]

  /// Compiles files of one policy and checks the result.
  ///
  /// - Parameter asOf: the day on which overrides are looked at; nil to leave that out.
  /// - Returns: the policy, or nil when there is any error, and all findings in order of place, without errors
  ///   that only follow from others.
  public static func check(_ files: [PolicySyntaxFile], asOf: CalendarDate? = nil) -> PolicyCompiler.Result {
    let all = everything(files, asOf)
    return all.with(Consequences.heldBack(from: all.findings, in: files))
  }

  /// Checks several policies, which may share files: what is wrong with a shared one is said once.
  ///
  /// - Parameters:
  ///   - editions: the files of each policy.
  ///   - further: what has been found before, about how the files refer to each other.
  ///   - asOf: the day on which overrides are looked at; nil to leave that out.
  /// - Returns: what each edition came to, and all findings in order of place.
  public static func check(
    editions: [[PolicySyntaxFile]],
    further: [Diagnostic] = [],
    asOf: CalendarDate? = nil
  ) -> (editions: [PolicyCompiler.Result], diagnostics: [Diagnostic]) {
    var found = further
    let results = editions.map { everything($0, asOf) }
    found += results.flatMap(\.findings)
    var seen: Set<String> = []
    found = found.filter {
      seen.insert("\($0.span.file):\($0.span.start):\($0.code.rawValue):\($0.message)").inserted
    }
    let files = editions.flatMap { $0 }
    return (results, PolicyCompiler.Result(nil, Consequences.heldBack(from: found, in: files)).diagnostics)
  }

  /// Everything, in the order of the stages.
  private static func everything(_ files: [PolicySyntaxFile], _ asOf: CalendarDate?) -> PolicyCompiler.Result
  {
    let compiled = PolicyCompiler.compile(files)
    guard let policy = compiled.model else { return compiled }
    let ended = asOf.map { OverrideCheck.findings(policy, asOf: $0) } ?? []
    return PolicyCompiler.Result(policy, compiled.findings + checks.flatMap { $0(policy) } + ended)
  }
}
