import Exact
import PolicySyntax

/// How types are called in messages.
extension Resolver {
  func describe(_ type: ValueType) -> String {
    switch type {
    case .number: "a number"
    case .percent: "a percentage"
    case .money(let currency): "an amount in \(currency.code)"
    case .days: "a number of days"
    case .months: "a number of months"
    case .years: "a number of years"
    case .date: "a date"
    case .yesNo: "a yes or no"
    case .text: "a text"
    case .key: "a key"
    case .symbol(let number): describe(enumerations[number])
    case .terms: "payment terms"
    case .rules: "a list of rules"
    }
  }

  private func describe(_ enumeration: Enumeration) -> String {
    let shown = enumeration.members.prefix(4).map { "`\($0)`" }.joined(separator: ", ")
    return "one of \(shown)\(enumeration.members.count > 4 ? ", …" : "")"
  }

  /// A literal of a type, for a repair: `0 EUR`, `30 days`.
  func literal(_ number: Number, of type: ValueType) -> String {
    let text = number.description
    switch type {
    case .money(let currency): return text + " " + currency.code
    case .percent: return ((try? number.multiplied(by: Number(100)))?.description ?? text) + "%"
    case .days: return text + (text == "1" ? " day" : " days")
    case .months: return text + (text == "1" ? " month" : " months")
    case .years: return text + (text == "1" ? " year" : " years")
    default: return text
    }
  }

  /// Whether a node has a type; reports where it has not.
  func conforms(_ node: Node, to type: ValueType, _ span: Span? = nil) -> Bool {
    if node.type == type { return true }
    reportMismatch(node, wanted: type, span ?? node.span)
    return false
  }

  func reportMismatch(_ node: Node, wanted: ValueType, _ span: Span) {
    let (found, expected) = (describe(node.type), describe(wanted))
    switch (node.type, wanted) {
    case (.money, .money):
      report(
        .currencyMismatch,
        at: span,
        "this is \(found), and here stands \(expected)",
        help: "amounts of two currencies never mix; convert one with a rate of the policy"
      )
    case (.days, .months), (.days, .years), (.months, .days), (.months, .years), (.years, .days),
      (.years, .months):
      report(
        .unitMismatch,
        at: span,
        "this is \(found), and here stands \(expected)",
        help: "days, months and years have no fixed ratio; use the same unit on both sides"
      )
    case (.number, _) where wanted.isNumeric:
      var help = "give the number a unit"
      if case .constant(.number(let number)) = node.kind {
        // A bare 25 against a percentage means 25%, not 2500%.
        let meant = wanted == .percent ? (try? number.divided(by: Number(100))) ?? number : number
        help = "write `\(literal(meant, of: wanted))`"
      }
      report(.typeMismatch, at: span, "this is \(found), and here stands \(expected)", help: help)
    default:
      report(
        .typeMismatch,
        at: span,
        "this is \(found), and here stands \(expected)",
        help: "use two values of the same kind"
      )
    }
  }
}
