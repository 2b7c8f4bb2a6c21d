import Exact

/// `calendar`: the days on which nobody works, for the years that it covers.
public struct CalendarSyntax: Sendable {
  /// Weekdays, or single days, and why.
  public struct Closing: Sendable {
    public let weekdays: [Weekday]
    public let dates: [(date: CalendarDate, span: Span)]
    public let reasons: [ReasonSyntax]
    public let sources: [TextSyntax]
  }

  public let covers: (from: CalendarDate, to: CalendarDate, span: Span)?
  public let closings: [Closing]
  public let span: Span
}

/// What is counted in working days.
public enum WorkingDaySyntax: Sendable {
  /// `3 working days after cleared_on`, `2 working days before due`.
  case moved(count: ExpressionSyntax, isAfter: Bool, ExpressionSyntax)
  /// `working days from issued to due`.
  case between(ExpressionSyntax, ExpressionSyntax)
  /// `first working day from due`.
  case first(ExpressionSyntax)

  var parts: [ExpressionSyntax] {
    switch self {
    case .moved(let count, _, let date): [count, date]
    case .between(let from, let to): [from, to]
    case .first(let date): [date]
    }
  }
}
