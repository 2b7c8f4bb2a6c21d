import Exact
import TestSupport
import Testing

/// Random expressions against Python's fractions; `exact_oracle.py` describes the notation.
@Suite struct NumberOracleTests {
  @Test func agreesWithFractions() throws {
    let rows = try PythonOracle.rows("exact_oracle.py", PythonOracle.seed, String(PythonOracle.caseCount))
    #expect(rows.count == PythonOracle.caseCount)
    var mismatches = Mismatches()
    var tally = Tally()
    for (index, row) in rows.enumerated() {
      guard row.count == 4 else { throw PythonOracle.Failed(description: "fields: \(row)") }
      let (kind, operand, expected) = (row[0], row[1], row[2])
      let place = "line \(index + 1): \(kind) \(operand)"
      do {
        let found = try result(kind, operand)
        tally.add(kind, found)
        mismatches.expect(found, String(expected), place)
      } catch is ArithmeticOverflow {
        tally.overflows += 1
        if row[3] == "1" { mismatches.note("\(place): overflow, expected \(expected)") }
      }
    }
    #expect(mismatches.count == 0, "\(mismatches)")
    // What the generator must have reached for the agreement to mean something.
    let hundredth = rows.count / 100
    #expect(tally.overflows > hundredth && tally.overflows < rows.count / 4, "\(tally)")
    #expect(tally.undefined > 0, "\(tally)")
    for kind in ["value", "order", "text", "description", "read"] {
      #expect(tally.defined[kind, default: 0] > hundredth, "\(kind) \(tally)")
    }
  }

  private struct Tally {
    var overflows = 0
    var undefined = 0
    var defined: [String: Int] = [:]

    mutating func add(_ kind: Substring, _ found: String) {
      if found == "none" { undefined += 1 } else { defined[String(kind), default: 0] += 1 }
    }
  }

  /// The result of one case as the oracle writes it; `none` where there is none.
  private func result(_ kind: Substring, _ operand: Substring) throws -> String {
    if kind == "read" {
      guard let number = Number(decimal: operand) else { return "none" }
      let scale = operand.contains(".") ? operand.split(separator: ".").last?.count ?? 0 : 0
      #expect(number.denominator == PowersOfTen.value(scale), "the scale of \(operand) is kept")
      return "\(number.numerator) \(scale)"
    }
    var reader = ExpressionReader(operand)
    switch kind {
    case "value":
      guard let value = try reader.value() else { return "none" }
      let lowest = value.lowestTerms
      return "\(lowest.numerator)/\(lowest.denominator)"
    case "order":
      guard let first = try reader.value(), let second = try reader.value() else { return "none" }
      return order(first, second)
    case "text":
      let minimum = try reader.whole()
      guard let value = try reader.value(), let text = value.decimalText(minimumDecimals: minimum) else {
        return "none"
      }
      // The lowest 128-bit value alone can be written and not read back.
      if value.numerator != .min { #expect(Number(decimal: text) == value, "\(text) reads back") }
      return text
    case "description":
      guard let value = try reader.value() else { return "none" }
      return value.description
    default:
      throw PythonOracle.Failed(description: "kind \(kind)")
    }
  }

  /// The one relation that holds; all six operators must agree about it.
  private func order(_ first: Number, _ second: Number) -> String {
    let facts = [
      first < second, first == second, first > second, first <= second, first >= second, first != second,
    ]
    switch facts {
    case [true, false, false, true, false, true]: return "<"
    case [false, true, false, true, true, false]: return "="
    case [false, false, true, false, true, true]: return ">"
    default: return "\(facts)"
    }
  }
}

/// Reads and evaluates an expression in prefix notation.
private struct ExpressionReader {
  private var tokens: ArraySlice<Substring>

  private static let rules = Dictionary(
    uniqueKeysWithValues: Rounding.allCases.map { (String(describing: $0), $0) }
  )

  init(_ text: Substring) {
    tokens = text.split(separator: " ")[...]
  }

  /// The value, or nil where a divisor is zero.
  ///
  /// All operands are evaluated in either case.
  mutating func value() throws -> Number? {
    let kind = try token()
    switch kind {
    case "dec": return try known(Number(decimal: token()))
    case "whole": return Number(whole: try known(Int128(token())))
    case "frac": return try known(Number(known(Int128(token())), over: known(Int128(token()))))
    case "neg": return try value()?.negated()
    case "step":
      let rule = try rule()
      guard let (number, step) = try two() else { return nil }
      return try checked(number.rounded(rule, toMultipleOf: step))
    case "digits":
      let (rule, digits) = (try rule(), try whole())
      return try value().map { try checked($0.rounded(rule, decimals: digits)) }
    case "minor":
      let (rule, currency) = (try rule(), try known(Currency(code: token())))
      return try value().map { try checked($0.rounded(rule, toMultipleOf: currency.minorUnit)) }
    default:
      guard let (left, right) = try two() else { return nil }
      switch kind {
      case "+": return try checked(left.adding(right))
      case "-": return try checked(left.subtracting(right))
      case "*": return try checked(left.multiplied(by: right))
      case "/": return try left.divided(by: right).map(checked)
      default: throw PythonOracle.Failed(description: "operator \(kind)")
      }
    }
  }

  mutating func whole() throws -> Int { try known(Int(token())) }

  private mutating func rule() throws -> Rounding { try known(ExpressionReader.rules[String(token())]) }

  private mutating func two() throws -> (Number, Number)? {
    let (left, right) = (try value(), try value())
    guard let left, let right else { return nil }
    return (left, right)
  }

  private mutating func token() throws -> Substring { try known(tokens.popFirst()) }

  private func known<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw PythonOracle.Failed(description: "malformed before \(tokens)") }
    return value
  }

  /// A number whose denominator is positive, as every number's must be.
  private func checked(_ number: Number) throws -> Number {
    guard number.denominator >= 1 else {
      throw PythonOracle.Failed(description: "denominator \(number.denominator) before \(tokens)")
    }
    return number
  }
}

@Suite struct NumberTests {
  @Test func quotientOfWholeNumbers() throws {
    let third = try #require(Number(-2, over: -6))
    #expect(third.numerator == 1 && third.denominator == 3)
    let negative = try #require(Number(2, over: -6))
    #expect(negative.numerator == -1 && negative.denominator == 3)
    let none = try #require(Number(0, over: -6))
    #expect(none.numerator == 0 && none.denominator == 1)
    #expect(Number(1, over: 0) == nil)
    #expect(try Number.one.divided(by: .zero) == nil)
    #expect(try Number.zero.divided(by: .zero) == nil)
  }

  @Test func properties() throws {
    let price = try number("-12.50")
    #expect(price.isNegative && !price.isZero && !price.isWhole && price.wholeValue == nil)
    let round = try number("12.00")
    #expect(!round.isNegative && round.isWhole && round.wholeValue == 12)
    #expect(Number.zero.isZero && !Number.zero.isNegative && Number.zero.wholeValue == 0)
    #expect(Number(whole: Int128(Int.max) + 1).isWhole)
    #expect(Number(whole: Int128(Int.max) + 1).wholeValue == nil)
    #expect(Number(whole: Int128(Int.min)).wholeValue == Int.min)
  }

  @Test func decimalsStayInFixedPoint() throws {
    let sum = try number("12.50").adding(number("0.125"))
    #expect(sum.numerator == 12_625 && sum.denominator == 1_000)
    let product = try number("2.50").multiplied(by: number("0.40"))
    #expect(product.numerator == 10_000 && product.denominator == 10_000)
  }

  @Test func theLimitsThrow() throws {
    let (highest, lowest) = (Number(whole: .max), Number(whole: .min))
    #expect(throws: ArithmeticOverflow()) { try highest.adding(.one) }
    #expect(throws: ArithmeticOverflow()) { try lowest.subtracting(.one) }
    #expect(throws: ArithmeticOverflow()) { try lowest.negated() }
    #expect(throws: ArithmeticOverflow()) { try highest.multiplied(by: Number(2)) }
    #expect(throws: ArithmeticOverflow()) { try lowest.multiplied(by: Number(-1)) }
    #expect(try highest.adding(lowest) == Number(-1))
    #expect(try highest.divided(by: highest) == .one)
    #expect(lowest < highest)
    // Comparing never overflows, however far apart the denominators are.
    #expect(Number(mantissa: .max, scale: 38) < highest)
    #expect(Number(mantissa: .min, scale: 38) > lowest)
  }

  @Test func aProductThatFitsOnceReduced() throws {
    let large = try #require(Number(Int128.max, over: 3))
    let inverse = try #require(Number(6, over: Int128.max))
    #expect(try large.multiplied(by: inverse) == Number(2))
  }

  @Test func aSumThatFitsOverTheLeastCommonDenominator() throws {
    let unit = PowersOfTen.value(30)
    let (left, right) = (try #require(Number(1, over: 3 * unit)), try #require(Number(1, over: 2 * unit)))
    #expect(try left.adding(right) == Number(5, over: 6 * unit))
    #expect(try left.subtracting(right) == Number(-1, over: 6 * unit))
  }

  @Test(arguments: [
    ("12.50", 0, "12.5"), ("12.50", 2, "12.50"), ("12", 2, "12.00"), ("-0.05", 0, "-0.05"), ("0.00", 0, "0"),
    ("-0.00", 2, "0.00"), ("0.5", -3, "0.5"), ("100", 0, "100"), ("007.10", 0, "7.1"),
  ])
  func decimalText(_ text: String, _ minimum: Int, _ expected: String) throws {
    #expect(try number(text).decimalText(minimumDecimals: minimum) == expected)
  }

  @Test(arguments: [("1/3", nil), ("1/4", 2), ("7/2", 1), ("6/3", 0), ("1/640", 7), ("-1/7", nil)])
  func decimalsNeeded(_ text: String, _ expected: Int?) throws {
    let value = try number(text)
    #expect(value.decimalsNeeded == expected)
    #expect((value.decimalText() == nil) == (expected == nil))
  }

  @Test(arguments: [("2/6", "1/3"), ("-2/6", "-1/3"), ("1/8", "0.125"), ("10/5", "2")])
  func descriptions(_ text: String, _ expected: String) throws {
    #expect(try number(text).description == expected)
  }

  @Test(arguments: [
    "", "-", ".", "-.", ".5", "5.", "1.2.3", "+5", "--5", "5-", " 5", "5 ", "1,5", "1e3", "1_000", "0x1",
    "٣", "½", "170141183460469231731687303715884105728",
    "0.000000000000000000000000000000000000001",
  ])
  func notADecimal(_ text: String) {
    #expect(Number(decimal: text) == nil)
  }
}

/// A number written as a decimal or as a quotient of whole numbers.
func number(_ text: String) throws -> Number {
  let parts = text.split(separator: "/")
  guard parts.count == 2 else { return try #require(Number(decimal: text)) }
  let (top, bottom) = (try #require(Int128(parts[0])), try #require(Int128(parts[1])))
  return try #require(Number(top, over: bottom))
}
