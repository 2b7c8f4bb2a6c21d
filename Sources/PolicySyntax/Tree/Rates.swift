import Exact

/// `rates ecb, percent`: rates by the day from which each is in force, or computed from other rates.
public struct RatesSyntax: Sendable {
  public enum Unit: Sendable {
    case percent, number
    /// `EUR for 1 USD`: how much of the one is paid for one of the other.
    case conversion(to: NameSyntax, from: NameSyntax)
  }

  /// `from 2025-01-01 3.15%` and what it rests on.
  public struct Line: Sendable {
    public let from: CalendarDate
    public let value: ExpressionSyntax
    public let reasons: [ReasonSyntax]
    public let sources: [TextSyntax]
    public let span: Span
  }

  public let name: NameSyntax
  public let unit: Unit
  /// What the rates are computed from day by day; nil where they are written line by line.
  public let formula: ExpressionSyntax?
  public let lines: [Line]
  public let span: Span
}

/// `interest on open from due to as_of at penalty, simple, year of 365 days`.
public struct InterestSyntax: Sendable {
  public let amount: ExpressionSyntax
  public let from: ExpressionSyntax
  public let to: ExpressionSyntax
  public let rate: ExpressionSyntax
  /// Whether the interest of each full year bears interest itself.
  public let isCompounded: Bool
  public let yearDays: Int
}
