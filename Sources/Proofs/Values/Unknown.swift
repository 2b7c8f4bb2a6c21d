import Exact
import PolicyModel

/// Something that conditions depend on and that is taken as given: an attribute, the as-of date, or a value whose
/// computation is not looked into.
struct Unknown {
  /// What tells unknowns apart: where a value comes from, and for which record.
  struct Key: Hashable {
    let name: String
    /// The place of the record among those of its customer; -1 for the customer and for any one record.
    let record: Int
  }

  enum Source {
    case attribute(Slot)
    case asOf
    /// A value that stands for an expression.
    case computed
    /// Whether the override with this number replaces what is decided.
    case override(Int)
  }

  enum Domain {
    /// A number or the number of a day, between two bounds if they are known, in steps if there are any.
    case number(low: Number?, high: Number?, step: Number?)
    /// One of some members.
    case choice([Int32])
    /// A text: one of those that are asked for, or another.
    case text
  }

  let key: Key
  let source: Source
  let domain: Domain
  let mayBeMissing: Bool
  let type: ValueType
  /// The expression for which it stands.
  let node: Node

  var isChoice: Bool {
    if case .number = domain { false } else { true }
  }

  /// The number of a text that is none of those asked for.
  static let otherText: Int32 = -1
}

extension Unknown.Domain {
  /// The values of a type, as far as they are declared.
  static func of(_ node: Node, dates: ClosedRange<CalendarDate>?, terms: [Int32], _ policy: Policy) -> Self {
    switch node.type {
    case .yesNo: return .choice([0, 1])
    case .symbol(let number):
      let enumeration = policy.enumerations[number]
      return .choice(
        enumeration.members.indices.map(Int32.init) + enumeration.outside.indices.map { -1 - Int32($0) }
      )
    case .terms: return .choice(terms.isEmpty ? policy.terms.indices.map(Int32.init) : terms)
    case .text, .key: return .text
    case .date:
      let range = dates ?? CalendarDate.earliest...CalendarDate.latest
      return .number(
        low: Number(Int(range.lowerBound.dayNumber)),
        high: Number(Int(range.upperBound.dayNumber)),
        step: .one
      )
    default:
      let shape = node.shape
      return .number(
        low: shape?.low,
        high: shape?.high,
        step: shape?.decimals.map { Number(mantissa: 1, scale: $0) }
      )
    }
  }
}
