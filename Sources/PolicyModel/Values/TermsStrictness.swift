import Exact
import PolicySyntax

/// Which of a policy's terms are at least as strict as which, found once.
public struct TermsStrictness: Sendable {
  private let count: Int
  private let holds: [Bool]

  init(_ terms: [PaymentTerms]) {
    count = terms.count
    holds = terms.flatMap { first in terms.map { first.isAtLeastAsStrict(as: $0) } }
  }

  /// Whether the first terms are at least as strict as the second, both by their number in the policy.
  public func isAtLeastAsStrict(_ first: Int32, as second: Int32) -> Bool {
    let index = Int(first) * count + Int(second)
    return index >= 0 && index < holds.count && holds[index]
  }
}

extension PaymentTerms {
  /// Whether under these terms, from whichever day they run, no part of the price is ever due later than under
  /// the others, and no more can be deducted.
  ///
  /// What runs from different events has no order. What is paid before delivery is earlier than anything; what
  /// is paid on delivery counts as due on the day from which days run. Methods of payment do not matter.
  public func isAtLeastAsStrict(as other: PaymentTerms) -> Bool {
    guard isDiscountAtMost(that: other), event == other.event || event == nil || other.event == nil else {
      return false
    }
    if parts == other.parts || sharePrepaid == .one { return true }
    return PaymentTerms.days.allSatisfy { day in isPaidBy(other, from: day) }
  }

  private func isDiscountAtMost(that other: PaymentTerms) -> Bool {
    guard let discount else { return true }
    guard let allowed = other.discount else { return false }
    return discount.share.billionths <= allowed.share.billionths && discount.days <= allowed.days
  }

  /// Whether on every day at least as much has been due as under the other terms.
  private func isPaidBy(_ other: PaymentTerms, from day: CalendarDate) -> Bool {
    let (mine, theirs) = (instalments(from: day), other.instalments(from: day))
    // Enough is due when it is at each day on which something is due under the other terms.
    return theirs.allSatisfy { due in
      let (paid, wanted) = (mine.due(by: due.day), theirs.due(by: due.day))
      return paid >= wanted
    }
  }

  private func instalments(from day: CalendarDate) -> [(day: CalendarDate?, share: Int64)] {
    parts.map { ($0.due == .prepayment ? nil : $0.due.date(from: day) ?? .latest, $0.share.billionths) }
  }

  /// First days enough to show every course that terms can take: terms only depend on the day of the month and
  /// on how long the months after it are.
  ///
  /// Within ten years, the longest that terms run, these are the courses with a leap year every four years, and
  /// those around one that a century lacks.
  private static let days: [CalendarDate] = {
    guard let first = CalendarDate(year: 1889, month: 1, day: 1) else { return [] }
    return (0..<6_940).compactMap { first.adding(days: $0) }
  }()
}

extension [(day: CalendarDate?, share: Int64)] {
  /// What is due by a day; nil stands for before delivery, earlier than any day.
  fileprivate func due(by day: CalendarDate?) -> Int64 {
    reduce(0) { sum, part in
      let isDue = part.day.map { own in day.map { own <= $0 } ?? false } ?? true
      return isDue ? sum + part.share : sum
    }
  }
}
