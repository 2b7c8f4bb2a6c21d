import Evaluation
import Exact
import PolicyModel

/// What tables of the policy say behind a value: the rates that were in force and what they rest on.
struct TableText {
  let context: TraceContext
  private var steps: [Trace.Step] { context.trace.steps }

  init(_ context: TraceContext) {
    self.context = context
  }

  /// One line for each rate from which a step was computed, apart from those behind values with a name.
  func lines(_ step: Int) -> [String] {
    var lines: [String] = []
    func visit(_ step: Int) {
      guard case .operation(let operation, let operands) = steps[step].kind else { return }
      lines += said(operation, operands, steps[step]).filter { !lines.contains($0) }
      for operand in operands where !context.trace.definitions.contains(where: { $0.step == operand }) {
        visit(operand)
      }
    }
    visit(step)
    return lines
  }

  private func said(_ operation: PolicyModel.Operation, _ operands: [Int], _ step: Trace.Step) -> [String] {
    switch operation {
    case .rateOn(let number):
      let table = context.policy.rates[number]
      guard case .date(let day) = steps[operands[0]].value, let row = table.row(on: day) else { return [] }
      return ["\(table.name) on \(day): \(rate(row, table)) since \(row.from)\(grounds(row))"]
    case .interest(let interest):
      guard let number = interest.rates, case .date(let from) = steps[operands[1]].value,
        case .date(let to) = steps[operands[2]].value
      else { return [] }
      let table = context.policy.rates[number]
      return (table.periods(after: from, upTo: to) ?? []).map { period in
        "\(period.first) to \(period.last): \(period.days) \(period.days == 1 ? "day" : "days") at "
          + rate(period.row, table) + grounds(period.row)
      }
    default: return []
    }
  }

  private func rate(_ row: RateTable.Row, _ table: RateTable) -> String {
    context.text.text(.number(row.value), table.type)
  }

  private func grounds(_ row: RateTable.Row) -> String {
    let texts = row.sources + row.reasons.prefix(1).map(\.text)
    return texts.isEmpty ? "" : " (" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + ")"
  }
}
