import Exact
import PolicyModel
import PolicySyntax

/// Overrides that have ended or are about to: an exception nobody looks at any more.
enum OverrideCheck {
  /// Days before its end from which an override is pointed out.
  static let notice = 30

  static func findings(_ policy: Policy, asOf: CalendarDate) -> [Diagnostic] {
    // The overrides of another edition are history, or not yet of interest.
    if !policy.inForce.contains(asOf) { return [] }
    return policy.overrides.compactMap { override in
      let left = asOf.days(to: override.until)
      let name = policy.decisions[override.decision].name
      if left < 0 {
        return Diagnostic(
          .overrideExpired,
          at: override.span,
          about: policy.texts[Int(override.customer)],
          "this override of `\(name)` ended on \(override.until)",
          help: "take it out, or let \(override.approvedBy) approve it again with a new last day"
        )
      }
      guard left <= notice, override.applies(on: asOf) else { return nil }
      return Diagnostic(
        .overrideExpiring,
        at: override.span,
        about: policy.texts[Int(override.customer)],
        left == 0
          ? "this override of `\(name)` ends today"
          : "this override of `\(name)` ends in \(left) \(left == 1 ? "day" : "days"), on \(override.until)",
        help: "decide now whether it ends, or let \(override.approvedBy) approve it again with a new last day"
      )
    }
  }
}
