import Evaluation
import Exact
import PolicyModel
import PolicySyntax

/// Whether what a policy guarantees is true of every customer that it could decide.
public struct PrincipleProof {
  public enum Outcome: Sendable {
    /// It is true of everybody.
    case proven
    /// It is not true of somebody, whom the evaluator has decided.
    case refuted(Refutation)
    /// It could not be told.
    case unproven(Doubt)
    /// The condition under which it is claimed holds for nobody.
    case aboutNobody
  }

  /// Why something could not be told.
  public struct Doubt: Sendable {
    public let reason: String
    /// Where it may be untrue; empty where that is not known.
    public let region: String
    /// How many customers were tried.
    public let tried: Int
  }

  /// Somebody of whom a claim is not true.
  public struct Refutation: Sendable {
    /// The decision that shows it, by its number.
    public let decision: Int
    /// One customer, or two that differ in one value.
    public let witnesses: [Witness]
    /// Where, in words.
    public let region: String
    /// Two values that cannot be compared, where one of them is asked to be no stricter.
    public let isIncomparable: Bool
  }

  private let policy: Policy
  /// The policy beside itself, from which each claim about one customer starts.
  private let beside: PairProof?

  public init(_ policy: Policy) {
    self.policy = policy
    let isAsked = policy.principles.flatMap(\.claims).contains {
      if case .condition = $0.kind { true } else { false }
    }
    beside = isAsked ? PrincipleProof.beside(policy) : nil
  }

  private static func beside(_ policy: Policy) -> PairProof? {
    (try? PolicyPair(policy, policy)).map { PairProof($0) }
  }

  /// What comes of a claim.
  ///
  /// - Parameters:
  ///   - scope: what the principle is about.
  ///   - other: the policy of the other file, where the claim names one.
  public func outcome(_ claim: Principle.Claim, about scope: Scope, beside other: Policy?) -> Outcome {
    switch claim.kind {
    case .condition(let node, let isNever, let when): condition(node, isNever: isNever, when: when, scope)
    case .monotone(let monotone):
      MonotoneProof(policy, monotone)?.outcome() ?? doubt("it cannot be set beside itself")
    case .noMoreLenient(let decision, _):
      other.map { noMoreLenient(decision, than: $0) } ?? doubt("the other policy has errors")
    }
  }

  /// What two customers show of a claim that nobody has written, of some that are tried; it is never proven here.
  public func tried(_ claim: Principle.Monotone) -> Outcome {
    MonotoneProof(policy, claim)?.tried(150) ?? doubt("it cannot be set beside itself")
  }

  private func doubt(_ reason: String, _ region: String = "", tried: Int = 0) -> Outcome {
    .unproven(Doubt(reason: reason, region: region, tried: tried))
  }

  // MARK: Conditions

  private func condition(_ claim: Node, isNever: Bool, when: Node?, _ scope: Scope) -> Outcome {
    guard var proof = beside ?? PrincipleProof.beside(policy) else {
      return doubt("it cannot be set beside itself")
    }
    let side = proof.pair.second
    let joined = side.joined(claim)
    let here = when.map { [PairProof.Part.holds(side.joined($0))] } ?? []
    let counter = here + [isNever ? PairProof.Part.holds(joined) : .fails(joined)]
    switch proof.can(counter) {
    case .never:
      if !here.isEmpty, case .never = proof.can(here) { return .aboutNobody }
      return .proven
    case .undecided: return doubt("there are too many cases to go through")
    case .maybe(let region):
      let place = DecisionComparison.place(of: scope)
      let (witness, tried) = proof.candidate(counter, scope) { candidate -> Witness? in
        shown(claim, isNever: isNever, when: when, candidate, place)
      }
      guard let witness, let decision = subject(claim, when) else {
        return doubt("no customer of whom it is untrue was found, and none is excluded", region, tried: tried)
      }
      return .refuted(
        Refutation(decision: decision, witnesses: [witness], region: region, isIncomparable: false)
      )
    }
  }

  /// The candidate as a witness, where the evaluator's answers are those that refute the claim.
  private func shown(
    _ claim: Node,
    isNever: Bool,
    when: Node?,
    _ candidate: PairProof.Candidate,
    _ place: Place
  ) -> Witness? {
    let asked = [claim] + [when].compactMap(\.self)
    guard
      let (_, trace, answers) = try? policy.answers(
        asked.map { ($0, place) },
        candidate.second,
        asOf: candidate.asOf
      ),
      answers[0].value.isYes == isNever, answers.dropFirst().allSatisfy(\.value.isYes)
    else { return nil }
    let decided = subject(claim, when).flatMap { index in
      trace.decisions.first { $0.decision == index && $0.place.record <= 0 }
    }
    return Witness(
      unit: candidate.second,
      asOf: candidate.asOf,
      decided: decided?.value,
      rule: decided?.rules.first { $0.outcome == .applies }?.index
    )
  }

  /// The decision that a claim is about: the first that it reads, if need be through definitions.
  private func subject(_ claim: Node, _ when: Node?) -> Int? {
    var pending = (claim.reads + (when?.reads ?? []))[...]
    var seen: Set<Slot> = []
    while let slot = pending.popFirst() {
      guard seen.insert(slot).inserted else { continue }
      switch policy.field(slot).origin {
      case .decision(let index): return index
      case .definition(let node): pending += node.reads
      case .attribute: continue
      }
    }
    return policy.decisions.isEmpty ? nil : 0
  }

  // MARK: Another policy

  private func noMoreLenient(_ decision: Int?, than other: Policy) -> Outcome {
    let name = decision.map { policy.decisions[$0].name }
    var comparison: EditionComparison
    do throws(PolicyPair.Obstacle) { comparison = try EditionComparison(other, policy) } catch {
      return doubt(error.reason)
    }
    let names = comparison.decisions.filter { name == nil || name == $0 }
    if let name, names.isEmpty { return doubt("the other policy has no decision `\(name)`") }
    var open: Outcome?
    for name in names {
      guard let index = policy.decisions.firstIndex(where: { $0.name == name }) else { continue }
      switch comparison.difference(name) {
      case .same?, nil: continue
      case .unproven(let reason)?: open = open ?? doubt("of `\(name)` \(reason)")
      case .differs(let changes)?:
        for change in changes where change.leniency != .stricter {
          guard let witness = change.witness else {
            open = open ?? doubt("of `\(name)` no customer was found, and none is excluded", change.region)
            continue
          }
          let shown = Witness(
            unit: witness.second,
            asOf: witness.asOf,
            decided: witness.values.second,
            rule: witness.rules.second
          )
          return .refuted(
            Refutation(
              decision: index,
              witnesses: [shown],
              region: change.region,
              isIncomparable: change.leniency == .different
            )
          )
        }
      }
    }
    return open ?? .proven
  }
}
