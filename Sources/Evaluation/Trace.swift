import PolicyModel
import PolicySyntax

/// Every step of the decisions on one unit: values, what they were computed from, and what became of each rule.
///
/// A step only refers to earlier steps, so the trace can be recomputed from its beginning to its end.
public struct Trace: Sendable {
  public struct Step: Sendable {
    public enum Kind: Sendable {
      /// An attribute as it was given.
      case input(Slot, Place)
      case asOf
      case constant
      case operation(Operation, [Int])
      case aggregate(Aggregate.Function, isWeighted: Bool, [Row], upTo: Int?)
      /// An aggregate over the records before the one at hand in the sequence with this number.
      case earlier(Aggregate.Function, isWeighted: Bool, sequence: Int)
      /// The conditions asked in turn; the last has the result where one holds.
      case cases([(condition: Int?, result: Int?)])
      /// The final value of the decision with this number in ``Trace/decisions``.
      case decision(Int)
    }

    public let kind: Kind
    public let value: Value
    public let type: ValueType
    /// Where it stands in the policy.
    public let span: Span
  }

  public struct Row: Sendable {
    public let place: Place
    public let isIncluded: Bool
    public let condition: Int?
    public let value: Int?
    public let weight: Int?
    public let order: Int?
  }

  /// A definition and the step that gave its value.
  public struct Definition: Sendable {
    public let slot: Slot
    public let place: Place
    public let step: Int
  }

  public struct RuleTrace: Sendable {
    /// Its number in the decision.
    public let index: Int
    public let outcome: RuleOutcome
    public let condition: Int?
    public let result: Int?
  }

  public struct DecisionTrace: Sendable {
    /// Its number in the policy.
    public let decision: Int
    public let place: Place
    public let applicability: Int?
    /// In the order in which they were considered.
    public let rules: [RuleTrace]
    public let combined: Value
    public let atLeast: Int?
    public let atMost: Int?
    public let clamped: Value
    public let decided: Value
    public let override: Int?
    public let value: Value
    /// The step that stands for the value where it is read.
    public let step: Int
  }

  public fileprivate(set) var steps: [Step] = []
  /// All records of one customer in the order of the data, each time that an aggregate goes through those before
  /// each of them.
  public fileprivate(set) var sequences: [[Row]] = []
  public fileprivate(set) var definitions: [Definition] = []
  public fileprivate(set) var decisions: [DecisionTrace] = []
}

/// Keeps everything, each read value once.
struct TraceRecorder: Recorder {
  private struct Position: Hashable {
    let slot: Slot
    let place: Place
  }

  private(set) var trace = Trace()
  private var known: [Position: Int] = [:]

  private mutating func add(_ kind: Trace.Step.Kind, _ value: Value, _ node: Node) -> Int {
    trace.steps.append(Trace.Step(kind: kind, value: value, type: node.type, span: node.span))
    return trace.steps.count - 1
  }

  mutating func constant(_ value: Value, _ node: Node) -> Int { add(.constant, value, node) }

  mutating func asOf(_ value: Value, _ node: Node) -> Int { add(.asOf, value, node) }

  mutating func read(_ slot: Slot, _ place: Place, _ value: Value, _ node: Node) -> Int {
    let position = Position(slot: slot, place: place)
    if let step = known[position] { return step }
    // What is not yet known is an attribute: definitions and decisions come before whatever reads them.
    let step = add(.input(slot, place), value, node)
    known[position] = step
    return step
  }

  mutating func operation(_ operation: Operation, _ operands: [Int], _ value: Value, _ node: Node) -> Int {
    add(.operation(operation, operands), value, node)
  }

  mutating func aggregate(
    _ aggregate: Aggregate,
    _ rows: [RecordedRow<Int>],
    _ upTo: Int?,
    _ value: Value,
    _ node: Node
  ) -> Int {
    add(
      .aggregate(aggregate.function, isWeighted: aggregate.weight != nil, kept(rows), upTo: upTo),
      value,
      node
    )
  }

  mutating func sequence(_ rows: [RecordedRow<Int>]) -> Int {
    trace.sequences.append(kept(rows))
    return trace.sequences.count - 1
  }

  mutating func earlier(_ aggregate: Aggregate, _ sequence: Int, _ value: Value, _ node: Node) -> Int {
    add(
      .earlier(aggregate.function, isWeighted: aggregate.weight != nil, sequence: sequence),
      value,
      node
    )
  }

  private func kept(_ rows: [RecordedRow<Int>]) -> [Trace.Row] {
    rows.map {
      Trace.Row(
        place: $0.place,
        isIncluded: $0.isIncluded,
        condition: $0.condition,
        value: $0.value,
        weight: $0.weight,
        order: $0.order
      )
    }
  }

  mutating func cases(
    _ cases: [(condition: Int?, result: Int?)],
    _ value: Value,
    _ node: Node
  ) -> Int {
    add(.cases(cases), value, node)
  }

  mutating func definition(_ slot: Slot, _ place: Place, _ reference: Int) {
    known[Position(slot: slot, place: place)] = reference
    trace.definitions.append(Trace.Definition(slot: slot, place: place, step: reference))
  }

  mutating func decision(
    _ decision: Decision,
    _ number: Int,
    _ place: Place,
    _ record: RecordedDecision<Int>
  ) {
    let step = trace.steps.count
    trace.decisions.append(
      Trace.DecisionTrace(
        decision: number,
        place: place,
        applicability: record.applicability,
        rules: record.rules.map {
          Trace.RuleTrace(index: $0.index, outcome: $0.outcome, condition: $0.condition, result: $0.result)
        },
        combined: record.combined,
        atLeast: record.atLeast,
        atMost: record.atMost,
        clamped: record.clamped,
        decided: record.decided,
        override: record.override,
        value: record.value,
        step: step
      )
    )
    trace.steps.append(
      Trace.Step(
        kind: .decision(trace.decisions.count - 1),
        value: record.value,
        type: decision.type,
        span: decision.span
      )
    )
    known[Position(slot: decision.slot, place: place)] = step
  }
}
