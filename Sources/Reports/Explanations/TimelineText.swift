import Evaluation
import Exact
import PolicyModel

/// The dates to come of a customer's escalations: what is done from which day on, how, and by which rule.
public struct TimelineText {
  private let timeline: Timeline
  private let context: TraceContext
  private let style: Style
  private var policy: Policy { context.policy }

  public init(_ timeline: Timeline, _ context: TraceContext, style: Style = .plain) {
    self.timeline = timeline
    self.context = context
    self.style = style
  }

  /// The text; with a key only of the records that have it.
  public func text(record key: String? = nil) -> String {
    var lines = [
      style.bold("Customer \(context.key(context.member))")
        + " under \"\(policy.name)\" version \(policy.version), from \(context.asOf) on if nothing changes",
      style.dim(policy.digest), "",
    ]
    for course in timeline.courses(of: key, context) where !course.events.isEmpty {
      lines += [heading(course)] + events(course) + [""]
    }
    lines.append(end)
    return lines.map(ShownText.asOneLine).joined(separator: "\n") + "\n"
  }

  /// The escalation, its record, and the amounts and dates on which its steps depend.
  private func heading(_ course: Timeline.Course) -> String {
    let decision = policy.decisions[course.decision]
    let record =
      course.place.collection < 0
      ? "" : " of \(policy.collections[course.place.collection].name) \(context.recordName(course.place))"
    let facts = context.facts(decision, course.place).map { ", " + $0 }.joined()
    return style.bold("\(decision.name)\(record)") + facts
  }

  private func events(_ course: Timeline.Course) -> [String] {
    let decision = policy.decisions[course.decision]
    let shown = course.shown(decision)
    if shown.isEmpty { return ["  nothing"] }
    let rows = shown.map { event -> [String] in
      let rules = event.rules.map { decision.rules[$0] }
      let value = event.value.isMissing ? "does not apply" : context.text.text(event.value, decision.type)
      return [event.date.description, value, how(rules), rules.map(cited).joined(separator: ", ")]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map {
        $0.offset < 3 ? $0.element.padded(widths[$0.offset]) : style.dim($0.element)
      }
      var line = "  " + cells.filter { !$0.isEmpty }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func how(_ rules: [Rule]) -> String {
    guard let rule = rules.first else { return "" }
    var parts: [String] = []
    if let state = rule.state { parts.append(state.rawValue) }
    if !rule.channels.isEmpty { parts.append("by " + rule.channels.joined(separator: " and ")) }
    if !rule.approvals.isEmpty {
      parts.append("needs approval by \(rule.approvals.joined(separator: " and "))")
    }
    return parts.joined(separator: ", ")
  }

  private func cited(_ rule: Rule) -> String { "\(rule.id) (\(context.place(rule.span)))" }

  private var end: String {
    switch timeline.end {
    case .settled: return "Nothing more is to come."
    case .horizon: return "Looked at until \(timeline.through)."
    case .notInForce:
      return "Looked at until \(timeline.through), the last day on which the policy is in force."
    case .undecided(let date, let failure):
      return "From \(date) on nothing can be decided: \(failure.message(policy))."
    }
  }
}

extension Timeline {
  /// The courses of a member; with a key only those of the records that have it.
  func courses(of key: String?, _ context: TraceContext) -> [Course] {
    guard let key else { return courses }
    return courses.filter { $0.place.collection >= 0 && context.recordName($0.place) == key }
  }
}

extension Timeline.Course {
  /// The events without the days on which a step has been taken and the next is not yet due.
  func shown(_ decision: Decision) -> [Timeline.Event] {
    var wasStep = true
    return events.filter { event in
      let rules = event.rules.map { decision.rules[$0] }
      let isOtherwise = rules.contains(where: \.isOtherwise)
      defer { wasStep = !isOtherwise && !event.value.isMissing && !rules.contains { $0.state != nil } }
      return !isOtherwise || !wasStep
    }
  }
}

extension TraceContext {
  /// The amounts that decide whether an escalation is made and the dates from which its steps count, as they are
  /// given or computed on the as-of date.
  func facts(_ decision: Decision, _ place: Place) -> [String] {
    var slots: [Slot] = decision.applicability?.reads.filter { isAmount($0) } ?? []
    let taken = decision.stepsTaken.map { [$0.last, $0.on] } ?? []
    for rule in decision.rules where rule.state == nil {
      slots += rule.condition?.reads.filter { policy.field($0).type == .date && !taken.contains($0) } ?? []
    }
    var seen: Set<Slot> = []
    return slots.filter { seen.insert($0).inserted }.compactMap { slot in
      guard let value = value(slot, place), !value.isMissing else { return nil }
      return "\(policy.field(slot).name) \(text.text(value, policy.field(slot).type))"
    }
  }

  private func isAmount(_ slot: Slot) -> Bool {
    if case .money = policy.field(slot).type { true } else { false }
  }

  /// The value of a field, as far as the trace has it.
  private func value(_ slot: Slot, _ place: Place) -> Value? {
    var home = place
    switch slot.scope {
    case .group: home = .group
    case .customer: home = Place(member: place.member)
    case .collection: break
    }
    if policy.field(slot).attribute != nil {
      return slot.scope == .group ? nil : unit.value(slot, home, policy)
    }
    return trace.definitions.first { $0.slot == slot && $0.place == home }.map { trace.steps[$0.step].value }
  }
}
