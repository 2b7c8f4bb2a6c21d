import Evaluation
import Exact
import PolicyModel

/// A customer decided by the evaluator, to see whether what is claimed of it is true.
struct Replay {
  private let policy: Policy
  private let unit: DecisionUnit
  private let asOf: CalendarDate
  private let result: Result<Trace, DecisionFailure>

  init(_ policy: Policy, _ unit: DecisionUnit, _ asOf: CalendarDate) {
    (self.policy, self.unit, self.asOf) = (policy, unit, asOf)
    do throws(DecisionFailure) {
      result = .success(try policy.trace(unit, asOf: asOf).1)
    } catch {
      result = .failure(error)
    }
  }

  /// What the decision came to, where the event did happen to the customer or to its first record; nil else.
  func shows(_ event: DecisionProof.Event, _ index: Int) -> (value: Value?, rule: Int?)? {
    let decision = policy.decisions[index]
    switch (event, result) {
    case (.nothingApplies, .failure(let failure)):
      guard case .nothingApplies(index) = failure.kind, failure.place.record <= 0 else { return nil }
      return (nil, nil)
    case (.hold(let rules), .failure(let failure)):
      guard case .severalApply(index, let several) = failure.kind, failure.place.record <= 0,
        rules.allSatisfy(several.contains)
      else { return nil }
      return (nil, nil)
    case (.nothingApplies, .success(let trace)):
      guard let traced = traced(trace, index) else { return nil }
      return traced.rules.contains { $0.outcome == .applies && !decision.rules[$0.index].isOtherwise }
        ? nil : (traced.value, deciding(traced))
    case (.hold(let rules), .success(let trace)):
      guard let traced = traced(trace, index), rules.allSatisfy({ holds(decision.rules[$0], traced.place) })
      else { return nil }
      return (traced.value, deciding(traced))
    case (.decides(let rule), .success(let trace)), (.prevails(let rule, _), .success(let trace)):
      guard let traced = traced(trace, index), deciding(traced) == rule else { return nil }
      return (traced.value, rule)
    case (.decides, .failure), (.prevails, .failure): return nil
    }
  }

  /// The value that leaves its range, where it is the one asked about, of the customer or of its first record.
  func leaving(_ slot: Slot) -> Number? {
    guard case .failure(let failure) = result, case .outOfRange(slot, _, _, let value) = failure.kind,
      failure.place.record <= 0
    else { return nil }
    return value
  }

  private func traced(_ trace: Trace, _ index: Int) -> Trace.DecisionTrace? {
    trace.decisions.first { $0.decision == index && $0.place.record <= 0 }
  }

  private func deciding(_ traced: Trace.DecisionTrace) -> Int? {
    traced.rules.first { $0.outcome == .applies }?.index
  }

  /// Whether a rule's condition holds, also where an earlier rule has decided and it was not asked.
  private func holds(_ rule: Rule, _ place: Place) -> Bool {
    guard let condition = rule.condition else { return true }
    guard let answers = try? policy.answers([(condition, place)], unit, asOf: asOf).2 else { return false }
    return answers.allSatisfy(\.value.isYes)
  }
}
