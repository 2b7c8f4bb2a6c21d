import PolicyModel
import PolicySyntax

/// One value compared with one number in three or more decisions: whoever changes it has to find them all.
enum RepeatedNumber {
  /// In so many decisions or definitions it is no coincidence.
  private static let limit = 3

  static func findings(_ policy: Policy) -> [Diagnostic] {
    // Bands of points are where they are by themselves.
    let points = Set(policy.decisions.filter { $0.kind == .characteristic }.map(\.span))
    let thresholds = Threshold.all(policy).filter { !$0.isCommon && !points.contains($0.place) }
    return Threshold.together(thresholds).compactMap { finding($0, policy) }
  }

  private static func finding(_ thresholds: [Threshold], _ policy: Policy) -> Diagnostic? {
    var seen: Set<Span> = []
    let places = thresholds.filter { seen.insert($0.place).inserted }
    guard places.count >= limit, let first = places.first else { return nil }
    return Diagnostic(
      .repeatedNumber,
      at: first.span,
      about: first.subject,
      "`\(first.name)` is compared with \(first.text(policy)) in \(places.count) places",
      help: "give \(first.text(policy)) a name in a definition, so that it can only change in one place",
      notes: places.dropFirst().map { Diagnostic.Note("again in `\($0.subject)`", at: $0.span) }
    )
  }
}

extension CodePage {
  static let repeatedNumber = CodePage(
    .repeatedNumber,
    "The same number stands in several decisions",
    """
    Three or more decisions or definitions compare the same value with the same number. When the
    committee changes it, somebody has to find them all, and a decision that is forgotten goes on by
    the old one.

    Give the number a name in a definition, or decide once and let the others read that. Nothing is
    said about 0, 1 and 100%, about counts below ten, or about bands of points.
    """,
    wrong: """
      segment
        large     when turnover is more than 5 000 000 EUR
        standard  otherwise

      decision review_interval, months
        often: 6 months   when turnover is more than 5 000 000 EUR
        yearly: 12 months otherwise

      decision discount, percent
        2%  when turnover is more than 5 000 000 EUR
        0%  otherwise
      """,
    right: """
      for the customer
        large_from = 5 000 000 EUR

      segment
        large     when turnover is more than large_from
        standard  otherwise

      decision review_interval, months
        often: 6 months   when turnover is more than large_from
        yearly: 12 months otherwise

      decision discount, percent
        2%  when turnover is more than large_from
        0%  otherwise
      """
  )
}
