import Evaluation
import Exact
import PolicyModel

/// A decision that two policies have, as conditions over both and as a comparison of what it comes to.
struct DecisionComparison {
  private let pair: PolicyPair
  private let first: Decision
  private let second: Decision
  private let order: LeniencyOrder
  /// Results from the strictest to the mildest, where that is said of this comparison alone.
  private let ranking: [Value]

  init(_ pair: PolicyPair, _ first: Decision, _ second: Decision, ranking: [Value] = []) {
    (self.pair, self.first, self.second) = (pair, first, second)
    self.ranking = ranking
    order = LeniencyOrder(old: pair.first.policy, first, new: pair.second.policy, second)
  }

  /// Whether both say the same of the same, so that nothing needs to be searched.
  var isOne: Bool { slots.first == slots.second }

  /// What the conditions are about, in the joined policy.
  var scope: Scope { slots.second.scope }

  private var slots: (first: Slot, second: Slot) {
    (pair.first.slot(first.slot), pair.second.slot(second.slot))
  }

  private var reads: (first: Node, second: Node) {
    func read(_ slot: Slot) -> Node {
      let field = pair.joined.field(slot)
      return Node(.read(slot), field.type, shape: field.shape, span: field.span)
    }
    return (read(slots.first), read(slots.second))
  }

  /// How a result of the second stands to one of the first.
  func compare(_ one: Value, _ other: Value) -> Leniency {
    if ranking.isEmpty { return order.compare(one, other) }
    if one == other { return .same }
    guard let place = ranking.firstIndex(of: one), let next = ranking.firstIndex(of: other) else {
      return .different
    }
    return next < place ? .stricter : .moreLenient
  }

  /// Where decisions about the customer, the group or a record are looked at: of several records, at the first.
  static func place(of scope: Scope) -> Place {
    switch scope {
    case .group: .group
    case .customer: Place(member: 0)
    case .collection(let number): Place(member: 0, collection: number, record: 0)
    }
  }

  // MARK: Conditions

  /// Where the result of the second is lower, or higher, by the order of its type.
  func moved(_ operation: PolicyModel.Operation) -> Node? {
    let (one, other) = reads
    return one.type == other.type ? yesNo(operation, [other, one]) : nil
  }

  /// Where the second stands so to the first; nil for where it differs at all.
  ///
  /// - Returns: nil where that never is, or cannot be said.
  func condition(_ leniency: Leniency?) -> Node? {
    let (one, other) = reads
    guard one.type == other.type, slots.first.scope == slots.second.scope else { return nil }
    switch leniency {
    case .same: return nil
    case nil: return joined(.or, [oneIsMissing(one, other), unequal(one, other)])
    case .different:
      let pairs = listed(.different, one, other)
      return joined(
        .or,
        [oneIsMissing(one, other)] + (pairs ?? (isOrdered ? nil : unequal(one, other)).map { [$0] } ?? [])
      )
    case .stricter, .moreLenient:
      if isOrdered, ranking.isEmpty, one.type.isNumeric {
        return yesNo(leniency == .stricter ? .less : .more, [other, one])
      }
      return leniency.flatMap { listed($0, one, other) }?.first
    }
  }

  private var isOrdered: Bool { first.kind == .limit && second.kind == .limit }

  private func oneIsMissing(_ one: Node, _ other: Node) -> Node? {
    func only(_ present: Node, _ absent: Node) -> Node {
      yesNo(.and, [yesNo(.isKnown, [present]), yesNo(.isMissing, [absent])])
    }
    guard first.applicability != nil || second.applicability != nil else { return nil }
    return yesNo(.or, [only(one, other), only(other, one)])
  }

  private func unequal(_ one: Node, _ other: Node) -> Node? {
    guard one.type == .rules else { return yesNo(.not, [yesNo(.equal, [one, other])]) }
    let (labels, others) = (first.rules.map(\.label), second.rules.map(\.label))
    func includes(_ read: Node, _ label: Int?) -> Node {
      guard let label else { return Node(.constant(.yesNo(false)), .yesNo, span: read.span) }
      let rule = Node(.constant(.rules(1 << UInt64(label))), .rules, span: read.span)
      return yesNo(.includes, [read, rule])
    }
    var names = labels
    for label in others where !labels.contains(label) { names.append(label) }
    return joined(
      .or,
      names.map { name in
        let (mine, theirs) = (labels.firstIndex(of: name), others.firstIndex(of: name))
        return yesNo(.not, [yesNo(.equal, [includes(one, mine), includes(other, theirs)])])
      }
    )
  }

  /// Where names or terms stand so to each other, as one condition; nil where they cannot be listed.
  private func listed(_ leniency: Leniency, _ one: Node, _ other: Node) -> [Node]? {
    guard let all = values(first, pair.first.policy), let others = values(second, pair.second.policy) else {
      return nil
    }
    var found: [Node] = []
    for value in all {
      let members = others.filter { compare(value, $0) == leniency }
      if members.isEmpty { continue }
      let held = yesNo(.equal, [one, constant(value, first.type, pair.first)])
      let among = members.map { constant($0, second.type, pair.second) }
      found.append(yesNo(.and, [held, yesNo(.oneOf, [other] + among)]))
    }
    return joined(.or, found).map { [$0] } ?? []
  }

  private func values(_ decision: Decision, _ policy: Policy) -> [Value]? {
    switch decision.type {
    case .symbol(let number):
      policy.enumerations[number].members.indices.map { .symbol(Int32($0)) }
        + policy.enumerations[number].outside.indices.map { .symbol(-1 - Int32($0)) }
    case .terms: policy.terms.indices.map { .terms(Int32($0)) }
    case .yesNo: [.yesNo(false), .yesNo(true)]
    default: nil
    }
  }

  private func constant(_ value: Value, _ type: ValueType, _ side: PolicyPair.Side) -> Node {
    side.joined(Node(.constant(value), type, span: .none))
  }

  private func joined(_ operation: PolicyModel.Operation, _ parts: [Node?]) -> Node? {
    let parts = parts.compactMap(\.self)
    return parts.count > 1 ? yesNo(operation, parts) : parts.first
  }

  private func yesNo(_ operation: PolicyModel.Operation, _ operands: [Node]) -> Node {
    Node(.apply(operation, operands), .yesNo, span: second.span)
  }

  // MARK: What is decided

  /// The customer as a witness, where both policies decide it and their results stand so to each other; nil for that
  /// they differ at all.
  func witness(_ candidate: PairProof.Candidate, _ leniency: Leniency?) -> PairWitness? {
    guard let one = decided(first, pair.first.policy, candidate.first, candidate.asOf),
      let other = decided(second, pair.second.policy, candidate.second, candidate.asOf)
    else { return nil }
    let shown = compare(one.value, other.value)
    guard shown != .same, leniency == nil || shown == leniency else { return nil }
    return PairWitness(
      first: candidate.first,
      second: candidate.second,
      asOf: candidate.asOf,
      values: (one.value, other.value),
      rules: (one.rule, other.rule),
      leniency: shown
    )
  }

  /// What a policy decides of a customer, or of its first record, and by which rule; nil where it decides nothing.
  private func decided(_ decision: Decision, _ policy: Policy, _ unit: DecisionUnit, _ asOf: CalendarDate)
    -> (
      value: Value, rule: Int?
    )?
  {
    guard let trace = try? policy.trace(unit, asOf: asOf).1,
      let traced = trace.decisions.first(where: {
        policy.decisions[$0.decision].slot == decision.slot && $0.place.record <= 0
      })
    else { return nil }
    return (traced.value, traced.rules.first { $0.outcome == .applies }?.index)
  }
}
