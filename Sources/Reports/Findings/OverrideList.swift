import Exact
import PolicyModel

/// Every override of a policy with its state on a day, for whoever has to answer for them.
public struct OverrideList: Sendable {
  /// How an override stands on a day.
  enum State: String {
    case toCome = "to come"
    case inForce = "in force"
    case ended
  }

  private struct Entry {
    let customer: String
    let decision: String
    let value: String
    let override: Override
    let state: State
  }

  private let asOf: CalendarDate
  private let entries: [Entry]

  /// - Parameter policies: the checked editions, in the order in which they are shown.
  public init(_ policies: [Policy], asOf: CalendarDate) {
    self.asOf = asOf
    entries = policies.flatMap { policy in
      let text = ValueText(policy: policy)
      return policy.overrides.map { override in
        let decision = policy.decisions[override.decision]
        return Entry(
          customer: policy.texts[Int(override.customer)],
          decision: decision.name,
          value: text.text(override.value, decision.type),
          override: override,
          state: asOf < override.from ? .toCome : asOf > override.until ? .ended : .inForce
        )
      }
    }
  }

  /// A table for people; empty where there are no overrides.
  public func text(style: Style = .plain, width: Int? = nil) -> String {
    if entries.isEmpty { return "" }
    let rows = entries.map { entry in
      [
        entry.customer, entry.decision, entry.value, entry.override.from.description,
        entry.override.until.description, entry.state.rawValue, entry.override.approvedBy,
      ]
    }
    let headings = ["customer", "decision", "value", "from", "until", "on \(asOf)", "approved by"]
    return TextTable.text(headings, rows, style: style, width: width) + "\n"
  }

  /// The same for programs.
  public var json: JSON {
    .array(
      entries.map { entry in
        .object([
          ("customer", .string(entry.customer)), ("decision", .string(entry.decision)),
          ("value", .string(entry.value)), ("from", .string(entry.override.from.description)),
          ("until", .string(entry.override.until.description)), ("state", .string(entry.state.rawValue)),
          ("approved_by", .string(entry.override.approvedBy)),
          ("approved_on", .string(entry.override.approvedOn.description)),
          ("because", .optional(entry.override.reasons.first?.text)),
        ])
      }
    )
  }
}
