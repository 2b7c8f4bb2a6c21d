import Exact
import PolicyModel

/// What an aggregate over earlier records gives for each record of a customer: computed once, in the order of the
/// dates, however many records ask.
struct EarlierResults {
  struct Key: Hashable {
    let aggregate: Int
    let member: Int
  }

  /// The sequence of the trace in which every record stands once.
  let sequence: Int
  /// The date of each record, in the order of the data.
  let days: [Value]
  /// The records that count, in order.
  let order: [(day: CalendarDate, record: Int)]
  /// What none, the first, the first two of them and so on give together.
  let results: [Value]

  /// What the records before one of them give; missing where it has no date.
  func value(before record: Int) -> Value {
    guard case .date(let day) = days[record] else { return .missing }
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if order[middle] < (day, record) { low = middle + 1 } else { high = middle }
    }
    return results[min(low, results.count - 1)]
  }
}

extension Evaluator {
  mutating func earlier(
    _ aggregate: Aggregate,
    _ number: Int,
    _ node: Node,
    _ place: Place
  ) throws(DecisionFailure) -> (Value, Watcher.Reference) {
    let key = EarlierResults.Key(aggregate: number, member: place.member)
    let kept: EarlierResults
    if let known = earlierResults[key] {
      kept = known
    } else {
      kept = try earlierResults(aggregate, place)
      earlierResults[key] = kept
    }
    let value = kept.value(before: place.record)
    return (value, watcher.earlier(aggregate, kept.sequence, value, node))
  }

  private mutating func earlierResults(
    _ aggregate: Aggregate,
    _ place: Place
  ) throws(DecisionFailure) -> EarlierResults {
    let (rows, days, included) = try datedRows(aggregate, place)
    var dated: [(day: CalendarDate, record: Int, value: Value, weight: Value)] = []
    var results: [Value] = []
    for row in included {
      // Nobody knows before which others a record without a date stands.
      guard case .date(let day) = days[row.record] else {
        results = [.missing]
        break
      }
      dated.append((day, row.record, row.value, row.weight))
    }
    if results.isEmpty {
      dated.sort { ($0.day, $0.record) < ($1.day, $1.record) }
      var running = RunningAggregate(aggregate)
      results = [running.result]
      for row in dated {
        let value = try computed(place) { () throws(ArithmeticOverflow) in
          try running.add(row.value, row.weight)
          return running.result
        }
        results.append(value)
      }
    } else {
      dated = []
    }
    return EarlierResults(
      sequence: watcher.sequence(rows),
      days: days,
      order: dated.map { ($0.day, $0.record) },
      results: results
    )
  }

  /// Every record of the customer with its date, also of those that do not count.
  private mutating func datedRows(
    _ aggregate: Aggregate,
    _ place: Place
  ) throws(DecisionFailure) -> (
    rows: [RecordedRow<Watcher.Reference>], days: [Value],
    included: [(record: Int, value: Value, weight: Value)]
  ) {
    var rows: [RecordedRow<Watcher.Reference>] = []
    var days: [Value] = []
    var included: [(record: Int, value: Value, weight: Value)] = []
    for inner in places(aggregate.scope, place) {
      var parts: [(value: Value, reference: Watcher.Reference)?] = [nil, nil, nil]
      var condition: Watcher.Reference?
      var isIncluded = true
      if let filter = aggregate.condition {
        let (answer, reference) = try holds(filter, inner)
        (isIncluded, condition) = (answer, reference)
      }
      for (index, part) in [aggregate.value, aggregate.weight, aggregate.order].enumerated() {
        if let part, isIncluded || index == 2 { parts[index] = try evaluate(part, inner) }
      }
      days.append(parts[2]?.value ?? .missing)
      if isIncluded {
        included.append((inner.record, parts[0]?.value ?? .missing, parts[1]?.value ?? .missing))
      }
      rows.append(
        RecordedRow(
          place: inner,
          isIncluded: isIncluded,
          condition: condition,
          value: parts[0]?.reference,
          weight: parts[1]?.reference,
          order: parts[2]?.reference
        )
      )
    }
    return (rows, days, included)
  }
}

/// An aggregate that grows by one record after the other, and has a result at any time.
///
/// It gives what ``Aggregate/result(_:upTo:)`` gives for the records so far.
struct RunningAggregate {
  private let aggregate: Aggregate
  private var values: [Value] = []
  private var count = 0
  private var total = Number.zero
  private var weights = Number.zero
  private var best: Value?
  private var (hasNo, hasGap) = (false, false)
  private var quotient = Value.missing

  init(_ aggregate: Aggregate) {
    self.aggregate = aggregate
  }

  mutating func add(_ value: Value, _ weight: Value) throws(ArithmeticOverflow) {
    count += 1
    switch aggregate.function {
    case .count, .any, .median, .monthsInARow, .highestMonthlySum: break
    case .latest, .earliest: values.append(value)
    case .every:
      if value.isMissing { hasGap = true } else if !value.isYes { hasNo = true }
    case .highest, .lowest:
      guard !value.isMissing, let order = Operation.compare(value, best ?? value) else {
        hasGap = true
        return
      }
      if best == nil || (aggregate.function == .highest ? order > 0 : order < 0) { best = value }
    case .sum, .average:
      guard case .number(let number) = value else {
        hasGap = true
        return
      }
      guard aggregate.weight != nil else {
        total = try total.adding(number)
        weights = try weights.adding(.one)
        break
      }
      guard case .number(let weight) = weight else {
        hasGap = true
        return
      }
      total = try total.adding(try number.multiplied(by: weight))
      weights = try weights.adding(weight)
    }
    if aggregate.function == .average {
      quotient = try total.divided(by: weights).map { .number($0) } ?? .missing
    }
  }

  var result: Value {
    switch aggregate.function {
    case .count: .number(Number(count))
    case .any: .yesNo(count > 0)
    case .every: hasNo ? .yesNo(false) : hasGap ? .missing : .yesNo(true)
    case .sum: hasGap ? .missing : .number(total)
    case .average: hasGap ? .missing : quotient
    case .highest, .lowest: hasGap ? .missing : best ?? .missing
    case .latest(let position): position <= values.count ? values[values.count - position] : .missing
    case .earliest(let position): position <= values.count ? values[position - 1] : .missing
    case .median, .monthsInARow, .highestMonthlySum: .missing
    }
  }
}
