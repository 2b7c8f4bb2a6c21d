import Exact
import PolicyModel
import PolicySyntax

/// A policy's text to everything that can be said against it.
public enum Checker {
  /// Every check of a policy whose names and types are right: one file each.
  private static let checks: [@Sendable (Policy) -> [Diagnostic]] = [
    { MissingCheck.findings($0) }, { CoverageCheck.findings($0) }, { InfluenceCheck.findings($0) },
  ]

  /// Compiles files of one policy and checks the result.
  ///
  /// - Parameter asOf: the day on which overrides are looked at; nil to leave that out.
  /// - Returns: the policy, or nil when there is any error, and all findings in order of place.
  public static func check(
    _ files: [PolicySyntaxFile],
    asOf: CalendarDate? = nil
  ) -> PolicyCompiler.Result {
    let compiled = PolicyCompiler.compile(files)
    guard let policy = compiled.model else { return compiled }
    let ended = asOf.map { OverrideCheck.findings(policy, asOf: $0) } ?? []
    return PolicyCompiler.Result(policy, compiled.diagnostics + checks.flatMap { $0(policy) } + ended)
  }
}
