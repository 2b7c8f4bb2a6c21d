import Exact
import PolicyModel

/// Values of decisions as JSON: amounts and numbers as decimal strings, nothing that is not exact.
struct ValueJSON {
  let policy: Policy
  let text: ValueText

  init(_ policy: Policy, _ texts: [String]) {
    self.policy = policy
    text = ValueText(policy: policy, texts: texts)
  }

  func json(_ value: Value, _ type: ValueType, rules: [Rule] = []) -> JSON {
    switch value {
    case .missing: return .null
    case .unlimited: return .string("unlimited")
    case .number(let number):
      switch type {
      case .money(let currency):
        return .object([
          (
            "amount", .string(number.decimalText(minimumDecimals: currency.minorDigits) ?? number.description)
          ),
          ("currency", .string(currency.code)),
        ])
      case .percent:
        return .string(((try? number.multiplied(by: Number(100))) ?? number).description + "%")
      case .days, .months, .years: return .string(text.text(value, type))
      default: return .string(number.description)
      }
    case .yesNo(let answer): return .bool(answer)
    case .rules(let bits):
      return .array(rules.indices.filter { bits >> UInt64($0) & 1 == 1 }.map { .string(rules[$0].label) })
    case .date, .symbol, .text, .terms: return .string(text.text(value, type))
    }
  }

  /// The same as plain text, for a cell.
  func cell(_ value: Value, _ type: ValueType, rules: [Rule] = []) -> String? {
    switch value {
    case .missing: return nil
    case .number(let number):
      switch type {
      case .money(let currency):
        return number.decimalText(minimumDecimals: currency.minorDigits) ?? number.description
      case .percent: return ((try? number.multiplied(by: Number(100))) ?? number).description + "%"
      default: return number.description
      }
    case .rules(let bits):
      return rules.indices.filter { bits >> UInt64($0) & 1 == 1 }.map { rules[$0].label }.joined(
        separator: " "
      )
    default: return text.text(value, type)
    }
  }
}

extension Rule {
  /// The reason in a language, or in any where it has none in that one.
  public func reason(in language: String = "en") -> String? {
    (reasons.first { $0.language == language } ?? reasons.first)?.text
  }
}
