import Evaluation
import PolicyModel
import PolicySyntax

/// Results of the tests of policies for people: what failed first, then the rest, a summary and what to do next.
public struct TestText {
  private let report: TestReport
  private let style: Style

  public init(_ report: TestReport, style: Style = .plain) {
    (self.report, self.style) = (report, style)
  }

  /// Everything about the policies, one after the other.
  public var text: String {
    var lines: [String] = []
    for entry in report.entries {
      guard let (policy, run) = entry.tested else {
        lines.append("\(entry.path): not run, because the policy has errors")
        continue
      }
      if report.filter != nil, run.results.isEmpty { continue }
      lines.append(entry.path)
      lines += results(run, policy)
      let unreached = report.unreached(entry)
      if !unreached.isEmpty {
        lines += ["", style.yellow("rules that no test reached:")]
        lines += unreached.map { "  \($0.id)  \(style.dim(place($0.span, policy)))" }
      }
      if let coverage = entry.coverage { lines += [""] + CoverageText(policy, coverage, style: style).lines }
    }
    return (lines + summary).map(ShownText.asOneLine).joined(separator: "\n") + "\n"
  }

  private func results(_ run: TestRun, _ policy: Policy) -> [String] {
    run.results.filter { !$0.passed }.flatMap { result in
      let place = style.dim("(\(place(result.test.span, policy)))")
      return ["\(style.red("FAIL")) \(result.test.name)  \(place)"] + problems(result, policy)
    } + run.results.filter(\.passed).map { "\(style.green("ok  ")) \($0.test.name)" }
  }

  private func problems(_ result: TestRun.Result, _ policy: Policy) -> [String] {
    TestProblem.all(result, policy, style: style).flatMap { problem -> [String] in
      guard let expected = problem.expected else { return ["     \(problem.actual)"] }
      return [
        "     expected  \(expected)  \(style.dim("(\(place(problem.span, policy)))"))",
        "     actual    \(problem.actual)",
      ] + problem.explanation.map { "       " + $0 }
    }
  }

  private func place(_ span: Span, _ policy: Policy) -> String {
    policy.place(span).map { "\($0.file):\($0.line)" } ?? ""
  }

  private var summary: [String] {
    let rest =
      report.notRun == 0 ? "" : "; \(report.notRun) \(report.notRun == 1 ? "policy" : "policies") not run"
    let chosen = report.filter.map { ", of those with `\($0)` in their title" } ?? ""
    let count = "\(report.passed) passed, \(report.failed) failed\(rest)\(chosen)"
    return [report.failed == 0 ? count : style.red(count)] + (next.map { ["next: " + $0] } ?? [])
  }

  /// The one thing to do next; nil where there is nothing.
  private var next: String? {
    if report.notRun > 0 { return "mend the policy first: `policyc check` says what is wrong with it" }
    for entry in report.entries {
      guard let (policy, run) = entry.tested, let result = run.results.first(where: { !$0.passed }) else {
        continue
      }
      let place = TestProblem.all(result, policy).first.map { self.place($0.span, policy) } ?? ""
      return
        "if the policy decides as it is meant to, correct what is expected at \(place); else correct the rule"
    }
    if report.entries.contains(where: { $0.tested?.run.results.isEmpty == true }), report.filter == nil {
      return "write a test for each policy that has none: `policyc test --generate POLICY` proposes some"
    }
    if report.entries.contains(where: { !report.unreached($0).isEmpty }) {
      return "write a test for each rule that none reached, or ask whether the rule is needed"
    }
    return nil
  }
}
