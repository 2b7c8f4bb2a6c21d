import Exact

/// Everything that an expression can do with values: a closed list, which the trace names and anybody can
/// recompute.
///
/// A missing operand gives a missing result unless an operation says otherwise.
public enum Operation: Hashable, Sendable {
  case add, subtract, multiply, negate
  /// The exact quotient; missing when the divisor is zero.
  case divide
  /// The same by a constant such as 4, where it always has finitely many decimals.
  case divideFinitely
  case lowest, highest
  /// The lowest or highest of the operands that are known; missing when none is.
  case lowestKnown, highestKnown
  /// The sum of the operands divided by their number; of those that are known, missing when none is.
  case average, averageKnown
  /// The one in the middle by size, or half the sum of the two there; of those that are known, missing when
  /// none is.
  case median, medianKnown
  /// The first operand, or the second where the first is missing.
  case orElse
  /// The first operand, or the second where the first is unlimited.
  case orIfUnlimited
  case round(Rounding, step: Step)

  case equal
  /// Whether the first operand equals one of the others.
  case oneOf
  /// Comparisons; missing where a member outside its scale is compared.
  case less, atMost, atLeast, more
  /// No when an operand is no, else missing when one is missing, else yes.
  case and
  /// Yes when an operand is yes, else missing when one is missing, else no.
  case or
  case not
  /// Never missing itself.
  case isMissing, isKnown
  case isOutsideScale
  case isUnlimited
  /// Whether terms have the form of the second operand.
  case hasTerms
  /// Whether under the first terms nobody ever pays later or less than under the second, see
  /// ``PaymentTerms/isAtLeastAsStrict(as:)``.
  case isAtLeastAsStrict
  /// The day on which the last part is due under terms that run from a day.
  case dueDate
  /// The last day on which the discount can be taken; missing where there is none.
  case discountDate
  /// The share of the price that is due before delivery.
  case sharePrepaid
  /// Whether the rules of the second operand are all among those of the first.
  case includes

  case addDays, subtractDays
  case addMonths(MonthEndRule), subtractMonths(MonthEndRule)
  case addYears(MonthEndRule), subtractYears(MonthEndRule)
  case daysBetween
  case monthsBetween(MonthEndRule), yearsBetween(MonthEndRule)
  case endOfMonth, startOfMonth, endOfTenDays

  /// The rate of the policy's table with this number that is in force on a day; missing before its first.
  case rateOn(Int)
  /// Interest on an amount, after a day up to another one; missing before the first rate.
  case interest(Interest)

  /// The day so many working days after or before a day.
  case workingDaysAfter, workingDaysBefore
  /// Working days after the first day up to the second.
  case workingDaysBetween
  /// The day itself, or the next one on which people work.
  case firstWorkingDay

  /// The multiple to which a value is rounded, a positive decimal.
  public struct Step: Hashable, Sendable {
    public let mantissa: Int64
    public let scale: Int

    /// Nil when the number is not positive, has no finite decimals or is too large for a step.
    public init?(_ number: Number) {
      guard number > .zero, let decimals = number.decimalsNeeded, decimals <= 18,
        let scaled = try? number.rounded(.down, decimals: decimals),
        let mantissa = Int64(exactly: scaled.numerator)
      else { return nil }
      (self.mantissa, scale) = (mantissa, decimals)
    }

    public var number: Number { Number(mantissa: Int128(mantissa), scale: scale) }
  }

  /// The name under which the trace shows the operation.
  public var name: String {
    switch self {
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .negate: "negate"
    case .divide, .divideFinitely: "divide"
    case .lowest: "lowest"
    case .highest: "highest"
    case .average: "average_of"
    case .averageKnown: "average_known"
    case .median: "median_of"
    case .medianKnown: "median_known"
    case .lowestKnown: "lowest_known"
    case .highestKnown: "highest_known"
    case .orElse: "or_else"
    case .orIfUnlimited: "or_if_unlimited"
    case .round: "round"
    case .equal: "equal"
    case .oneOf: "one_of"
    case .less: "less"
    case .atMost: "at_most"
    case .atLeast: "at_least"
    case .more: "more"
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .isMissing: "is_missing"
    case .isKnown: "is_known"
    case .isOutsideScale: "is_outside_scale"
    case .isUnlimited: "is_unlimited"
    case .hasTerms: "has_terms"
    case .isAtLeastAsStrict: "is_at_least_as_strict"
    case .dueDate: "due_date"
    case .discountDate: "discount_date"
    case .sharePrepaid: "share_prepaid"
    case .includes: "includes"
    case .addDays: "add_days"
    case .subtractDays: "subtract_days"
    case .addMonths: "add_months"
    case .subtractMonths: "subtract_months"
    case .addYears: "add_years"
    case .subtractYears: "subtract_years"
    case .daysBetween: "days_between"
    case .monthsBetween: "months_between"
    case .yearsBetween: "years_between"
    case .endOfMonth: "end_of_month"
    case .startOfMonth: "start_of_month"
    case .endOfTenDays: "end_of_ten_days"
    case .rateOn: "rate_on"
    case .interest: "interest"
    case .workingDaysAfter: "working_days_after"
    case .workingDaysBefore: "working_days_before"
    case .workingDaysBetween: "working_days_between"
    case .firstWorkingDay: "first_working_day"
    }
  }

  /// The rule for month ends, where the operation has one.
  public var monthEnds: MonthEndRule? {
    switch self {
    case .addMonths(let rule), .subtractMonths(let rule), .addYears(let rule), .subtractYears(let rule),
      .monthsBetween(let rule), .yearsBetween(let rule):
      rule
    case .interest(let interest): interest.compounding?.monthEnds
    default: nil
    }
  }
}
