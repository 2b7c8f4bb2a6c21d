import Exact

/// Which kind of decision an item declares.
///
/// The domain kinds add types and checks, not other semantics.
public enum DecisionKind: String, Sendable {
  case segment, limit, terms
  case retentionOfTitle = "retention_of_title"
  case escalation, approval, scorecard
  /// Points for one characteristic of a scorecard.
  case characteristic
  case custom = "decision"
}

/// What a named state does to the steps of an escalation, over which it takes precedence.
public enum EscalationState: String, Sendable {
  /// No step is taken as long as the state holds.
  case pauses
  /// No step is taken any more.
  case stops
}

/// `one step at a time after last_step on last_step_on`: where the step last taken stands, and its day.
public struct StepsTakenSyntax: Sendable {
  public let last: NameSyntax
  public let on: NameSyntax
  public let span: Span
}

/// How the rules of a decision combine.
public enum Combining: String, Sendable {
  case first, exactlyOne, strictest, lowest, highest, furthest, sum, all
}

public struct DecisionSyntax: Sendable {
  public let kind: DecisionKind
  public let name: NameSyntax
  /// The record that each has its own decision; nil for the customer's.
  public let each: NameSyntax?
  /// Whether it is the decision of the customer's group.
  public let isOfGroup: Bool
  /// What an approval is the approval of.
  public let approvalOf: NameSyntax?
  public let type: TypeSyntax?
  /// `with deposit as percent`: further results of the same table.
  public let further: [(name: NameSyntax, type: TypeSyntax)]
  /// `where open is more than 0 EUR`: for whom the decision is made at all.
  public let applicability: ExpressionSyntax?
  public let combining: (value: Combining, span: Span)?
  /// Results from the strictest to the mildest.
  public let ranking: [ExpressionSyntax]?
  public let atLeast: ExpressionSyntax?
  public let atMost: ExpressionSyntax?
  public let rounding: RoundingSyntax?
  public let isFinal: Bool
  /// What an escalation that goes one step at a time knows of the steps taken.
  public let stepsTaken: StepsTakenSyntax?
  /// The states that stand before the table of an escalation.
  public let states: [RuleSyntax]
  public let body: BodySyntax
  /// The characteristics of a scorecard, in order.
  public let characteristics: [(name: NameSyntax, body: BodySyntax)]
  public let span: Span
}

public enum BodySyntax: Sendable {
  case rules([RuleSyntax])
  case table(TableSyntax)
}

public struct ReasonSyntax: Sendable {
  /// `fr` in `because fr "…"`; nil for the language of the keywords.
  public let language: String?
  public let text: String
  public let span: Span

  public init(language: String?, text: String, span: Span) {
    self.language = language
    self.text = text
    self.span = span
  }
}

public struct RuleSyntax: Sendable {
  public enum Condition: Sendable {
    case when(ExpressionSyntax)
    case otherwise(Span)
    case always(Span)
    case unconditional
  }

  /// When a step is due: so many days before (negative) or after a date.
  public struct Timing: Sendable {
    public let days: Int
    /// Nil for the day of the previous step.
    public let of: ExpressionSyntax?
    public let span: Span
  }

  /// `up to 50 000 EUR` or `above`, on a ladder of approval.
  public enum Rung: Sendable {
    case upTo(ExpressionSyntax)
    case above(Span)
  }

  public let label: NameSyntax?
  /// `for prime`: the segments to which the rule is confined.
  public let segments: [NameSyntax]
  public let result: ExpressionSyntax
  /// Every date that must have come.
  public let timings: [Timing]
  public let state: EscalationState?
  public let rung: Rung?
  public let condition: Condition
  public let reasons: [ReasonSyntax]
  public let sources: [TextSyntax]
  public let channels: [NameSyntax]
  /// Everybody who must approve.
  public let approvals: [NameSyntax]
  public let span: Span
}

/// Rules as a table: one row a rule, one column a condition, a result or a clause.
///
/// A matrix has a column for each result instead, and in its cells from which measure on the row gets there.
public struct TableSyntax: Sendable {
  public enum Heading: Sendable {
    case condition(ExpressionSyntax)
    case result(NameSyntax)
    case label, because(language: String?), cites, channels, approval
  }

  public enum Cell: Sendable {
    case all
    case otherwise
    /// In a matrix: the row never gets to this result.
    case never
    case predicate(PredicateSyntax)
    case result(ExpressionSyntax)
    case names([NameSyntax])
    case texts([TextSyntax])
    case broken
  }

  public struct Row: Sendable {
    public let cells: [(cell: Cell, span: Span)]
    public let span: Span
  }

  /// What the cells of a matrix are thresholds of; nil for any other table.
  public let measure: ExpressionSyntax?
  public let headings: [(heading: Heading, span: Span)]
  public let rows: [Row]
  public let span: Span
}
