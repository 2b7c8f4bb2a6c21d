import Exact
import PolicySyntax

/// Joins two policies into a ``PolicyPair``.
struct Join {
  private let policies: [Policy]
  private let apart: Set<Slot>
  private var values: [ValueMap]
  private var enumerations: [Enumeration] = []
  private var texts: [String] = []
  private var terms: [PaymentTerms] = []
  private var rates: [RateTable] = []
  private var assumptions: [Node] = []
  private var slots: [[Slot: Slot]] = [[:], [:]]
  private var collections: [[Int]] = [[], []]
  /// The fields of each scope so far.
  private var fields: [Scope: [Field]] = [:]
  private var attributeCounts: [Scope: Int] = [:]
  private var scopes: [Scope] = [.group, .customer]
  private var decisions: [Decision] = []
  private var numbers: [[Int]]
  private var overrides: [Override] = []
  private var order: [Slot] = []

  init(_ first: Policy, _ second: Policy, apart: Set<Slot>) {
    policies = [first, second]
    self.apart = apart
    values = [ValueMap(), ValueMap()]
    numbers = [first, second].map { Array(repeating: -1, count: $0.decisions.count) }
  }

  mutating func pair() throws(PolicyPair.Obstacle) -> PolicyPair {
    let (first, second) = (policies[0], policies[1])
    guard first.currency == second.currency else {
      throw PolicyPair.Obstacle(
        reason: "one policy counts in \(first.currency.code), the other in \(second.currency.code)"
      )
    }
    guard agree(first.calendar, second.calendar) else {
      throw PolicyPair.Obstacle(
        reason: "the calendars close on different days, so that the same working day is two different dates"
      )
    }
    values[1].fileOffset = (first.sources.map(\.file).max() ?? -1) + 1
    joinValues()
    joinCollections()
    try joinAttributes()
    for side in [0, 1] { derive(side) }
    let joined = joined()
    let sides = [0, 1].map {
      PolicyPair.Side(
        policy: policies[$0],
        slots: slots[$0],
        decisions: numbers[$0],
        collections: collections[$0],
        values: values[$0]
      )
    }
    return PolicyPair(joined: joined, first: sides[0], second: sides[1], assumptions: assumptions)
  }

  private func agree(_ first: WorkingCalendar?, _ second: WorkingCalendar?) -> Bool {
    guard let first, let second else { return true }
    return first.agrees(with: second)
  }

  // MARK: Values

  private mutating func joinValues() {
    let shared = JoinedEnumerations(policies[0], policies[1])
    enumerations = shared.joined
    for side in [0, 1] {
      let policy = policies[side]
      values[side].enumerations = shared.numbers[side]
      values[side].symbols = policy.enumerations.enumerated().map { number, own in
        let joined = enumerations[shared.numbers[side][number]]
        var symbols: [Int32: Int32] = [:]
        for name in own.members + own.outside {
          if let here = own.symbol(name), let there = joined.symbol(name) { symbols[here] = there }
        }
        return symbols
      }
      values[side].texts = policy.texts.map { Int32(Join.place($0, in: &texts)) }
      values[side].terms = policy.terms.map { Int32(Join.place($0, in: &terms)) }
      values[side].rates = policy.rates.map { table in
        if let same = rates.firstIndex(where: { $0.isSame(as: table) }) { return same }
        rates.append(table)
        return rates.count - 1
      }
    }
  }

  private static func place<Element: Equatable>(_ element: Element, in list: inout [Element]) -> Int {
    if let known = list.firstIndex(of: element) { return known }
    list.append(element)
    return list.count - 1
  }

  // MARK: Data

  private mutating func joinCollections() {
    var names: [String] = []
    for side in [0, 1] {
      for layout in policies[side].collections {
        collections[side].append(Join.place(layout.name, in: &names))
      }
    }
    scopes += names.indices.map(Scope.collection)
  }

  private func rewriting(_ side: Int) -> Rewriting {
    Rewriting(values: values[side], slots: slots[side], collections: collections[side])
  }

  /// Each attribute of each scope: one of both policies where they share it.
  private mutating func joinAttributes() throws(PolicyPair.Obstacle) {
    for side in [0, 1] {
      let policy = policies[side]
      let own: [Scope] = [.group, .customer] + policy.collections.indices.map(Scope.collection)
      for scope in own {
        let layout = policy.layout(scope)
        let there = rewriting(side).scope(scope)
        for index in 0..<layout.attributeCount {
          let slot = Slot(scope, index)
          let field = layout.fields[index]
          let isShared = side == 0 || !apart.contains(slot)
          if side == 1, isShared,
            let known = fields[there]?.firstIndex(where: { $0.name == field.name })
          {
            slots[1][slot] = Slot(there, known)
            try share(field, Slot(there, known))
          } else {
            slots[side][slot] = Slot(there, fields[there]?.count ?? 0)
            fields[there, default: []].append(moved(field, side))
          }
        }
      }
    }
    for (scope, fields) in fields { attributeCounts[scope] = fields.count }
  }

  private func moved(_ field: Field, _ side: Int) -> Field {
    guard let attribute = field.attribute else { return field }
    let terms = attribute.terms.map { values[side].terms[Int($0)] }
    return Field(
      name: field.name,
      type: values[side].type(field.type),
      shape: field.shape,
      checkedRange: field.checkedRange,
      dates: field.dates,
      origin: .attribute(
        attribute.with(isOptional: attribute.isOptional, dates: attribute.dates, terms: terms)
      ),
      span: values[side].span(field.span)
    )
  }

  /// What both policies accept of an attribute.
  private mutating func share(_ field: Field, _ slot: Slot) throws(PolicyPair.Obstacle) {
    let second = moved(field, 1)
    guard let first = fields[slot.scope]?[slot.index], let own = first.attribute,
      let other = second.attribute,
      first.type == second.type
    else {
      throw PolicyPair.Obstacle(reason: "`\(field.name)` is not of the same type in both policies")
    }
    let none = PolicyPair.Obstacle(
      reason: "there is no value of `\(field.name)` that both policies accept"
    )
    let dates =
      try own.dates.map { mine throws(PolicyPair.Obstacle) in
        guard let others = other.dates else { return mine }
        guard mine.overlaps(others) else { throw none }
        return mine.clamped(to: others)
      } ?? other.dates
    let terms = own.terms.filter(other.terms.contains)
    if terms.isEmpty, !own.terms.isEmpty { throw none }
    let shape = try shared(first.shape, second.shape, none)
    fields[slot.scope]?[slot.index] = Field(
      name: first.name,
      type: first.type,
      shape: shape,
      checkedRange: first.checkedRange,
      dates: dates,
      origin: .attribute(
        own.with(isOptional: own.isOptional && other.isOptional, dates: dates, terms: terms)
      ),
      span: first.span
    )
    if let assumption = membership(field, first, slot) { assumptions.append(assumption) }
  }

  private func shared(_ first: Shape?, _ second: Shape?, _ none: PolicyPair.Obstacle)
    throws(PolicyPair.Obstacle) -> Shape?
  {
    guard let first, let second else { return first ?? second }
    let (low, high) = (max(first.low, second.low), min(first.high, second.high))
    guard low <= high, let one = first.decimals, let other = second.decimals,
      let shape = try? Shape(low: low, high: high, decimals: min(one, other))
    else { throw none }
    return shape.unlimited(first.mayBeUnlimited && second.mayBeUnlimited)
  }

  /// That a value is one of those which both policies list; nil where they list the same.
  private func membership(_ field: Field, _ shared: Field, _ slot: Slot) -> Node? {
    guard case .symbol(let own) = field.type, case .symbol(let number) = shared.type,
      let first = policies[0].enumerations.indices.first(where: { values[0].enumerations[$0] == number })
    else { return nil }
    let common = Set(values[0].symbols[first].values).intersection(values[1].symbols[own].values)
    let all = enumerations[number].members.count + enumerations[number].outside.count
    if common.count == all { return nil }
    let read = Node(.read(slot), shared.type, span: shared.span)
    let members = common.sorted().map { Node(.constant(.symbol($0)), shared.type, span: shared.span) }
    return Node(.apply(.oneOf, [read] + members), .yesNo, span: shared.span)
  }

  // MARK: Definitions and decisions

  /// Takes over what a policy derives; what says the same as something that is there already is that.
  private mutating func derive(_ side: Int) {
    let policy = policies[side]
    var known: [Scope: [String: Slot]] = [:]
    if side == 1 {
      for slot in order { known[slot.scope, default: [:]][said(slot)] = slot }
    }
    for slot in policy.order {
      let field = policy.field(slot)
      let there = rewriting(side).scope(slot.scope)
      let place = Slot(there, fields[there]?.count ?? 0)
      switch field.origin {
      case .attribute: continue
      case .definition(let node):
        let node = rewriting(side).node(node)
        if let same = known[there]?["definition \(node.fingerprint)"] {
          slots[side][slot] = same
          continue
        }
        add(field, side, place, .definition(node))
      case .decision(let number):
        let decision = rewriting(side).decision(policy.decisions[number], slot: place)
        let own = policy.overrides.filter { $0.decision == number }.map { moved($0, side, decisions.count) }
        if let same = known[there]?["decision \(decision.fingerprint) \(own.map(\.fingerprint))"],
          case .decision(let shared)? = fields[there]?[same.index].origin
        {
          slots[side][slot] = same
          numbers[side][number] = shared
          continue
        }
        numbers[side][number] = decisions.count
        add(field, side, place, .decision(decisions.count))
        decisions.append(decision)
        overrides += own
      }
      slots[side][slot] = place
      order.append(place)
    }
  }

  private func said(_ slot: Slot) -> String {
    switch fields[slot.scope]?[slot.index].origin {
    case .definition(let node): "definition \(node.fingerprint)"
    case .decision(let number):
      "decision \(decisions[number].fingerprint) \(overrides.filter { $0.decision == number }.map(\.fingerprint))"
    default: ""
    }
  }

  private mutating func add(_ field: Field, _ side: Int, _ place: Slot, _ origin: Field.Origin) {
    fields[place.scope, default: []].append(
      Field(
        name: field.name,
        type: values[side].type(field.type),
        shape: field.shape,
        checkedRange: field.checkedRange,
        dates: field.dates,
        origin: origin,
        span: values[side].span(field.span)
      )
    )
  }

  private func moved(_ override: Override, _ side: Int, _ decision: Int) -> Override {
    Override(
      customer: values[side].texts[Int(override.customer)],
      decision: decision,
      value: values[side].value(override.value, policies[side].decisions[override.decision].type),
      from: override.from,
      until: override.until,
      approvedBy: override.approvedBy,
      approvedOn: override.approvedOn,
      reasons: override.reasons,
      span: values[side].span(override.span)
    )
  }

  // MARK: The joined policy

  private func joined() -> Policy {
    let (first, second) = (policies[0], policies[1])
    let widest = [first.calendar, second.calendar].compactMap(\.self).max { $0.days < $1.days }
    return Policy(
      name: second.name,
      version: second.version,
      digest: second.digest,
      currency: second.currency,
      inForce: second.inForce,
      approvals: [],
      enumerations: enumerations,
      terms: terms,
      strictness: TermsStrictness(terms),
      rates: rates,
      calendar: widest,
      texts: texts,
      customer: layout(.customer),
      collections: scopes.compactMap { if case .collection = $0 { layout($0) } else { nil } },
      group: layout(.group),
      decisions: decisions,
      order: order,
      overrides: overrides,
      principles: [],
      tests: [],
      output: nil,
      sources: first.sources
        + second.sources.map {
          Source(file: $0.file + values[1].fileOffset, name: $0.name, bytes: $0.bytes)
        }
    )
  }

  private func layout(_ scope: Scope) -> Layout {
    let side =
      policies[0].collections.indices.contains { rewriting(0).scope(.collection($0)) == scope } ? 0 : 1
    let own: Layout
    if case .collection(let number) = scope {
      own = policies[side].collections[collections[side].firstIndex(of: number) ?? 0]
    } else {
      own = policies[0].layout(scope)
    }
    return Layout(
      name: own.name,
      plural: own.plural,
      fields: fields[scope] ?? [],
      attributeCount: attributeCounts[scope] ?? 0,
      key: own.key,
      owner: own.owner,
      ownerColumn: own.ownerColumn,
      groupKey: own.groupKey,
      form: own.form,
      voucher: own.voucher
    )
  }
}

extension Attribute {
  fileprivate func with(isOptional: Bool, dates: ClosedRange<CalendarDate>?, terms: [Int32]) -> Attribute {
    Attribute(
      column: column,
      isOptional: isOptional,
      isIdentity: isIdentity,
      isProtected: isProtected,
      proxy: proxy,
      link: link,
      dates: dates,
      terms: terms
    )
  }
}

extension RateTable {
  /// Whether the rates are the same on every day.
  func isSame(as other: RateTable) -> Bool {
    type == other.type && conversion?.from == other.conversion?.from && conversion?.to == other.conversion?.to
      && rows.count == other.rows.count
      && zip(rows, other.rows).allSatisfy { $0.from == $1.from && $0.value == $1.value }
  }
}
