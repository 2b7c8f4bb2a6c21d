import Exact
import PolicyModel

/// What is proven of the rules of one decision, for everybody whom it concerns.
///
/// What is called proven is true of every customer that fits the declared data. What could not be told is said to
/// be so.
public struct DecisionProof {
  /// The answer to whether something can happen.
  public enum Answer: Sendable {
    /// It never happens: proven.
    case never
    /// It happens in this region, as far as the conditions tell; nothing but a witness proves that.
    case maybe(region: String)
    /// It could not be told, and why.
    case undecided(String)

    public var isNever: Bool {
      if case .never = self { true } else { false }
    }
  }

  public let policy: Policy
  public let decision: Decision
  private var search: Search
  private let concerned: Formulas.ID
  /// Where the condition of each rule holds, and where it does not; of `otherwise` only its own condition.
  private let yes: [Formulas.ID]
  private let no: [Formulas.ID]
  private let always: [Formulas.ID]
  /// Of more rules that take part together no fewer are looked for.
  private static let mostNamed = 40
  /// Cells of single columns outside which a rule cannot apply, for a quick look at which rules can meet.
  private let hulls: [Search.Hull]
  private var translator: Translator

  /// - Returns: nil where the conditions ask about more values than can be gone through.
  public init?(_ decision: Decision, _ policy: Policy, _ missing: MissingAnalysis) {
    self.policy = policy
    self.decision = decision
    var translator = Translator(policy, missing)
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    do throws(Formulas.TooManyColumns) {
      concerned =
        try decision.applicability.map { node throws(Formulas.TooManyColumns) in
          try translator.truth(node, .anyone).yes
        } ?? Formulas.yes
      for rule in decision.rules {
        let answers = try rule.condition.map { node throws(Formulas.TooManyColumns) in
          try translator.truth(node, .anyone)
        }
        yes.append(answers?.yes ?? Formulas.yes)
        no.append(answers?.no ?? Formulas.no)
      }
      always = try translator.relate()
    } catch { return nil }
    (self.yes, self.no) = (yes, no)
    var search = Search(translator)
    self.translator = translator
    hulls = yes.map { search.hull($0) }
    self.search = search
  }

  // MARK: Questions

  /// Whether a customer can be left to whom no rule applies.
  public mutating func gap() -> Answer {
    find([concerned] + decision.rules.indices.filter { !decision.rules[$0].isOtherwise }.map { no[$0] })
  }

  /// Whether a rule's condition can hold at all.
  public mutating func canHold(_ rule: Int) -> Answer { find([concerned, yes[rule]]) }

  /// Whether a rule of a first-match decision can be the first that applies.
  public mutating func canDecide(_ rule: Int) -> Answer { find(reaching(rule)) }

  /// Whether rules can apply together.
  public mutating func canMeet(_ rules: [Int]) -> Answer { find([concerned] + rules.map { yes[$0] }) }

  private func reaching(_ rule: Int) -> [Formulas.ID] {
    [concerned, yes[rule]] + before(rule).map { no[$0] }
  }

  /// The rules that are asked before one.
  private func before(_ rule: Int) -> [Int] {
    let earlier =
      decision.rules[rule].isOtherwise
      ? decision.rules.indices.filter { !decision.rules[$0].isOtherwise || $0 < rule }
      : (0..<rule).filter { !decision.rules[$0].isOtherwise }
    return earlier.filter { !Search.areApart(hulls[rule], hulls[$0]) }
  }

  /// The earlier rules that together take everybody whom a rule could apply to: as few as do.
  public mutating func takers(_ rule: Int) -> [Int] {
    var kept = before(rule).filter { !find([concerned, yes[rule], yes[$0]]).isNever }
    if kept.count > DecisionProof.mostNamed { return kept }
    // One alone is the plainest.
    for other in kept where find([concerned, yes[rule], no[other]]).isNever { return [other] }
    for other in kept {
      let rest = kept.filter { $0 != other }
      if find([concerned, yes[rule]] + rest.map { no[$0] }).isNever { kept = rest }
    }
    return kept
  }

  private mutating func find(_ parts: [Formulas.ID]) -> Answer {
    var formula = search.all(parts)
    if formula == Formulas.no { return .never }
    let support = search.support(formula)
    let facts = always.filter { fact in
      search.support(fact).members.allSatisfy(support.contains)
    }
    formula = search.all([formula] + facts)
    switch search.find(formula) {
    case .never: return .never
    case .undecided: return .undecided("its conditions leave too many cases to go through")
    case .somewhere(let region):
      return .maybe(region: RegionWords(policy: policy, search: search).text(region))
    }
  }
}
