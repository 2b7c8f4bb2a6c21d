import Evaluation
import Exact
import PolicyModel
import Portfolio
import PolicySyntax

/// Decisions as a table that the policy lays out: its columns, their order, names and writing.
struct OutputTable {
  let policy: Policy
  let layout: OutputLayout
  let values: ValueJSON

  private var separator: UInt8 { layout.form.separator ?? UInt8(ascii: ",") }

  func appendHeading(to bytes: inout [UInt8]) {
    CSVText.appendRow(layout.columns.map(\.title), separator: separator, to: &bytes)
  }

  /// The rows of one member: its own, or one for each of its records.
  func append(_ unit: DecisionUnit, _ decided: UnitDecisions, member: Int, to bytes: inout [UInt8]) {
    var records = 0..<1
    if case .collection(let index) = layout.scope { records = 0..<unit.members[member].recordCounts[index] }
    for record in records {
      let cells = layout.columns.map { cell($0, decided, member, record) }
      CSVText.appendRow(cells, separator: separator, to: &bytes)
    }
  }

  private func cell(_ column: OutputLayout.Column, _ decided: UnitDecisions, _ member: Int, _ record: Int)
    -> String?
  {
    switch column.kind {
    case .value(let slot): return text(slot, value(slot, decided, member, record))
    case .rule(let index):
      let outcome = outcome(index, decided, member, record)
      if outcome.override != nil { return "override" }
      return outcome.rules.map { policy.decisions[index].rules[$0].id }.joined(separator: " ")
    case .because(let index, let language):
      let outcome = outcome(index, decided, member, record)
      if let override = outcome.override { return policy.overrides[override].reasons.first?.text }
      return outcome.rules.lazy.compactMap {
        policy.decisions[index].rules[$0].reason(in: language ?? "en")
      }.first
    }
  }

  private func value(_ slot: Slot, _ decided: UnitDecisions, _ member: Int, _ record: Int) -> Value {
    switch slot.scope {
    case .group: decided.group[slot.index]
    case .customer: decided.members[member][slot.index]
    case .collection(let index):
      decided.records[member][index][record * policy.collections[index].fields.count + slot.index]
    }
  }

  private func outcome(_ index: Int, _ decided: UnitDecisions, _ member: Int, _ record: Int) -> Outcome {
    let isOfRecord = if case .collection = policy.decisions[index].slot.scope { true } else { false }
    return decided.outcomes[member][index][isOfRecord ? record : 0]
  }

  /// A value in the writing that the output declares.
  private func text(_ slot: Slot, _ value: Value) -> String? {
    let form = layout.form
    var rules: [Rule] = []
    if case .decision(let index) = policy.field(slot).origin { rules = policy.decisions[index].rules }
    switch value {
    case .missing: return form.missing.first
    case .yesNo(let answer): return (answer ? form.yes : form.no).first ?? (answer ? "yes" : "no")
    case .date(let date): return form.dates.map { $0.text(date) } ?? date.description
    case .number:
      let text = values.cell(value, policy.field(slot).type, rules: rules)
      return form.decimalSign == .comma ? text?.replacing(".", with: ",") : text
    default: return values.cell(value, policy.field(slot).type, rules: rules)
    }
  }
}

extension DatePattern {
  /// A date as the pattern writes it.
  fileprivate func text(_ date: CalendarDate) -> String {
    let (year, month, day) = date.components
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let parts: [String] =
      switch order {
      case .dayMonthYear: [padded(day, 2), padded(month, 2), padded(year, 4)]
      case .monthDayYear: [padded(month, 2), padded(day, 2), padded(year, 4)]
      case .yearMonthDay: [padded(year, 4), padded(month, 2), padded(day, 2)]
      }
    return parts.joined(separator: separator.map { String(UnicodeScalar($0)) } ?? "")
  }
}
