import Exact
import PolicyModel

extension Evaluator {
  mutating func evaluate(
    _ aggregate: Aggregate,
    _ node: Node,
    _ place: Place
  ) throws(DecisionFailure) -> (Value, Watcher.Reference) {
    if let number = aggregate.earlier { return try earlier(aggregate, number, node, place) }
    let (rows, included) = try rows(aggregate, place)
    var upTo: (value: Value, reference: Watcher.Reference)?
    if let day = aggregate.upTo { upTo = try evaluate(day, place) }
    let value = try computed(place) { () throws(ArithmeticOverflow) in
      try aggregate.result(included, upTo: upTo?.value)
    }
    return (value, watcher.aggregate(aggregate, rows, upTo?.reference, value, node))
  }

  /// Every record gone through, and the values of those that count.
  mutating func rows(
    _ aggregate: Aggregate,
    _ place: Place
  ) throws(DecisionFailure) -> (
    rows: [RecordedRow<Watcher.Reference>], included: [(value: Value, weight: Value, order: Value)]
  ) {
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
    return (rows, included)
  }

  func places(_ scope: Scope, _ place: Place) -> [Place] {
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
    _ rows: [(value: Value, weight: Value, order: Value)],
    upTo: Value?
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
    case .monthsInARow: return Aggregate.monthsInARow(rows.map(\.order), upTo)
    case .highestMonthlySum: return try Aggregate.highestMonthlySum(rows)
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

  // MARK: Calendar months

  private static func month(_ date: CalendarDate) -> Int {
    let (year, month, _) = date.components
    return year * 12 + month
  }

  /// The longest run of months, or the one that ends in the month of a day; none is 0.
  private static func monthsInARow(_ orders: [Value], _ upTo: Value?) -> Value {
    var months: Set<Int> = []
    for order in orders {
      guard case .date(let date) = order else { return .missing }
      months.insert(month(date))
    }
    if let upTo {
      guard case .date(let day) = upTo else { return .missing }
      var length = 0
      while months.contains(month(day) - length) { length += 1 }
      return .number(Number(length))
    }
    var (longest, length) = (0, 0)
    var last: Int?
    for month in months.sorted() {
      length = last.map { $0 + 1 == month } ?? false ? length + 1 : 1
      (longest, last) = (max(longest, length), month)
    }
    return .number(Number(longest))
  }

  private static func highestMonthlySum(
    _ rows: [(value: Value, weight: Value, order: Value)]
  ) throws(ArithmeticOverflow) -> Value {
    var sums: [Int: Number] = [:]
    for row in rows {
      guard case .date(let date) = row.order, case .number(let value) = row.value else { return .missing }
      sums[month(date)] = try (sums[month(date)] ?? .zero).adding(value)
    }
    return sums.values.max().map { .number($0) } ?? .missing
  }
}
