import Exact
import Testing

/// One value under all five rules.
struct RoundingExample: Sendable, CustomTestStringConvertible {
  let value: String
  let step: String
  let expected: [String]

  init(_ value: String, to step: String, _ expected: [String]) {
    (self.value, self.step, self.expected) = (value, step, expected)
  }

  var testDescription: String { "\(value) to multiples of \(step)" }
}

@Suite struct RoundingTests {
  /// The order of the columns.
  static let rules: [Rounding] = [.halfUp, .halfEven, .up, .down, .towardsZero]

  static let examples = [
    RoundingExample("2.5", to: "1", ["3", "2", "3", "2", "2"]),
    RoundingExample("3.5", to: "1", ["4", "4", "4", "3", "3"]),
    RoundingExample("-2.5", to: "1", ["-3", "-2", "-2", "-3", "-2"]),
    RoundingExample("-3.5", to: "1", ["-4", "-4", "-3", "-4", "-3"]),
    RoundingExample("0.5", to: "1", ["1", "0", "1", "0", "0"]),
    RoundingExample("-0.5", to: "1", ["-1", "0", "0", "-1", "0"]),
    RoundingExample("-2.49", to: "1", ["-2", "-2", "-2", "-3", "-2"]),
    RoundingExample("-2.51", to: "1", ["-3", "-3", "-2", "-3", "-2"]),
    RoundingExample("7", to: "1", ["7", "7", "7", "7", "7"]),
    RoundingExample("-7", to: "1", ["-7", "-7", "-7", "-7", "-7"]),
    RoundingExample("0", to: "0.05", ["0", "0", "0", "0", "0"]),
    RoundingExample("1.005", to: "0.01", ["1.01", "1", "1.01", "1", "1"]),
    RoundingExample("1.025", to: "0.05", ["1.05", "1", "1.05", "1", "1"]),
    RoundingExample("-1.075", to: "0.05", ["-1.1", "-1.1", "-1.05", "-1.1", "-1.05"]),
    RoundingExample("12500", to: "1000", ["13000", "12000", "13000", "12000", "12000"]),
    RoundingExample("-500", to: "1000", ["-1000", "0", "0", "-1000", "0"]),
    RoundingExample("0.5", to: "1/3", ["2/3", "2/3", "2/3", "1/3", "1/3"]),
    RoundingExample("1/3", to: "0.01", ["0.33", "0.33", "0.34", "0.33", "0.33"]),
  ]

  @Test(arguments: examples)
  func toMultiples(_ example: RoundingExample) throws {
    let (value, step) = (try number(example.value), try number(example.step))
    #expect(example.expected.count == Self.rules.count)
    for (rule, expected) in zip(Self.rules, example.expected) {
      #expect(try value.rounded(rule, toMultipleOf: step) == number(expected), "\(rule)")
    }
  }

  @Test func toDecimals() throws {
    let amount = try number("-1234.5675")
    #expect(try amount.rounded(.halfUp, decimals: 3) == number("-1234.568"))
    #expect(try amount.rounded(.halfEven, decimals: 3) == number("-1234.568"))
    #expect(try amount.rounded(.up, decimals: 2) == number("-1234.56"))
    #expect(try amount.rounded(.down, decimals: 0) == number("-1235"))
    #expect(try amount.rounded(.towardsZero, decimals: 0) == number("-1234"))
    #expect(try amount.rounded(.halfUp, decimals: 6) == amount)
  }

  /// Twice the remainder would not fit here.
  @Test func nearTheLimitOf128Bits() throws {
    let step = Number(whole: .max)
    #expect(try Number(whole: .max - 1).rounded(.halfUp, toMultipleOf: step) == step)
    #expect(try Number(whole: .max / 2).rounded(.halfUp, toMultipleOf: step) == .zero)
    #expect(try Number(whole: .max / 2 + 1).rounded(.halfEven, toMultipleOf: step) == step)
    #expect(try Number(whole: -.max / 2 - 1).rounded(.halfUp, toMultipleOf: step) == step.negated())
    #expect(throws: ArithmeticOverflow()) {
      try Number(whole: .max).rounded(.up, toMultipleOf: Number(1_000))
    }
  }
}
