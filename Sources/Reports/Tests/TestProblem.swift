import Evaluation
import Exact
import PolicyModel
import PolicySyntax

/// One expectation of a test that was not met, or that its customer cannot be decided.
struct TestProblem {
  /// What was expected, as it is written; nil where the customer cannot be decided.
  let expected: String?
  let actual: String
  let span: Span
  /// How what was asked about came to be decided.
  let explanation: [String]

  /// Everything that made a test fail, in the order of the expectations.
  static func all(_ result: TestRun.Result, _ policy: Policy, style: Style = .plain) -> [TestProblem] {
    if let failure = result.failure {
      let text = "the customer cannot be decided: \(failure.message(policy))"
      return [TestProblem(expected: nil, actual: text, span: result.test.span, explanation: [])]
    }
    guard let trace = result.trace else { return [] }
    let context = TraceContext(policy, result.unit, trace, asOf: result.test.asOf, member: 0, portfolio: nil)
    let explanation = ExplanationText(context, style: style)
    return zip(result.test.expectations, result.verdicts).compactMap { expectation, verdict in
      guard let actual = actual(verdict, ConditionText(context)) else { return nil }
      let read = Set(expectation.condition.reads)
      return TestProblem(
        expected: written(expectation, policy),
        actual: actual,
        span: expectation.span,
        explanation: explanation.decisions { read.contains(policy.decisions[$0.decision].slot) }
      )
    }
  }

  private static func actual(_ verdict: TestRun.Verdict, _ conditions: ConditionText) -> String? {
    switch verdict {
    case .passed: nil
    case .failed(let step): conditions.failing(step)
    case .otherRule(let rules): "decided by \(rules.isEmpty ? "no rule" : rules.joined(separator: ", "))"
    }
  }

  /// An expectation in the words of the policy; a cell of a table with its heading.
  static func written(_ expectation: Test.Expectation, _ policy: Policy) -> String {
    let text = policy.written(expectation.span)
    return expectation.heading.map { "\(policy.written($0)) is \(text)" } ?? text
  }
}
