import Exact
import PolicyModel

/// A characteristic of a scorecard that cost points: what a customer is told when asking why.
///
/// 12 CFR 1002.9(b)(2) wants the specific, principal reasons; that a score was too low is none.
struct ScorecardReason {
  /// The name of the characteristic, without that of its scorecard.
  let characteristic: String
  let points: Number
  /// The most points that the characteristic can give.
  let best: Number
  /// The id of the rule that gave the points.
  let rule: String

  /// Reasons that are told at most.
  static let most = 4

  /// The characteristics that cost most points, the costliest first; of two that cost the same, the one that
  /// stands first.
  ///
  /// - Parameter outcome: what a decision with a number came to, with the id of the rule behind it.
  static func costliest(
    of decision: Decision,
    _ policy: Policy,
    _ outcome: (Int) -> (value: Value, rule: String)?
  ) -> [ScorecardReason] {
    guard decision.kind == .scorecard else { return [] }
    let found = decision.rules.compactMap { rule -> (reason: ScorecardReason, cost: Number)? in
      guard case .read(let slot) = rule.result.kind, case .decision(let index) = policy.field(slot).origin,
        let best = policy.field(slot).shape?.high, let (value, id) = outcome(index),
        case .number(let points) = value, let cost = try? best.subtracting(points), cost > .zero
      else { return nil }
      return (ScorecardReason(characteristic: rule.label, points: points, best: best, rule: id), cost)
    }
    let order = found.enumerated().sorted { ($1.element.cost, $0.offset) < ($0.element.cost, $1.offset) }
    return order.prefix(most).map(\.element.reason)
  }
}
