import Exact
import PolicyModel

extension Evaluator {
  mutating func evaluate(
    _ aggregate: Aggregate,
    _ node: Node,
    _ place: Place
  ) throws(DecisionFailure) -> (Value, Watcher.Reference) {
    var rows: [RecordedRow<Watcher.Reference>] = []
    var included: [(value: Value, weight: Value, order: Value)] = []
    for inner in places(aggregate.scope, place) {
      var condition: Watcher.Reference?
      var isIncluded = true
      if let filter = aggregate.condition {
        let (answer, reference) = try holds(filter, inner)
        (isIncluded, condition) = (answer, reference)
      }
      var references: [Watcher.Reference?] = [nil, nil, nil]
      if isIncluded {
        var values: [Value] = [.missing, .missing, .missing]
        for (index, part) in [aggregate.value, aggregate.weight, aggregate.order].enumerated() {
          guard let part else { continue }
          let (value, reference) = try evaluate(part, inner)
          (values[index], references[index]) = (value, reference)
        }
        included.append((values[0], values[1], values[2]))
      }
      rows.append(
        RecordedRow(
          place: inner,
          isIncluded: isIncluded,
          condition: condition,
          value: references[0],
          weight: references[1],
          order: references[2]
        )
      )
    }
    let value = try computed(place) { () throws(ArithmeticOverflow) in
      try aggregate.result(included)
    }
    return (value, watcher.aggregate(aggregate, rows, value, node))
  }

  private func places(_ scope: Scope, _ place: Place) -> [Place] {
    switch scope {
    case .group: []
    case .customer: members.indices.map { Place(member: $0) }
    case .collection(let index):
      (0..<unit.members[place.member].recordCounts[index]).map {
        Place(member: place.member, collection: index, record: $0)
      }
    }
  }
}

extension Aggregate {
  /// What the included records give together.
  ///
  /// A missing value among them makes the result missing.
  func result(
    _ rows: [(value: Value, weight: Value, order: Value)]
  ) throws(ArithmeticOverflow) -> Value {
    let values = rows.map(\.value)
    switch function {
    case .count: return .number(Number(rows.count))
    case .any: return .yesNo(!rows.isEmpty)
    case .every: return try Operation.and.apply(values)
    case .sum: return try Aggregate.sum(values)
    case .highest, .lowest:
      return values.contains(where: \.isMissing)
        ? .missing : Operation.extreme(values, highest: function == .highest)
    case .average: return try average(rows)
    case .median: return try Operation.median(values)
    case .latest(let position): return nth(position, rows, latest: true)
    case .earliest(let position): return nth(position, rows, latest: false)
    }
  }

  private static func sum(_ values: [Value]) throws(ArithmeticOverflow) -> Value {
    var total = Number.zero
    for value in values {
      guard case .number(let number) = value else { return .missing }
      total = try total.adding(number)
    }
    return .number(total)
  }

  private func average(
    _ rows: [(value: Value, weight: Value, order: Value)]
  ) throws(ArithmeticOverflow) -> Value {
    var (total, weights) = (Number.zero, Number.zero)
    for row in rows {
      guard case .number(let value) = row.value else { return .missing }
      guard weight != nil else {
        total = try total.adding(value)
        weights = try weights.adding(.one)
        continue
      }
      guard case .number(let weight) = row.weight else { return .missing }
      total = try total.adding(try value.multiplied(by: weight))
      weights = try weights.adding(weight)
    }
    return try total.divided(by: weights).map { .number($0) } ?? .missing
  }

  private func nth(_ position: Int, _ rows: [(value: Value, weight: Value, order: Value)], latest: Bool)
    -> Value
  {
    var dated: [(date: CalendarDate, index: Int)] = []
    for (index, row) in rows.enumerated() {
      guard case .date(let date) = row.order else { return .missing }
      dated.append((date, index))
    }
    dated.sort { ($0.date, $0.index) < ($1.date, $1.index) }
    guard position >= 1, position <= dated.count else { return .missing }
    return rows[dated[latest ? dated.count - position : position - 1].index].value
  }
}
