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
    /// Two rules of a decision of which exactly one should apply.
    case severalApply(decision: Int, rules: [Int])
    case nothingApplies(decision: Int)
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
      "`\(policy.field(slot).name)` would be \(value), outside its range from \(low) to \(high)"
    case .overflow(let slot): "`\(policy.field(slot).name)` cannot be computed exactly: it is too large"
    case .severalApply(let decision, let rules):
      "exactly one rule of `\(policy.decisions[decision].name)` should apply, but "
        + rules.map { "`\(policy.decisions[decision].rules[$0].id)`" }.joined(separator: " and ") + " do"
    case .nothingApplies(let decision): "no rule of `\(policy.decisions[decision].name)` applies"
    case .unresolved(let slot): "`\(policy.field(slot).name)` depends on a value that is missing"
    }
  }
}
