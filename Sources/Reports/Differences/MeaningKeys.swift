import Exact
import PolicyModel

/// What each part of a policy says, by names, so that the parts of two editions can be compared.
///
/// Text, comments, the order of declarations, labels and reasons of rules are not in it.
struct MeaningKeys {
  let policy: Policy

  // MARK: Declarations

  func type(_ field: Field) -> String { type(field.type, isOrdered: true) }

  private func type(_ type: ValueType, isOrdered: Bool) -> String {
    guard case .symbol(let number) = type else {
      if case .money(let currency) = type { return "money \(currency.code)" }
      return "\(type)"
    }
    let names = policy.enumerations[number]
    let members = isOrdered ? names.members : names.members.sorted()
    return "\(names.isOrdered ? "scale" : "one of") \(members) \(names.outside) \(names.isStrictestLast)"
  }

  /// The range of an attribute; empty for what has none.
  func range(_ field: Field) -> String {
    let text = ValueText(policy: policy)
    if let shape = field.shape {
      return
        "from \(text.text(.number(shape.low), field.type)) to \(text.text(.number(shape.high), field.type))"
    }
    if let dates = field.attribute?.dates { return "from \(dates.lowerBound) to \(dates.upperBound)" }
    return ""
  }

  func attribute(_ field: Field, _ attribute: Attribute) -> String {
    let terms = attribute.terms.map { policy.terms[Int($0)].description }
    return "\(type(field)) \(range(field)) \(field.shape?.decimals ?? -1) \(attribute.isOptional) \(terms)"
  }

  // MARK: Decisions

  func decision(_ number: Int) -> String {
    let decision = policy.decisions[number]
    var parts = head(decision)
    let isInOrder = [.first, .all].contains(decision.combining) || decision.stepsTaken != nil
    let rules = decision.rules.map { rule(decision, $0) }
    parts.append(contentsOf: isInOrder ? rules : rules.sorted())
    parts += policy.overrides.filter { $0.decision == number }.map { override($0, decision) }.sorted()
    return parts.joined(separator: "\n")
  }

  private func head(_ decision: Decision) -> [String] {
    // The names of a segment are those of its rules, in no order.
    let names = type(decision.type, isOrdered: decision.kind != .segment)
    return [
      "\(decision.kind) \(names) \(decision.combining) \(decision.scale.map { "\($0)" } ?? "-")",
      ranking(decision).joined(separator: " "), key(decision.applicability), key(decision.atLeast),
      key(decision.atMost), rounding(decision), decision.approvalOf.map { NamedNode.key($0, policy) } ?? "-",
      decision.stepsTaken.map { NamedNode.key($0.last, policy) + NamedNode.key($0.on, policy) } ?? "-",
    ]
  }

  func ranking(_ decision: Decision) -> [String] {
    decision.ranking.map { ValueText(policy: policy).text($0, decision.type) }
  }

  func rounding(_ decision: Decision) -> String {
    guard let (rule, step) = decision.rounding else { return "" }
    return "rounded \(rule.words) to " + ValueText(policy: policy).text(.number(step.number), decision.type)
  }

  func key(_ node: Node?) -> String { node.map { NamedNode($0, policy).key } ?? "-" }

  private func rule(_ decision: Decision, _ rule: Rule) -> String {
    // Of a list of rules the labels are the result.
    let label = decision.combining == .all ? rule.label : ""
    return [
      label, rule.isOtherwise ? "otherwise" : key(rule.condition), key(rule.result), "\(rule.channels)",
      "\(rule.approvals)", rule.state?.rawValue ?? "",
    ].joined(separator: "|")
  }

  func override(_ override: Override, _ decision: Decision) -> String {
    "\(customer(override)) \(NamedNode.key(override.value, decision.type, policy)) \(override.from) \(override.until)"
  }

  func customer(_ override: Override) -> String {
    ValueText(policy: policy).text(.text(override.customer), .key)
  }

  // MARK: Tables

  func rates(_ table: RateTable) -> String {
    "\(table.type) " + table.rows.map { "\($0.from) \($0.value.description)" }.joined(separator: ", ")
  }

  var calendar: String {
    guard let calendar = policy.calendar else { return "" }
    let closed = Set(calendar.closings.flatMap(\.weekdays).map { "\($0)" })
    let days = Set(calendar.closings.flatMap(\.dates).map(\.description))
    return "\(calendar.covers) \(closed.sorted()) \(days.sorted())"
  }

  // MARK: What a decision reads

  /// What each part says that a decision reads, itself among them, directly or through others, by its name.
  ///
  /// - Parameter throughDecisions: whether what other decisions read counts as well.
  func closure(_ number: Int, throughDecisions: Bool = true) -> [String: String] {
    var found: [String: String] = [:]
    var pending: [Slot] = [policy.decisions[number].slot]
    while let slot = pending.popLast() {
      let name = NamedNode.key(slot, policy)
      if found[name] != nil { continue }
      let field = policy.field(slot)
      var nodes: [Node] = []
      switch field.origin {
      case .attribute(let attribute): found[name] = self.attribute(field, attribute)
      case .definition(let node):
        found[name] = key(node)
        nodes = [node]
      case .decision(let index):
        found[name] = decision(index)
        if !throughDecisions, index != number, policy.decisions[index].isShown { continue }
        nodes = policy.decisions[index].nodes
        if let slot = policy.decisions[index].approvalOf { pending.append(slot) }
      }
      if slot.scope == .group { found["(groups)"] = "\(policy.hasGroups)" }
      for node in nodes { add(node, &pending, &found) }
    }
    return found
  }

  private func add(_ node: Node, _ pending: inout [Slot], _ found: inout [String: String]) {
    switch node.kind {
    case .read(let slot): pending.append(slot)
    case .aggregate(let aggregate) where aggregate.scope == .customer:
      found["(groups)"] = "\(policy.hasGroups)"
    case .apply(.rateOn(let table), _):
      found["(rates) " + policy.rates[table].name] = rates(policy.rates[table])
    case .apply(.interest(let interest), _):
      if let table = interest.rates {
        found["(rates) " + policy.rates[table].name] = rates(policy.rates[table])
      }
    case .apply(.workingDaysAfter, _), .apply(.workingDaysBefore, _), .apply(.workingDaysBetween, _),
      .apply(.firstWorkingDay, _):
      found["(calendar)"] = calendar
    default: break
    }
    for child in node.children { add(child, &pending, &found) }
  }
}
