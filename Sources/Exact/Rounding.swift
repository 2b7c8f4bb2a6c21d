/// How a value between two neighbours is rounded.
public enum Rounding: UInt8, Sendable, CaseIterable {
  /// To the nearer neighbour, a half away from zero (commercial rounding).
  case halfUp
  /// To the nearer neighbour, a half to the even one.
  case halfEven
  /// Towards plus infinity.
  case up
  /// Towards minus infinity.
  case down
  /// Towards zero.
  case towardsZero
}

extension Number {
  /// The nearest multiple of `step` (which must be positive) under a rounding rule.
  ///
  /// - Throws: ``ArithmeticOverflow`` when the multiple does not fit.
  public func rounded(
    _ rule: Rounding,
    toMultipleOf step: Number
  ) throws(ArithmeticOverflow) -> Number {
    guard step.numerator > 0 else { return self }
    // self / step as a quotient of whole numbers, reduced crosswise first so that it stays small.
    let first = greatestCommonDivisor(numerator, step.numerator)
    let second = greatestCommonDivisor(step.denominator, denominator)
    let top = try checked((numerator / first).multipliedReportingOverflow(by: step.denominator / second))
    let bottom = try checked((denominator / second).multipliedReportingOverflow(by: step.numerator / first))
    let multiple = roundedQuotient(top, bottom, rule)
    return Number(
      numerator: try checked(multiple.multipliedReportingOverflow(by: step.numerator)),
      denominator: step.denominator
    )
  }

  /// Rounded to a number of decimals, from 0 to 38.
  public func rounded(_ rule: Rounding, decimals: Int) throws(ArithmeticOverflow) -> Number {
    try rounded(rule, toMultipleOf: Number(numerator: 1, denominator: PowersOfTen.value(decimals)))
  }
}

/// `top / bottom` as a whole number under a rule; `bottom` is positive.
private func roundedQuotient(_ top: Int128, _ bottom: Int128, _ rule: Rounding) -> Int128 {
  let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
  if remainder == 0 { return quotient }
  let away: Int128 = remainder < 0 ? -1 : 1
  // Twice the remainder against the divisor, written so that it cannot overflow.
  let rest = remainder.magnitude
  let other = bottom.magnitude - rest
  switch rule {
  case .halfUp: return rest >= other ? quotient + away : quotient
  case .halfEven:
    if rest == other { return quotient % 2 == 0 ? quotient : quotient + away }
    return rest > other ? quotient + away : quotient
  case .up: return away > 0 ? quotient + 1 : quotient
  case .down: return away < 0 ? quotient - 1 : quotient
  case .towardsZero: return quotient
  }
}
