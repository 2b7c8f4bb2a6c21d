import Exact
import PolicyModel

/// What a policy decides for every member of a unit.
public struct UnitDecisions: Sendable {
  /// Values of each member: all fields of the customer.
  public let members: [[Value]]
  /// Values of each member's records: collection, then record after record, all fields.
  public let records: [[[Value]]]
  public let group: [Value]
  /// Member, decision, record (one for a decision on the customer).
  public let outcomes: [[[Outcome]]]
}

extension Policy {
  /// Decides a unit.
  ///
  /// - Throws: the first failure; the unit then has no decision at all.
  public func decide(_ unit: DecisionUnit, asOf: CalendarDate) throws(DecisionFailure) -> UnitDecisions {
    var evaluator = Evaluator(self, unit, asOf: asOf, watcher: NoRecorder())
    try evaluator.run()
    return evaluator.decisions
  }

  /// Decides a unit and keeps every step.
  public func trace(_ unit: DecisionUnit, asOf: CalendarDate) throws(DecisionFailure) -> (
    UnitDecisions, Trace
  ) {
    var evaluator = Evaluator(self, unit, asOf: asOf, watcher: TraceRecorder())
    try evaluator.run()
    return (evaluator.decisions, evaluator.watcher.trace)
  }

  /// Decides a unit, and then answers conditions about it; all in one trace.
  ///
  /// - Returns: the trace, and for each condition its answer and the step that gave it.
  public func answers(
    _ conditions: [(node: Node, place: Place)],
    _ unit: DecisionUnit,
    asOf: CalendarDate
  ) throws(DecisionFailure) -> (decisions: UnitDecisions, trace: Trace, answers: [(value: Value, step: Int)])
  {
    var evaluator = Evaluator(self, unit, asOf: asOf, watcher: TraceRecorder())
    try evaluator.run()
    var answers: [(value: Value, step: Int)] = []
    for (node, place) in conditions { answers.append(try evaluator.evaluate(node, place)) }
    return (evaluator.decisions, evaluator.watcher.trace, answers)
  }
}

extension Evaluator {
  var decisions: UnitDecisions {
    UnitDecisions(members: members, records: records, group: group, outcomes: outcomes)
  }
}
