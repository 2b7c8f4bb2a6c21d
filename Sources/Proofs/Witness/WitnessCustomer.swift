import Evaluation
import Exact
import PolicyModel

/// The customer with its records that the values of unknowns describe; what they leave open is filled in plainly.
struct WitnessCustomer {
  let unit: DecisionUnit

  init(
    _ policy: Policy,
    _ unknowns: [Unknown],
    _ values: [Int: Unknown.Value],
    _ counts: [Int],
    _ asOf: CalendarDate
  ) {
    var given: [Unknown.Key: (unknown: Unknown, value: Unknown.Value)] = [:]
    for (number, value) in values { given[unknowns[number].key] = (unknowns[number], value) }
    var texts = Int32(policy.texts.count)
    func attributes(_ layout: Layout, _ scope: Scope, _ record: Int) -> [Value] {
      (0..<layout.attributeCount).map { index in
        let field = layout.fields[index]
        if let (_, value) = given[Unknown.Key(name: "\(scope)[\(index)]", record: record)] {
          if let value = WitnessCustomer.value(value, field) { return value }
        }
        // A key of its own, and a text that is none of those that the policy names.
        if case .key = field.type {
          texts += 1
          return field.attribute?.isOptional == true ? .missing : .text(texts)
        }
        if case .text = field.type, field.attribute?.isOptional != true {
          texts += 1
          return .text(texts)
        }
        return field.attribute?.isOptional == true ? .missing : WitnessCustomer.plain(field, asOf)
      }
    }
    let customer = attributes(policy.customer, .customer, -1)
    let records = policy.collections.enumerated().map { index, layout in
      (0..<counts[index]).flatMap { attributes(layout, .collection(index), $0) }
    }
    unit = DecisionUnit(members: [
      .init(attributes: customer, records: records, recordCounts: counts, customer: 0)
    ])
  }

  private static func value(_ value: Unknown.Value, _ field: Field) -> Value? {
    switch value {
    case .missing: return .missing
    case .otherText: return nil
    case .member(let member):
      switch field.type {
      case .yesNo: return .yesNo(member == 1)
      case .terms: return .terms(member)
      case .text, .key: return .text(member)
      default: return .symbol(member)
      }
    case .number(let number):
      guard field.type == .date else { return .number(number) }
      return number.wholeValue.map { .date(CalendarDate(dayNumber: Int32(clamping: $0))) }
    }
  }

  /// A value in the range of an attribute that decides nothing here.
  private static func plain(_ field: Field, _ asOf: CalendarDate) -> Value {
    switch field.type {
    case .yesNo: return .yesNo(false)
    case .symbol: return .symbol(0)
    case .terms: return field.attribute?.terms.first.map { .terms($0) } ?? .terms(0)
    case .date:
      let range = field.dates ?? asOf...asOf
      return .date(min(max(asOf, range.lowerBound), range.upperBound))
    default:
      guard let shape = field.shape else { return .missing }
      return .number(min(max(.zero, shape.low), shape.high))
    }
  }
}
