import Exact
import PolicySyntax

/// Why an expression can have no value.
public struct MissingCause: Sendable {
  public enum Kind: Sendable {
    /// An optional attribute.
    case attribute(Slot)
    /// A decision that is not made for everybody.
    case notApplicable(Slot)
    /// A division by something that can be zero.
    case division
    /// Nothing to take the highest, lowest, average or latest of.
    case noRecords
    /// A value outside the order of its scale, compared in that order.
    case outsideScale(Slot?)
    /// Terms without a discount for early payment.
    case noDiscount
    /// No case of a definition applies.
    case noCase
    /// A day before the first rate of the table with this number.
    case beforeRates(Int)
    case written
  }

  public let kind: Kind
  /// Where in the expression asked about it comes in.
  public let span: Span
  /// The definitions through which it comes, from the one that is read to the one where it arises.
  public let path: [Slot]
}

/// Finds where values can be missing.
///
/// Definitions carry missing along, conditions answer "missing" when an operand is, except that `and` is no
/// when one part is no and `or` is yes when one part is yes. What has been asked before narrows what follows.
/// The conditions of `where` and of cases are no part of it: who needs them asks about them where they stand.
public struct MissingAnalysis {
  let policy: Policy
  private let finder: FactFinder
  private let dates: DateRanges
  private let divisors: Set<Slot>
  /// Causes without any facts, for definitions.
  private var unconditional: [Slot: [MissingCause]] = [:]

  public init(_ policy: Policy) {
    self.policy = policy
    finder = FactFinder(policy: policy)
    divisors = MissingAnalysis.divisors(policy)
    dates = DateRanges(inForce: policy.inForce, calendar: policy.calendar?.covers) {
      policy.field($0).dates ?? DateRanges.everything
    }
    for slot in policy.order { unconditional[slot] = fieldCauses(slot, [], 0) }
  }

  /// Between which days a date lies, as far as that is known; nil for anything else.
  public func range(of node: Node) -> ClosedRange<CalendarDate>? {
    node.type == .date ? dates.range(node, []) : nil
  }

  /// What is known of values at some place: opaque, to be handed back.
  public struct Knowledge {
    var facts: Set<Fact> = []
    /// Conditions of several parts that failed as a whole.
    var failed: [[ConditionPart]] = []
    public init() {}
  }

  /// The knowledge where a condition was answered.
  public func knowing(_ knowledge: Knowledge, _ node: Node?, is answer: Bool) -> Knowledge {
    guard let node else { return knowledge }
    var result = knowledge
    result.facts.formUnion(finder.facts(when: node, is: answer))
    if answer {
      result.facts.formUnion(finder.facts(knowledge.failed, where: node.conjuncts))
    } else if node.conjuncts.count > 1, node.conjuncts.contains(where: canTeach) {
      result.failed.append(node.conjuncts.map(ConditionPart.init))
    }
    return result
  }

  /// Whether it would ever matter that a part of a condition does not hold: most rows of a large table ask only
  /// about values that are always known, and are not kept.
  private func canTeach(_ part: Node) -> Bool {
    finder.facts(when: part, is: false).contains { fact in
      switch fact {
      case .known(let slot):
        !(unconditional[slot] ?? []).isEmpty || policy.field(slot).attribute?.isOptional == true
      case .notZero(let slot): divisors.contains(slot)
      case .onScale, .isNot: policy.enumerations.contains { !$0.outside.isEmpty }
      case .notBefore, .notAfter: !policy.rates.isEmpty
      }
    }
  }

  /// What is divided by somewhere.
  private static func divisors(_ policy: Policy) -> Set<Slot> {
    var found: Set<Slot> = []
    func visit(_ node: Node) {
      if case .apply(.divide, let operands) = node.kind { found.formUnion(operands[1].reads) }
      node.children.forEach(visit)
    }
    for slot in policy.order {
      switch policy.field(slot).origin {
      case .attribute: continue
      case .definition(let node): visit(node)
      case .decision(let index): policy.decisions[index].nodes.forEach(visit)
      }
    }
    return found
  }

  /// Why an expression can be missing where some things are known; empty when it never is.
  public func causes(_ node: Node, _ knowledge: Knowledge = Knowledge()) -> [MissingCause] {
    // What the parts of a condition make of earlier ones that failed only matters where those parts hold.
    let sure = node.conjuncts.filter { causes($0, knowledge.facts, 0).isEmpty }
    let facts = node.conjuncts.count > 1 ? finder.facts(knowledge.failed, where: sure) : []
    return causes(node, knowledge.facts.union(facts), 0)
  }

  // MARK: Expressions

  private func causes(_ node: Node, _ facts: Set<Fact>, _ depth: Int) -> [MissingCause] {
    switch node.kind {
    case .constant(let value): return value.isMissing ? [cause(.written, node)] : []
    case .asOf: return []
    case .read(let slot): return readCauses(slot, node, facts, depth)
    case .apply(let operation, let operands): return causes(operation, operands, node, facts, depth)
    case .aggregate(let aggregate): return causes(aggregate, node, facts, depth)
    case .cases(let cases):
      var (facts, causes) = (facts, [MissingCause]())
      for entry in cases {
        var inside = facts
        if let condition = entry.condition {
          inside.formUnion(finder.facts(when: condition, is: true))
          facts.formUnion(finder.facts(when: condition, is: false))
        }
        causes += self.causes(entry.result, inside, depth)
      }
      if cases.last?.condition != nil { causes.append(cause(.noCase, node)) }
      return causes
    }
  }

  private func cause(_ kind: MissingCause.Kind, _ node: Node) -> MissingCause {
    MissingCause(kind: kind, span: node.span, path: [])
  }

  private func readCauses(_ slot: Slot, _ node: Node, _ facts: Set<Fact>, _ depth: Int) -> [MissingCause] {
    if facts.contains(.known(slot)) { return [] }
    switch policy.field(slot).origin {
    case .attribute(let attribute): return attribute.isOptional ? [cause(.attribute(slot), node)] : []
    case .decision, .definition:
      guard let known = unconditional[slot], !known.isEmpty else { return [] }
      // Facts may rule out what can be missing in general; a few levels deep, so that it stays linear.
      let found = depth < 6 && !facts.isEmpty ? fieldCauses(slot, facts, depth + 1) : known
      return found.map { MissingCause(kind: $0.kind, span: node.span, path: [slot] + $0.path) }
    }
  }

  private func fieldCauses(_ slot: Slot, _ facts: Set<Fact>, _ depth: Int) -> [MissingCause] {
    let field = policy.field(slot)
    switch field.origin {
    case .attribute: return []
    case .definition(let node): return Array(causes(node, facts, depth).prefix(4))
    case .decision(let index):
      let decision = policy.decisions[index]
      return decision.applicability == nil
        ? [] : [MissingCause(kind: .notApplicable(slot), span: decision.span, path: [])]
    }
  }

  private func causes(
    _ operation: Operation,
    _ operands: [Node],
    _ node: Node,
    _ facts: Set<Fact>,
    _ depth: Int
  ) -> [MissingCause] {
    switch operation {
    case .isMissing, .isKnown: return []
    case .orElse: return causes(operands[1], facts, depth)
    case .and, .or: return junctionCauses(operands, isAnd: operation == .and, facts, depth)
    case .lowestKnown, .highestKnown, .averageKnown, .medianKnown:
      let parts = operands.map { causes($0, facts, depth) }
      return parts.contains { $0.isEmpty } ? [] : parts.flatMap { $0 }
    default:
      var found = operands.flatMap { causes($0, facts, depth) }
      if operation == .discountDate { found += discountCauses(operands[0], node) }
      if operation == .divide, canBeZero(operands[1], facts) { found.append(cause(.division, operands[1])) }
      if [.less, .atMost, .atLeast, .more, .lowest, .highest].contains(operation) {
        found += operands.compactMap { outside($0, facts) }
      }
      if let table = earliestRate(operation, operands, facts) {
        found.append(cause(.beforeRates(table), node))
      }
      return found
    }
  }

  /// Terms that are written here tell whether they have a discount.
  private func discountCauses(_ terms: Node, _ node: Node) -> [MissingCause] {
    if case .constant(.terms(let number)) = terms.kind, policy.terms[Int(number)].discount != nil {
      return []
    }
    return [cause(.noDiscount, node)]
  }

  /// The table before whose first day a rate can be asked for.
  private func earliestRate(_ operation: Operation, _ operands: [Node], _ facts: Set<Fact>) -> Int? {
    switch operation {
    case .rateOn(let table):
      return dates.range(operands[0], facts).lowerBound < policy.rates[table].firstDay ? table : nil
    case .interest(let interest):
      // The first day of interest is the one after the day from which it runs.
      guard let table = interest.rates else { return nil }
      return dates.range(operands[1], facts).lowerBound.days(to: policy.rates[table].firstDay) > 1
        ? table : nil
    default: return nil
    }
  }

  private func canBeZero(_ node: Node, _ facts: Set<Fact>) -> Bool {
    if case .read(let slot) = node.kind, facts.contains(.notZero(slot)) { return false }
    return node.shape?.mayBeZero ?? true
  }

  private func outside(_ node: Node, _ facts: Set<Fact>) -> MissingCause? {
    guard case .symbol(let number) = node.type, !policy.enumerations[number].outside.isEmpty else {
      return nil
    }
    switch node.kind {
    case .constant(.symbol(let symbol)) where symbol >= 0: return nil
    case .read(let slot):
      let isExcluded = policy.enumerations[number].outside.indices.allSatisfy {
        facts.contains(.isNot(slot, -1 - Int32($0)))
      }
      return isExcluded || facts.contains(.onScale(slot)) ? nil : cause(.outsideScale(slot), node)
    default: return cause(.outsideScale(nil), node)
    }
  }

  /// Parts that never miss teach the others what holds when they matter: the others matter only where those
  /// parts hold (`and`), or fail (`or`).
  private func junctionCauses(
    _ parts: [Node],
    isAnd: Bool,
    _ facts: Set<Fact>,
    _ depth: Int
  ) -> [MissingCause] {
    var facts = facts
    var open = Array(parts)
    while true {
      let resolved = open.filter { causes($0, facts, depth).isEmpty }
      if resolved.isEmpty { break }
      let taught = facts
      for part in resolved { facts.formUnion(finder.facts(when: part, is: isAnd)) }
      open = open.filter { !causes($0, taught, depth).isEmpty }
      if open.isEmpty { return [] }
    }
    return open.flatMap { causes($0, facts, depth) }
  }

  private func causes(
    _ aggregate: Aggregate,
    _ node: Node,
    _ facts: Set<Fact>,
    _ depth: Int
  ) -> [MissingCause] {
    // Facts about the record at hand say nothing about the records gone through here.
    var inside = facts.filter { $0.slot.scope != aggregate.scope }
    var found: [MissingCause] = []
    if let condition = aggregate.condition {
      inside.formUnion(finder.facts(when: condition, is: true))
    }
    for part in [aggregate.value, aggregate.weight, aggregate.order].compactMap({ $0 }) {
      found += causes(part, inside, depth)
    }
    if let upTo = aggregate.upTo { found += causes(upTo, facts, depth) }
    // The record at hand has its place among the others by its own date.
    if aggregate.earlier != nil, let order = aggregate.order { found += causes(order, facts, depth) }
    if aggregate.function == .highest || aggregate.function == .lowest, let value = aggregate.value {
      found += [outside(value, inside)].compactMap { $0 }
    }
    switch aggregate.function {
    case .sum, .count, .any, .every, .monthsInARow: break
    case .highestMonthlySum, .highest, .lowest, .average, .median, .latest, .earliest:
      found.append(cause(.noRecords, node))
    }
    return found
  }
}
