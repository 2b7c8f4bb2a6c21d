import Exact

/// A word of the policy that names something, with its place.
public struct NameSyntax: Sendable, Hashable {
  public let text: String
  public let span: Span

  public init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A text in quotes, without its quotes.
public struct TextSyntax: Sendable {
  public let text: String
  public let span: Span
}

/// An expression as it was written: nothing is resolved and nothing has a type yet.
public struct ExpressionSyntax: Sendable {
  public let kind: Kind
  public let span: Span

  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  public enum Unit: Sendable, Equatable {
    case percent, days, months, years
    case currency(String)
  }

  public enum Arithmetic: Sendable {
    case add, subtract, multiply, divide
  }

  /// One value for several that are listed.
  public enum Summary: Sendable {
    case lowest, highest, average, median
  }

  /// What a replacement stands in for.
  public enum Gap: Sendable {
    case missing, unlimited
  }

  public enum Interval: Sendable {
    case days, months, years
  }

  /// What is asked of payment terms and the day of their event.
  public enum TermsQuestion: Sendable {
    case dueDate, discountDate
  }

  public enum CalendarPoint: Sendable {
    case endOfMonth, startOfMonth, endOfTenDays
  }

  public indirect enum Kind: Sendable {
    /// Stands where something unreadable was; already reported, so nothing more is said about it.
    case broken
    case number(Number, Unit?)
    case date(CalendarDate)
    case text(String)
    case yesNo(Bool)
    case missing
    case unlimited
    case asOf
    case name(String)
    case negated(ExpressionSyntax)
    case arithmetic(Arithmetic, ExpressionSyntax, ExpressionSyntax)
    case comparison(ExpressionSyntax, PredicateSyntax)
    case all([ExpressionSyntax])
    case any([ExpressionSyntax])
    case not(ExpressionSyntax)
    /// `value, or replacement if missing`, `… if unlimited`
    case fallback(ExpressionSyntax, ExpressionSyntax, Gap)
    case rounded(ExpressionSyntax, RoundingSyntax)
    /// `the lowest of a, b, leaving out what is missing`
    case summary(Summary, [ExpressionSyntax], leavingOutMissing: Bool)
    case between(Interval, ExpressionSyntax, ExpressionSyntax)
    case calendar(CalendarPoint, ExpressionSyntax)
    /// `ecb on due`: the rate in force on a day.
    case rate(NameSyntax, on: ExpressionSyntax)
    /// `value converted by dollar on issued`.
    case converted(ExpressionSyntax, by: NameSyntax, on: ExpressionSyntax)
    case interest(InterestSyntax)
    case workingDays(WorkingDaySyntax)
    case aggregate(AggregateSyntax)
    case terms(TermsSyntax)
    /// `due date under terms from issued`
    case under(TermsQuestion, terms: ExpressionSyntax, from: ExpressionSyntax)
    /// `share prepaid under terms`
    case sharePrepaid(ExpressionSyntax)
    case cases([CaseSyntax])
  }
}

/// What is said of a subject: `is at least 10`, `is missing`, `after x up to y`; also a cell of a table.
public struct PredicateSyntax: Sendable {
  public enum Kind: Sendable {
    case missing, known, outsideTheScale, onTheScale, unlimited
    case equals([ExpressionSyntax])
    case bounds(lower: Bound?, upper: Bound?)
    /// Labels of rules that are all among those that apply.
    case includes([NameSyntax])
    /// `at least as strict as 30 days`
    case asStrictAs(ExpressionSyntax)
  }

  public struct Bound: Sendable {
    public let value: ExpressionSyntax
    /// Whether the bound itself is still inside.
    public let inclusive: Bool

    public init(value: ExpressionSyntax, inclusive: Bool) {
      self.value = value
      self.inclusive = inclusive
    }
  }

  public let kind: Kind
  public let negated: Bool
  public let span: Span

  public init(kind: Kind, negated: Bool, span: Span) {
    self.kind = kind
    self.negated = negated
    self.span = span
  }
}

/// `rounded half up to 2 decimals`, `rounded down to 1 000 EUR`.
public struct RoundingSyntax: Sendable {
  public enum Target: Sendable {
    case decimals(Int)
    case multiple(ExpressionSyntax)
    /// The currency's minor unit, or whole numbers.
    case unit
  }

  public let rule: Rounding?
  public let target: Target
  public let span: Span
}

/// `sum of open over invoices where overdue` and its relatives.
public struct AggregateSyntax: Sendable {
  public enum Function: Sendable {
    case sum, count, highest, lowest, average, median, any, every
    case latest(Int), earliest(Int)
    /// `months in a row`, `highest monthly sum of`
    case monthsInARow, highestMonthlySum
  }

  public let function: Function
  public let value: ExpressionSyntax?
  public let weight: ExpressionSyntax?
  /// The date that orders the records, for the latest and the earliest.
  public let order: ExpressionSyntax?
  public let collection: NameSyntax
  public let condition: ExpressionSyntax?
  /// Whether only the records count that stand before the one at hand, by `order`.
  public var isEarlier = false
  /// The day in whose month a run of months ends; nil for the longest run.
  public var upTo: ExpressionSyntax?
}

/// One case of a definition by cases; `condition` is nil for `otherwise`.
public struct CaseSyntax: Sendable {
  public let result: ExpressionSyntax
  public let condition: ExpressionSyntax?
  public let span: Span
}
