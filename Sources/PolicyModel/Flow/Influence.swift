import PolicySyntax

/// Which attributes can influence a value, and through which definitions and decisions.
public struct InfluenceAnalysis {
  /// The way from a value to an attribute that it depends on.
  public struct Path: Sendable {
    /// From the field that is read to the attribute, which is last.
    public let slots: [Slot]
    public var attribute: Slot { slots[slots.count - 1] }
  }

  /// One step of the shortest way from a field to an attribute.
  private struct Step {
    let next: Slot
    let length: Int
  }

  private let policy: Policy
  /// Where the shortest way from each field to each attribute goes on.
  private var steps: [Slot: [Slot: Step]] = [:]

  public init(_ policy: Policy) {
    self.policy = policy
    for slot in policy.order {
      var found: [Slot: Step] = [:]
      for read in Set(reads(slot)) {
        let isAttribute = policy.field(read).attribute != nil
        for (attribute, length) in isAttribute ? [(read, 0)] : (steps[read] ?? [:]).map({ ($0, $1.length) }) {
          if let known = found[attribute],
            (known.length, known.next.sortKey.0, known.next.sortKey.1)
              <= (length + 1, read.sortKey.0, read.sortKey.1)
          {
            continue
          }
          found[attribute] = Step(next: read, length: length + 1)
        }
      }
      steps[slot] = found
    }
  }

  private func reads(_ slot: Slot) -> [Slot] {
    switch policy.field(slot).origin {
    case .attribute: []
    case .definition(let node): node.reads
    case .decision(let index): policy.decisions[index].nodes.flatMap(\.reads)
    }
  }

  /// The attributes that reach a field, each by its shortest way, in order of declaration.
  public func influences(_ slot: Slot) -> [Path] {
    if policy.field(slot).attribute != nil { return [Path(slots: [slot])] }
    return (steps[slot] ?? [:]).keys.sorted { $0.sortKey < $1.sortKey }.map { path(from: slot, to: $0) }
  }

  private func path(from slot: Slot, to attribute: Slot) -> Path {
    var slots = [slot]
    while let step = steps[slots[slots.count - 1]]?[attribute] { slots.append(step.next) }
    return Path(slots: slots)
  }
}

extension Slot {
  /// The order of declaration: the customer's fields, its records', the group's.
  fileprivate var sortKey: (Int, Int) {
    switch scope {
    case .customer: (0, index)
    case .collection(let number): (number + 1, index)
    case .group: (Int.max, index)
    }
  }
}
