import Evaluation
import Exact
import PolicyModel

/// Results of a policy's own tests: expected against actual, with the part of the trace that differs.
public struct TestText {
  private let policy: Policy
  private let style: Style

  public init(_ policy: Policy, style: Style = .plain) {
    self.policy = policy
    self.style = style
  }

  public func text(_ run: TestRun) -> String {
    var lines: [String] = []
    for result in run.results {
      lines.append("\(result.passed ? style.green("ok  ") : style.red("FAIL")) \(result.test.name)")
      if result.passed { continue }
      lines += problems(result)
    }
    let unreached = policy.decisions.filter {
      $0.kind != .scorecard || $0.rules.contains { $0.condition != nil }
    }
    .flatMap(\.rules).filter { !run.reached.contains($0.id) }
    if !unreached.isEmpty {
      lines.append("")
      lines.append(style.yellow("rules that no test reached:"))
      lines += unreached.map { "  \($0.id)  \(style.dim(place($0)))" }
    }
    return lines.map(ShownText.asOneLine).joined(separator: "\n") + "\n"
  }

  private func place(_ rule: Rule) -> String {
    policy.place(rule.span).map { "\($0.file):\($0.line)" } ?? ""
  }

  private func problems(_ result: TestRun.Result) -> [String] {
    if let failure = result.failure {
      return ["     the customer cannot be decided: \(failure.message(policy))"]
    }
    guard let trace = result.trace else { return [] }
    let context = TraceContext(policy, result.unit, trace, asOf: result.test.asOf, member: 0, portfolio: nil)
    let conditions = ConditionText(context)
    let explanation = ExplanationText(context, style: style)
    var lines: [String] = []
    for (expectation, verdict) in zip(result.test.expectations, result.verdicts) {
      let written = context.written(expectation.span)
      let place = context.place(expectation.span)
      switch verdict {
      case .passed: continue
      case .failed(let step):
        lines.append("     expected  \(written)  \(style.dim("(\(place))"))")
        lines.append("     actual    \(conditions.failing(step))")
      case .otherRule(let rules):
        lines.append("     expected  \(written)  \(style.dim("(\(place))"))")
        lines.append("     actual    decided by \(rules.isEmpty ? "no rule" : rules.joined(separator: ", "))")
      }
      let read = Set(expectation.condition.reads)
      lines += explanation.decisions { read.contains(policy.decisions[$0.decision].slot) }.map {
        "       " + $0
      }
    }
    return lines
  }
}
