import Exact
import PolicyModel

/// Why a customer cannot be decided.
///
/// It never gives a lenient decision: the whole group is rejected.
public struct DecisionFailure: Error, Sendable {
  public enum Kind: Sendable {
    /// A named value outside the range of its type, or outside the declared one.
    case outOfRange(Slot, low: Number, high: Number, value: Number)
    /// A result too large to be exact, or a date outside the calendar.
    case overflow(Slot)
    /// A day about which the calendar of working days says nothing.
    case outsideCalendar(Slot, CalendarDate)
    /// Two rules of a decision of which exactly one should apply.
    case severalApply(decision: Int, rules: [Int])
    case nothingApplies(decision: Int)
    /// Data that name the step last taken without its day, or a day without a step.
    case stepWithoutDay(decision: Int)
    /// A condition or a result without a value; the checker excludes it.
    case unresolved(Slot)
  }

  public let kind: Kind
  public let place: Place
}

extension DecisionFailure {
  /// The failure in plain words.
  public func message(_ policy: Policy) -> String {
    switch kind {
    case .outOfRange(let slot, let low, let high, let value):
      outOfRange(policy, slot, low, high, value)
    case .overflow(let slot): "`\(policy.field(slot).name)` cannot be computed exactly: it is too large"
    case .outsideCalendar(let slot, let day):
      "`\(policy.field(slot).name)` needs to know whether \(day) is a working day, and the calendar "
        + (policy.calendar.map { "covers the days from \($0.covers.lowerBound) to \($0.covers.upperBound)" }
          ?? "covers no day")
    case .severalApply(let decision, let rules):
      "exactly one rule of `\(policy.decisions[decision].name)` should apply, but "
        + rules.map { "`\(policy.decisions[decision].rules[$0].id)`" }.joined(separator: " and ") + " do"
    case .nothingApplies(let decision): "no rule of `\(policy.decisions[decision].name)` applies"
    case .stepWithoutDay(let decision): stepWithoutDay(policy, policy.decisions[decision])
    case .unresolved(let slot): "`\(policy.field(slot).name)` depends on a value that is missing"
    }
  }

  private func stepWithoutDay(_ policy: Policy, _ decision: Decision) -> String {
    guard let steps = decision.stepsTaken else { return "" }
    let names = "`\(policy.field(steps.last).name)` and `\(policy.field(steps.on).name)`"
    return
      "\(names) say which step was taken last and when: one is given without the other, so `\(decision.name)` cannot tell which is next"
  }

  private func outOfRange(_ policy: Policy, _ slot: Slot, _ low: Number, _ high: Number, _ value: Number)
    -> String
  {
    let text = ValueText(policy: policy)
    let field = policy.field(slot)
    let shown = [value, low, high].map { text.text(.number($0), field.type) }
    return "`\(field.name)` would be \(shown[0]), outside its range from \(shown[1]) to \(shown[2])"
  }
}

/// Why an operation has no result, not even a missing one.
public enum OperationFailure: Error {
  case overflow
  /// A day that the calendar of working days does not cover.
  case outsideCalendar(CalendarDate)

  static func arithmetic(_ compute: () throws(ArithmeticOverflow) -> Value) throws(OperationFailure) -> Value
  {
    do throws(ArithmeticOverflow) { return try compute() } catch { throw .overflow }
  }
}
