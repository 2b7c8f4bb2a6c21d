import Evaluation
import Exact
import PolicyModel

/// Looks for one concrete customer to whom something happens, and shows it only after the evaluator has decided
/// that customer and it did happen.
public struct WitnessFinder {
  private let policy: Policy
  private let missing: MissingAnalysis

  public init(_ policy: Policy, _ missing: MissingAnalysis) {
    self.policy = policy
    self.missing = missing
  }

  /// A customer to whom an event of a decision happens; nil where none was found.
  public func witness(_ event: DecisionProof.Event, _ index: Int) -> Witness? {
    let decision = policy.decisions[index]
    for asOf in days() {
      for counts in counts(decision.slot) {
        let unit = unit(decision.slot, counts, asOf) { translator, frame, search in
          let needed = RuleFormulas.needed(event, decision)
          guard let rules = try? RuleFormulas(decision, &translator, frame, needed) else { return nil }
          var found = search(translator)
          return (RuleFormulas.known(rules.parts(event, decision), rules.always, &found), found)
        }
        guard let unit, let shown = Replay(policy, unit, asOf).shows(event, index) else { continue }
        return Witness(unit: unit, asOf: asOf, decided: shown.value, rule: shown.rule)
      }
    }
    return nil
  }

  /// A customer for whom a named value leaves the range in which it has to stay, and the value; nil where none was
  /// found.
  public func witness(leaving slot: Slot) -> (witness: Witness, value: Number)? {
    for asOf in days() {
      for counts in counts(slot) {
        let unit = unit(slot, counts, asOf) { translator, frame, search in
          guard let leaving = try? translator.leaving(slot, frame), let always = try? translator.relate()
          else { return nil }
          var found = search(translator)
          return (RuleFormulas.known([leaving], always, &found), found)
        }
        guard let unit, let value = Replay(policy, unit, asOf).leaving(slot) else { continue }
        return (Witness(unit: unit, asOf: asOf, decided: nil, rule: nil), value)
      }
    }
    return nil
  }

  // MARK: Settings

  /// The days to try: early in the period in force, so that the witness stays a test of this edition.
  func days() -> [CalendarDate] {
    let first = policy.inForce.lowerBound
    let others = [first.adding(days: 180), first.adding(days: 364)].compactMap(\.self)
    return [first] + others.filter(policy.inForce.contains)
  }

  /// How many records of each collection to try; a decision about a record needs one.
  private func counts(_ slot: Slot) -> [[Int]] {
    counts(reading: policy.nodes(of: slot), about: slot.scope)
  }

  func counts(reading nodes: [Node], about scope: Scope) -> [[Int]] {
    if policy.collections.isEmpty { return [[]] }
    let read = collections(nodes)
    var tried: [[Int]] = []
    for count in 0...2 {
      var counts = policy.collections.indices.map { read.contains($0) ? count : 0 }
      if case .collection(let own) = scope { counts[own] = max(1, counts[own]) }
      if !tried.contains(counts) { tried.append(counts) }
    }
    return tried
  }

  /// The collections that expressions read, through whatever it reads.
  private func collections(_ nodes: [Node]) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<Slot> = []
    var pending = nodes
    while let node = pending.popLast() {
      if case .aggregate(let aggregate) = node.kind, case .collection(let index) = aggregate.scope {
        found.insert(index)
      }
      if case .read(let slot) = node.kind, seen.insert(slot).inserted {
        pending += policy.nodes(of: slot)
      }
      pending += node.children
    }
    return found
  }

  // MARK: Customers

  /// A customer for whom a formula about a decision or a definition holds.
  private func unit(
    _ slot: Slot,
    _ counts: [Int],
    _ asOf: CalendarDate,
    _ formula: (inout Translator, Translator.Frame, (Translator) -> Search) -> (Formulas.ID, Search)?
  ) -> DecisionUnit? {
    var translator = Translator(policy, missing, .records(counts, asOf: asOf))
    let isOfRecord = if case .collection = slot.scope { true } else { false }
    let frame = Translator.Frame(record: isOfRecord ? 0 : -1)
    guard
      case (let formula, var search)? = formula(&translator, frame, { Search($0, budget: 400_000) }),
      case .somewhere(let region) = search.find(formula), let values = search.values(region)
    else { return nil }
    return WitnessCustomer(policy, translator.unknowns, values, counts, asOf).unit
  }
}

/// One concrete customer to whom something happens.
public struct Witness: Sendable {
  public let unit: DecisionUnit
  public let asOf: CalendarDate
  /// What the decision comes to, and the rule that gives it; nil where it cannot be decided.
  public let decided: Value?
  public let rule: Int?
}
