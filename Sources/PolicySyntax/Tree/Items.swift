import Exact

/// A policy file as it was written: its items in order.
public struct PolicySyntaxFile: Sendable {
  public let tree: SyntaxTree
  public let items: [ItemSyntax]
  public let diagnostics: [Diagnostic]
  /// Every word in what could not be read, and names that it would have declared.
  ///
  /// Whoever reads such a name elsewhere says nothing about it: its mistake has been reported.
  public let unreadNames: Set<String>
  /// The places at which the items begin of which a part could not be read.
  let unreadItems: Set<Int32>

  /// Whether a part of the item that begins at a place could not be read.
  public func isPartlyUnread(_ item: Span) -> Bool {
    item.file == source.file && unreadItems.contains(item.start)
  }

  public var source: Source { tree.source }
}

/// What begins at the left margin.
public enum ItemSyntax: Sendable {
  case policy(HeaderSyntax)
  case data(DataHeaderSyntax)
  case record(RecordSyntax)
  case rates(RatesSyntax)
  case calendar(CalendarSyntax)
  case definitions(DefinitionsSyntax)
  case decision(DecisionSyntax)
  case override(OverrideSyntax)
  case test(TestSyntax)
  case output(OutputSyntax)
  case findings(FindingsSyntax)
  case principle(PrincipleSyntax)
}

/// `policy "…" version "…"` with its clauses.
public struct HeaderSyntax: Sendable {
  public struct Approval: Sendable {
    public let by: TextSyntax
    public let on: CalendarDate?
  }

  public let name: TextSyntax
  public let version: TextSyntax?
  public let inForceFrom: CalendarDate?
  public let inForceTo: CalendarDate?
  public let currency: NameSyntax?
  public let rounding: Rounding?
  public let monthEnds: MonthEndRule?
  public let approvals: [Approval]
  public let uses: [TextSyntax]
  public let demands: [DemandSyntax]
  public let span: Span
}

/// `data "…"`: the file declares data that several policies share.
public struct DataHeaderSyntax: Sendable {
  public let name: TextSyntax
  public let currency: NameSyntax?
  public let span: Span
}

/// The declaration of the customer or of a collection of records.
public struct RecordSyntax: Sendable {
  public let name: NameSyntax
  /// What the records belong to; nil for the customer itself.
  public let owner: NameSyntax?
  public let plural: NameSyntax?
  /// Whether people vouch for the records, and how.
  public let vouching: (kind: Vouching, span: Span)?
  /// How the file of the records is written.
  public let form: DataForm
  public let attributes: [AttributeSyntax]
}

/// How people vouch for a kind of record.
public enum Vouching: Sendable, Hashable {
  /// Something agreed with one customer, until a day.
  case agreedIndividually
  /// What somebody has found out and written down.
  case recordedByAPerson
}

/// What an attribute of such a record says about whoever vouches for it.
public enum VouchingRole: Sendable, Hashable, CaseIterable {
  case approver, reason, lastDay
  case recorder, recordedOn
}

public struct AttributeSyntax: Sendable {
  public let name: NameSyntax
  public let type: TypeSyntax
  public let isOptional: Bool
  public let isIdentity: Bool
  public let isProtected: Bool
  public let proxy: ProxySyntax?
  public let role: VouchingRole?
  /// The heading of its column where that is not its name.
  public let column: TextSyntax?
}

/// `proxy for origin, allowed because "…"`: what the attribute gives away though it does not say so.
public struct ProxySyntax: Sendable {
  /// What it stands in for.
  public let ground: NameSyntax
  /// Why decisions may depend on it all the same; nil where they may not.
  public let allowed: TextSyntax?
}

/// A type as written, with its range.
public struct TypeSyntax: Sendable {
  public enum Kind: Sendable {
    case text, money, number, wholeNumber, percent, date, yesNo, days, months, years, terms
    /// Terms as they stand in data: those that are listed.
    case termsOneOf([ExpressionSyntax])
    /// A key of its own record, or a link to another (`key of customer`, `key of group`).
    case key(NameSyntax?)
    case oneOf([NameSyntax])
    /// Members from the low end to the high end of the scale, then those outside its order.
    case scale(direction: ScaleDirection, members: [NameSyntax], outside: [NameSyntax])
  }

  public let kind: Kind
  public let from: ExpressionSyntax?
  public let to: ExpressionSyntax?
  public let decimals: Int?
  public let span: Span
}

/// The ends between which a scale was written; the last word is the high end once members are in order.
public enum ScaleDirection: Sendable {
  case worstToBest, lowestToHighest, mildestToStrictest
}

/// `for each invoice`, `for the customer`, `for the group` with definitions.
public struct DefinitionsSyntax: Sendable {
  public enum Scope: Sendable {
    case customer, group
    case each(NameSyntax)
  }

  public let scope: Scope
  public let definitions: [DefinitionSyntax]
}

public struct DefinitionSyntax: Sendable {
  public let name: NameSyntax
  public let value: ExpressionSyntax
}

/// `override for customer "C0042"` with the decisions that it replaces.
public struct OverrideSyntax: Sendable {
  public struct Replacement: Sendable {
    public let decision: NameSyntax
    public let value: ExpressionSyntax
    public let until: CalendarDate?
    public let from: CalendarDate?
    public let span: Span
  }

  public let customer: TextSyntax
  public let replacements: [Replacement]
  public let approvedBy: TextSyntax?
  public let approvedOn: CalendarDate?
  public let reasons: [ReasonSyntax]
  public let sources: [TextSyntax]
  public let span: Span
}

/// `test "…"` with a customer, its records and what is expected.
public struct TestSyntax: Sendable {
  public struct Record: Sendable {
    public let name: NameSyntax
    public let values: [(name: NameSyntax, value: ExpressionSyntax)]

    public init(name: NameSyntax, values: [(name: NameSyntax, value: ExpressionSyntax)]) {
      (self.name, self.values) = (name, values)
    }
  }

  public struct Expectation: Sendable {
    /// A condition over the customer's values; nil when a decision of a record is meant.
    public let condition: ExpressionSyntax
    /// `of invoice 2`: the record whose decision is meant, counted from 1.
    public let record: (name: NameSyntax, position: Int)?
    /// `by limit.prime`: the rule that must have decided.
    public let rule: TextSyntax?
    /// What is written above it, where it is a cell of a table.
    public var heading: Span?
    public let span: Span

    public init(
      condition: ExpressionSyntax,
      record: (name: NameSyntax, position: Int)?,
      rule: TextSyntax?,
      heading: Span? = nil,
      span: Span
    ) {
      (self.condition, self.record, self.rule) = (condition, record, rule)
      (self.heading, self.span) = (heading, span)
    }
  }

  public let name: TextSyntax
  public let asOf: CalendarDate?
  public let like: TextSyntax?
  public let records: [Record]
  public let expectations: [Expectation]
  /// Rows of which each is a test of its own.
  public let table: TestTableSyntax?
  public let span: Span

  public init(
    name: TextSyntax,
    asOf: CalendarDate?,
    like: TextSyntax?,
    records: [Record],
    expectations: [Expectation],
    table: TestTableSyntax?,
    span: Span
  ) {
    (self.name, self.asOf, self.like, self.records) = (name, asOf, like, records)
    (self.expectations, self.table, self.span) = (expectations, table, span)
  }
}

/// The table of a test: what its rows give, and what is expected of each.
public struct TestTableSyntax: Sendable {
  public enum Heading: Sendable {
    /// `as of`
    case asOf
    /// `equity`, `amount of invoice 2`: an attribute, of the customer or of a record counted from 1.
    case attribute(NameSyntax, of: (name: NameSyntax, position: Int)?)
    /// `expect segment`, `expect escalation of invoice 2`
    case expectation(ExpressionSyntax, of: (name: NameSyntax, position: Int)?)
  }

  public struct Column: Sendable {
    public let heading: Heading
    /// Of an expectation what stands behind `expect`.
    public let span: Span
  }

  public enum Cell: Sendable {
    case day(CalendarDate)
    case value(ExpressionSyntax)
    case expectation(PredicateSyntax, by: TextSyntax?)
  }

  public struct Row: Sendable {
    public let cells: [(cell: Cell, span: Span)]
    public let span: Span
  }

  public let columns: [Column]
  public let rows: [Row]
  public let span: Span
}
