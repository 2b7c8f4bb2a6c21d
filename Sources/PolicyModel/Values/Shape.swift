import Exact

/// How large a number can become and how many decimals it can have: what the checker knows of it before any
/// customer is read.
///
/// Bounds are inclusive. A value is either a decimal with a fixed number of decimals, or a quotient whose
/// numerator and denominator are bounded. Every operation computes its shape from those of its operands and
/// refuses one that could leave 128 bits, so no checked policy overflows.
public struct Shape: Sendable {
  public let low: Number
  public let high: Number
  /// Decimals at most; nil for a quotient.
  public let decimals: Int?
  /// Whether a value can be unlimited; the bounds are then those of all others.
  public private(set) var mayBeUnlimited = false
  /// The largest magnitude of the numerator and of the denominator of any value.
  let numerator: Int128
  let denominator: Int128

  public var isQuotient: Bool { decimals == nil }

  /// A value that can be so large that its exact result does not fit.
  struct TooLarge: Error {}

  private init(low: Number, high: Number, decimals: Int?, numerator: Int128, denominator: Int128) {
    self.low = low
    self.high = high
    self.decimals = decimals
    self.numerator = numerator
    self.denominator = denominator
  }

  /// A decimal between two bounds.
  init(low: Number, high: Number, decimals: Int) throws(TooLarge) {
    guard decimals <= 36 else { throw TooLarge() }
    let unit = Number(mantissa: 1, scale: decimals)
    let largest = low.magnitude > high.magnitude ? low.magnitude : high.magnitude
    // Half of what 128 bits hold, so that one more sum always fits.
    guard let scaled = try? largest.rounded(.up, toMultipleOf: unit), scaled.numerator < Int128.max / 4 else {
      throw TooLarge()
    }
    self.init(
      low: low,
      high: high,
      decimals: decimals,
      numerator: scaled.numerator,
      denominator: PowersOfTen.value(decimals)
    )
  }

  /// The shape of one known number.
  init(of number: Number) throws(TooLarge) {
    if let decimals = number.decimalsNeeded {
      try self.init(low: number, high: number, decimals: decimals)
    } else {
      let lowest = number.lowestTerms
      self.init(
        low: number,
        high: number,
        decimals: nil,
        numerator: Int128(clamping: lowest.numerator.magnitude),
        denominator: lowest.denominator
      )
    }
  }

  /// The same numbers, with or without the unlimited value.
  func unlimited(_ mayBe: Bool = true) -> Shape {
    var shape = self
    shape.mayBeUnlimited = mayBe
    return shape
  }

  public var mayBeZero: Bool { low <= .zero && high >= .zero }

  func adding(_ other: Shape) throws(TooLarge) -> Shape {
    guard let decimals, let otherDecimals = other.decimals else { throw TooLarge() }
    return try Shape(
      low: Shape.fit { try low.adding(other.low) },
      high: Shape.fit { try high.adding(other.high) },
      decimals: max(decimals, otherDecimals)
    )
  }

  func negated() throws(TooLarge) -> Shape {
    Shape(
      low: try Shape.fit { try high.negated() },
      high: try Shape.fit { try low.negated() },
      decimals: decimals,
      numerator: numerator,
      denominator: denominator
    )
  }

  func multiplied(by other: Shape) throws(TooLarge) -> Shape {
    var (low, high): (Number?, Number?)
    for left in [self.low, self.high] {
      for right in [other.low, other.high] {
        let product = try Shape.fit { try left.multiplied(by: right) }
        low = low.map { min($0, product) } ?? product
        high = high.map { max($0, product) } ?? product
      }
    }
    guard let low, let high else { throw TooLarge() }
    if let decimals, let otherDecimals = other.decimals {
      return try Shape(low: low, high: high, decimals: decimals + otherDecimals)
    }
    return Shape(
      low: low,
      high: high,
      decimals: nil,
      numerator: try Shape.product(numerator, other.numerator),
      denominator: try Shape.product(denominator, other.denominator)
    )
  }

  /// The shape of the quotient by a decimal; where the divisor can come close to zero, only the sizes bound it.
  func divided(by other: Shape) throws(TooLarge) -> Shape {
    let top = try Shape.product(numerator, other.denominator)
    let bottom = try Shape.product(denominator, max(other.numerator, 1))
    var low = Number(whole: -top)
    var high = Number(whole: top)
    if !other.mayBeZero {
      var candidates: [Number] = []
      for left in [self.low, self.high] {
        for right in [other.low, other.high] {
          if let quotient = try? left.divided(by: right) { candidates.append(quotient) }
        }
      }
      if candidates.count == 4 {
        low = candidates.min() ?? low
        high = candidates.max() ?? high
      }
    }
    return Shape(low: low, high: high, decimals: nil, numerator: top, denominator: bottom)
  }

  /// The shape of a value rounded to a multiple.
  func rounded(_ rule: Rounding, toMultipleOf step: Number) throws(TooLarge) -> Shape {
    _ = try Shape.product(numerator, step.denominator)
    _ = try Shape.product(denominator, step.numerator)
    guard let decimals = step.decimalsNeeded else { throw TooLarge() }
    return try Shape(
      low: Shape.fit { try low.rounded(rule, toMultipleOf: step) },
      high: Shape.fit { try high.rounded(rule, toMultipleOf: step) },
      decimals: decimals
    ).unlimited(mayBeUnlimited)
  }

  /// The sum of at most so many values.
  func summed(count: Int) throws(TooLarge) -> Shape {
    guard let decimals else { throw TooLarge() }
    let many = Number(count)
    return try Shape(
      low: Shape.fit { try min(.zero, low.multiplied(by: many)) },
      high: Shape.fit { try max(.zero, high.multiplied(by: many)) },
      decimals: decimals
    )
  }

  /// A value that is one of two.
  func joined(with other: Shape) throws(TooLarge) -> Shape {
    let low = min(low, other.low)
    let high = max(high, other.high)
    let isUnlimited = mayBeUnlimited || other.mayBeUnlimited
    if let decimals, let otherDecimals = other.decimals {
      return try Shape(low: low, high: high, decimals: max(decimals, otherDecimals)).unlimited(isUnlimited)
    }
    return Shape(
      low: low,
      high: high,
      decimals: nil,
      numerator: max(numerator, other.numerator),
      denominator: max(denominator, other.denominator)
    ).unlimited(isUnlimited)
  }

  /// The same with bounds that are not below or above given ones.
  func clamped(low bound: Number?, high other: Number?) throws(TooLarge) -> Shape {
    var (low, high) = (low, high)
    if let bound { (low, high) = (max(low, bound), max(high, bound)) }
    if let other { (low, high) = (min(low, other), min(high, other)) }
    guard let decimals else {
      return Shape(low: low, high: high, decimals: nil, numerator: numerator, denominator: denominator)
        .unlimited(mayBeUnlimited)
    }
    return try Shape(
      low: low,
      high: high,
      decimals: max(decimals, low.decimalsNeeded ?? 0, high.decimalsNeeded ?? 0)
    ).unlimited(mayBeUnlimited)
  }

  private static func fit(_ compute: () throws -> Number) throws(TooLarge) -> Number {
    guard let number = try? compute() else { throw TooLarge() }
    return number
  }

  private static func product(_ first: Int128, _ second: Int128) throws(TooLarge) -> Int128 {
    let (product, overflow) = first.multipliedReportingOverflow(by: second)
    if overflow || product >= Int128.max / 4 { throw TooLarge() }
    return product
  }
}

extension Number {
  var magnitude: Number { isNegative ? ((try? negated()) ?? self) : self }
}

extension ValueType {
  /// The range of every value that has a name; wider intermediates are fine as long as they fit.
  ///
  /// Money and numbers to a million billion, shares to a billion, durations to ten thousand years.
  public var range: (low: Number, high: Number)? {
    let limit: Int128
    switch self {
    case .money, .number: limit = 1_000_000_000_000_000
    case .percent: limit = 1_000_000_000
    case .days: limit = 3_652_500
    case .months: limit = 120_000
    case .years: limit = 10_000
    default: return nil
    }
    return (Number(whole: -limit), Number(whole: limit))
  }

  /// The range and decimals of an attribute, and of a decision's result, that declares none.
  public var inputShape: Shape? {
    let (limit, decimals): (Int128, Int)
    switch self {
    case .money(let currency): (limit, decimals) = (1_000_000_000_000, currency.minorDigits)
    case .number: (limit, decimals) = (1_000_000_000_000, 6)
    case .percent: (limit, decimals) = (100_000, 6)
    case .days: (limit, decimals) = (365_250, 0)
    case .months: (limit, decimals) = (12_000, 0)
    case .years: (limit, decimals) = (1_000, 0)
    default: return nil
    }
    return try? Shape(low: Number(whole: -limit), high: Number(whole: limit), decimals: decimals)
  }
}
