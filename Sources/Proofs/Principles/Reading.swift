import PolicyModel

/// What is read by what in a policy, through definitions and decisions.
struct Reading {
  private let policy: Policy

  init(_ policy: Policy) {
    self.policy = policy
  }

  /// The attributes on which a value depends in the end.
  func attributes(of slot: Slot) -> Set<Slot> {
    everything(read: [slot]).filter { policy.field($0).attribute != nil }
  }

  private func everything(read first: [Slot]) -> Set<Slot> {
    var seen = Set(first)
    var pending = first
    while let slot = pending.popLast() {
      for next in nodes(slot).flatMap(\.reads) where seen.insert(next).inserted { pending.append(next) }
    }
    return seen
  }

  private func nodes(_ slot: Slot) -> [Node] {
    switch policy.field(slot).origin {
    case .attribute: []
    case .definition(let node): [node]
    case .decision(let index): policy.decisions[index].nodes
    }
  }

  /// The values that a decision reads, that move with some attributes and do not follow from the value at hand: what is
  /// held equal when that value moves.
  ///
  /// - Returns: nil where the value is read over several records at once, or something that moves has no name.
  func held(_ decision: Decision, beside value: Slot, moving: Set<Slot>) -> [Slot]? {
    var held: [Slot] = []
    var seen: Set<Slot> = []
    var pending = decision.nodes
    while let node = pending.popLast() {
      switch node.kind {
      case .constant, .asOf: continue
      case .aggregate:
        // Nameless: it must not move, for there is nothing by which to hold it.
        let read = everything(read: node.reads)
        if read.contains(value) || !read.isDisjoint(with: moving) { return nil }
      case .read(let slot):
        guard slot != value, seen.insert(slot).inserted else { continue }
        let read = everything(read: [slot])
        if read.isDisjoint(with: moving) { continue }
        if read.contains(value) {
          pending += nodes(slot)
        } else if policy.field(slot).attribute == nil {
          held.append(slot)
        }
      case .apply, .cases: pending += node.children
      }
    }
    return held
  }
}
