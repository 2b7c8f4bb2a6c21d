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
