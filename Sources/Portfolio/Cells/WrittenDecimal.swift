import Exact

/// A decimal as it is written: its digits as a whole number, and how many of them are decimals.
struct WrittenDecimal {
  let mantissa: Int128
  let scale: Int

  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")

  /// Reads `1234.56`, `1 234,56`, `1.234,56`, `-12` or `12-`, with JSON's notation also `1.5e3`.
  ///
  /// Nil for anything else. What the decimal sign can only be is added to the evidence.
  ///
  /// - Throws: what a comma or point before three digits means is not clear, or the number is beyond all
  ///   ranges.
  init?(
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>,
    _ notation: Notation,
    _ evidence: inout Evidence
  ) throws(CellProblem) {
    var at = cell.lowerBound
    var end = cell.upperBound
    var isNegative = WrittenDecimal.takeMinus(bytes, &at, end)
    if !isNegative, notation != .json, end - at > 1, bytes[end - 1] == UInt8(ascii: "-") {
      // Some accounting systems write the sign last.
      isNegative = true
      end -= 1
    }
    var digits = DigitSum()
    var scale = 0
    // What separates thousands so far: a sign, a space, or nothing.
    var group: UInt8 = 0
    var decimalSign: UInt8 = 0
    let start = at
    var width = digits.take(bytes, &at, end)
    if width == 0 { return nil }
    while at < end {
      let sign = bytes[at]
      let space = bytes.space(at: at, end)
      guard space > 0 || sign == WrittenDecimal.comma || sign == WrittenDecimal.point else { break }
      if space == 0 {
        let isThousands = try WrittenDecimal.isThousands(bytes, at, end, group, start, notation)
        if !isThousands {
          if notation == .json, sign == WrittenDecimal.comma { return nil }
          decimalSign = sign
          at += 1
          scale = digits.take(bytes, &at, end)
          if scale == 0 { return nil }
          break
        }
      }
      let separator = space > 0 ? UInt8(ascii: " ") : sign
      guard group == 0 ? (1...3).contains(width) : group == separator && width == 3 else { return nil }
      group = separator
      at += max(space, 1)
      width = digits.take(bytes, &at, end)
    }
    if group != 0, width != 3 { return nil }
    if notation == .json, at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      guard let exponent = WrittenDecimal.takeExponent(bytes, &at, end) else { return nil }
      scale -= exponent
    }
    guard at == end else { return nil }
    if notation == .open {
      if decimalSign == WrittenDecimal.comma || group == WrittenDecimal.point { evidence.insert(.comma) }
      if decimalSign == WrittenDecimal.point || group == WrittenDecimal.comma { evidence.insert(.point) }
    }
    guard var mantissa = digits.value else { throw WrittenDecimal.beyondRanges }
    if mantissa == 0 { scale = 0 }
    if scale < 0 {
      guard scale >= -PowersOfTen.highestExponent else { throw WrittenDecimal.beyondRanges }
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: PowersOfTen.value(-scale))
      if overflow { throw WrittenDecimal.beyondRanges }
      (mantissa, scale) = (product, 0)
    }
    self.mantissa = isNegative ? -mantissa : mantissa
    self.scale = scale
  }

  private static var beyondRanges: CellProblem {
    CellProblem(.outsideRange, "the number has more digits than any range holds")
  }

  /// Whether the comma or point at an index separates thousands rather than decimals.
  ///
  /// - Throws: nobody said, and it could be either.
  private static func isThousands(
    _ bytes: Span<UInt8>,
    _ at: Int,
    _ end: Int,
    _ group: UInt8,
    _ start: Int,
    _ notation: Notation
  ) throws(CellProblem) -> Bool {
    switch notation {
    case .json: return false
    case .decimalComma: return bytes[at] == point
    case .decimalPoint: return bytes[at] == comma
    case .open: break
    }
    // After spaces it stands before decimals; after the same sign it does what that one did.
    if group != 0 { return group == bytes[at] }
    var next = at + 1
    while next < end, bytes[next].isDigit { next += 1 }
    // Only one sign stands before decimals, and nothing but digits after it.
    if next < end { return bytes[next] == comma || bytes[next] == point }
    guard next - at == 4, at - start <= 3, bytes[start] != UInt8(ascii: "0") else { return false }
    throw CellProblem(
      .unclearNumber,
      "this can be read in two ways; say `decimal comma` or `decimal point` in the policy or a mapping"
    )
  }

  /// A minus sign, plain or typographic.
  private static func takeMinus(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    if at < end, bytes[at] == UInt8(ascii: "-") {
      at += 1
      return true
    }
    if at + 2 < end, bytes[at] == 0xE2, bytes[at + 1] == 0x88, bytes[at + 2] == 0x92 {
      at += 3
      return true
    }
    return false
  }

  /// `e3`, `E+3` or `e-3`; an exponent of more than four digits is taken as its first four, far beyond
  /// ranges.
  private static func takeExponent(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int? {
    at += 1
    var isNegative = false
    if at < end, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    let start = at
    var exponent = 0
    while at < end, bytes[at].isDigit {
      if exponent < 1_000 { exponent = exponent * 10 + Int(bytes[at].digit) }
      at += 1
    }
    return at == start ? nil : (isNegative ? -exponent : exponent)
  }
}

/// Decimal digits added up one after the other, quick as long as they fit into 64 bits.
private struct DigitSum {
  private var small: UInt64 = 0
  private var count = 0
  private var large: Int128?
  private var isTooLarge = false

  /// Nil when the digits do not fit into 128 bits.
  var value: Int128? { isTooLarge ? nil : (large ?? Int128(small)) }

  /// Adds the digits from an index on, and gives their number.
  mutating func take(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int {
    let start = at
    while at < end, bytes[at].isDigit {
      append(bytes[at].digit)
      at += 1
    }
    return at - start
  }

  private mutating func append(_ digit: UInt8) {
    if count < 18 {
      small = small * 10 + UInt64(digit)
      count += 1
      return
    }
    let (product, first) = (large ?? Int128(small)).multipliedReportingOverflow(by: 10)
    let (sum, second) = product.addingReportingOverflow(Int128(digit))
    if first || second { isTooLarge = true }
    large = sum
  }
}
