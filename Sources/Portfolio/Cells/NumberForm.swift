import Exact
import PolicyModel

/// Numbers, amounts, percentages and durations of one attribute: how they are written and what is in range.
struct NumberForm: Sendable {
  private let type: ValueType
  /// Every value is kept with this many decimals, so that sums need no common denominator.
  private let decimals: Int
  /// The range in units of the last decimal.
  private let low: Int128
  private let high: Int128
  private let words: Set<String>
  private let expected: String
  private let expectedRange: String
  private let expectedDecimals: String

  init(_ field: Field) {
    type = field.type
    let percent = field.type == .percent
    let decimals = field.shape?.decimals ?? 0
    self.decimals = decimals
    low = (try? field.shape?.low.rounded(.up, decimals: decimals))?.numerator ?? 0
    high = (try? field.shape?.high.rounded(.down, decimals: decimals))?.numerator ?? 0
    (expected, words) = NumberForm.wording(field.type, isWhole: decimals == 0)
    let range = [low, high].map { bound in
      NumberForm.text(Number(mantissa: bound, scale: decimals), percent: percent)
    }
    expectedRange = "expected a value from \(range[0]) to \(range[1])"
    let shown = percent ? max(decimals - 2, 0) : decimals
    expectedDecimals = shown == 0 ? "expected a whole number" : "expected at most \(shown) decimals"
  }

  func read(
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>,
    _ notation: Notation,
    _ evidence: inout Evidence
  ) throws(CellProblem) -> Value {
    let digits = withoutUnit(bytes, cell)
    guard let decimal = try WrittenDecimal(bytes, digits, notation, &evidence) else {
      throw CellProblem(.notANumber, expected)
    }
    var (mantissa, scale) = (decimal.mantissa, decimal.scale + (type == .percent ? 2 : 0))
    if mantissa == 0 { scale = 0 }
    while scale > decimals {
      let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { throw CellProblem(.tooManyDecimals, expectedDecimals) }
      (mantissa, scale) = (quotient, scale - 1)
    }
    let factor = PowersOfTen.value(decimals - scale)
    let (units, overflow) = mantissa.multipliedReportingOverflow(by: factor)
    guard !overflow, units >= low, units <= high else { throw CellProblem(.outsideRange, expectedRange) }
    return .number(Number(mantissa: units, scale: decimals))
  }

  /// The cell without its percent sign or its unit.
  private func withoutUnit(_ bytes: Span<UInt8>, _ cell: Range<Int>) -> Range<Int> {
    var end = cell.upperBound
    if type == .percent, bytes[end - 1] == UInt8(ascii: "%") {
      end -= 1
    } else if !words.isEmpty, !bytes[end - 1].isDigit {
      while end > cell.lowerBound, !bytes[end - 1].isDigit { end -= 1 }
      let unit = bytes.text(bytes.trimmed(end..<cell.upperBound)).lowercased()
      if !unit.isEmpty, !words.contains(unit) { return cell }
    }
    return bytes.trimmed(cell.lowerBound..<end)
  }

  private static func wording(_ type: ValueType, isWhole: Bool) -> (expected: String, words: Set<String>) {
    switch type {
    case .money(let currency):
      ("expected an amount such as `1234.56` or `1 234,56`", [currency.code.lowercased(), currency.sign])
    case .percent: ("expected a percentage such as `12.5%`", [])
    case .days: ("expected a number of days such as `30`", ["day", "days", "jour", "jours"])
    case .months: ("expected a number of months such as `6`", ["month", "months", "mois"])
    case .years:
      ("expected a number of years such as `3`", ["year", "years", "an", "ans", "année", "années"])
    default: (isWhole ? "expected a whole number such as `12`" : "expected a number such as `12.5`", [])
    }
  }

  private static func text(_ number: Number, percent: Bool) -> String {
    guard percent, let hundred = try? number.multiplied(by: Number(100)) else { return number.description }
    return hundred.description + "%"
  }
}

extension Currency {
  /// The sign that a spreadsheet writes after an amount, else the code.
  fileprivate var sign: String {
    switch code {
    case "EUR": "€"
    case "USD": "$"
    case "GBP": "£"
    default: code.lowercased()
    }
  }
}
