import Evaluation
import Exact
import PolicyModel

/// The dates to come as data, `policyc.timeline/1`.
public struct TimelineJSON {
  private let timeline: Timeline
  private let context: TraceContext
  private var policy: Policy { context.policy }

  public init(_ timeline: Timeline, _ context: TraceContext) {
    self.timeline = timeline
    self.context = context
  }

  /// The whole document; with a key only with the records that have it.
  public func document(record key: String? = nil) -> JSON {
    .object([
      ("format", .string("policyc.timeline/1")),
      (
        "policy",
        .object([
          ("name", .string(policy.name)), ("version", .string(policy.version)),
          ("digest", .string(policy.digest)),
        ])
      ),
      ("customer", .string(context.key(context.member))), ("from", .string(context.asOf.description)),
      ("through", .string(timeline.through.description)), ("end", end),
      ("escalations", .array(timeline.courses(of: key, context).map(course))),
    ])
  }

  private var end: JSON {
    switch timeline.end {
    case .settled: .string("settled")
    case .horizon: .string("horizon")
    case .notInForce: .string("not_in_force")
    case .undecided: .string("undecided")
    }
  }

  private func course(_ course: Timeline.Course) -> JSON {
    let decision = policy.decisions[course.decision]
    let isOfRecord = course.place.collection >= 0
    return .object([
      ("decision", .string(decision.name)),
      ("record", isOfRecord ? .string(policy.collections[course.place.collection].name) : .null),
      ("id", isOfRecord ? .string(context.recordName(course.place)) : .null),
      ("stopped", .bool(course.isStopped)),
      ("dates", .array(course.shown(decision).map { event($0, decision) })),
    ])
  }

  private func event(_ event: Timeline.Event, _ decision: Decision) -> JSON {
    let rules = event.rules.map { decision.rules[$0] }
    let value = event.value.isMissing ? nil : context.text.text(event.value, decision.type)
    return .object([
      ("date", .string(event.date.description)), ("value", .optional(value)),
      ("state", .optional(rules.first?.state?.rawValue)),
      ("rules", .array(rules.map { .string($0.id) })),
      ("by", .array((rules.first?.channels ?? []).map { .string($0) })),
      ("approvals", .array((rules.first?.approvals ?? []).map { .string($0) })),
      ("because", .optional(rules.first?.reason())),
    ])
  }
}
