import Exact

/// A value of a policy: trivial to copy, exact, without a string or a class inside.
///
/// What it means (a currency, a scale, percent or days) is in its ``ValueType``, which is known before any
/// customer is read.
public enum Value: Sendable {
  /// There is no value. Also the value of a decision that does not apply.
  case missing
  /// A number; a percentage as a fraction (0.1 for 10%); an amount in units of its currency; a duration.
  case number(Number)
  /// More than any number: a limit without an end.
  case unlimited
  case date(CalendarDate)
  case yesNo(Bool)
  /// A member of an enumeration by its place: from 0 upwards, or -1 downwards for what is outside a scale.
  case symbol(Int32)
  /// A text or a key, by its number in a pool of texts.
  case text(Int32)
  /// Payment terms, by their number in the policy's list.
  case terms(Int32)
  /// The rules of a decision of which all apply, one bit each.
  case rules(UInt64)

  public var isMissing: Bool {
    if case .missing = self { true } else { false }
  }

  /// Whether this is a yes; a missing answer is not one.
  public var isYes: Bool {
    if case .yesNo(true) = self { true } else { false }
  }
}

extension Value: Equatable {
  /// The same value; numbers by what they are worth, and missing only equals missing.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.missing, .missing), (.unlimited, .unlimited): true
    case (.number(let left), .number(let right)): left == right
    case (.date(let left), .date(let right)): left == right
    case (.yesNo(let left), .yesNo(let right)): left == right
    case (.symbol(let left), .symbol(let right)): left == right
    case (.text(let left), .text(let right)): left == right
    case (.terms(let left), .terms(let right)): left == right
    case (.rules(let left), .rules(let right)): left == right
    default: false
    }
  }
}
