import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Portfolio

/// The trace as a certificate, `policyc.trace/1`: everything that is needed to recompute every decision.
public struct TraceJSON {
  let context: TraceContext
  var policy: Policy { context.policy }

  public init(_ context: TraceContext) {
    self.context = context
  }

  /// The whole document; its last member is the digest of the rest.
  public func document() -> JSON {
    let steps = context.trace.steps.enumerated().map { index, step in self.step(step, index) }
    let members: [(String, JSON)] = [
      ("format", .string("policyc.trace/1")),
      (
        "policy",
        .object([
          ("name", .string(policy.name)), ("version", .string(policy.version)),
          ("digest", .string(policy.digest)),
          ("in_force_from", .string(policy.inForce.lowerBound.description)),
          ("in_force_to", .string(policy.inForce.upperBound.description)),
        ])
      ),
      ("as_of", .string(context.asOf.description)),
      ("customer", .string(context.key(context.member))),
      ("members", unitMembers()),
      ("inputs", inputs()),
      (
        "enumerations",
        .array(
          policy.enumerations.map {
            .object([
              ("members", .array($0.members.map { .string($0) })),
              ("outside", .array($0.outside.map { .string($0) })), ("ordered", .bool($0.isOrdered)),
            ])
          }
        )
      ),
      ("rates", .array(policy.rates.map(rates))), ("calendar", calendar()),
      ("formulas", formulas()),
      ("steps", .array(steps)),
      ("sequences", .array(context.trace.sequences.map { .array($0.map(row)) })),
      ("definitions", .array(context.trace.definitions.map(definition))),
      ("decisions", .array(context.trace.decisions.map(decision))),
    ]
    let digest = SHA256.digest(Array(JSON.object(members).text.utf8))
    return .object(members + [("digest", .string(digest))])
  }

  // MARK: Inputs

  /// The files read, the mapping by which they were, and one digest over all cells that were read from them.
  private func inputs() -> JSON {
    var lines = ""
    for step in context.trace.steps {
      guard case .input(let slot, let place) = step.kind else { continue }
      let origin = context.origin(slot, place)
      lines +=
        [
          origin?.file ?? "", String(origin?.row ?? 0), String(origin?.position ?? -1),
          origin?.column ?? policy.field(slot).name, value(step.value, step.type).text,
        ].joined(separator: "\t") + "\n"
    }
    return .object(
      JSON.inputs(context.portfolio) + [("digest", .string(SHA256.digest(Array(lines.utf8))))]
    )
  }

  // MARK: Values

  func value(_ value: Value, _ type: ValueType) -> JSON {
    switch value {
    case .missing: return .null
    case .unlimited: return .string("unlimited")
    case .number(let number): return .string(number.description)
    case .yesNo(let answer): return .bool(answer)
    case .terms(let number): return terms(policy.terms[Int(number)])
    case .rules(let bits):
      return .array((0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map { .int($0) })
    case .date, .symbol, .text: return .string(context.text.text(value, type))
    }
  }

  private func terms(_ terms: PaymentTerms) -> JSON {
    let parts = terms.parts.map { part -> JSON in
      .object([("share", .string(part.share.fraction.description)), ("due", due(part.due))])
    }
    let discount = terms.discount.map { discount -> JSON in
      .object([("share", .string(discount.share.fraction.description)), ("days", .int(discount.days))])
    }
    return .object([
      ("parts", .array(parts)), ("discount", discount ?? .null), ("event", .optional(terms.event)),
      ("methods", .array(terms.methods.map { .string($0) })),
    ])
  }

  private func due(_ due: PaymentTerms.Due) -> JSON {
    switch due {
    case .prepayment: .string("prepayment")
    case .cashOnDelivery: .string("cash_on_delivery")
    case .after(let moves):
      .array(
        moves.map { move in
          switch move {
          case .days(let days): .object([("days", .int(days))])
          case .endOfMonth: .string("end_of_month")
          case .endOfTenDays: .string("end_of_ten_days")
          case .dayOfMonth(let day): .object([("day_of_month", .int(day))])
          }
        }
      )
    }
  }

  func type(_ type: ValueType) -> String {
    switch type {
    case .number: "number"
    case .percent: "percent"
    case .money(let currency): "money \(currency.code)"
    case .days: "days"
    case .months: "months"
    case .years: "years"
    case .date: "date"
    case .yesNo: "yes_no"
    case .text: "text"
    case .key: "key"
    case .symbol(let number): "enumeration \(number)"
    case .terms: "terms"
    case .rules: "rules"
    }
  }

  // MARK: Steps

  private func step(_ step: Trace.Step, _ index: Int) -> JSON {
    var members: [(String, JSON)] = [("id", .int(index))]
    switch step.kind {
    case .input(let slot, let place):
      members += [
        ("op", .string("input")), ("name", .string(policy.field(slot).name)), ("of", of(slot, place)),
      ]
      if let origin = context.origin(slot, place) { members.append(("source", source(origin))) }
    case .asOf: members.append(("op", .string("as_of")))
    case .constant: members.append(("op", .string("constant")))
    case .operation(let operation, let operands):
      members += parameters(operation) + [("args", .array(operands.map { .int($0) }))]
    case .earlier(let function, let isWeighted, let sequence):
      members += parameters(function, isWeighted: isWeighted) + [("sequence", .int(sequence))]
    case .aggregate(.monthsInARow, let isWeighted, let rows, let upTo):
      members +=
        parameters(.monthsInARow, isWeighted: isWeighted) + [
          ("up_to", reference(upTo)), ("rows", .array(rows.map(row))),
        ]
    case .aggregate(let function, let isWeighted, let rows, _):
      members += parameters(function, isWeighted: isWeighted) + [("rows", .array(rows.map(row)))]
    case .cases(let cases):
      members += [
        ("op", .string("cases")),
        (
          "cases",
          .array(
            cases.map { .object([("condition", reference($0.condition)), ("result", reference($0.result))]) }
          )
        ),
      ]
    case .decision(let number): members += [("op", .string("decision")), ("decision", .int(number))]
    }
    members += [("type", .string(type(step.type))), ("value", value(step.value, step.type))]
    // An input comes from data and not from a place in the policy, however often it is read there.
    if case .input = step.kind { return .object(members) }
    return .object(members + at(step.span))
  }

  /// Where something stands in the policy, by the file's own name, so that the trace does not depend on the
  /// folder from which policyc was called; nothing for what stands in no file.
  func at(_ span: Span) -> [(String, JSON)] {
    guard let place = policy.place(span) else { return [] }
    let name = place.file.split(separator: "/").last.map(String.init) ?? place.file
    return [
      (
        "at",
        .object([("file", .string(name)), ("line", .int(place.line)), ("column", .int(place.column))])
      )
    ]
  }

  private func reference(_ step: Int?) -> JSON { step.map { .int($0) } ?? .null }

  private func row(_ row: Trace.Row) -> JSON {
    .object([
      ("of", of(row.place)), ("included", .bool(row.isIncluded)), ("condition", reference(row.condition)),
      ("value", reference(row.value)), ("weight", reference(row.weight)), ("order", reference(row.order)),
    ])
  }

  /// Whose value it is: the customer's key, and the record's name in its collection.
  private func of(_ place: Place) -> JSON {
    if place.member < 0 { return .object([("group", .bool(true))]) }
    var members: [(String, JSON)] = [("customer", .string(context.key(place.member)))]
    if place.collection >= 0 {
      members += [
        ("record", .string(policy.collections[place.collection].name)),
        ("id", .string(context.recordName(place))),
        ("number", .int(place.record)),
      ]
    }
    return .object(members)
  }

  private func of(_ slot: Slot, _ place: Place) -> JSON { of(place) }

  func name(_ rule: MonthEndRule) -> String { rule == .lastDay ? "last_day" : "next_first" }

  func name(_ rule: Rounding) -> String {
    switch rule {
    case .halfUp: "half_up"
    case .halfEven: "half_even"
    case .up: "up"
    case .down: "down"
    case .towardsZero: "towards_zero"
    }
  }

  // MARK: Definitions and decisions

  private func definition(_ definition: Trace.Definition) -> JSON {
    .object([
      ("name", .string(policy.field(definition.slot).name)), ("of", of(definition.place)),
      ("step", .int(definition.step)),
    ])
  }

  private func decision(_ trace: Trace.DecisionTrace) -> JSON {
    let decision = policy.decisions[trace.decision]
    var members: [(String, JSON)] = [
      ("name", .string(decision.name)), ("of", of(trace.place)), ("type", .string(type(decision.type))),
      ("combining", .string(decision.combining.traceName)),
    ]
    if !decision.ranking.isEmpty {
      members.append(("ranking", .array(decision.ranking.map { value($0, decision.type) })))
    }
    members += [
      ("applies", reference(trace.applicability)), ("rule_count", .int(decision.rules.count)),
      ("rules", .array(trace.rules.map { rule($0, decision) })),
      ("combined", value(trace.combined, decision.type)), ("at_least", reference(trace.atLeast)),
      ("at_most", reference(trace.atMost)), ("clamped", value(trace.clamped, decision.type)),
      (
        "rounding",
        decision.rounding.map {
          .object([("rule", .string(name($0.rule))), ("step", .string($0.step.number.description))])
        } ?? .null
      ),
      ("decided", value(trace.decided, decision.type)),
      ("override", trace.override.map { override($0, decision) } ?? .null),
      ("value", value(trace.value, decision.type)), ("step", .int(trace.step)),
    ]
    return .object(members)
  }

  private func rule(_ trace: Trace.RuleTrace, _ decision: Decision) -> JSON {
    let rule = decision.rules[trace.index]
    var members: [(String, JSON)] = [
      ("id", .string(rule.id)), ("number", .int(trace.index)), ("otherwise", .bool(rule.isOtherwise)),
      ("conditional", .bool(rule.condition != nil)), ("outcome", .string(trace.outcome.rawValue)),
      ("condition", reference(trace.condition)), ("result", reference(trace.result)),
      ("because", .optional(rule.reason())), ("cites", .array(rule.sources.map { .string($0) })),
    ]
    members += at(rule.span)
    return .object(members)
  }

  private func override(_ number: Int, _ decision: Decision) -> JSON {
    let override = policy.overrides[number]
    return .object([
      ("value", value(override.value, decision.type)), ("from", .string(override.from.description)),
      ("until", .string(override.until.description)), ("approved_by", .string(override.approvedBy)),
      ("approved_on", .string(override.approvedOn.description)),
      ("because", .optional(override.reasons.first?.text)),
    ])
  }
}

extension Combining {
  /// The name under which the trace shows it.
  var traceName: String { self == .exactlyOne ? "exactly_one" : rawValue }
}
