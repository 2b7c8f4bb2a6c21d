import Exact
import PolicyModel

/// What is always known between aggregates over one kind of records: a count of zero and its sum, a part and its
/// whole, the highest, the average and the lowest.
extension Translator {
  /// Adds the linear facts about the aggregates met so far.
  ///
  /// - Returns: formulas that always hold, for facts that are not linear.
  mutating func relate() throws(Formulas.TooManyColumns) -> [Formulas.ID] {
    var always: [Formulas.ID] = []
    let all = aggregates
    for (number, aggregate) in all { bound(number, aggregate, all) }
    for (index, one) in all.enumerated() {
      for other in all[(index + 1)...] where one.aggregate.scope == other.aggregate.scope {
        try relate(one, other, &always)
        try relate(other, one, &always)
      }
    }
    return always
  }

  private typealias Known = (unknown: Int, aggregate: Aggregate)

  /// A sum of so many values lies between so many times the least and the greatest value.
  private mutating func bound(_ number: Int, _ aggregate: Aggregate, _ all: [Known]) {
    guard aggregate.function == .sum, let shape = aggregate.value?.shape else { return }
    for other in all
    where other.aggregate.function == .count && other.aggregate.scope == aggregate.scope
      && Translator.isSame(other.aggregate.condition, aggregate.condition)
    {
      let (sum, count) = (LinearForm(unknown: number), LinearForm(unknown: other.unknown))
      if let high = try? shape.high.negated(), let form = try? sum.adding(count, times: high) {
        fact(atMostZero: form)
      }
      if let low = try? count.multiplied(by: shape.low), let form = try? low.adding(sum, times: Number(-1)) {
        fact(atMostZero: form)
      }
    }
  }

  private mutating func relate(_ one: Known, _ other: Known, _ always: inout [Formulas.ID])
    throws(Formulas.TooManyColumns)
  {
    let (left, right) = (one.aggregate, other.aggregate)
    let isPart = Translator.isPart(left.condition, of: right.condition)
    let isSame = Translator.isSame(left.condition, right.condition)
    let sameValue = Translator.isSame(left.value, right.value)
    let difference = try? LinearForm(unknown: one.unknown).adding(
      LinearForm(unknown: other.unknown),
      times: Number(-1)
    )
    switch (left.function, right.function) {
    case (.count, .count) where isPart: difference.map { fact(atMostZero: $0) }
    case (.sum, .sum) where isPart && sameValue && isNeverNegative(left.value):
      difference.map { fact(atMostZero: $0) }
    case (.highest, .highest) where isPart && sameValue: difference.map { fact(atMostZero: $0) }
    case (.lowest, .lowest) where Translator.isPart(right.condition, of: left.condition) && sameValue:
      difference.map { fact(atMostZero: $0) }
    case (.lowest, .highest) where isSame && sameValue,
      (.lowest, .average) where isSame && sameValue && left.weight == nil && right.weight == nil,
      (.average, .highest) where isSame && sameValue && left.weight == nil && right.weight == nil:
      difference.map { fact(atMostZero: $0) }
    case (.highest, .sum) where isPart && sameValue && isNeverNegative(left.value):
      difference.map { fact(atMostZero: $0) }
    case (.any, .count) where isSame:
      let some = try has(other.unknown)
      let answers = try given(yesNo: one.unknown)
      always.append(formulas.any([answers.no, some]))
      always.append(formulas.any([answers.yes, formulas.negation(some)]))
    case (.any, .any) where isPart:
      always.append(formulas.any([try given(yesNo: one.unknown).no, try given(yesNo: other.unknown).yes]))
    case (.any, .sum) where isSame:
      let zero = try compared(LinearForm(unknown: other.unknown), .equal, .zero)
      always.append(formulas.any([try given(yesNo: one.unknown).yes, zero]))
    case (.count, .highest), (.count, .lowest), (.count, .average), (.count, .median), (.count, .latest(1)),
      (.count, .earliest(1)):
      guard isSame, right.weight == nil, let value = right.value, missing.causes(value).isEmpty else {
        return
      }
      try existence(of: other, is: try has(one.unknown), &always)
    case (.any, .highest), (.any, .lowest), (.any, .average), (.any, .median), (.any, .latest(1)),
      (.any, .earliest(1)):
      guard isSame, right.weight == nil, let value = right.value, missing.causes(value).isEmpty else {
        return
      }
      try existence(of: other, is: try given(yesNo: one.unknown).yes, &always)
    default: return
    }
  }

  /// A highest, lowest or average value is known exactly where there is a record.
  private mutating func existence(of known: Known, is some: Formulas.ID, _ always: inout [Formulas.ID])
    throws(Formulas.TooManyColumns)
  {
    guard unknowns[known.unknown].mayBeMissing else { return }
    let isKnown = formulas.question(try column(of: known.unknown), .known)
    always.append(formulas.any([formulas.negation(isKnown), some]))
    always.append(formulas.any([isKnown, formulas.negation(some)]))
  }

  private mutating func has(_ count: Int) throws(Formulas.TooManyColumns) -> Formulas.ID {
    try compared(LinearForm(unknown: count), .more, .zero)
  }

  private func isNeverNegative(_ value: Node?) -> Bool {
    guard let value, let low = value.shape?.low, !low.isNegative else { return false }
    return missing.causes(value).isEmpty
  }

  private static func isSame(_ left: Node?, _ right: Node?) -> Bool {
    left?.fingerprint == right?.fingerprint
  }

  /// Whether records that meet one condition meet the other too, as its parts tell.
  private static func isPart(_ part: Node?, of whole: Node?) -> Bool {
    guard let whole else { return true }
    guard let part else { return false }
    let parts = Set(conjuncts(part).map(\.fingerprint))
    return conjuncts(whole).allSatisfy { parts.contains($0.fingerprint) }
  }

  private static func conjuncts(_ node: Node) -> [Node] {
    if case .apply(.and, let parts) = node.kind { parts.flatMap(conjuncts) } else { [node] }
  }
}
