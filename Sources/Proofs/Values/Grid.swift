import Exact

/// Between which bounds a sum of unknowns lies, and in which steps, without its constant.
struct Grid {
  let low: Number?
  let high: Number?
  /// Nil where the values lie as close as they like.
  let step: Number?

  static func of(_ terms: [(unknown: Int, factor: Number)], _ domains: [Unknown.Domain]) -> Grid? {
    var (low, high): (Number?, Number?) = (.zero, .zero)
    var step: Number? = .zero
    for (unknown, factor) in terms {
      guard case .number(let least, let most, let unit) = domains[unknown] else { return nil }
      let (from, to) = factor.isNegative ? (most, least) : (least, most)
      low = Grid.sum(low, from, factor)
      high = Grid.sum(high, to, factor)
      step = step.flatMap { step in
        guard let unit, let next = try? unit.multiplied(by: factor) else { return nil }
        return Grid.common(step, next)
      }
    }
    return Grid(low: low, high: high, step: step.flatMap { $0.isZero ? nil : $0 })
  }

  private static func sum(_ sum: Number?, _ bound: Number?, _ factor: Number) -> Number? {
    guard let sum, let bound, let product = try? bound.multiplied(by: factor) else { return nil }
    return try? sum.adding(product)
  }

  /// The largest number of which both are multiples; nil where it does not fit.
  static func common(_ left: Number, _ right: Number) -> Number? {
    var (left, right) = (left.isNegative ? (try? left.negated()) ?? left : left, right)
    if right.isNegative { right = (try? right.negated()) ?? right }
    while !right.isZero {
      guard let quotient = (try? left.divided(by: right)).flatMap(\.self),
        let whole = try? quotient.rounded(.down, decimals: 0), let product = try? right.multiplied(by: whole),
        let rest = try? left.subtracting(product)
      else { return nil }
      (left, right) = (right, rest.lowestTerms)
    }
    return left.lowestTerms
  }

  /// The least value of the grid that is at least a bound, or more than it.
  func first(from bound: Number, isStrict: Bool) -> Number? {
    guard let step else { return nil }
    guard let up = try? bound.rounded(.up, toMultipleOf: step) else { return nil }
    return isStrict && up == bound ? try? up.adding(step) : up
  }

  /// The greatest value of the grid that is at most a bound, or less than it.
  func last(to bound: Number, isStrict: Bool) -> Number? {
    guard let step else { return nil }
    guard let down = try? bound.rounded(.down, toMultipleOf: step) else { return nil }
    return isStrict && down == bound ? try? down.subtracting(step) : down
  }

  /// Whether a value lies between the bounds and on the grid.
  func contains(_ value: Number) -> Bool {
    if let low, value < low { return false }
    if let high, value > high { return false }
    guard step != nil else { return true }
    return first(from: value, isStrict: false) == value
  }

  /// Whether there is a value strictly between two, as far as that is known; nil stands for no bound.
  func hasValue(between from: Number?, and to: Number?) -> Bool {
    var (from, isFromStrict, to, isToStrict) = (from, true, to, true)
    if let low, from.map({ low > $0 }) ?? true { (from, isFromStrict) = (low, false) }
    if let high, to.map({ high < $0 }) ?? true { (to, isToStrict) = (high, false) }
    guard let from, let to else { return true }
    guard step != nil else { return isFromStrict || isToStrict ? from < to : from <= to }
    guard let first = first(from: from, isStrict: isFromStrict) else { return true }
    return isToStrict ? first < to : first <= to
  }
}
