import Evaluation
import Exact
import PolicyModel

/// Looks for customers at the thresholds of a policy's rules, on whose side of the threshold their decision hangs.
///
/// A customer is found by formulas and shown only after the evaluator has decided it and its value is as was wanted.
public struct BoundaryFinder {
  private let policy: Policy
  private let missing: MissingAnalysis
  private let finder: WitnessFinder
  /// Steps of one search after which it is given up.
  private static let budget = 200_000

  public init(_ policy: Policy) {
    self.policy = policy
    missing = MissingAnalysis(policy)
    finder = WitnessFinder(policy, missing)
  }

  /// Every threshold at which a decision changes, in the order of the policy.
  public func boundaries() -> [Boundary] {
    policy.decisions.indices.flatMap { index -> [Boundary] in
      var seen: Set<String> = []
      return policy.decisions[index].rules.indices.flatMap { rule -> [Boundary] in
        guard let condition = policy.decisions[index].rules[rule].condition else { return [] }
        return DecisivePart.all(condition).compactMap { part in
          let name = "\(part.bound.subject.fingerprint) \(part.bound.value)"
          guard !seen.contains(name), let found = boundary(part, rule, index) else { return nil }
          seen.insert(name)
          return found
        }
      }
    }
  }

  private func boundary(_ part: DecisivePart, _ rule: Int, _ index: Int) -> Boundary? {
    let bound = part.bound
    let values: [(Boundary.Position, Value?)] = [
      (.at, bound.value), (.below, bound.next(up: false, in: policy)),
      (.above, bound.next(up: true, in: policy)),
    ]
    var found: [Boundary.Position: Witness] = [:]
    for (position, value) in values {
      guard let value else { continue }
      // All else equal is the plainest: the customer at the threshold with another value of the attribute.
      var witness: Witness?
      if let base = found[.at], let moved = moved(base, bound.subject, to: value) {
        witness = decided(moved.unit, moved.asOf, bound.subject, value, index)
      }
      found[position] = witness ?? search(part, value, rule, index)
    }
    let witnesses = [Boundary.Position.below, .at, .above].compactMap { position in
      found[position].map { (position: position, witness: $0) }
    }
    guard let first = witnesses.first,
      witnesses.contains(where: { $0.witness.decided != first.witness.decided })
    else { return nil }
    return Boundary(decision: index, rule: rule, bound: bound, asked: asked(index), witnesses: witnesses)
  }

  // MARK: Searching

  private func search(_ part: DecisivePart, _ value: Value, _ rule: Int, _ index: Int) -> Witness? {
    let decision = policy.decisions[index]
    for asOf in finder.days() {
      for counts in finder.counts(reading: decision.nodes, about: decision.slot.scope) {
        guard let unit = unit(part, value, rule, decision, counts, asOf),
          let found = decided(unit, asOf, part.bound.subject, value, index)
        else { continue }
        return found
      }
    }
    return nil
  }

  /// A customer for whom the rule hangs on the comparison, and whose value is the one that is wanted.
  private func unit(
    _ part: DecisivePart,
    _ value: Value,
    _ rule: Int,
    _ decision: Decision,
    _ counts: [Int],
    _ asOf: CalendarDate
  ) -> DecisionUnit? {
    var translator = Translator(policy, missing, .records(counts, asOf: asOf))
    let isOfRecord = if case .collection = decision.slot.scope { true } else { false }
    let frame = Translator.Frame(record: isOfRecord ? 0 : -1)
    let isFirst = decision.combining == .first
    guard let rules = try? RuleFormulas(decision, &translator, frame, isFirst ? nil : []),
      let yes = try? translator.truth(part.yes, frame), let no = try? translator.truth(part.no, frame),
      let wanted = try? translator.truth(part.bound.equals(value), frame)
    else { return nil }
    var search = Search(translator, budget: BoundaryFinder.budget)
    var parts = [rules.concerned, yes.yes, no.no, wanted.yes]
    if isFirst {
      parts += RuleFormulas.before(rule, decision).map { rules.no[$0] }
      parts.append(search.any(otherwise(rule, decision, rules).map { search.all($0) }))
    }
    let formula = RuleFormulas.known(parts, rules.always, &search)
    guard case .somewhere(let region) = search.find(formula), let values = search.values(region) else {
      return nil
    }
    return WitnessCustomer(policy, translator.unknowns, values, counts, asOf).unit
  }

  /// Where another result would be given if the rule did not apply: by each rule that might be the next.
  private func otherwise(_ rule: Int, _ decision: Decision, _ rules: RuleFormulas) -> [[Formulas.ID]] {
    let own = decision.rules[rule].result.fingerprint
    let asked = RuleFormulas.before(rule, decision) + [rule]
    let later =
      decision.rules.indices.filter { !asked.contains($0) && !decision.rules[$0].isOtherwise }
      + decision.rules.indices.filter { !asked.contains($0) && decision.rules[$0].isOtherwise }
    return later.enumerated().compactMap { place, next in
      guard decision.rules[next].result.fingerprint != own else { return nil }
      return [rules.yes[next]] + later[..<place].map { rules.no[$0] }
    }
  }

  // MARK: Deciding

  /// The customer as the evaluator decides it, where its value is the one that is wanted and a rule decides.
  private func decided(
    _ unit: DecisionUnit,
    _ asOf: CalendarDate,
    _ subject: Node,
    _ value: Value,
    _ index: Int
  )
    -> Witness?
  {
    let shown = asked(index)
    let place = DecisionComparison.place(of: policy.decisions[index].slot.scope)
    let equals = Node(.apply(.equal, [subject, constant(value, subject)]), .yesNo, span: subject.span)
    guard let (_, trace, answers) = try? policy.answers([(equals, place)], unit, asOf: asOf),
      answers.allSatisfy(\.value.isYes),
      let made = trace.decisions.first(where: { $0.decision == shown && $0.place.record <= 0 }),
      made.override == nil, let rule = made.rules.first(where: { $0.outcome == .applies })?.index
    else { return nil }
    return Witness(unit: unit, asOf: asOf, decided: made.value, rule: rule)
  }

  /// The decision that a test can ask about: a characteristic is a part of its scorecard and has no name there.
  private func asked(_ index: Int) -> Int {
    let decision = policy.decisions[index]
    guard decision.kind == .characteristic else { return index }
    return policy.decisions.firstIndex { other in
      other.kind == .scorecard && other.rules.contains { $0.result.reads.contains(decision.slot) }
    } ?? index
  }

  private func constant(_ value: Value, _ subject: Node) -> Node {
    Node(.constant(value), subject.type, shape: subject.shape, span: subject.span)
  }

  /// The same customer with another value of one attribute; nil where the subject is computed.
  private func moved(_ witness: Witness, _ subject: Node, to value: Value) -> (
    unit: DecisionUnit, asOf: CalendarDate
  )? {
    guard case .read(let slot) = subject.kind, policy.field(slot).attribute != nil, isInRange(value, slot),
      let member = witness.unit.members.first
    else { return nil }
    var (attributes, records) = (member.attributes, member.records)
    switch slot.scope {
    case .group: return nil
    case .customer: attributes[slot.index] = value
    case .collection(let index):
      guard records[index].indices.contains(slot.index) else { return nil }
      records[index][slot.index] = value
    }
    let changed = DecisionUnit.Member(
      attributes: attributes,
      records: records,
      recordCounts: member.recordCounts,
      customer: 0
    )
    return (DecisionUnit(members: [changed]), witness.asOf)
  }

  private func isInRange(_ value: Value, _ slot: Slot) -> Bool {
    let field = policy.field(slot)
    switch value {
    case .number(let number): return field.shape.map { number >= $0.low && number <= $0.high } ?? false
    case .date(let day): return field.dates?.contains(day) ?? true
    default: return true
    }
  }
}

extension FixedBound {
  /// That the subject has a value.
  fileprivate func equals(_ value: Value) -> Node {
    let constant = Node(.constant(value), bound.type, shape: bound.shape, span: bound.span)
    return Node(.apply(.equal, [subject, constant]), .yesNo, span: bound.span)
  }
}
