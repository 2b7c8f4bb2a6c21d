import Exact
import PolicySyntax

/// Two policies over the same customers, as one policy in which both decide.
///
/// What is said of both at once is then said of one policy: that a decision of the second is never more lenient than
/// that of the first is a condition over its fields. Attributes with one name are one attribute. A definition or a
/// decision that says the same in both stands there once, so that what nobody has changed is known to be the same
/// without any search. The pair serves proofs; customers are decided by each policy itself.
public struct PolicyPair: Sendable {
  /// One of the two policies, and where what it says stands in the joined one.
  public struct Side: Sendable {
    public let policy: Policy
    /// The place of each field in the joined policy.
    public let slots: [Slot: Slot]
    /// The number of each decision in the joined policy.
    public let decisions: [Int]
    /// The number of each kind of record in the joined policy.
    public let collections: [Int]
    /// For what stands in both: members, terms and texts of the joined policy, by their numbers in this one.
    let values: ValueMap

    /// An expression of this policy as one of the joined policy.
    public func joined(_ node: Node) -> Node {
      Rewriting(values: values, slots: slots, collections: collections).node(node)
    }

    public func slot(_ slot: Slot) -> Slot { slots[slot] ?? slot }

    /// A value of the joined policy as one of this one; nil where this policy does not know it.
    ///
    /// Texts that neither policy names keep their place after the last one that is named.
    public func own(_ value: Value, _ type: ValueType, in joined: Policy) -> Value? {
      values.own(value, type, joined)
    }
  }

  /// Why two policies cannot be compared.
  public struct Obstacle: Error, Sendable {
    /// `the old policy counts in EUR, the new one in USD`.
    public let reason: String
  }

  public let joined: Policy
  public let first: Side
  public let second: Side
  /// What is true of every customer whose data both policies accept, each where the values that it names are known.
  public let assumptions: [Node]

  /// Joins two policies.
  ///
  /// - Parameter apart: attributes of the first policy that are not the same value in the second; so one policy can
  ///   be joined with itself to speak of two customers that differ only there.
  public init(_ first: Policy, _ second: Policy, apart: Set<Slot> = []) throws(Obstacle) {
    var join = Join(first, second, apart: apart)
    self = try join.pair()
  }

  /// The decisions that both policies have about the same, by name, in the order of the second.
  public var shared: [(first: Decision, second: Decision)] {
    second.policy.decisions.compactMap { decision in
      first.policy.decisions.first {
        $0.name == decision.name && first.slot($0.slot).scope == second.slot(decision.slot).scope
      }.map { ($0, decision) }
    }
  }

  init(joined: Policy, first: Side, second: Side, assumptions: [Node]) {
    (self.joined, self.first, self.second, self.assumptions) = (joined, first, second, assumptions)
  }
}
