/// Arithmetic whose exact result does not fit.
///
/// The checker sizes every intermediate of a policy beforehand, so a checked policy never meets it; it is an
/// error of one customer all the same, never a trap and never a rounded value.
public struct ArithmeticOverflow: Error, Sendable, Equatable {
  public init() {}
}

/// An exact number: a numerator over a positive denominator, both of 128 bits.
///
/// A decimal is kept in fixed point, its denominator the power of ten in which it was written (`12.50` is
/// 1250 over 100), so that sums and comparisons of decimals never search for a common divisor. A quotient has
/// any denominator. Two numbers are equal when they have the same value, however they are written.
public struct Number: Sendable {
  /// The numerator, which carries the sign.
  public let numerator: Int128
  /// The denominator, always at least 1.
  public let denominator: Int128

  public static let zero = Number(whole: 0)
  public static let one = Number(whole: 1)

  public init(whole: Int128) {
    numerator = whole
    denominator = 1
  }

  public init(_ whole: Int) {
    self.init(whole: Int128(whole))
  }

  /// A mantissa in units of `10^-scale`; `scale` is from 0 to 38.
  public init(mantissa: Int128, scale: Int) {
    numerator = mantissa
    denominator = PowersOfTen.value(scale)
  }

  init(numerator: Int128, denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The quotient of two whole numbers in lowest terms, or nil when the divisor is zero.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let sign: Int128 = denominator < 0 ? -1 : 1
    let divisor = greatestCommonDivisor(numerator, denominator)
    self.init(numerator: sign * (numerator / divisor), denominator: sign * (denominator / divisor))
  }

  public var isNegative: Bool { numerator < 0 }
  public var isZero: Bool { numerator == 0 }

  /// Whether the value is a whole number.
  public var isWhole: Bool { numerator % denominator == 0 }

  /// The value as a machine integer, or nil when it is not whole or does not fit.
  public var wholeValue: Int? { isWhole ? Int(exactly: numerator / denominator) : nil }
}

// MARK: - Arithmetic

extension Number {
  public func adding(_ other: Number) throws(ArithmeticOverflow) -> Number {
    let (left, right, denominator) = try aligned(with: other)
    return Number(numerator: try checked(left.addingReportingOverflow(right)), denominator: denominator)
  }

  public func subtracting(_ other: Number) throws(ArithmeticOverflow) -> Number {
    let (left, right, denominator) = try aligned(with: other)
    return Number(numerator: try checked(left.subtractingReportingOverflow(right)), denominator: denominator)
  }

  public func multiplied(by other: Number) throws(ArithmeticOverflow) -> Number {
    let (top, topOverflow) = numerator.multipliedReportingOverflow(by: other.numerator)
    let (bottom, bottomOverflow) = denominator.multipliedReportingOverflow(by: other.denominator)
    if !topOverflow && !bottomOverflow { return Number(numerator: top, denominator: bottom) }
    // The product may still fit once what cancels crosswise is taken out.
    let first = greatestCommonDivisor(numerator, other.denominator)
    let second = greatestCommonDivisor(other.numerator, denominator)
    return Number(
      numerator: try checked(
        (numerator / first).multipliedReportingOverflow(by: other.numerator / second)
      ),
      denominator: try checked(
        (denominator / second).multipliedReportingOverflow(by: other.denominator / first)
      )
    )
  }

  /// The exact quotient in lowest terms, or nil when `other` is zero.
  public func divided(by other: Number) throws(ArithmeticOverflow) -> Number? {
    guard other.numerator != 0 else { return nil }
    guard numerator != .min, other.numerator != .min else { throw ArithmeticOverflow() }
    let sign: Int128 = other.numerator < 0 ? -1 : 1
    let inverse = Number(numerator: sign * other.denominator, denominator: sign * other.numerator)
    return try multiplied(by: inverse).lowestTerms
  }

  public func negated() throws(ArithmeticOverflow) -> Number {
    Number(
      numerator: try checked(Int128.zero.subtractingReportingOverflow(numerator)),
      denominator: denominator
    )
  }

  /// The same value with numerator and denominator as small as they can be.
  public var lowestTerms: Number {
    let divisor = greatestCommonDivisor(numerator, denominator)
    return divisor <= 1 ? self : Number(numerator: numerator / divisor, denominator: denominator / divisor)
  }

  /// Both numerators over one denominator.
  ///
  /// Powers of ten divide each other, so decimals take the short way.
  private func aligned(
    with other: Number
  ) throws(ArithmeticOverflow) -> (left: Int128, right: Int128, denominator: Int128) {
    if denominator == other.denominator { return (numerator, other.numerator, denominator) }
    if denominator % other.denominator == 0 {
      let factor = denominator / other.denominator
      return (numerator, try checked(other.numerator.multipliedReportingOverflow(by: factor)), denominator)
    }
    if other.denominator % denominator == 0 {
      let factor = other.denominator / denominator
      return (
        try checked(numerator.multipliedReportingOverflow(by: factor)), other.numerator, other.denominator
      )
    }
    let divisor = greatestCommonDivisor(denominator, other.denominator)
    let (leftFactor, rightFactor) = (other.denominator / divisor, denominator / divisor)
    return (
      try checked(numerator.multipliedReportingOverflow(by: leftFactor)),
      try checked(other.numerator.multipliedReportingOverflow(by: rightFactor)),
      try checked(denominator.multipliedReportingOverflow(by: leftFactor))
    )
  }
}

// MARK: - Order

extension Number: Comparable {
  public static func == (left: Number, right: Number) -> Bool {
    left.compared(to: right) == 0
  }

  public static func < (left: Number, right: Number) -> Bool {
    left.compared(to: right) < 0
  }

  /// Negative, zero or positive as the value is below, equal to or above the other; never overflows.
  private func compared(to other: Number) -> Int {
    if denominator == other.denominator {
      return numerator < other.numerator ? -1 : (numerator == other.numerator ? 0 : 1)
    }
    let left = numerator.multipliedFullWidth(by: other.denominator)
    let right = other.numerator.multipliedFullWidth(by: denominator)
    if left.high != right.high { return left.high < right.high ? -1 : 1 }
    if left.low != right.low { return left.low < right.low ? -1 : 1 }
    return 0
  }
}

// MARK: - Helpers

@inline(__always)
func checked(_ result: (partialValue: Int128, overflow: Bool)) throws(ArithmeticOverflow) -> Int128 {
  if result.overflow { throw ArithmeticOverflow() }
  return result.partialValue
}

/// The greatest common divisor as a positive number; 1 when both are zero or it does not fit.
func greatestCommonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
  var (left, right) = (first.magnitude, second.magnitude)
  while right != 0 { (left, right) = (right, left % right) }
  return left == 0 ? 1 : (Int128(exactly: left) ?? 1)
}

/// The powers of ten that fit into 128 bits: 10^0 to 10^38.
public enum PowersOfTen {
  public static let highestExponent = 38

  private static let table: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 0..<highestExponent { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// `10^exponent`; exponents outside 0...38 are taken to the nearer end.
  public static func value(_ exponent: Int) -> Int128 {
    table[min(max(exponent, 0), highestExponent)]
  }
}
