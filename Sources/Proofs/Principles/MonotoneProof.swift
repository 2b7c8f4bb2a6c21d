import Evaluation
import Exact
import PolicyModel
import PolicySyntax

/// Whether a decision can move the wrong way as one value rises or falls.
///
/// The policy is joined with itself: two customers who are alike but for what the value depends on, and whose other
/// values that the decision reads are held equal. What follows from the value moves with it.
struct MonotoneProof {
  private let policy: Policy
  private let claim: Principle.Monotone
  private let decision: Decision
  private let pair: PolicyPair
  private let comparison: DecisionComparison
  /// What the decision reads and is held equal, as this policy writes it; nil where that cannot be said.
  private let held: [Slot]?
  private let budget: Int

  /// - Returns: nil where the policy cannot be joined with itself so.
  init?(_ policy: Policy, _ claim: Principle.Monotone, budget: Int = 4_000_000) {
    self.policy = policy
    self.claim = claim
    self.budget = budget
    decision = policy.decisions[claim.decision]
    let reading = Reading(policy)
    let moving = reading.attributes(of: claim.value)
    guard let pair = try? PolicyPair(policy, policy, apart: moving) else { return nil }
    self.pair = pair
    comparison = DecisionComparison(pair, decision, decision, ranking: claim.ranking)
    held = reading.held(decision, beside: claim.value, moving: moving)
  }

  func outcome() -> PrincipleProof.Outcome {
    guard let held else {
      return doubt("`\(policy.field(claim.value).name)` is read over several records at once")
    }
    // What does not hang on the value at all cannot move with it.
    if comparison.isOne { return .proven }
    let movements = wrong
    if movements.isEmpty { return doubt("nothing says which result of `\(decision.name)` is stricter") }
    var open: PrincipleProof.Outcome?
    for (condition, leniency) in movements {
      let parts = ([rises] + held.map(equal) + [condition]).map(PairProof.Part.holds)
      var proof = PairProof(pair, budget: budget)
      switch proof.can(parts) {
      case .never: continue
      case .undecided: open = open ?? doubt("there are too many cases to go through")
      case .maybe:
        let (witness, tried) = proof.candidate(parts, decision.slot.scope) { candidate -> [Witness]? in
          shown(candidate, leniency, held)
        }
        guard let witness else {
          open = open ?? doubt("no two customers were found, and none are excluded", tried)
          continue
        }
        return .refuted(
          .init(
            decision: claim.decision,
            witnesses: witness,
            region: "",
            isIncomparable: leniency == .different
          )
        )
      }
    }
    return open ?? .proven
  }

  /// The same by trying some customers alone; never proven.
  func tried(_ effort: Int) -> PrincipleProof.Outcome {
    guard let held, !comparison.isOne, let (condition, leniency) = wrong.first else {
      return doubt("it is not tried")
    }
    let (witness, tried) = PairProof(pair, budget: budget).directed([condition], decision.slot.scope, effort)
    {
      shown($0, leniency, held)
    }
    guard let witness else { return doubt("no two customers were found", tried) }
    return .refuted(.init(decision: claim.decision, witnesses: witness, region: "", isIncomparable: false))
  }

  private func doubt(_ reason: String, _ tried: Int = 0) -> PrincipleProof.Outcome {
    .unproven(.init(reason: reason, region: "", tried: tried))
  }

  // MARK: Conditions

  /// How the decision must not move, and what then is shown of the two results; an order of the type alone has none.
  private var wrong: [(Node, Leniency?)] {
    switch claim.never {
    case .falls: return comparison.moved(.less).map { [($0, nil)] } ?? []
    case .rises: return comparison.moved(.more).map { [($0, nil)] } ?? []
    case .getsStricter, .getsMoreLenient:
      let leniency = claim.never == .getsStricter ? Leniency.stricter : .moreLenient
      guard let first = comparison.condition(leniency) else { return [] }
      // Of terms, what is neither milder nor stricter is no better for everybody.
      let other =
        decision.type == .terms ? comparison.condition(.different).map { [($0, Leniency.different)] } : nil
      return [(first, leniency)] + (other ?? [])
    }
  }

  private func both(_ slot: Slot) -> (Node, Node) {
    let field = policy.field(slot)
    let node = Node(.read(slot), field.type, shape: field.shape, span: field.span)
    return (pair.first.joined(node), pair.second.joined(node))
  }

  /// That the value is higher, or lower, in the second.
  private var rises: Node {
    let (first, second) = both(claim.value)
    func yesNo(_ operation: PolicyModel.Operation, _ operands: [Node]) -> Node {
      Node(.apply(operation, operands), .yesNo, span: first.span)
    }
    guard first.type == .yesNo else { return yesNo(claim.rises ? .more : .less, [second, first]) }
    let (low, high) = claim.rises ? (first, second) : (second, first)
    return yesNo(.and, [yesNo(.not, [low]), high])
  }

  private func equal(_ slot: Slot) -> Node {
    let (first, second) = both(slot)
    func yesNo(_ operation: PolicyModel.Operation, _ operands: [Node]) -> Node {
      Node(.apply(operation, operands), .yesNo, span: first.span)
    }
    let same = yesNo(.equal, [first, second])
    let neither = yesNo(.and, [yesNo(.isMissing, [first]), yesNo(.isMissing, [second])])
    return yesNo(.or, [neither, same])
  }

  // MARK: Customers

  /// The two customers, where both are decided and everything claimed of them is true.
  private func shown(_ candidate: PairProof.Candidate, _ leniency: Leniency?, _ held: [Slot]) -> [Witness]? {
    let units = [candidate.first, candidate.second]
    let asked = ([claim.value] + held).map { slot -> (Node, Place) in
      (Node(.read(slot), policy.field(slot).type, span: .none), DecisionComparison.place(of: slot.scope))
    }
    var values: [[Value]] = []
    var witnesses: [Witness] = []
    for unit in units {
      guard let (_, trace, answers) = try? policy.answers(asked, unit, asOf: candidate.asOf),
        let traced = trace.decisions.first(where: { $0.decision == claim.decision && $0.place.record <= 0 })
      else { return nil }
      values.append(answers.map(\.value))
      witnesses.append(
        Witness(
          unit: unit,
          asOf: candidate.asOf,
          decided: traced.value,
          rule: traced.rules.first { $0.outcome == .applies }?.index
        )
      )
    }
    guard values[0].dropFirst().elementsEqual(values[1].dropFirst()),
      let isLess = MonotoneProof.isLess(values[0][0], values[1][0]), isLess == claim.rises,
      values[0][0] != values[1][0], let one = witnesses[0].decided, let other = witnesses[1].decided
    else { return nil }
    if let leniency {
      guard comparison.compare(one, other) == leniency else { return nil }
    } else {
      guard one != other, MonotoneProof.isLess(other, one) == (claim.never == .falls) else { return nil }
    }
    return witnesses
  }

  private static func isLess(_ one: Value, _ other: Value) -> Bool? {
    switch (one, other) {
    case (.number(let one), .number(let other)): one < other
    case (.number, .unlimited): true
    case (.unlimited, .number): false
    case (.date(let one), .date(let other)): one < other
    case (.symbol(let one), .symbol(let other)): one >= 0 && other >= 0 ? one < other : nil
    case (.yesNo(let one), .yesNo(let other)): !one && other
    default: nil
    }
  }
}
