import PolicyModel
import PolicySyntax

/// One value compared with one bound, which goes with what is above it here and with what is below it there.
enum ThresholdsDisagree {
  static func findings(_ policy: Policy) -> [Diagnostic] {
    Threshold.together(Threshold.all(policy).filter { !$0.isCommon }).compactMap { finding($0, policy) }
  }

  private static func finding(_ thresholds: [Threshold], _ policy: Policy) -> Diagnostic? {
    // Who writes both in one place has looked at the bound.
    let sides = Dictionary(grouping: thresholds, by: \.place).mapValues { Set($0.map(\.boundIsAbove)) }
    let clear = thresholds.filter { sides[$0.place]?.count == 1 }
    let (above, below) = (clear.filter(\.boundIsAbove), clear.filter { !$0.boundIsAbove })
    guard let oneAbove = above.first, let oneBelow = below.first else { return nil }
    // The side with fewer is likely to be the mistaken one, or else the one that was written later.
    let (aboves, belows) = (Set(above.map(\.place)).count, Set(below.map(\.place)).count)
    let isAboveLater = (oneAbove.span.file, oneAbove.span.start) > (oneBelow.span.file, oneBelow.span.start)
    let isAboveOdd = aboves == belows ? isAboveLater : aboves < belows
    let (odd, other) = isAboveOdd ? (oneAbove, oneBelow) : (oneBelow, oneAbove)
    return Diagnostic(
      .thresholdsDisagree,
      at: odd.span,
      about: odd.subject,
      "exactly \(odd.text(policy)) of `\(odd.name)` counts as \(odd.boundIsAbove ? "reached" : "not exceeded") here, "
        + "and as \(odd.boundIsAbove ? "not exceeded" : "reached") in `\(other.subject)`",
      help:
        "draw the line in the same way in both, with `at least` and `less than` or with `more than` and `at most`",
      notes: [Diagnostic.Note("the other one stands here", at: other.span)]
    )
  }
}

extension CodePage {
  static let thresholdsDisagree = CodePage(
    .thresholdsDisagree,
    "Two thresholds disagree about the bound itself",
    """
    The same value is compared with the same amount in two places, but one says `more than` and the
    other `at least`. They agree about everybody but the customer who is exactly at the bound, whom
    one treats as above it and the other as below. Round amounts are where customers are: limits are
    used to the full and invoices are written for round sums.

    Draw the line in the same way everywhere. If the difference is meant, accept the finding and say
    why. Nothing is said about the bounds 0, 1 and 100%, or about counts below ten.
    """,
    wrong: """
      segment
        large     when turnover is more than 5 000 000 EUR
        standard  otherwise

      decision review_interval, months
        often: 6 months   when turnover is at least 5 000 000 EUR
        yearly: 12 months otherwise
      """,
    right: """
      segment
        large     when turnover is more than 5 000 000 EUR
        standard  otherwise

      decision review_interval, months
        often: 6 months   when turnover is more than 5 000 000 EUR
        yearly: 12 months otherwise
      """
  )
}
