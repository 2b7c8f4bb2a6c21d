import PolicySyntax

/// Which attributes can influence a value, and through which definitions and decisions.
public struct InfluenceAnalysis {
  /// The way from a value to an attribute that it depends on.
  public struct Path: Sendable {
    /// From the field that is read to the attribute, which is last.
    public let slots: [Slot]
    public var attribute: Slot { slots[slots.count - 1] }
  }

  private let policy: Policy
  /// The shortest way from each field to each attribute.
  private var paths: [Slot: [Slot: Path]] = [:]

  public init(_ policy: Policy) {
    self.policy = policy
    for slot in policy.order {
      var found: [Slot: Path] = [:]
      for read in reads(slot) {
        for path in influences(read) {
          let longer = Path(slots: [slot] + path.slots)
          if let known = found[path.attribute], known.slots.count <= longer.slots.count { continue }
          found[path.attribute] = longer
        }
      }
      paths[slot] = found
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
    return (paths[slot] ?? [:]).values.sorted { order($0.attribute) < order($1.attribute) }
  }

  private func order(_ slot: Slot) -> (Int, Int) {
    switch slot.scope {
    case .customer: (0, slot.index)
    case .collection(let index): (index + 1, slot.index)
    case .group: (Int.max, slot.index)
    }
  }
}
