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

  /// What is written behind a number of a type.
  private func unit(_ number: Number, of type: ValueType) -> String {
    let isOne = number == .one
    switch type {
    case .money(let currency): return " " + currency.code
    case .percent: return "%"
    case .days: return isOne ? " day" : " days"
    case .months: return isOne ? " month" : " months"
    case .years: return isOne ? " year" : " years"
    default: return ""
    }
  }

  /// A bound of a type as an officer writes it: `1 000 000 EUR`, `100%`.
  func amount(_ number: Number, of type: ValueType) -> String {
    let shown = type == .percent ? (try? number.multiplied(by: Number(100))) ?? number : number
    let text = shown.description
    var digits = Array(text.prefix { $0 != "." }.drop { $0 == "-" })
    for at in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(" ", at: at) }
    return (shown.isNegative ? "-" : "") + String(digits) + text.drop { $0 != "." } + unit(number, of: type)
  }

  /// Whether a node has a type; reports where it has not.
  func conforms(_ node: Node, to type: ValueType, _ span: Span? = nil) -> Bool {
    if node.type == type { return true }
    reportMismatch(node, wanted: type, span ?? node.span)
    return false
  }

  func reportMismatch(_ node: Node, wanted: ValueType, _ span: Span) {
    let message = "this is \(describe(node.type)), and \(describe(wanted)) is needed here"
    switch (node.type, wanted) {
    case (.money, .money):
      report(
        .currencyMismatch,
        at: span,
        message,
        help: "amounts of two currencies never mix; convert one with a rate of the policy"
      )
    case (.days, .months), (.days, .years), (.months, .days), (.months, .years), (.years, .days),
      (.years, .months):
      report(
        .unitMismatch,
        at: span,
        message,
        help: "days, months and years have no fixed ratio; use the same unit on both sides"
      )
    case (.number, _) where wanted.isNumeric:
      var (help, edit) = ("give the number a unit", Diagnostic.Edit?.none)
      if case .constant(.number(let number)) = node.kind {
        // A bare 25 against a percentage means 25%, but 0.25 may too; against anything else there is one unit.
        let repaired = source(span) + unit(number, of: wanted)
        (help, edit) = ("write `\(repaired)`", Diagnostic.Edit(span, repaired, isSafe: wanted != .percent))
      }
      report(.typeMismatch, at: span, message, help: help, edit: edit)
    case (.number, .symbol(let number)) where enumerations[number].symbol(source(span)) != nil:
      let repaired = "\"\(source(span))\""
      report(
        .typeMismatch,
        at: span,
        message,
        help: "write `\(repaired)`: a value of a scale stands in quotes",
        edit: Diagnostic.Edit(span, repaired, isSafe: true)
      )
    case (.percent, .money):
      report(
        .typeMismatch,
        at: span,
        message,
        help: "say of what it is a share, as in `10% of turnover`"
      )
    default:
      report(
        .typeMismatch,
        at: span,
        message,
        help: "use two values of the same kind"
      )
    }
  }
}
