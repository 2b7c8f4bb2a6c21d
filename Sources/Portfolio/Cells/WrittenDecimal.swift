import Exact

/// A decimal as it is written: its digits as a whole number, and how many of them are decimals.
struct WrittenDecimal {
  let mantissa: Int128
  let scale: Int

  /// Reads `1234.56`, `1 234,56` or `-12`, with JSON's notation also `1.5e3`.
  ///
  /// Nil for anything else.
  ///
  /// - Throws: what a comma before three digits means is not clear, or the number is beyond all ranges.
  init?(_ bytes: Span<UInt8>, _ cell: Range<Int>, _ notation: Notation) throws(CellProblem) {
    var at = cell.lowerBound
    let end = cell.upperBound
    let isNegative = WrittenDecimal.takeMinus(bytes, &at, end)
    let start = at
    var digits = DigitSum()
    guard let hasThousands = WrittenDecimal.takeWhole(bytes, &at, end, &digits) else { return nil }
    let wholeWidth = at - start
    var scale = 0
    if at < end, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",") {
      let isComma = bytes[at] == UInt8(ascii: ",")
      at += 1
      while at < end, bytes[at].isDigit {
        digits.append(bytes[at].digit)
        scale += 1
        at += 1
      }
      if scale == 0 { return nil }
      let couldBeThousands = isComma && scale == 3 && !hasThousands && wholeWidth <= 3 && at == end
      if couldBeThousands, notation != .decimalComma, bytes[start] != UInt8(ascii: "0") {
        throw CellProblem(
          .unclearNumber,
          "this can be read in two ways; expected a point before decimals, or no comma"
        )
      }
    }
    if notation == .json, at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      guard let exponent = WrittenDecimal.takeExponent(bytes, &at, end) else { return nil }
      scale -= exponent
    }
    guard at == end else { return nil }
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

  /// The digits before decimals, in groups of three where they are grouped; whether they are, or nil where
  /// there are none or a group is not complete.
  private static func takeWhole(
    _ bytes: Span<UInt8>,
    _ at: inout Int,
    _ end: Int,
    _ digits: inout DigitSum
  ) -> Bool? {
    var width = 0
    var hasThousands = false
    while at < end {
      if bytes[at].isDigit {
        digits.append(bytes[at].digit)
        width += 1
        at += 1
        continue
      }
      let space = bytes.space(at: at, end)
      if space == 0 { break }
      guard hasThousands ? width == 3 : (1...3).contains(width) else { return nil }
      hasThousands = true
      width = 0
      at += space
    }
    guard hasThousands ? width == 3 : width > 0 else { return nil }
    return hasThousands
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

  mutating func append(_ digit: UInt8) {
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
