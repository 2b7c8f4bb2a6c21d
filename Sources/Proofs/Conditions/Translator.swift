import Evaluation
import Exact
import PolicyModel
import PolicySyntax

/// Conditions and values of a policy as formulas over what they depend on in the end.
///
/// Definitions and decisions are looked into wherever they are read, so that what two decisions make of the same
/// attribute is known to be about one value. What cannot be looked into, such as the product of two attributes,
/// counts as a value that could be anything in its range: that can only make a proof fail, never succeed wrongly.
struct Translator {
  /// What records a customer has, and on which day it is decided.
  enum Setting {
    /// Any customer on any day in force.
    case anybody
    /// A customer with so many records of each collection, on one day.
    case records([Int], asOf: CalendarDate)
  }

  let policy: Policy
  let missing: MissingAnalysis
  let setting: Setting
  var formulas = Formulas()
  private(set) var unknowns: [Unknown] = []
  private var numbers: [Unknown.Key: Int] = [:]
  /// What named values have been translated to.
  var named: [Named: [Piece]] = [:]
  var namedTruths: [Named: (yes: Formulas.ID, no: Formulas.ID)] = [:]
  /// Aggregates that stand as unknowns, for what is known between them.
  private(set) var aggregates: [(unknown: Int, aggregate: Aggregate)] = []
  /// Linear facts about unknowns: the form is at most zero where all of its unknowns have values.
  private(set) var facts: [LinearForm] = []
  /// The value of which it is asked whether it leaves its range, so that it counts as one that may.
  var unconfined: Slot?
  /// Whether something was not looked into.
  private(set) var isOpaque = false

  struct Named: Hashable {
    let slot: Slot
    let record: Int
  }

  /// The record at hand, by its place among its customer's; -1 for any one record and for the customer itself.
  struct Frame: Hashable {
    let record: Int
    static let anyone = Frame(record: -1)
  }

  /// Pieces of one value at most; more are taken as one that is not looked into.
  static let mostPieces = 64

  init(_ policy: Policy, _ missing: MissingAnalysis, _ setting: Setting = .anybody) {
    self.policy = policy
    self.missing = missing
    self.setting = setting
  }

  var isConcrete: Bool {
    if case .records = setting { true } else { false }
  }

  // MARK: Unknowns

  mutating func unknown(
    _ name: String,
    _ frame: Frame,
    _ source: Unknown.Source,
    _ node: Node,
    mayBeMissing: Bool,
    dates: ClosedRange<CalendarDate>? = nil,
    terms: [Int32] = [],
    domain: Unknown.Domain? = nil
  ) -> Int {
    let key = Unknown.Key(name: name, record: frame.record)
    if let number = numbers[key] { return number }
    unknowns.append(
      Unknown(
        key: key,
        source: source,
        domain: domain ?? .of(node, dates: dates, terms: terms, policy),
        mayBeMissing: mayBeMissing,
        type: node.type,
        node: node
      )
    )
    numbers[key] = unknowns.count - 1
    return unknowns.count - 1
  }

  /// An expression that is not looked into.
  mutating func opaque(_ node: Node, _ frame: Frame, mayBeMissing: Bool) throws(Formulas.TooManyColumns)
    -> [Piece]
  {
    note(opaque: true)
    let number = unknown(
      node.fingerprint,
      frame,
      .computed,
      node,
      mayBeMissing: mayBeMissing,
      dates: missing.range(of: node)
    )
    return try given(number)
  }

  mutating func note(opaque: Bool) { isOpaque = isOpaque || opaque }

  mutating func fact(atMostZero form: LinearForm) { facts.append(form) }

  mutating func remember(_ aggregate: Aggregate, _ unknown: Int) {
    if !aggregates.contains(where: { $0.unknown == unknown }) { aggregates.append((unknown, aggregate)) }
  }

  /// The pieces of an unknown: its value where it has one, and that it is missing.
  mutating func given(_ number: Int) throws(Formulas.TooManyColumns) -> [Piece] {
    let unknown = unknowns[number]
    let value: PieceValue = unknown.isChoice ? .chosen(number) : .form(LinearForm(unknown: number))
    let known = try limited(value, unknown)
    guard unknown.mayBeMissing else { return known }
    let column = try column(of: number)
    return under(formulas.question(column, .known), known) + [
      Piece(guardedBy: formulas.question(column, .known, isTurned: true), value: .missing)
    ]
  }

  /// A number that can be unlimited is that, or it is a number in its range.
  private mutating func limited(_ value: PieceValue, _ unknown: Unknown) throws(Formulas.TooManyColumns)
    -> [Piece]
  {
    guard unknown.node.shape?.mayBeUnlimited == true else {
      return [Piece(guardedBy: Formulas.yes, value: value)]
    }
    let question = Node(.constant(.yesNo(true)), .yesNo, span: unknown.node.span)
    let number = self.unknown(
      "\(unknown.key.name) is unlimited",
      Frame(record: unknown.key.record),
      .computed,
      question,
      mayBeMissing: false
    )
    let isUnlimited = formulas.question(try column(of: number), .among([1]))
    return [
      Piece(guardedBy: isUnlimited, value: .unlimited),
      Piece(guardedBy: formulas.negation(isUnlimited), value: value),
    ]
  }

  mutating func column(of number: Int) throws(Formulas.TooManyColumns) -> Int {
    let unknown = unknowns[number]
    let kind: Column.Kind =
      unknown.isChoice
      ? .choice(unknown: number) : .form(Direction(terms: [.init(unknown: number, factor: 1)]))
    let column = try formulas.column(kind)
    if formulas.columns[column].written == nil {
      let written = Column.Written(text: name(unknown), factor: .one, constant: .zero, type: unknown)
      formulas.describe(column, written)
    }
    return column
  }

  private func name(_ unknown: Unknown) -> String {
    switch unknown.source {
    case .attribute(let slot): policy.field(slot).name
    case .asOf: "as_of"
    case .override: "an override"
    case .computed:
      if case .read(let slot) = unknown.node.kind {
        policy.field(slot).name
      } else {
        policy.written(unknown.node.span)
      }
    }
  }

  // MARK: Guards

  /// Pieces under a further condition; those that it excludes are left out.
  mutating func under(_ condition: Formulas.ID, _ pieces: [Piece]) -> [Piece] {
    pieces.compactMap { piece in
      let both = formulas.all([condition, piece.guardedBy])
      return both == Formulas.no ? nil : Piece(guardedBy: both, value: piece.value)
    }
  }

  /// What two values give together, each pair under both guards; nil where there are too many pairs.
  mutating func pairs(
    _ left: [Piece],
    _ right: [Piece],
    _ combine: (PieceValue, PieceValue) -> PieceValue?
  ) -> [Piece]? {
    var found: [Piece] = []
    for first in left {
      for second in right {
        let both = formulas.all([first.guardedBy, second.guardedBy])
        if both == Formulas.no { continue }
        guard found.count < Translator.mostPieces, let value = combine(first.value, second.value) else {
          return nil
        }
        found.append(Piece(guardedBy: both, value: value))
      }
    }
    return found
  }
}
