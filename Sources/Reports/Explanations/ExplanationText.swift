import Evaluation
import Exact
import PolicyModel
import PolicySyntax

/// One customer's decisions for a reader: what was decided and why, what did not apply and why not, and every
/// value down to the cells it came from.
public struct ExplanationText {
  private let context: TraceContext
  private let style: Style
  private let conditions: ConditionText
  private var policy: Policy { context.policy }

  public init(_ context: TraceContext, style: Style = .plain) {
    self.context = context
    self.style = style
    conditions = ConditionText(context)
  }

  public func text() -> String {
    var lines: [String] = [
      style.bold("Customer \(context.key(context.member))")
        + " under \"\(policy.name)\" version \(policy.version), as of \(context.asOf)",
      style.dim(policy.digest), "",
    ]
    for trace in shown where !isSettled(trace) { lines += decision(trace) + [""] }
    lines += settled()
    lines += values()
    return lines.map(ShownText.asOneLine).joined(separator: "\n") + "\n"
  }

  /// The lines of some decisions alone.
  func decisions(_ isShown: (Trace.DecisionTrace) -> Bool) -> [String] {
    context.trace.decisions.filter(isShown).flatMap { decision($0) }
  }

  /// A decision on a record for which none is made.
  private func isSettled(_ trace: Trace.DecisionTrace) -> Bool {
    trace.value.isMissing && trace.place.collection >= 0
  }

  /// Records for which a decision is not made: a line for each decision and part of its condition that fails.
  private func settled() -> [String] {
    struct Group {
      let decision: Int
      let collection: Int
      let part: Span?
      var names: [String] = []
      var reasons: Set<String> = []
    }
    var groups: [Group] = []
    for trace in shown where isSettled(trace) {
      let part = trace.applicability.map(conditions.failingPart)
      let span = part.map { context.trace.steps[$0].span }
      var index = groups.firstIndex { $0.decision == trace.decision && $0.part == span }
      if index == nil {
        index = groups.count
        groups.append(Group(decision: trace.decision, collection: trace.place.collection, part: span))
      }
      if let index {
        groups[index].names.append(context.recordName(trace.place))
        if let part { groups[index].reasons.insert(conditions.notHolding(part)) }
      }
    }
    return groups.flatMap { group -> [String] in
      let layout = policy.collections[group.collection]
      let names = group.names.joined(separator: ", ")
      let records = "\(group.names.count == 1 ? layout.name : layout.plural) \(names)"
      // Many records with values of their own share the condition instead.
      let why =
        group.reasons.count == 1
        ? group.reasons.first : group.part.map { "it is not so that \(context.written($0))" }
      let because = why.map { ", because \($0)" } ?? ""
      let name = policy.decisions[group.decision].name
      return [style.dim("\(name): not decided for \(records)\(because)"), ""]
    }
  }

  /// The member's decisions in the order of the policy, those on the customer before those on its records.
  private var shown: [Trace.DecisionTrace] {
    context.trace.decisions.filter {
      ($0.place.member == context.member || $0.place == .group) && !isPart($0)
    }.sorted {
      let (left, right) = ($0.place, $1.place)
      return (left.collection, $0.decision, left.record) < (right.collection, $1.decision, right.record)
    }
  }

  /// Characteristics are shown with their scorecard.
  private func isPart(_ trace: Trace.DecisionTrace) -> Bool {
    policy.decisions[trace.decision].kind == .characteristic
  }

  // MARK: Decisions

  /// The lines of one decision.
  ///
  /// - Parameter besides: the ids of rules that are shown though they did not decide; nil for all.
  func decision(_ trace: Trace.DecisionTrace, besides: Set<String>? = nil) -> [String] {
    let decision = policy.decisions[trace.decision]
    let subject =
      trace.place.collection >= 0
      ? " of \(policy.collections[trace.place.collection].name) \(context.recordName(trace.place))" : ""
    guard !trace.value.isMissing else {
      let why = trace.applicability.map { ": " + conditions.failing($0) } ?? ""
      return [style.bold("\(decision.name)\(subject): does not apply") + why]
    }
    var lines = [style.bold("\(decision.name)\(subject): \(show(trace.value, decision))")]
    lines += arithmetic(trace, decision)
    for rule in trace.rules where rule.outcome == .applies { lines += applied(rule, decision, trace) }
    if decision.kind == .escalation { lines += StepsText(trace, context, conditions, style).lines() }
    for rule in trace.rules where decision.kind != .escalation {
      if let besides, !besides.contains(decision.rules[rule.index].id) { continue }
      switch rule.outcome {
      case .applies, .notReached: break
      case .outranked:
        lines.append("  outranked: \(label(rule, decision)) gives \(rule.result.map(context.value) ?? "")")
      case .doesNotApply:
        let why = rule.condition.map(conditions.failing) ?? ""
        lines.append("  \(style.dim("not")) \(label(rule, decision)): \(why)")
      }
    }
    // Of an escalation the steps have been named already.
    let skipped =
      decision.kind == .escalation
        || besides != nil
      ? [] : trace.rules.filter { $0.outcome == .notReached }.map { label($0, decision) }
    let costs = ScorecardReason.costliest(of: decision, policy, outcome)
    if !costs.isEmpty {
      let parts = costs.map { "\($0.characteristic) (\($0.points) of \($0.best))" }
      lines.append("  \(style.dim("cost most points")): \(parts.joined(separator: ", "))")
    }
    if !skipped.isEmpty { lines.append("  \(style.dim("not reached")): \(skipped.joined(separator: ", "))") }
    return lines
  }

  /// What a decision on the customer came to, and the rule behind it.
  private func outcome(_ number: Int) -> (value: Value, rule: String)? {
    guard
      let trace = context.trace.decisions.first(where: {
        $0.decision == number && ($0.place.member == context.member || $0.place == .group)
      }), let rule = trace.rules.first(where: { $0.outcome == .applies })
    else { return nil }
    return (trace.value, policy.decisions[number].rules[rule.index].id)
  }

  private func show(_ value: Value, _ decision: Decision) -> String {
    guard case .rules(let bits) = value else { return context.text.text(value, decision.type) }
    let labels = decision.rules.indices.filter { bits >> UInt64($0) & 1 == 1 }.map {
      decision.rules[$0].label
    }
    return labels.isEmpty ? "none" : labels.joined(separator: ", ")
  }

  private func label(_ rule: Trace.RuleTrace, _ decision: Decision) -> String {
    decision.rules[rule.index].label
  }

  private func applied(_ trace: Trace.RuleTrace, _ decision: Decision, _ whole: Trace.DecisionTrace)
    -> [String]
  {
    let rule = decision.rules[trace.index]
    var lines = ["  by \(style.green(rule.id)) (\(context.place(rule.span)))"]
    if decision.kind == .scorecard, let result = trace.result {
      lines = ["  \(style.green(rule.id)) \(context.value(result))" + characteristic(rule.id)]
    }
    if let reason = rule.reason() { lines.append("     because \"\(reason)\"") }
    for source in rule.sources { lines.append("     cites \"\(source)\"") }
    if let condition = trace.condition {
      lines += conditions.holding(condition).map { "     \(style.green("✓")) \($0)" }
    } else if rule.isOtherwise {
      lines.append("     no other rule applies")
    }
    if decision.kind != .scorecard, let result = trace.result {
      let formula = conditions.formula(result)
      if let first = formula.first {
        lines.append("     = \(first)")
        lines += formula.dropFirst().map { "       \($0)" }
      }
    }
    if !rule.approvals.isEmpty {
      lines.append("     needs approval by \(rule.approvals.joined(separator: " and "))")
    }
    if !rule.channels.isEmpty { lines.append("     by \(rule.channels.joined(separator: " and "))") }
    return lines
  }

  /// Which rule of a characteristic gave its points, and why.
  private func characteristic(_ name: String) -> String {
    guard
      let trace = context.trace.decisions.first(where: {
        ($0.place.member == context.member || $0.place == .group)
          && policy.decisions[$0.decision].name == name
      }), let rule = trace.rules.first(where: { $0.outcome == .applies })
    else { return "" }
    let why = rule.condition.map { conditions.holding($0).joined(separator: ", ") } ?? "no other case applies"
    return "  (\(why))"
  }

  /// How the rule's result became the decision's: clamps, rounding, override.
  private func arithmetic(_ trace: Trace.DecisionTrace, _ decision: Decision) -> [String] {
    var lines: [String] = []
    let type = decision.type
    if trace.clamped != trace.combined {
      let isRaised = trace.atLeast.map { context.trace.steps[$0].value == trace.clamped } ?? false
      lines.append(
        "  \(context.text.text(trace.combined, type)) by its rules, but \(isRaised ? "at least" : "at most") "
          + context.text.text(trace.clamped, type)
      )
    }
    if trace.decided != trace.clamped, let rounding = decision.rounding {
      lines.append(
        "  \(context.text.text(trace.clamped, type)), rounded \(rounding.rule.words) to \(context.text.text(.number(rounding.step.number), type)): "
          + context.text.text(trace.decided, type)
      )
    }
    if let number = trace.override {
      let override = policy.overrides[number]
      lines.append(
        "  \(style.yellow("override")) until \(override.until), approved by \(override.approvedBy) on \(override.approvedOn): "
          + "\(context.text.text(override.value, type)) instead of \(context.text.text(trace.decided, type))"
      )
      for reason in override.reasons { lines.append("     because \"\(reason.text)\"") }
    }
    return lines
  }

  // MARK: Values

  /// Every definition of the customer with what it was computed from, then its records.
  private func values() -> [String] {
    var lines = context.trace.definitions.filter {
      $0.place == Place(member: context.member) || $0.place == .group
    }.flatMap(value)
    if !lines.isEmpty { lines.insert(style.bold("Values"), at: 0) }
    let attributes = inputs { $0.collection < 0 && $0.member == context.member }
    if !attributes.isEmpty {
      if !lines.isEmpty { lines.append("") }
      lines += [style.bold("Given")] + attributes
    }
    for (index, layout) in policy.collections.enumerated() {
      for record in 0..<unitCount(index) {
        let place = Place(member: context.member, collection: index, record: record)
        let given = inputs { $0 == place }
        if given.isEmpty { continue }
        lines += ["", style.bold("\(layout.name) \(context.recordName(place))")]
        lines += given
        for definition in context.trace.definitions where definition.place == place {
          lines += value(definition)
        }
      }
    }
    return lines
  }

  private func unitCount(_ collection: Int) -> Int {
    context.unit.members[context.member].recordCounts[collection]
  }

  private func value(_ definition: Trace.Definition) -> [String] {
    let field = policy.field(definition.slot)
    let step = context.trace.steps[definition.step]
    var formula = context.written(step.span)
    if formula == field.name { formula = "" }
    var lines = ["  \(field.name.padded(18)) \(context.value(definition.step))  \(style.dim("= " + formula))"]
    lines += TableText(context).lines(definition.step).map { "     " + style.dim($0) }
    if case .aggregate(_, _, let rows, _) = step.kind {
      for row in rows where row.isIncluded {
        let shown = row.value.map { "  " + context.value($0) } ?? ""
        let name = row.place.collection >= 0 ? context.recordName(row.place) : context.key(row.place.member)
        lines.append("     \(name)\(shown)")
      }
      let left = rows.filter { !$0.isIncluded }.count
      if left > 0 { lines.append("     \(style.dim("\(left) left out by the condition"))") }
    }
    return lines
  }

  private func inputs(_ isShown: (Place) -> Bool) -> [String] {
    context.trace.steps.compactMap { step in
      guard case .input(let slot, let place) = step.kind, isShown(place) else { return nil }
      let origin = context.origin(slot, place).map { origin -> String in
        let position = origin.position >= 0 ? "[\(origin.position)]" : ""
        return "  " + style.dim("\(origin.file):\(origin.row)\(position) \(origin.column)")
      }
      return
        "  \(policy.field(slot).name.padded(18)) \(context.text.text(step.value, step.type))\(origin ?? "")"
    }
  }
}

extension Rounding {
  /// The rule as the language writes it.
  var words: String {
    switch self {
    case .halfUp: "half up"
    case .halfEven: "half even"
    case .up: "up"
    case .down: "down"
    case .towardsZero: "towards zero"
    }
  }
}
