import Exact
import PolicySyntax

/// What a value means.
///
/// Values of different types never mix by accident.
public enum ValueType: Hashable, Sendable {
  case number
  /// A share, kept as a fraction.
  case percent
  case money(Currency)
  case days, months, years
  case date
  case yesNo
  case text
  /// Identifies or links records; is never compared.
  case key
  /// A member of the enumeration with this number in the policy.
  case symbol(Int)
  case terms
  /// The rules that apply in a decision of which all apply.
  case rules

  /// Whether values of the type are numbers with a ``Shape``.
  public var isNumeric: Bool {
    switch self {
    case .number, .percent, .money, .days, .months, .years: true
    default: false
    }
  }

  /// Whether a value of another type can be scaled by this one.
  var isScalar: Bool { self == .number || self == .percent }
}

/// The named values that an attribute or a decision can have.
public struct Enumeration: Hashable, Sendable {
  /// Members in order, from the low end of a scale to its high end.
  public let members: [String]
  /// Members of a scale that stand outside its order.
  public let outside: [String]
  /// Whether `at least` and `at most` have a meaning.
  public let isOrdered: Bool
  /// Whether the high end of the scale is the strictest, by its declaration.
  public let isStrictestLast: Bool

  public init(
    members: [String],
    outside: [String] = [],
    isOrdered: Bool = false,
    isStrictestLast: Bool = false
  ) {
    self.members = members
    self.outside = outside
    self.isOrdered = isOrdered
    self.isStrictestLast = isStrictestLast
  }

  public func symbol(_ name: String) -> Int32? {
    if let index = members.firstIndex(of: name) { return Int32(index) }
    return outside.firstIndex(of: name).map { -1 - Int32($0) }
  }

  public func name(of symbol: Int32) -> String {
    let (list, index) = symbol >= 0 ? (members, Int(symbol)) : (outside, Int(-1 - symbol))
    return index < list.count ? list[index] : "?"
  }
}

/// Payment terms: when payment is due, counted from which event, and by which methods.
public struct PaymentTerms: Hashable, Sendable {
  public typealias Base = TermsSyntax.Base

  public let base: Base
  /// The event from which days run, as the policy names it; nil where it is not said.
  public let event: String?
  /// The methods accepted, in the order written; empty where none is said.
  public let methods: [String]

  public init(base: Base, event: String?, methods: [String]) {
    self.base = base
    self.event = event
    self.methods = methods
  }

  /// Whether these terms are what a pattern asks for: the same base, and the same event and methods where
  /// the pattern names them.
  public func matches(_ pattern: PaymentTerms) -> Bool {
    base == pattern.base && (pattern.event == nil || pattern.event == event)
      && (pattern.methods.isEmpty || Set(pattern.methods) == Set(methods))
  }
}

extension PaymentTerms: CustomStringConvertible {
  /// The terms as the language writes them.
  public var description: String {
    var text =
      switch base {
      case .prepayment: "prepayment"
      case .cashOnDelivery: "cash on delivery"
      case .netDays(let days): "\(days) days"
      case .netDaysThenEndOfMonth(let days): "\(days) days, then end of month"
      case .endOfMonthThenDays(let days): "end of month, then \(days) days"
      case .netDaysThenEndOfTenDays(let days): "\(days) days, then end of ten-day period"
      case .endOfTenDaysThenDays(let days): "end of ten-day period, then \(days) days"
      }
    if let event { text += " from \(event)" }
    if !methods.isEmpty { text += " by " + methods.joined(separator: " or ") }
    return text
  }
}
