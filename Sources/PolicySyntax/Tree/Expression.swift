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

  public enum Interval: Sendable {
    case days, months, years
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
    case asOf
    case name(String)
    case negated(ExpressionSyntax)
    case arithmetic(Arithmetic, ExpressionSyntax, ExpressionSyntax)
    case comparison(ExpressionSyntax, PredicateSyntax)
    case all([ExpressionSyntax])
    case any([ExpressionSyntax])
    case not(ExpressionSyntax)
    /// `value, or replacement if missing`
    case fallback(ExpressionSyntax, ExpressionSyntax)
    case rounded(ExpressionSyntax, RoundingSyntax)
    case extreme(highest: Bool, [ExpressionSyntax], leavingOutMissing: Bool)
    case between(Interval, ExpressionSyntax, ExpressionSyntax)
    case calendar(CalendarPoint, ExpressionSyntax)
    case aggregate(AggregateSyntax)
    case terms(TermsSyntax)
    case cases([CaseSyntax])
  }
}

/// What is said of a subject: `is at least 10`, `is missing`, `after x up to y`; also a cell of a table.
public struct PredicateSyntax: Sendable {
  public enum Kind: Sendable {
    case missing, known, outsideTheScale, onTheScale
    case equals([ExpressionSyntax])
    case bounds(lower: Bound?, upper: Bound?)
    /// Labels of rules that are all among those that apply.
    case includes([NameSyntax])
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
    case sum, count, highest, lowest, average, any, every
    case latest(Int), earliest(Int)
  }

  public let function: Function
  public let value: ExpressionSyntax?
  public let weight: ExpressionSyntax?
  /// The date that orders the records, for the latest and the earliest.
  public let order: ExpressionSyntax?
  public let collection: NameSyntax
  public let condition: ExpressionSyntax?
}

/// One case of a definition by cases; `condition` is nil for `otherwise`.
public struct CaseSyntax: Sendable {
  public let result: ExpressionSyntax
  public let condition: ExpressionSyntax?
  public let span: Span
}

/// Payment terms as written: a base, the event from which they run, and the methods accepted.
public struct TermsSyntax: Sendable {
  public enum Base: Sendable, Hashable {
    case prepayment
    case cashOnDelivery
    case netDays(Int)
    case netDaysThenEndOfMonth(Int)
    case endOfMonthThenDays(Int)
    case netDaysThenEndOfTenDays(Int)
    case endOfTenDaysThenDays(Int)
  }

  public let base: Base
  public let event: NameSyntax?
  public let methods: [NameSyntax]
}
