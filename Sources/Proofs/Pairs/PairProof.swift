import Evaluation
import Exact
import PolicyModel

/// What can be true of one customer under two policies at once, or of two customers under one.
///
/// Conditions are over the joined policy of a ``PolicyPair``. What is called impossible is impossible for every
/// customer whose data both policies accept; what is possible is only known to be so once both policies have decided
/// the customer.
struct PairProof {
  /// What is asked of a condition.
  enum Part {
    /// It is answered with yes.
    case holds(Node)
    /// It is not: the answer is no, or there is none.
    case fails(Node)

    var node: Node {
      switch self {
      case .holds(let node), .fails(let node): node
      }
    }
  }

  enum Answer {
    case never
    /// It may be so in this region, as far as the conditions tell.
    case maybe(words: String)
    /// The search was given up.
    case undecided
  }

  let pair: PolicyPair
  private let missing: MissingAnalysis
  private var translator: Translator
  private let budget: Int

  init(_ pair: PolicyPair, budget: Int = 4_000_000) {
    self.budget = budget
    self.pair = pair
    missing = MissingAnalysis(pair.joined)
    translator = Translator(pair.joined, missing)
  }

  /// Whether all of it can be so for one customer, or for one record.
  mutating func can(_ conditions: [Part]) -> Answer {
    do throws(Formulas.TooManyColumns) {
      let parts = try parts(conditions, &translator, .anyone)
      let always = try translator.relate()
      var search = Search(translator, budget: budget)
      switch search.find(RuleFormulas.known(parts, always, &search)) {
      case .never: return .never
      case .undecided: return .undecided
      case .somewhere(let region):
        return .maybe(words: RegionWords(policy: pair.joined, search: search).text(region))
      }
    } catch { return .undecided }
  }

  private func parts(_ conditions: [Part], _ translator: inout Translator, _ frame: Translator.Frame)
    throws(Formulas.TooManyColumns) -> [Formulas.ID]
  {
    var parts: [Formulas.ID] = []
    for condition in conditions {
      let yes = try translator.truth(condition.node, frame).yes
      if case .holds = condition {
        parts.append(yes)
      } else {
        parts.append(translator.formulas.negation(yes))
      }
    }
    // What both policies list is said of values that are known, and so of records at hand.
    for assumption in pair.assumptions {
      if case .collection = assumption.reads.first?.scope, !concerns(conditions, assumption) { continue }
      parts.append(translator.formulas.negation(try translator.truth(assumption, frame).no))
    }
    return parts
  }

  /// Whether conditions are about records of the same kind as an assumption.
  private func concerns(_ conditions: [Part], _ assumption: Node) -> Bool {
    guard let scope = assumption.reads.first?.scope else { return false }
    return conditions.contains { $0.node.reads.contains { $0.scope == scope } }
  }

  // MARK: Customers

  /// A customer of whom conditions may be true, as each policy reads it.
  struct Candidate {
    let first: DecisionUnit
    let second: DecisionUnit
    let asOf: CalendarDate
  }

  /// Looks for a customer of whom conditions are true, and for whom a test of both policies' decisions agrees.
  ///
  /// - Parameters:
  ///   - scope: whether the conditions are about the customer or about a record.
  /// Each setting, a day and a number of records, gives one customer by its formula; then some more are made of the
  /// values at which the policies change their minds.
  ///
  /// - Returns: what the test showed, and how many customers were tried.
  func candidate<Shown>(_ conditions: [Part], _ scope: Scope, _ shows: (Candidate) -> Shown?) -> (
    shown: Shown?, tried: Int
  ) {
    let finder = WitnessFinder(pair.joined, missing)
    var tried = 0
    for asOf in finder.days() {
      for counts in finder.counts(reading: conditions.map(\.node), about: scope) {
        guard let unit = unit(conditions, scope, counts, asOf), let candidate = candidate(unit, asOf) else {
          continue
        }
        tried += 1
        if let shown = shows(candidate) { return (shown, tried) }
      }
    }
    let (shown, more) = directed(conditions.map(\.node), scope, DirectedSearch.effort, shows)
    return (shown, tried + more)
  }

  /// Tries customers made of the values at which the policies change their minds, without any formula.
  func directed<Shown>(_ nodes: [Node], _ scope: Scope, _ effort: Int, _ shows: (Candidate) -> Shown?) -> (
    shown: Shown?, tried: Int
  ) {
    let finder = WitnessFinder(pair.joined, missing)
    var directed = DirectedSearch(pair.joined)
    var tried = 0
    let settings = finder.days().flatMap { asOf in
      finder.counts(reading: nodes, about: scope).map { (asOf, $0) }
    }
    for number in 0..<effort {
      let (asOf, counts) = settings[number % settings.count]
      guard let candidate = candidate(directed.next(counts), asOf) else { continue }
      tried += 1
      if let shown = shows(candidate) { return (shown, tried) }
    }
    return (nil, tried)
  }

  private func unit(_ conditions: [Part], _ scope: Scope, _ counts: [Int], _ asOf: CalendarDate)
    -> DecisionUnit?
  {
    var translator = Translator(pair.joined, missing, .records(counts, asOf: asOf))
    let isOfRecord = if case .collection = scope { true } else { false }
    let frame = Translator.Frame(record: isOfRecord ? 0 : -1)
    do throws(Formulas.TooManyColumns) {
      let parts = try parts(conditions, &translator, frame)
      let always = try translator.relate()
      var search = Search(translator, budget: 400_000)
      guard case .somewhere(let region) = search.find(RuleFormulas.known(parts, always, &search)),
        let values = search.values(region)
      else { return nil }
      return WitnessCustomer(pair.joined, translator.unknowns, values, counts, asOf).unit
    } catch { return nil }
  }

  private func candidate(_ unit: DecisionUnit, _ asOf: CalendarDate) -> Candidate? {
    guard let first = own(unit, pair.first), let second = own(unit, pair.second) else { return nil }
    return Candidate(first: first, second: second, asOf: asOf)
  }

  /// The customer with the attributes that one of the policies reads.
  private func own(_ unit: DecisionUnit, _ side: PolicyPair.Side) -> DecisionUnit? {
    let policy = side.policy
    var members: [DecisionUnit.Member] = []
    for member in unit.members {
      guard let customer = values(policy.customer, .customer, member.attributes[...], side) else {
        return nil
      }
      var records: [[Value]] = []
      var counts: [Int] = []
      for (number, layout) in policy.collections.enumerated() {
        let there = side.collections[number]
        let width = pair.joined.collections[there].attributeCount
        var all: [Value] = []
        for record in 0..<member.recordCounts[there] {
          let row = member.records[there][(record * width)..<((record + 1) * width)]
          guard let own = values(layout, .collection(number), row, side) else { return nil }
          all += own
        }
        records.append(all)
        counts.append(member.recordCounts[there])
      }
      members.append(.init(attributes: customer, records: records, recordCounts: counts, customer: 0))
    }
    return DecisionUnit(members: members)
  }

  private func values(_ layout: Layout, _ scope: Scope, _ row: ArraySlice<Value>, _ side: PolicyPair.Side)
    -> [Value]?
  {
    var found: [Value] = []
    for index in 0..<layout.attributeCount {
      let there = side.slot(Slot(scope, index))
      let value = row[row.startIndex + there.index]
      guard let own = side.own(value, layout.fields[index].type, in: pair.joined) else { return nil }
      found.append(own)
    }
    return found
  }
}
