import Evaluation
import PolicyModel
import PolicySyntax

/// Results of the tests of policies as `policyc.tests/1`.
public enum TestJSON {
  public static func document(_ report: TestReport) -> JSON {
    .object([
      ("format", .string("policyc.tests/1")), ("filter", .optional(report.filter)),
      ("passed", .int(report.passed)), ("failed", .int(report.failed)), ("not_run", .int(report.notRun)),
      ("findings", .int(report.findings)), ("policies", .array(report.entries.map { policy($0, report) })),
    ])
  }

  private static func policy(_ entry: TestReport.Entry, _ report: TestReport) -> JSON {
    let (policy, run) = (entry.tested?.policy, entry.tested?.run)
    var tests: [JSON] = []
    if let policy, let run { tests = run.results.map { test($0, policy) } }
    let unreached = policy.map { policy in
      report.unreached(entry).map { rule -> JSON in
        .object([("rule", .string(rule.id))] + place(rule.span, policy))
      }
    }
    return .object([
      ("file", .string(entry.path)), ("name", .optional(policy?.name)),
      ("version", .optional(policy?.version)),
      ("digest", .optional(policy?.digest)), ("run", .bool(policy != nil)), ("tests", .array(tests)),
      ("unreached", .array(unreached ?? [])),
      ("coverage", zip(policy, entry.coverage).map { CoverageJSON.policy($0, $1) } ?? .null),
    ])
  }

  private static func zip<A, B>(_ first: A?, _ second: B?) -> (A, B)? {
    if let first, let second { (first, second) } else { nil }
  }

  private static func test(_ result: TestRun.Result, _ policy: Policy) -> JSON {
    let problems = TestProblem.all(result, policy).map { problem -> JSON in
      .object(
        [("expected", .optional(problem.expected)), ("actual", .string(problem.actual))]
          + place(problem.span, policy)
          + [("explanation", .array(problem.explanation.map { .string($0) }))]
      )
    }
    return .object(
      [("title", .string(result.test.name)), ("passed", .bool(result.passed))]
        + place(result.test.span, policy)
        + [("as_of", .string(result.test.asOf.description)), ("problems", .array(problems))]
    )
  }

  static func place(_ span: Span, _ policy: Policy) -> [(String, JSON)] {
    let place = policy.place(span)
    return [("file", .optional(place?.file)), ("line", place.map { .int($0.line) } ?? .null)]
  }
}
