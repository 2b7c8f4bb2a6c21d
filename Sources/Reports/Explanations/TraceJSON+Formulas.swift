import Evaluation
import Exact
import PolicyModel

// What a trace is held against: the formulas as the policy states them, once each, and how many records there
// are. A step that computes something else than its formula, or a record that is left out, then shows.
extension TraceJSON {
  /// The customers who are decided together, each with its row and the names of its records.
  func unitMembers() -> JSON {
    .array(context.unit.members.indices.map(unitMember))
  }

  private func unitMember(_ member: Int) -> JSON {
    var members: [(String, JSON)] = [("customer", .string(context.key(member)))]
    if let key = policy.customer.key,
      let origin = context.origin(Slot(.customer, key), Place(member: member))
    {
      members.append(("source", source(origin)))
    }
    let records = policy.collections.enumerated().map { index, layout -> JSON in
      let names = (0..<context.unit.members[member].recordCounts[index]).map { record -> JSON in
        .string(context.recordName(Place(member: member, collection: index, record: record)))
      }
      let headings = context.headings(index + 1)
      let key = layout.key.flatMap { headings?.columns[$0] ?? layout.fields[$0].attribute?.column }
      return .object([
        ("record", .string(layout.name)), ("list", .string(headings?.list ?? layout.plural)),
        ("owner", .string(headings?.owner ?? layout.ownerColumn)), ("key", .optional(key)),
        ("ids", .array(names)),
      ])
    }
    return .object(members + [("records", .array(records))])
  }

  func source(_ origin: (file: String, row: Int, position: Int, column: String)) -> JSON {
    .object([
      ("file", .string(origin.file)), ("row", .int(origin.row)), ("position", .int(origin.position)),
      ("column", .string(origin.column)),
    ])
  }

  // MARK: Formulas

  /// Every formula that was computed, in the order in which the definitions and then the decisions use it.
  func formulas() -> JSON {
    var list = FormulaList()
    for definition in context.trace.definitions {
      let field = policy.field(definition.slot)
      guard case .definition(let node) = field.origin else { continue }
      list.add(scopeName(definition.slot.scope), field.name, "value", node, self)
    }
    for trace in context.trace.decisions {
      let decision = policy.decisions[trace.decision]
      let scope = scopeName(decision.slot.scope)
      if trace.applicability != nil {
        list.add(scope, decision.name, "applies", decision.applicability, self)
      }
      for rule in trace.rules {
        let written = decision.rules[rule.index]
        if rule.condition != nil { list.add(scope, written.id, "condition", written.condition, self) }
        if rule.result != nil { list.add(scope, written.id, "result", written.result, self) }
      }
      if trace.atLeast != nil { list.add(scope, decision.name, "at_least", decision.atLeast, self) }
      if trace.atMost != nil { list.add(scope, decision.name, "at_most", decision.atMost, self) }
    }
    return .array(list.formulas)
  }

  private struct FormulaList {
    private(set) var formulas: [JSON] = []
    private var known: Set<[String]> = []

    mutating func add(_ scope: String, _ name: String, _ part: String, _ node: Node?, _ json: TraceJSON) {
      guard let node, known.insert([scope, name, part]).inserted else { return }
      formulas.append(
        .object([
          ("of", .string(scope)), ("name", .string(name)), ("part", .string(part)),
          ("formula", json.formula(node)),
        ])
      )
    }
  }

  private func scopeName(_ scope: Scope) -> String { policy.layout(scope).name }

  private func formula(_ node: Node) -> JSON {
    var members: [(String, JSON)]
    switch node.kind {
    case .constant(let value):
      members = [("op", .string("constant")), ("value", self.value(value, node.type))]
    case .asOf: members = [("op", .string("as_of"))]
    case .read(let slot):
      members = [("read", .string(policy.field(slot).name)), ("of", .string(scopeName(slot.scope)))]
    case .apply(let operation, let operands):
      members = parameters(operation) + [("args", .array(operands.map(formula)))]
    case .cases(let cases):
      let entries = cases.map { entry -> JSON in
        .object([("when", formula(entry.condition)), ("then", formula(entry.result))])
      }
      members = [("op", .string("cases")), ("cases", .array(entries))]
    case .aggregate(let aggregate):
      members =
        parameters(aggregate.function, isWeighted: aggregate.weight != nil)
        + (aggregate.earlier == nil ? [] : [("earlier", .bool(true))])
        + (aggregate.function == .monthsInARow ? [("up_to", formula(aggregate.upTo))] : []) + [
          ("over", .string(scopeName(aggregate.scope))), ("where", formula(aggregate.condition)),
          ("each", formula(aggregate.value)), ("weight", formula(aggregate.weight)),
          ("order", formula(aggregate.order)),
        ]
    }
    return .object(members + [("type", .string(type(node.type)))] + at(node.span))
  }

  private func formula(_ node: Node?) -> JSON { node.map { formula($0) } ?? .null }

  // MARK: Operations

  /// The name of an operation and what belongs to it beside its operands.
  func parameters(_ operation: Operation) -> [(String, JSON)] {
    var members: [(String, JSON)] = [("op", .string(operation.name))]
    switch operation {
    case .rateOn(let table): members.append(("rates", .string(policy.rates[table].name)))
    case .interest(let interest):
      members.append(("method", .string(interest.compounding == nil ? "simple" : "compounded_yearly")))
      members.append(("year_days", .int(interest.yearDays)))
      if let table = interest.rates { members.append(("rates", .string(policy.rates[table].name))) }
    default: break
    }
    if let rule = operation.monthEnds { members.append(("month_ends", .string(name(rule)))) }
    if case .round(let rule, let step) = operation {
      members += [("rule", .string(name(rule))), ("step", .string(step.number.description))]
    }
    if case .interest(let interest) = operation, let compounding = interest.compounding {
      members += [
        ("rule", .string(name(compounding.rounding))), ("step", .string(compounding.step.number.description)),
      ]
    }
    return members
  }

  func parameters(_ function: Aggregate.Function, isWeighted: Bool) -> [(String, JSON)] {
    let name: (String, JSON) = ("op", .string(function.name))
    switch function {
    case .latest(let position), .earliest(let position): return [name, ("position", .int(position))]
    case .average: return [name, ("weighted", .bool(isWeighted))]
    default: return [name]
    }
  }
}
