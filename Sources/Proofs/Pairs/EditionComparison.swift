import Evaluation
import Exact
import PolicyModel

/// What is proven of two editions of a policy: which decisions can never differ, and a customer for each that can.
///
/// The customers compared are those whose data both editions accept, on the days on which the second is in force.
public struct EditionComparison {
  /// How a decision of the second edition stands to the one of the first.
  public enum Difference: Sendable {
    /// Nobody is decided differently: proven.
    case same
    /// Somebody is decided differently.
    case differs([Change])
    /// It could not be told; why.
    case unproven(String)
  }

  /// One way in which the second edition differs from the first.
  public struct Change: Sendable {
    /// Never `same`.
    public let leniency: Leniency
    /// Where, in words.
    public let region: String
    /// Nil where none was found; then it is not proven that anybody is decided so.
    public let witness: PairWitness?
  }

  private let pair: PolicyPair
  private var proof: PairProof

  /// - Parameter budget: steps of one search after which it is given up.
  /// - Throws: why the two cannot be compared.
  public init(_ first: Policy, _ second: Policy, budget: Int = 4_000_000) throws(PolicyPair.Obstacle) {
    pair = try PolicyPair(first, second)
    proof = PairProof(pair, budget: budget)
  }

  /// The names of the decisions that both editions have, in the order of the second.
  public var decisions: [String] { pair.shared.map(\.second.name) }

  /// Whether nobody is decided differently, in any decision that both editions have; no customer is looked for.
  public mutating func isSame() -> Bool {
    pair.shared.allSatisfy { shared in
      let comparison = DecisionComparison(pair, shared.first, shared.second)
      if comparison.isOne { return true }
      guard let differs = comparison.condition(nil), case .never = proof.can([.holds(differs)]) else {
        return false
      }
      return true
    }
  }

  /// How a decision differs; nil where not both editions have it.
  public mutating func difference(_ name: String) -> Difference? {
    guard let shared = pair.shared.first(where: { $0.second.name == name }) else { return nil }
    let comparison = DecisionComparison(pair, shared.first, shared.second)
    if comparison.isOne { return .same }
    guard let differs = comparison.condition(nil) else {
      return .unproven("its results are not of the same kind in both")
    }
    switch proof.can([.holds(differs)]) {
    case .never: return .same
    case .undecided: return .unproven("there are too many cases to go through")
    case .maybe(let words): return .differs(changes(comparison, differs, words))
    }
  }

  private mutating func changes(_ comparison: DecisionComparison, _ differs: Node, _ words: String)
    -> [Change]
  {
    var found: [Change] = []
    for leniency in [Leniency.stricter, .moreLenient, .different] {
      guard let condition = comparison.condition(leniency) else { continue }
      switch proof.can([.holds(condition)]) {
      case .never: continue
      case .undecided: found.append(Change(leniency: leniency, region: "", witness: nil))
      case .maybe(let words):
        let witness = proof.candidate([.holds(condition)], comparison.scope) {
          comparison.witness($0, leniency)
        }.shown
        found.append(Change(leniency: leniency, region: words, witness: witness))
      }
    }
    if found.contains(where: { $0.witness != nil }) { return found }
    let witness = proof.candidate([.holds(differs)], comparison.scope) { comparison.witness($0, nil) }.shown
    guard let witness else { return found }
    // The ways that are not excluded stay open.
    return [Change(leniency: witness.leniency, region: words, witness: witness)]
      + found.filter { $0.leniency != witness.leniency }
  }
}

/// A customer whom two editions decide differently, as both have decided it.
public struct PairWitness: Sendable {
  /// The customer as each edition reads it.
  public let first: DecisionUnit
  public let second: DecisionUnit
  public let asOf: CalendarDate
  public let values: (first: Value, second: Value)
  /// The rules that decided.
  public let rules: (first: Int?, second: Int?)
  public let leniency: Leniency
}
