import Exact

/// What is known of a value where an expression stands, because of what has been asked before it.
enum Fact: Hashable {
  case known(Slot)
  case notZero(Slot)
  /// The value stands on its scale, not outside its order.
  case onScale(Slot)
  /// The value is not this member of its enumeration.
  case isNot(Slot, Int32)
  /// The date is this day or a later one, this day or an earlier one.
  case notBefore(Slot, CalendarDate)
  case notAfter(Slot, CalendarDate)

  var slot: Slot {
    switch self {
    case .known(let slot), .notZero(let slot), .onScale(let slot), .isNot(let slot, _),
      .notBefore(let slot, _), .notAfter(let slot, _):
      slot
    }
  }
}

/// What a condition teaches when it was answered with yes, and when with no.
struct FactFinder {
  let policy: Policy
  /// What conditions with a name teach; each is asked once, however many read it.
  private var named: [Slot: (yes: Set<Fact>, no: Set<Fact>)] = [:]

  init(policy: Policy) {
    self.policy = policy
    for slot in policy.order {
      guard case .definition(let node) = policy.field(slot).origin, node.type == .yesNo else { continue }
      named[slot] = (facts(when: node, is: true), facts(when: node, is: false))
    }
  }

  /// Facts that hold where a condition has been answered.
  func facts(when node: Node, is answer: Bool) -> Set<Fact> {
    switch node.kind {
    case .apply(let operation, let operands): facts(operation, operands, answer)
    case .read(let slot):
      (named[slot].map { answer ? $0.yes : $0.no } ?? []).union([.known(slot)])
    case .constant, .asOf, .aggregate, .cases: []
    }
  }

  private func facts(_ operation: Operation, _ operands: [Node], _ answer: Bool) -> Set<Fact> {
    switch operation {
    case .not: return facts(when: operands[0], is: !answer)
    case .and, .or:
      let parts = operands.map { facts(when: $0, is: answer) }
      // A conjunction that holds says what each part says; one that fails only what all parts say.
      let isUnion = (operation == .and) == answer
      return parts.dropFirst().reduce(parts[0]) { isUnion ? $0.union($1) : $0.intersection($1) }
    case .isKnown: return answer ? known(operands[0]) : []
    case .isMissing: return answer ? [] : known(operands[0])
    case .isOutsideScale: return known(operands[0]).union(answer ? [] : onScale(operands[0]))
    case .less, .atMost, .atLeast, .more, .equal, .oneOf, .hasTerms, .isAtLeastAsStrict:
      var facts = operands.reduce(into: Set<Fact>()) { $0.formUnion(known($1)) }
      if operation == .equal || operation == .oneOf {
        if answer, operands.dropFirst().allSatisfy(isOnScale) { facts.formUnion(onScale(operands[0])) }
        if !answer { facts.formUnion(excluded(operands)) }
      } else {
        for operand in operands { facts.formUnion(onScale(operand)) }
      }
      return facts.union(notZero(operation, operands, answer)).union(dated(operation, operands, answer))
    default: return []
    }
  }

  /// That a value is known, and with it whatever it is computed from.
  func known(_ node: Node) -> Set<Fact> {
    var facts: Set<Fact> = []
    var pending = [node]
    while let next = pending.popLast() {
      switch next.kind {
      case .read(let slot):
        let isNew = facts.insert(.known(slot)).inserted
        if isNew, case .definition(let inner) = policy.field(slot).origin { pending.append(inner) }
      case .apply(let operation, let operands):
        switch operation {
        case .and, .or, .orElse, .lowestKnown, .highestKnown, .averageKnown, .medianKnown, .isKnown,
          .isMissing:
          break
        default: pending += operands
        }
      case .constant, .asOf, .aggregate, .cases: break
      }
    }
    return facts
  }

  private func onScale(_ node: Node) -> Set<Fact> {
    if case .read(let slot) = node.kind, case .symbol = node.type { [.onScale(slot)] } else { [] }
  }

  private func isOnScale(_ node: Node) -> Bool {
    if case .constant(.symbol(let symbol)) = node.kind { symbol >= 0 } else { false }
  }

  /// Members that a value was compared with and is not.
  private func excluded(_ operands: [Node]) -> Set<Fact> {
    guard case .read(let slot) = operands[0].kind else { return [] }
    return operands.dropFirst().reduce(into: []) { facts, other in
      if case .constant(.symbol(let symbol)) = other.kind { facts.insert(.isNot(slot, symbol)) }
    }
  }

  /// A comparison with a constant that zero would not pass.
  private func notZero(_ operation: Operation, _ operands: [Node], _ answer: Bool) -> Set<Fact> {
    guard operands.count == 2, case .read(let slot) = operands[0].kind,
      case .constant(.number(let bound)) = operands[1].kind
    else { return [] }
    let zeroPasses: Bool
    switch operation {
    case .less: zeroPasses = .zero < bound
    case .atMost: zeroPasses = .zero <= bound
    case .atLeast: zeroPasses = .zero >= bound
    case .more: zeroPasses = .zero > bound
    case .equal: zeroPasses = .zero == bound
    default: return []
    }
    return zeroPasses == answer ? [] : [.notZero(slot)]
  }

  /// On which side of a day a date lies that was compared with it.
  private func dated(_ operation: Operation, _ operands: [Node], _ answer: Bool) -> Set<Fact> {
    guard operands.count == 2, case .read(let slot) = operands[0].kind,
      case .constant(.date(let day)) = operands[1].kind
    else { return [] }
    let (before, after) = (day.adding(days: -1) ?? day, day.adding(days: 1) ?? day)
    switch (operation, answer) {
    case (.atLeast, true), (.less, false): return [.notBefore(slot, day)]
    case (.more, true), (.atMost, false): return [.notBefore(slot, after)]
    case (.atMost, true), (.more, false): return [.notAfter(slot, day)]
    case (.less, true), (.atLeast, false): return [.notAfter(slot, before)]
    case (.equal, true): return [.notBefore(slot, day), .notAfter(slot, day)]
    default: return []
    }
  }

  // MARK: Conditions that failed

  /// What follows from conditions that failed as a whole, where all their parts but one are known to hold.
  ///
  /// A row for `prime` and a missing rating that did not apply tells the next row for `prime` that there is a
  /// rating.
  func facts(_ failed: [[ConditionPart]], where holding: [Node]) -> Set<Fact> {
    if failed.isEmpty { return [] }
    let holding = holding.map(ConditionPart.init)
    return failed.reduce(into: []) { facts, parts in
      let open = parts.filter { part in !holding.contains { $0.implies(part) } }
      if open.count == 1 { facts.formUnion(self.facts(when: open[0].node, is: false)) }
    }
  }
}

/// A part of a condition, in the form in which it is compared with others.
struct ConditionPart {
  let node: Node
  private let fingerprint: String
  /// For a value that is compared with constants: the value and the constants.
  private let listed: (subject: String, members: Set<String>)?

  init(_ node: Node) {
    self.node = node
    fingerprint = node.fingerprint
    guard case .apply(let operation, let operands) = node.kind, operation == .equal || operation == .oneOf,
      operands.dropFirst().allSatisfy({ $0.constant != nil })
    else {
      listed = nil
      return
    }
    listed = (operands[0].fingerprint, Set(operands.dropFirst().map(\.fingerprint)))
  }

  /// Whether a condition that holds makes another one hold: the same one, or fewer members of the same list.
  func implies(_ other: ConditionPart) -> Bool {
    if fingerprint == other.fingerprint { return true }
    guard let listed, let others = other.listed else { return false }
    return listed.subject == others.subject && listed.members.isSubset(of: others.members)
  }
}
