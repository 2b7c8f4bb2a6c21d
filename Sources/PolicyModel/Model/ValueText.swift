import Exact

/// Values as the language writes them, for messages, explanations and generated tests.
public struct ValueText: Sendable {
  private let policy: Policy
  /// The policy's texts, continued by those of a portfolio.
  private let texts: [String]

  public init(policy: Policy, texts: [String]? = nil) {
    self.policy = policy
    self.texts = texts ?? policy.texts
  }

  public func text(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .missing: "missing"
    case .unlimited: "unlimited"
    case .number(let number): text(number, type)
    case .date(let date): date.description
    case .yesNo(let answer): answer ? "yes" : "no"
    case .symbol(let symbol): symbolText(symbol, type)
    case .text(let number): Int(number) < texts.count ? texts[Int(number)] : "?"
    case .terms(let number): Int(number) < policy.terms.count ? policy.terms[Int(number)].description : "?"
    case .rules(let bits): "\(bits.nonzeroBitCount) rules"
    }
  }

  private func symbolText(_ symbol: Int32, _ type: ValueType) -> String {
    guard case .symbol(let number) = type, number < policy.enumerations.count else { return "?" }
    return policy.enumerations[number].name(of: symbol)
  }

  private func text(_ number: Number, _ type: ValueType) -> String {
    switch type {
    case .money(let currency): grouped(number, currency.minorDigits, isAmount: true) + " " + currency.code
    case .percent: grouped((try? number.multiplied(by: Number(100))) ?? number, 0) + "%"
    case .days: counted(number, "day")
    case .months: counted(number, "month")
    case .years: counted(number, "year")
    default: grouped(number, 0)
    }
  }

  private func counted(_ number: Number, _ unit: String) -> String {
    grouped(number, 0) + " " + unit + (number == .one ? "" : "s")
  }

  /// Digits in groups of three; a quotient by the beginning of its decimals.
  private func grouped(_ number: Number, _ decimals: Int, isAmount: Bool = false) -> String {
    let isRound = isAmount && number.isWhole
    guard let text = number.decimalText(minimumDecimals: isRound ? 0 : decimals) else {
      let near = (try? number.rounded(.halfUp, decimals: 4))?.decimalText() ?? ""
      return near.isEmpty ? number.description : near + "…"
    }
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    var digits = Array(parts[0])
    var at = digits.count - 3
    while at > 0 {
      digits.insert(" ", at: at)
      at -= 3
    }
    return (isNegative ? "-" : "") + String(digits) + (parts.count > 1 ? "." + parts[1] : "")
  }
}
