import PolicyModel

/// What watches an evaluation.
///
/// Evaluating without a trace is watching with one that keeps nothing.
protocol Recorder {
  /// How a computed value is referred to afterwards.
  associatedtype Reference

  mutating func constant(_ value: Value, _ node: Node) -> Reference
  mutating func asOf(_ value: Value, _ node: Node) -> Reference
  mutating func read(_ slot: Slot, _ place: Place, _ value: Value, _ node: Node) -> Reference
  mutating func operation(
    _ operation: Operation,
    _ operands: [Reference],
    _ value: Value,
    _ node: Node
  ) -> Reference
  mutating func aggregate(
    _ aggregate: Aggregate,
    _ rows: [RecordedRow<Reference>],
    _ upTo: Reference?,
    _ value: Value,
    _ node: Node
  ) -> Reference
  /// All records of a customer in the order of the data, each once, for an aggregate over those before each of
  /// them; gives the number by which ``earlier(_:_:_:_:)`` refers to them.
  mutating func sequence(_ rows: [RecordedRow<Reference>]) -> Int
  mutating func earlier(_ aggregate: Aggregate, _ sequence: Int, _ value: Value, _ node: Node) -> Reference
  mutating func cases(
    _ cases: [(condition: Reference?, result: Reference?)],
    _ value: Value,
    _ node: Node
  ) -> Reference

  mutating func definition(_ slot: Slot, _ place: Place, _ reference: Reference)
  mutating func decision(
    _ decision: Decision,
    _ number: Int,
    _ place: Place,
    _ record: RecordedDecision<Reference>
  )
}

/// One record that an aggregate went through.
struct RecordedRow<Reference> {
  let place: Place
  let isIncluded: Bool
  let condition: Reference?
  let value: Reference?
  let weight: Reference?
  let order: Reference?
}

/// Everything that went into one decision.
struct RecordedDecision<Reference> {
  struct Rule {
    let index: Int
    let outcome: RuleOutcome
    let condition: Reference?
    let result: Reference?
  }

  var applicability: Reference?
  var rules: [Rule] = []
  /// What the rules gave together, before clamps and rounding.
  var combined: Value = .missing
  var atLeast: Reference?
  var atMost: Reference?
  /// Between the clamps and the rounding.
  var clamped: Value = .missing
  /// What the policy decides, before an override.
  var decided: Value = .missing
  /// The override that replaced it, by its number in the policy.
  var override: Int?
  var value: Value = .missing
}

/// What became of a rule.
public enum RuleOutcome: String, Sendable {
  /// Its condition holds and its result is the decision's, or a part of it.
  case applies
  /// Its condition holds, but another rule's result prevails.
  case outranked
  case doesNotApply = "does_not_apply"
  /// An earlier rule had decided already.
  case notReached = "not_reached"
}

/// Keeps nothing.
struct NoRecorder: Recorder {
  func constant(_ value: Value, _ node: Node) {}
  func asOf(_ value: Value, _ node: Node) {}
  func read(_ slot: Slot, _ place: Place, _ value: Value, _ node: Node) {}
  func operation(_ operation: Operation, _ operands: [Void], _ value: Value, _ node: Node) {}
  func aggregate(
    _ aggregate: Aggregate,
    _ rows: [RecordedRow<Void>],
    _ upTo: Void?,
    _ value: Value,
    _ node: Node
  ) {}
  func sequence(_ rows: [RecordedRow<Void>]) -> Int { 0 }
  func earlier(_ aggregate: Aggregate, _ sequence: Int, _ value: Value, _ node: Node) {}
  func cases(_ cases: [(condition: Void?, result: Void?)], _ value: Value, _ node: Node) {}
  func definition(_ slot: Slot, _ place: Place, _ reference: Void) {}
  func decision(_ decision: Decision, _ number: Int, _ place: Place, _ record: RecordedDecision<Void>) {}
}
