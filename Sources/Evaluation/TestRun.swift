import Exact
import PolicyModel

/// What running a policy's tests showed.
public struct TestRun: Sendable {
  public enum Verdict: Sendable {
    case passed
    /// The expectation's answer is no: its step in the trace.
    case failed(step: Int)
    /// The expected rule did not decide; the ones that did.
    case otherRule([String])
  }

  public struct Result: Sendable {
    public let test: Test
    public let unit: DecisionUnit
    /// The trace and one verdict for each expectation; nil when the customer could not be decided.
    public let trace: Trace?
    public let verdicts: [Verdict]
    public let failure: DecisionFailure?

    public var passed: Bool {
      failure == nil && verdicts.allSatisfy { if case .passed = $0 { true } else { false } }
    }
  }

  public let results: [Result]
  /// The ids of rules that decided something in a test.
  public let reached: Set<String>

  /// Runs the tests of a policy, or those that are chosen.
  public init(_ policy: Policy, where isChosen: (Test) -> Bool = { _ in true }) {
    results = policy.tests.filter(isChosen).map { TestRun.result($0, policy) }
    var reached: Set<String> = []
    for decision in results.compactMap(\.trace).flatMap(\.decisions) {
      for rule in decision.rules where rule.outcome == .applies || rule.outcome == .outranked {
        reached.insert(policy.decisions[decision.decision].rules[rule.index].id)
      }
    }
    self.reached = reached
  }

  /// Runs one test of a policy.
  public static func result(_ test: Test, _ policy: Policy) -> Result {
    let unit = DecisionUnit(test, policy)
    do throws(DecisionFailure) {
      let places = test.expectations.map { place($0, test) }
      let conditions = zip(test.expectations, places).map { ($0.condition, $1) }
      let (_, trace, answers) = try policy.answers(conditions, unit, asOf: test.asOf)
      let verdicts = zip(zip(test.expectations, places), answers).map { asked, answer in
        verdict(asked.0, asked.1, answer, trace, policy)
      }
      return Result(test: test, unit: unit, trace: trace, verdicts: verdicts, failure: nil)
    } catch {
      return Result(test: test, unit: unit, trace: nil, verdicts: [], failure: error)
    }
  }

  /// The place of an expectation: the customer, or the record with its number among its kind.
  private static func place(_ expectation: Test.Expectation, _ test: Test) -> Place {
    guard let record = expectation.record else { return Place(member: 0) }
    return Place(member: 0, collection: record.collection, record: record.position)
  }

  private static func verdict(
    _ expectation: Test.Expectation,
    _ place: Place,
    _ answer: (value: Value, step: Int),
    _ trace: Trace,
    _ policy: Policy
  ) -> Verdict {
    guard answer.value.isYes else { return .failed(step: answer.step) }
    guard let rule = expectation.rule else { return .passed }
    let deciding = trace.decisions.filter {
      $0.decision == rule.decision && ($0.place == place || place.collection < 0)
    }
    .flatMap { decision in
      decision.rules.filter { $0.outcome == .applies }.map {
        policy.decisions[decision.decision].rules[$0.index].id
      }
    }
    return deciding.contains(rule.id) ? .passed : .otherRule(deciding)
  }
}
