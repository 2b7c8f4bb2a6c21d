import PolicySyntax

/// Which data can influence a value, and through which definitions and decisions.
public struct InfluenceAnalysis {
  /// Something that is given and not computed.
  public enum Input: Hashable, Sendable {
    case attribute(Slot)
    /// Which records there are, or for `.customer` which members a group has.
    case records(Scope)
    case asOf
  }

  /// The way from a value to something that it depends on.
  public struct Path: Sendable {
    /// The definitions and decisions between, from the field that was asked about.
    public let fields: [Slot]
    public let input: Input
  }

  /// One step of the shortest way from a field to an input.
  private struct Step {
    /// Nil where the field itself reads the input.
    let next: Slot?
    let length: Int

    /// Of two ways of one length, the one that was declared first.
    func isBefore(_ other: Step) -> Bool {
      guard length == other.length, let next, let otherNext = other.next else { return length < other.length }
      return next.sortKey < otherNext.sortKey
    }
  }

  private let policy: Policy
  /// Where the shortest way from each field to each input goes on.
  private var steps: [Slot: [Input: Step]] = [:]

  public init(_ policy: Policy) {
    self.policy = policy
    for slot in policy.order {
      var found: [Input: Step] = [:]
      func add(_ input: Input, _ step: Step) {
        if let known = found[input], !step.isBefore(known) { return }
        found[input] = step
      }
      for source in Set(nodes(slot).flatMap(\.sources)) {
        guard case .attribute(let read) = source, policy.field(read).attribute == nil else {
          add(source, Step(next: nil, length: 0))
          continue
        }
        for (input, step) in steps[read] ?? [:] { add(input, Step(next: read, length: step.length + 1)) }
      }
      steps[slot] = found
    }
  }

  private func nodes(_ slot: Slot) -> [Node] {
    switch policy.field(slot).origin {
    case .attribute: []
    case .definition(let node): [node]
    case .decision(let index): policy.decisions[index].nodes
    }
  }

  /// Everything that reaches a field, each by its shortest way: attributes in order of declaration, records, the
  /// as-of date.
  public func influences(_ slot: Slot) -> [Path] {
    if policy.field(slot).attribute != nil { return [Path(fields: [], input: .attribute(slot))] }
    return (steps[slot] ?? [:]).keys.sorted { $0.sortKey < $1.sortKey }.map { path(from: slot, to: $0) }
  }

  private func path(from slot: Slot, to input: Input) -> Path {
    var fields = [slot]
    while let step = steps[fields[fields.count - 1]]?[input], let next = step.next { fields.append(next) }
    return Path(fields: fields, input: input)
  }
}

extension Node {
  /// What the expression itself reads; a definition or a decision stands as if it were an attribute.
  fileprivate var sources: [InfluenceAnalysis.Input] {
    switch kind {
    case .read(let slot): [.attribute(slot)]
    case .asOf: [.asOf]
    case .aggregate(let aggregate): [.records(aggregate.scope)] + children.flatMap(\.sources)
    case .constant, .apply, .cases: children.flatMap(\.sources)
    }
  }
}

extension InfluenceAnalysis.Input {
  fileprivate var sortKey: (Int, Int, Int) {
    switch self {
    case .attribute(let slot): (0, slot.sortKey.0, slot.sortKey.1)
    case .records(let scope): (1, Slot(scope, 0).sortKey.0, 0)
    case .asOf: (2, 0, 0)
    }
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
