import Exact
import PolicyModel

// Tables that stand in the policy and that operations look into.
extension TraceJSON {
  func rates(_ table: RateTable) -> JSON {
    let rows = table.rows.map { row -> JSON in
      var members: [(String, JSON)] = [
        ("from", .string(row.from.description)), ("value", value(.number(row.value), table.type)),
      ]
      // What is computed from other rates rests on what they rest on.
      if table.formula == nil { members += grounds(row.reasons, row.sources) + at(row.span) }
      return .object(members)
    }
    let conversion = table.conversion.map { conversion -> JSON in
      .object([("of", .string(conversion.from.code)), ("in", .string(conversion.to.code))])
    }
    return .object([
      ("name", .string(table.name)), ("type", .string(type(table.type))), ("converts", conversion ?? .null),
      ("is", table.formula.map { formula($0, table.type) } ?? .null), ("rows", .array(rows)),
    ])
  }

  private func formula(_ formula: RateTable.Formula, _ type: ValueType) -> JSON {
    switch formula {
    case .table(let number): .object([("rates", .string(policy.rates[number].name))])
    case .constant(let number, let type, let span):
      .object(
        [
          ("op", .string("constant")), ("value", value(.number(number), type)),
          ("type", .string(self.type(type))),
        ] + at(span)
      )
    case .operation(let operation, let parts):
      .object([
        ("op", .string(operation.name)), ("args", .array(parts.map { self.formula($0, type) })),
      ])
    }
  }

  func calendar() -> JSON {
    guard let calendar = policy.calendar else { return .null }
    let closed = calendar.closings.map { closing -> JSON in
      .object(
        [
          ("weekdays", .array(closing.weekdays.map { .string("\($0)") })),
          ("dates", .array(closing.dates.map { .string($0.description) })),
        ] + grounds(closing.reasons, closing.sources)
      )
    }
    return .object([
      ("from", .string(calendar.covers.lowerBound.description)),
      ("to", .string(calendar.covers.upperBound.description)), ("closed", .array(closed)),
    ])
  }

  private func grounds(_ reasons: [Rule.Reason], _ sources: [String]) -> [(String, JSON)] {
    [("because", .optional(reasons.first?.text)), ("cites", .array(sources.map { .string($0) }))]
  }
}
