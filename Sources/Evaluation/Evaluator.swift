import Exact
import PolicyModel

/// Decides one unit: every definition and decision in the policy's order, once for each member and record.
///
/// This is the reference: whatever else evaluates a policy must give the same.
struct Evaluator<Watcher: Recorder> {
  let policy: Policy
  let unit: DecisionUnit
  let asOf: CalendarDate
  var watcher: Watcher
  var group: [Value]
  /// Values of each member: all fields of the customer.
  var members: [[Value]]
  /// Values of each member's records: collection, then record after record, all fields.
  var records: [[[Value]]]
  var outcomes: [[[Outcome]]]
  /// What aggregates over earlier records give, computed when it is first asked for.
  var earlierResults: [EarlierResults.Key: EarlierResults] = [:]
  /// The field being computed, for a failure.
  private var current = Slot(.customer, 0)

  init(_ policy: Policy, _ unit: DecisionUnit, asOf: CalendarDate, watcher: Watcher) {
    self.policy = policy
    self.unit = unit
    self.asOf = asOf
    self.watcher = watcher
    group = [Value](repeating: .missing, count: policy.group.fields.count)
    members = unit.members.map { member in
      member.attributes
        + [Value](repeating: .missing, count: policy.customer.fields.count - policy.customer.attributeCount)
    }
    records = unit.members.map { member in
      policy.collections.enumerated().map { index, layout in
        let blank = [Value](repeating: .missing, count: layout.fields.count - layout.attributeCount)
        var rows: [Value] = []
        rows.reserveCapacity(member.recordCounts[index] * layout.fields.count)
        for record in 0..<member.recordCounts[index] {
          let start = record * layout.attributeCount
          rows += member.records[index][start..<(start + layout.attributeCount)]
          rows += blank
        }
        return rows
      }
    }
    outcomes = unit.members.map { member in
      policy.decisions.map { decision in
        let count: Int
        if case .collection(let index) = decision.slot.scope {
          count = member.recordCounts[index]
        } else {
          count = 1
        }
        return [Outcome](
          repeating: Outcome(value: .missing, decided: .missing, rules: [], override: nil),
          count: count
        )
      }
    }
  }

  mutating func run() throws(DecisionFailure) {
    for slot in policy.order {
      current = slot
      switch slot.scope {
      case .group: try compute(slot, .group)
      case .customer:
        for member in members.indices { try compute(slot, Place(member: member)) }
      case .collection(let index):
        for member in members.indices {
          for record in 0..<unit.members[member].recordCounts[index] {
            try compute(slot, Place(member: member, collection: index, record: record))
          }
        }
      }
    }
  }

  private mutating func compute(_ slot: Slot, _ place: Place) throws(DecisionFailure) {
    let field = policy.field(slot)
    switch field.origin {
    case .attribute: return
    case .definition(let node):
      let (value, reference) = try evaluate(node, place)
      try confirm(value, field, slot, place)
      store(value, slot, place)
      watcher.definition(slot, place, reference)
    case .decision(let index):
      let outcome = try decide(index, place)
      try confirm(outcome.value, field, slot, place)
      store(outcome.value, slot, place)
      // What is decided of a group is decided of each of its members.
      for member in place.member < 0 ? members.indices : place.member..<(place.member + 1) {
        outcomes[member][index][max(place.record, 0)] = outcome
      }
    }
  }

  /// A named value stays inside its range.
  func confirm(_ value: Value, _ field: Field, _ slot: Slot, _ place: Place) throws(DecisionFailure) {
    guard let range = field.checkedRange, case .number(let number) = value,
      number < range.low || number > range.high
    else { return }
    throw failure(.outOfRange(slot, low: range.low, high: range.high, value: number), place)
  }

  func failure(_ kind: DecisionFailure.Kind, _ place: Place) -> DecisionFailure {
    DecisionFailure(kind: kind, place: place)
  }

  // MARK: Values

  func value(_ slot: Slot, _ place: Place) -> Value {
    switch slot.scope {
    case .group: group[slot.index]
    case .customer: members[place.member][slot.index]
    case .collection(let index):
      records[place.member][index][place.record * policy.collections[index].fields.count + slot.index]
    }
  }

  private mutating func store(_ value: Value, _ slot: Slot, _ place: Place) {
    switch slot.scope {
    case .group: group[slot.index] = value
    case .customer: members[place.member][slot.index] = value
    case .collection(let index):
      records[place.member][index][place.record * policy.collections[index].fields.count + slot.index] = value
    }
  }

  /// The place at which a field that is read from some place has its value.
  private func home(_ slot: Slot, _ place: Place) -> Place {
    switch slot.scope {
    case .group: .group
    case .customer: Place(member: place.member)
    case .collection: place
    }
  }

  // MARK: Expressions

  mutating func evaluate(
    _ node: Node,
    _ place: Place
  ) throws(DecisionFailure) -> (Value, Watcher.Reference) {
    switch node.kind {
    case .constant(let value): return (value, watcher.constant(value, node))
    case .asOf:
      let value = Value.date(asOf)
      return (value, watcher.asOf(value, node))
    case .read(let slot):
      let value = value(slot, place)
      return (value, watcher.read(slot, home(slot, place), value, node))
    case .apply(let operation, let operands):
      var values: [Value] = []
      var references: [Watcher.Reference] = []
      for operand in operands {
        let (value, reference) = try evaluate(operand, place)
        values.append(value)
        references.append(reference)
      }
      let value = try applied(operation, values, place)
      return (value, watcher.operation(operation, references, value, node))
    case .cases(let cases): return try evaluate(cases, node, place)
    case .aggregate(let aggregate): return try evaluate(aggregate, node, place)
    }
  }

  private func applied(
    _ operation: PolicyModel.Operation,
    _ values: [Value],
    _ place: Place
  ) throws(DecisionFailure) -> Value {
    do throws(OperationFailure) { return try operation.apply(values, in: policy) } catch {
      switch error {
      case .overflow: throw failure(.overflow(current), place)
      case .outsideCalendar(let day): throw failure(.outsideCalendar(current, day), place)
      }
    }
  }

  func computed(
    _ place: Place,
    _ compute: () throws(ArithmeticOverflow) -> Value
  ) throws(DecisionFailure) -> Value {
    do throws(ArithmeticOverflow) { return try compute() } catch { throw failure(.overflow(current), place) }
  }

  /// The answer of a condition on which something hangs: it must have one.
  mutating func holds(_ node: Node, _ place: Place) throws(DecisionFailure) -> (Bool, Watcher.Reference) {
    let (value, reference) = try evaluate(node, place)
    guard case .yesNo(let answer) = value else { throw failure(.unresolved(current), place) }
    return (answer, reference)
  }

  private mutating func evaluate(
    _ cases: [Node.Case],
    _ node: Node,
    _ place: Place
  ) throws(DecisionFailure) -> (Value, Watcher.Reference) {
    var seen: [(condition: Watcher.Reference?, result: Watcher.Reference?)] = []
    var result = Value.missing
    for entry in cases {
      var condition: Watcher.Reference?
      if let node = entry.condition {
        let (answer, reference) = try holds(node, place)
        condition = reference
        if !answer {
          seen.append((condition, nil))
          continue
        }
      }
      let (value, reference) = try evaluate(entry.result, place)
      seen.append((condition, reference))
      result = value
      break
    }
    return (result, watcher.cases(seen, result, node))
  }
}
