import Evaluation
import Exact
import PolicyModel
import Portfolio

/// What is decided about one customer, in the form in which it is handed on.
public struct DecisionRecords: Sendable {
  private let policy: Policy
  private let asOf: CalendarDate
  private let portfolio: Portfolio
  private let values: ValueJSON
  /// The files that were read, the same in each record.
  private let data: JSON
  /// Decisions on the customer, those of its group first, and, by collection, on its records; a scorecard's characteristics stay inside it.
  private let customerDecisions: [Int]
  private let recordDecisions: [(collection: Int, decisions: [Int])]
  private let outputTable: OutputTable?

  public init(_ policy: Policy, _ portfolio: Portfolio, asOf: CalendarDate) {
    self.policy = policy
    self.asOf = asOf
    self.portfolio = portfolio
    values = ValueJSON(policy, portfolio.texts)
    data = .object(JSON.inputs(portfolio))
    outputTable = policy.output.map { [values] in OutputTable(policy: policy, layout: $0, values: values) }
    let shown = policy.decisions.indices.filter { policy.decisions[$0].kind != .characteristic }
    customerDecisions = shown.filter { [.group, .customer].contains(policy.decisions[$0].slot.scope) }
    recordDecisions = policy.collections.indices.compactMap { collection in
      let found = shown.filter { policy.decisions[$0].slot.scope == .collection(collection) }
      return found.isEmpty ? nil : (collection, found)
    }
  }

  // MARK: NDJSON

  /// One line of `policyc.decision/1`, without its line end.
  public func json(_ unit: DecisionUnit, _ decided: UnitDecisions, member: Int) -> JSON {
    var members: [(String, JSON)] = [
      ("format", .string("policyc.decision/1")),
      (
        "policy",
        .object([
          ("name", .string(policy.name)), ("version", .string(policy.version)),
          ("digest", .string(policy.digest)),
        ])
      ),
      ("data", data), ("as_of", .string(asOf.description)),
      ("customer", .optional(key(unit, member))),
      ("decisions", decisions(customerDecisions, decided.outcomes[member], 0)),
    ]
    for (collection, decisions) in recordDecisions {
      let layout = policy.collections[collection]
      let records = (0..<unit.members[member].recordCounts[collection]).map { record -> JSON in
        .object([
          ("id", .string(identifier(layout, unit.members[member].records[collection], record))),
          ("decisions", self.decisions(decisions, decided.outcomes[member], record)),
        ])
      }
      members.append((layout.plural, .array(records)))
    }
    members.append(("overrides", .array(overrides(decided.outcomes[member]))))
    if policy.collections.contains(where: { $0.voucher?.kind == .agreedIndividually }) {
      members.append(("agreements", .array(agreements(unit.members[member]))))
    }
    return .object(members)
  }

  private func decisions(_ indices: [Int], _ outcomes: [[Outcome]], _ record: Int) -> JSON {
    .object(
      indices.map { index in
        let decided = decision(policy.decisions[index], outcomes[index][record])
        return (
          policy.decisions[index].name, decided.adding(reasons(policy.decisions[index], outcomes, record))
        )
      }
    )
  }

  /// The characteristics of a scorecard that cost most points; nothing for any other decision.
  private func reasons(_ decision: Decision, _ outcomes: [[Outcome]], _ record: Int) -> [(String, JSON)] {
    if decision.kind != .scorecard { return [] }
    let reasons = ScorecardReason.costliest(of: decision, policy) { index in
      let outcome = outcomes[index][record]
      return outcome.rules.first.map { (outcome.value, policy.decisions[index].rules[$0].id) }
    }
    let list = reasons.map { reason -> JSON in
      .object([
        ("characteristic", .string(reason.characteristic)), ("points", .string(reason.points.description)),
        ("best", .string(reason.best.description)), ("rule", .string(reason.rule)),
      ])
    }
    return [("cost_most", .array(list))]
  }

  /// A value with the rule that gave it; an overridden one with what the rules gave instead.
  private func decision(_ decision: Decision, _ outcome: Outcome) -> JSON {
    let given = self.given(decision, outcome)
    if outcome.override == nil { return .object(given) }
    return .object([
      ("value", values.json(outcome.value, decision.type, rules: decision.rules)),
      decision.isCombined ? ("rules", .array([])) : ("rule", .null), ("overridden", .object(given)),
    ])
  }

  private func given(_ decision: Decision, _ outcome: Outcome) -> [(String, JSON)] {
    var members: [(String, JSON)] = [
      ("value", values.json(outcome.decided, decision.type, rules: decision.rules))
    ]
    let rules = outcome.rules.map { decision.rules[$0] }
    if decision.isCombined {
      members.append(("rules", .array(rules.map { .string($0.id) })))
    } else {
      members.append(("rule", .optional(rules.first?.id)))
    }
    if let channels = rules.first?.channels, !channels.isEmpty {
      members.append(("by", .array(channels.map { .string($0) })))
    }
    if let approvals = rules.first?.approvals, !approvals.isEmpty {
      members.append(("approval", .array(approvals.map { .string($0) })))
    }
    return members
  }

  private func overrides(_ outcomes: [[Outcome]]) -> [JSON] {
    customerDecisions.compactMap { index in
      guard let number = outcomes[index][0].override else { return nil }
      let override = policy.overrides[number]
      return .object([
        ("decision", .string(policy.decisions[index].name)),
        ("value", values.json(override.value, policy.decisions[index].type)),
        ("approved_by", .string(override.approvedBy)),
        ("approved_on", .string(override.approvedOn.description)),
        ("from", .string(override.from.description)), ("until", .string(override.until.description)),
        ("because", .optional(override.reasons.first?.text)),
      ])
    }
  }

  /// What was agreed individually and still counts on the as-of date.
  private func agreements(_ member: DecisionUnit.Member) -> [JSON] {
    policy.collections.enumerated().flatMap { index, layout -> [JSON] in
      guard let voucher = layout.voucher, voucher.kind == .agreedIndividually else { return [] }
      return (0..<member.recordCounts[index]).compactMap { record -> JSON? in
        func value(_ attribute: Int) -> Value {
          member.records[index][record * layout.attributeCount + attribute]
        }
        guard case .date(let last) = value(voucher.day), last >= asOf else { return nil }
        return .object([
          ("record", .string(layout.name)),
          ("id", .string(identifier(layout, member.records[index], record))),
          ("approved_by", .optional(portfolio.text(of: value(voucher.person)))),
          ("because", .optional(voucher.reason.flatMap { portfolio.text(of: value($0)) })),
          ("until", .string(last.description)),
        ])
      }
    }
  }

  // MARK: CSV

  /// A row for each customer and one for each record that has decisions of its own; each decision has a column
  /// for its value and one for its rule.
  ///
  /// Where the policy lays out its output, the table is that one.
  public func appendCSVHeading(to bytes: inout [UInt8]) {
    if let outputTable { return outputTable.appendHeading(to: &bytes) }
    var cells = ["customer"] + recordDecisions.map { policy.collections[$0.collection].name }
    for index in customerDecisions + recordDecisions.flatMap(\.decisions) {
      let decision = policy.decisions[index]
      var heading = decision.name
      if case .money(let currency) = decision.type { heading += "_" + currency.code }
      cells += [heading, decision.name + "_rule"]
    }
    cells.append("overridden")
    CSVText.appendRow(cells, to: &bytes)
  }

  public func appendCSV(_ unit: DecisionUnit, _ decided: UnitDecisions, member: Int, to bytes: inout [UInt8])
  {
    if let outputTable { return outputTable.append(unit, decided, member: member, to: &bytes) }
    let outcomes = decided.outcomes[member]
    let customer = key(unit, member)
    let all = customerDecisions + recordDecisions.flatMap(\.decisions)
    let overridden = customerDecisions.filter { outcomes[$0][0].override != nil }.map {
      policy.decisions[$0].name
    }
    let blank = [String?](repeating: nil, count: recordDecisions.count)
    CSVText.appendRow(
      [customer] + blank + cells(all, Set(customerDecisions), outcomes, 0) + [
        overridden.joined(separator: " ")
      ],
      to: &bytes
    )
    for (position, entry) in recordDecisions.enumerated() {
      let layout = policy.collections[entry.collection]
      for record in 0..<unit.members[member].recordCounts[entry.collection] {
        var identifiers = blank
        identifiers[position] = identifier(layout, unit.members[member].records[entry.collection], record)
        CSVText.appendRow(
          [customer] + identifiers + cells(all, Set(entry.decisions), outcomes, record) + [nil],
          to: &bytes
        )
      }
    }
  }

  private func cells(_ all: [Int], _ shown: Set<Int>, _ outcomes: [[Outcome]], _ record: Int) -> [String?] {
    all.flatMap { index -> [String?] in
      guard shown.contains(index) else { return [nil, nil] }
      let decision = policy.decisions[index]
      let outcome = outcomes[index][record]
      return [
        values.cell(outcome.value, decision.type, rules: decision.rules),
        outcome.override == nil
          ? outcome.rules.map { decision.rules[$0].id }.joined(separator: " ") : "override",
      ]
    }
  }

  // MARK: Table

  /// The headings and cells of the table for people: the customer's decisions and the reason of the first.
  public var tableHeadings: [String] {
    ["customer"] + customerDecisions.map { policy.decisions[$0].name } + ["because"]
  }

  public func tableRow(_ unit: DecisionUnit, _ decided: UnitDecisions, member: Int) -> [String] {
    let outcomes = decided.outcomes[member]
    var row = [key(unit, member) ?? "?"]
    for index in customerDecisions {
      let (decision, outcome) = (policy.decisions[index], outcomes[index][0])
      let text: String
      if outcome.value.isMissing {
        text = "-"
      } else if case .rules = decision.type {
        text = values.cell(outcome.value, decision.type, rules: decision.rules) ?? ""
      } else {
        text = values.text.text(outcome.value, decision.type)
      }
      row.append(text + (outcome.override == nil ? "" : " *"))
    }
    let reason = customerDecisions.lazy.compactMap { index in
      outcomes[index][0].rules.first.flatMap { policy.decisions[index].rules[$0].reason() }
    }.first
    row.append(reason ?? "")
    return row
  }

  // MARK: Names

  /// The customer's key.
  public func key(_ unit: DecisionUnit, _ member: Int) -> String? {
    policy.customer.key.flatMap { portfolio.text(of: unit.members[member].attributes[$0]) }
  }

  private func identifier(_ layout: Layout, _ values: [Value], _ record: Int) -> String {
    if let key = layout.key, let text = portfolio.text(of: values[record * layout.attributeCount + key]) {
      return text
    }
    return String(record + 1)
  }
}

extension Decision {
  /// Whether several rules can stand behind its value.
  public var isCombined: Bool { combining != .first && combining != .exactlyOne }
}
