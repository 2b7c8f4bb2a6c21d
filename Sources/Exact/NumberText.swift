extension Number {
  /// Reads plain decimal digits with an optional minus sign and an optional decimal point: `-12.50`.
  ///
  /// Anything else, more than 38 decimals, and digits that do not fit into 128 bits give nil. The scale is
  /// kept as written.
  public init?(decimal text: some StringProtocol) {
    var mantissa: Int128 = 0
    var scale = 0
    var digits = 0
    var seenPoint = false
    var bytes = text.utf8[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative { bytes = bytes.dropFirst() }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        // Below zero there is one number more than above.
        let digit = Int128(byte - UInt8(ascii: "0"))
        let (product, first) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, second) = product.subtractingReportingOverflow(digit)
        if first || second { return nil }
        mantissa = sum
        digits += 1
        if seenPoint { scale += 1 }
      case UInt8(ascii: ".") where !seenPoint && digits > 0:
        seenPoint = true
      default:
        return nil
      }
    }
    guard digits > 0, !seenPoint || scale > 0, scale <= PowersOfTen.highestExponent else { return nil }
    let (positive, overflow) = Int128.zero.subtractingReportingOverflow(mantissa)
    if overflow, !negative { return nil }
    self.init(mantissa: negative ? mantissa : positive, scale: scale)
  }

  /// The number of decimals that the value needs, or nil when no finite number of decimals writes it.
  public var decimalsNeeded: Int? {
    var rest = lowestTerms.denominator
    var (twos, fives) = (0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    return rest == 1 ? max(twos, fives) : nil
  }

  /// The value as a decimal with at least so many decimals, or nil when no finite decimal writes it.
  public func decimalText(minimumDecimals: Int = 0) -> String? {
    guard let needed = decimalsNeeded else { return nil }
    let decimals = max(needed, minimumDecimals)
    guard decimals <= PowersOfTen.highestExponent else { return nil }
    let lowest = lowestTerms
    let factor = PowersOfTen.value(decimals) / lowest.denominator
    let (mantissa, overflow) = lowest.numerator.multipliedReportingOverflow(by: factor)
    if overflow { return nil }
    var digits = String(mantissa.magnitude)
    if decimals > 0 {
      if digits.utf8.count <= decimals {
        digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
      }
      let point = digits.index(digits.endIndex, offsetBy: -decimals)
      digits.insert(".", at: point)
    }
    return mantissa < 0 ? "-" + digits : digits
  }
}

extension Number: CustomStringConvertible {
  /// The shortest exact text: a decimal where there is one (`12.5`), else a fraction in lowest terms (`1/3`).
  public var description: String {
    if let text = decimalText() { return text }
    let lowest = lowestTerms
    return "\(lowest.numerator)/\(lowest.denominator)"
  }
}
