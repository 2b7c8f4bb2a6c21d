import Exact
import PolicySyntax

/// A policy with every name resolved and every expression typed: the one model that the checker, the
/// evaluator, the trace and every other backend read.
public struct Policy: Sendable {
  public let name: String
  public let version: String
  /// SHA-256 of the policy's text, see ``PolicyCompiler``.
  public let digest: String
  public let currency: Currency
  public let inForce: ClosedRange<CalendarDate>
  public let approvals: [Approval]
  public let enumerations: [Enumeration]
  public let terms: [PaymentTerms]
  /// Which of them are at least as strict as which.
  public let strictness: TermsStrictness
  public let rates: [RateTable]
  public let calendar: WorkingCalendar?
  /// Texts that stand in the policy; a portfolio continues this list with its own.
  public let texts: [String]
  public let customer: Layout
  public let collections: [Layout]
  public let group: Layout
  public let decisions: [Decision]
  /// Definitions and decisions in an order in which each comes after what it reads.
  public let order: [Slot]
  public let overrides: [Override]
  public let principles: [Principle]
  public let tests: [Test]
  /// How a table of decisions is laid out, where the policy says so.
  public let output: OutputLayout?
  /// The files that it was read from; a ``Span`` names them by number.
  public let sources: [Source]

  public struct Approval: Sendable {
    public let by: String
    public let on: CalendarDate?
  }

  /// Records of one collection that a customer can have, and members that a group can have; the sizes of sums
  /// are computed from it, so whoever reads data rejects more.
  public static let mostRecords = 1_000_000

  public func layout(_ scope: Scope) -> Layout {
    switch scope {
    case .group: group
    case .customer: customer
    case .collection(let index): collections[index]
    }
  }

  public func field(_ slot: Slot) -> Field { layout(slot.scope).fields[slot.index] }

  /// Whether customers are decided in groups.
  public var hasGroups: Bool { customer.groupKey != nil }

  private func source(of span: Span) -> Source? { sources.first { $0.file == span.file } }

  /// The text of a span as it was written, on one line.
  public func written(_ span: Span) -> String {
    (source(of: span)?.text(span) ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The file and line at which something stands, such as `credit.policy:12`.
  public func place(_ span: Span) -> (file: String, line: Int, column: Int)? {
    guard let source = source(of: span) else { return nil }
    let position = source.position(of: span.start)
    return (source.name, position.line, position.column)
  }
}

/// What a value belongs to.
public enum Scope: Hashable, Sendable {
  /// A customer's group (parent and affiliates), or the customer alone where it has none.
  case group
  case customer
  /// Each record of the collection with this number.
  case collection(Int)
}

/// The place of a field: its scope and its number among the fields of that scope.
public struct Slot: Hashable, Sendable {
  public let scope: Scope
  public let index: Int

  public init(_ scope: Scope, _ index: Int) {
    self.scope = scope
    self.index = index
  }
}

/// The fields of a customer, of a kind of record, or of a group.
public struct Layout: Sendable {
  /// `customer`, `invoice`, `group`.
  public let name: String
  /// `customers`, `invoices`: the name of the file, of the nested list, and of what is aggregated over.
  public let plural: String
  /// Attributes first, in order of declaration, then definitions and decisions.
  public let fields: [Field]
  public let attributeCount: Int
  /// The attribute that identifies a record, if it has one.
  public let key: Int?
  /// The attribute that names the customer of a record.
  public let owner: String
  /// Its column.
  public let ownerColumn: String
  /// The attribute that names the customer's group, if there are groups.
  public let groupKey: Int?
  /// How the file is written, as far as the policy says so.
  public let form: DataForm
  /// Who vouches for the records, where people do.
  public let voucher: Voucher?
}

/// The attributes of a record that say who vouches for it.
public struct Voucher: Sendable {
  public let kind: Vouching
  /// The attribute that names the approver, or whoever recorded it.
  public let person: Int
  /// The attribute with the reason; nil for what is recorded.
  public let reason: Int?
  /// The attribute with the last day, or with the day on which it was recorded.
  public let day: Int

  public var attributes: [Int] { [person, day] + (reason.map { [$0] } ?? []) }
}

/// One named value of a scope.
public struct Field: Sendable {
  public enum Origin: Sendable {
    case attribute(Attribute)
    case definition(Node)
    /// The decision with this number.
    case decision(Int)
  }

  public let name: String
  public let type: ValueType
  /// The declared range of an attribute, the computed one of anything else; nil for what is not a number.
  public let shape: Shape?
  /// The type's own range, where the computed one goes beyond it and so must be checked for each customer.
  public let checkedRange: (low: Number, high: Number)?
  /// Between which days a date lies, as far as that is known; nil for anything else.
  public let dates: ClosedRange<CalendarDate>?
  public let origin: Origin
  public let span: Span

  public var attribute: Attribute? {
    if case .attribute(let attribute) = origin { attribute } else { nil }
  }
}

/// What is declared of a value that is given as data.
public struct Attribute: Sendable {
  /// The heading of its column, and its key in NDJSON.
  public let column: String
  public let isOptional: Bool
  public let isIdentity: Bool
  public let isProtected: Bool
  public let proxy: Proxy?
  /// What a key refers to: `customer`, `group`; nil for anything else.
  public let link: String?
  /// The range of dates, inclusive.
  public let dates: ClosedRange<CalendarDate>?
  /// The payment terms that there can be, by their numbers in the policy.
  public let terms: [Int32]
}

/// What an attribute gives away about people though it does not say so, as a postcode may their origin.
public struct Proxy: Sendable {
  /// What it stands in for, as the policy writes it.
  public let ground: String
  /// Why decisions may depend on it all the same; nil where they may not.
  public let allowedBecause: String?
}

extension Attribute {
  /// Why no decision may depend on an attribute.
  public enum Restriction: Sendable, Equatable {
    case identity, protected
    /// It stands in for this.
    case proxy(String)
  }

  /// The gravest restriction of the attribute; nil where decisions may depend on it.
  public var restriction: Restriction? {
    if isProtected { return .protected }
    if let proxy, proxy.allowedBecause == nil { return .proxy(proxy.ground) }
    return isIdentity ? .identity : nil
  }
}

/// One decision: a list of rules and the way in which they combine.
public struct Decision: Sendable {
  public let name: String
  public let kind: DecisionKind
  public let slot: Slot
  public let type: ValueType
  /// Between which ends its names are written, where they are a scale of its own.
  public let scale: ScaleDirection?
  public let combining: Combining
  /// For whom the decision is made; nil for everybody.
  public let applicability: Node?
  public let rules: [Rule]
  /// Results from the strictest to the mildest, where that is how rules combine.
  public let ranking: [Value]
  public let atLeast: Node?
  public let atMost: Node?
  public let rounding: (rule: Rounding, step: Operation.Step)?
  /// Whether no override can replace it.
  public let isFinal: Bool
  /// What an approval is the approval of.
  public let approvalOf: Slot?
  /// For an escalation that goes one step at a time.
  public let stepsTaken: StepsTaken?
  public let span: Span
}

/// Where the data of an escalation say which step was taken last, and on which day: both, or neither.
public struct StepsTaken: Sendable {
  public let last: Slot
  public let on: Slot
  /// Both as they are read, so that whoever asks what a decision reads finds them.
  let nodes: [Node]
}

/// One rule of a decision.
public struct Rule: Sendable {
  public struct Reason: Sendable {
    /// The language of the text, such as `en`.
    public let language: String
    public let text: String
  }

  /// `segment.watch`: unique in the policy and stable under edits elsewhere.
  public let id: String
  /// The part of the id after the decision.
  public var label: String { id.split(separator: ".").last.map(String.init) ?? id }
  /// Nil where the rule always applies, or applies when no other does.
  public let condition: Node?
  /// Whether it applies exactly when no other rule does.
  public let isOtherwise: Bool
  public let result: Node
  public let reasons: [Reason]
  public let sources: [String]
  /// The channels of a step, such as `email`.
  public let channels: [String]
  /// Everybody who must approve before the result takes effect.
  public let approvals: [String]
  /// What the result does to the steps of its escalation; nil for a step and in any other decision.
  public let state: EscalationState?
  public let span: Span
  /// Where it is a row of a table: its conditions by their columns.
  public internal(set) var cells: [Cell] = []

  /// The place of one condition of a row, and of the heading of its column.
  public struct Cell: Sendable {
    public let heading: Span
    public let span: Span
  }
}

/// A named customer decided otherwise, by somebody, until a day.
public struct Override: Sendable {
  /// The customer's key, by its number in the policy's texts.
  public let customer: Int32
  public let decision: Int
  public let value: Value
  public let from: CalendarDate
  public let until: CalendarDate
  public let approvedBy: String
  public let approvedOn: CalendarDate
  public let reasons: [Rule.Reason]
  public let span: Span

  public func applies(on date: CalendarDate) -> Bool { date >= from && date <= until }
}

/// A customer with records and what is expected of the decisions; each row of a table of tests is one.
public struct Test: Sendable {
  public struct Record: Sendable {
    public let collection: Int
    /// One value for each attribute.
    public let values: [Value]
  }

  public struct Expectation: Sendable {
    /// The record whose decision is meant: its collection and its place from 0.
    public let record: (collection: Int, position: Int)?
    /// A condition over the customer's values, or over the record's.
    public let condition: Node
    /// The decision and the id of the rule that must have decided.
    public let rule: (decision: Int, id: String)?
    /// What is written above it, where it is a cell of a table: the subject of which it says something.
    public let heading: Span?
    public let span: Span
  }

  /// The customer of a test, or another one of its group.
  public struct Member: Sendable {
    /// One value for each attribute.
    public internal(set) var customer: [Value]
    public internal(set) var records: [Record] = []
  }

  public let name: String
  public let asOf: CalendarDate
  /// The customer about whom the test is, and then its affiliates.
  public let members: [Member]
  public let expectations: [Expectation]
  public let span: Span
}
