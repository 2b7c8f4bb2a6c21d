import Evaluation
import Exact
import PolicyModel

/// Why the other steps of an escalation are not taken: held back by a state, taken already, not yet their turn,
/// or not yet due; and which one comes next.
struct StepsText {
  private let context: TraceContext
  private let conditions: ConditionText
  private let style: Style
  private let trace: Trace.DecisionTrace
  private let decision: Decision
  private var steps: [Trace.Step] { context.trace.steps }

  init(_ trace: Trace.DecisionTrace, _ context: TraceContext, _ conditions: ConditionText, _ style: Style) {
    self.trace = trace
    self.context = context
    self.conditions = conditions
    self.style = style
    decision = context.policy.decisions[trace.decision]
  }

  private enum Reason {
    case notReached, heldBack, taken, notItsTurn
    /// The parts of its condition that fail.
    case other([Int])
  }

  func lines() -> [String] {
    var lines: [String] = []
    var (notReached, heldBack, taken, waiting) = ([String](), [String](), [String](), [String]())
    var next: (label: String, date: CalendarDate)?
    for rule in trace.rules {
      let label = decision.rules[rule.index].label
      switch rule.outcome {
      case .applies: continue
      case .notReached: notReached.append(label)
      case .outranked: lines.append("  outranked: \(label) gives \(rule.result.map(context.value) ?? "")")
      case .doesNotApply:
        guard let condition = rule.condition else { continue }
        switch reason(rule, condition) {
        case .notReached: notReached.append(label)
        case .heldBack: heldBack.append(label)
        case .taken: taken.append(label)
        case .notItsTurn: waiting.append(label)
        case .other(let parts):
          lines.append(not(label, parts.map(failing).joined(separator: "; and ")))
          if let date = date(rule, parts), date < next?.date ?? .latest { next = (label, date) }
        }
      }
    }
    if !heldBack.isEmpty { lines.append(not(heldBack, "held back by \(state)")) }
    if !taken.isEmpty { lines.append(not(taken, "taken already, \(lastStep)")) }
    if !waiting.isEmpty { lines.append(not(waiting, "not yet in turn, \(lastStep)")) }
    if let next {
      let days = context.asOf.days(to: next.date)
      lines.append(
        "  \(style.bold("next")): \(next.label) from \(next.date) on, in \(days) \(days == 1 ? "day" : "days"), if nothing else changes"
      )
    }
    if !notReached.isEmpty {
      lines.append("  \(style.dim("not reached")): \(notReached.joined(separator: ", "))")
    }
    return lines
  }

  private func not(_ label: String, _ why: String) -> String { "  \(style.dim("not")) \(label): \(why)" }

  private func not(_ labels: [String], _ why: String) -> String {
    not(labels.joined(separator: ", "), why)
  }

  /// Why a part of a condition fails; a date to come as such.
  private func failing(_ part: Int) -> String {
    guard case .operation(.atLeast, let sides) = steps[part].kind, case .asOf = steps[sides[0]].kind,
      case .date(let date) = steps[sides[1]].value
    else { return conditions.failing(part) }
    let days = context.asOf.days(to: date)
    let rule = context.written(steps[sides[1]].span)
    return "due on \(date) (\(rule)), in \(days) \(days == 1 ? "day" : "days")"
  }

  private var state: String { context.text.text(trace.decided, decision.type) }

  /// `last_step is reminder`, as it stands in the data.
  private var lastStep: String {
    guard let taken = decision.stepsTaken else { return "" }
    return [taken.last, taken.on].map { slot in
      let field = context.policy.field(slot)
      let step = steps.first { step in
        if case .input(slot, trace.place) = step.kind { true } else { false }
      }
      let value = step.map { context.text.text($0.value, $0.type) } ?? "missing"
      return "\(field.name) is \(value)"
    }.joined(separator: " and ")
  }

  private func reason(_ rule: Trace.RuleTrace, _ condition: Int) -> Reason {
    var parts = [condition]
    if case .operation(.and, let operands) = steps[condition].kind { parts = operands }
    let failing = parts.filter { !steps[$0].value.isYes }
    let first = parts.firstIndex { !steps[$0].value.isYes } ?? 0
    if decision.rules[rule.index].state != nil {
      // The states before it stand first in the condition of a state.
      let before = decision.rules[..<rule.index].count { $0.state != nil }
      return first < before ? .notReached : .other(Array(failing.prefix(1)))
    }
    // What a step must not be held back by stands first in its condition, then whether it is its turn.
    if first < decision.rules.count(where: { $0.state != nil }) { return .heldBack }
    guard let taken = decision.stepsTaken, reads(parts[first], taken.last) else { return .other(failing) }
    return isTaken(rule, taken) ? .taken : .notItsTurn
  }

  private func reads(_ step: Int, _ slot: Slot) -> Bool {
    guard case .operation(_, let operands) = steps[step].kind, let first = operands.first,
      case .input(slot, _) = steps[first].kind
    else { return false }
    return true
  }

  private func isTaken(_ rule: Trace.RuleTrace, _ taken: StepsTaken) -> Bool {
    guard case .symbol(let step)? = decision.rules[rule.index].result.constant,
      let last = decision.step(context.unit.value(taken.last, trace.place, context.policy), context.policy)
    else { return false }
    return step <= last
  }

  /// The day from which a step is due where nothing but the day is missing for it; of steps behind the one that
  /// is decided now, none.
  private func date(_ rule: Trace.RuleTrace, _ parts: [Int]) -> CalendarDate? {
    guard case .symbol(let step)? = decision.rules[rule.index].result.constant,
      decision.rules[rule.index].state == nil, case .symbol(let now) = trace.combined, step > now
    else { return nil }
    let dates = parts.map(dayReached)
    return dates.contains { $0 == nil } ? nil : dates.compactMap { $0 }.max()
  }

  /// The day on which a comparison with the as-of date, or with days up to it, begins to hold.
  private func dayReached(_ part: Int) -> CalendarDate? {
    guard case .operation(let operation, let sides) = steps[part].kind,
      operation == .atLeast || operation == .more
    else { return nil }
    switch (steps[sides[0]].kind, steps[sides[0]].value, steps[sides[1]].value) {
    case (.asOf, _, .date(let date)): return operation == .more ? date.adding(days: 1) : date
    case (.operation(.daysBetween, let ends), .number(let now), .number(let wanted)):
      guard case .asOf = steps[ends[1]].kind, let now = now.wholeValue, let wanted = wanted.wholeValue else {
        return nil
      }
      return context.asOf.adding(days: wanted - now + (operation == .more ? 1 : 0))
    default: return nil
    }
  }
}
