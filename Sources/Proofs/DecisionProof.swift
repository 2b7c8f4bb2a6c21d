import Exact
import PolicyModel

/// What is proven of the rules of one decision, for everybody whom it concerns.
///
/// What is called proven is true of every customer that fits the declared data. What could not be told is said to
/// be so.
public struct DecisionProof {
  /// Something that could happen to a customer.
  public enum Event: Sendable {
    /// No rule but `otherwise` applies.
    case nothingApplies
    /// The conditions of these rules all hold.
    case hold([Int])
    /// A rule is the first that applies.
    case decides(Int)
    /// A rule applies and none of some others, whose results would prevail over its own.
    case prevails(Int, over: [Int])
  }

  /// The answer to whether it can happen.
  public enum Answer: Sendable {
    /// It never happens: proven.
    case never
    /// It happens in this region, as far as the conditions tell; only a witness proves it.
    case maybe(Region)
    /// It could not be told.
    case undecided

    public var isNever: Bool {
      if case .never = self { true } else { false }
    }
  }

  /// A part of all customers.
  public struct Region: Sendable {
    /// `score` is 130 and `sector` is retail.
    public let words: String
    /// Where it is one value between two rules: the value, and the rules that apply below and above it.
    public let boundary: (value: String, below: Int, above: Int)?
  }

  private let policy: Policy
  private let decision: Decision
  private var search: Search
  private let rules: RuleFormulas
  /// For a quick look at which rules can meet.
  private let hulls: [Search.Hull]
  private var translator: Translator
  /// How many of its formulas the search knows.
  private var taken: Int
  /// Of more rules that take part together no fewer are looked for.
  private static let mostNamed = 40

  /// - Returns: nil where the conditions ask about more values than can be gone through.
  public init?(_ decision: Decision, _ policy: Policy, _ missing: MissingAnalysis) {
    self.policy = policy
    self.decision = decision
    var translator = Translator(policy, missing)
    do throws(Formulas.TooManyColumns) {
      rules = try RuleFormulas(decision, &translator, .anyone)
    } catch { return nil }
    var search = Search(translator)
    hulls = rules.yes.map { search.hull($0) }
    (self.translator, self.search) = (translator, search)
    taken = translator.formulas.formulas.count
  }

  // MARK: Questions

  /// Whether something can happen to a customer whom the decision concerns.
  public mutating func can(_ event: Event) -> Answer {
    var parts = rules.parts(event, decision)
    if case .decides(let rule) = event {
      // Only rules that can meet it stand in its way.
      parts = [rules.concerned, rules.yes[rule]] + before(rule).map { rules.no[$0] }
    }
    return find(parts)
  }

  /// Whether something is proven to happen to nobody whom the decision concerns.
  public mutating func isNever(_ event: Event) -> Bool {
    switch event {
    case .decides(let rule):
      return isNever([rules.concerned, rules.yes[rule]] + before(rule).map { rules.no[$0] })
    default: return isNever(rules.parts(event, decision))
    }
  }

  /// Whether two rules may apply together, by a quick look.
  public func mayMeet(_ rule: Int, _ other: Int) -> Bool { !Search.areApart(hulls[rule], hulls[other]) }

  /// The earlier rules that together take everybody whom a rule could apply to: as few as do.
  public mutating func takers(_ rule: Int) -> [Int] {
    let (concerned, yes, no) = (rules.concerned, rules.yes, rules.no)
    var kept = before(rule).filter { !isNever([concerned, yes[rule], yes[$0]]) }
    if kept.count > DecisionProof.mostNamed { return kept }
    // One alone is the plainest.
    for other in kept where isNever([concerned, yes[rule], no[other]]) { return [other] }
    for other in kept {
      let rest = kept.filter { $0 != other }
      if isNever([concerned, yes[rule]] + rest.map { no[$0] }) { kept = rest }
    }
    return kept
  }

  private func before(_ rule: Int) -> [Int] {
    RuleFormulas.before(rule, decision).filter { mayMeet(rule, $0) }
  }

  // MARK: Parts of conditions

  /// Whether a condition, one of the parts that a rule is made of, can fail where the rule is asked and all its
  /// other parts hold; and whether it can hold there.
  ///
  /// - Parameter afterEarlier: whether that counts which earlier rules have not applied.
  public mutating func part(_ number: Int, of parts: [Node], in rule: Int, afterEarlier: Bool) -> (
    canHold: Answer, canFail: Answer
  ) {
    var answers: [Translator.Truth] = []
    do throws(Formulas.TooManyColumns) {
      for part in parts { answers.append(try translator.truth(part, .anyone)) }
    } catch { return (.undecided, .undecided) }
    refresh()
    var context = [rules.concerned]
    if afterEarlier, decision.combining == .first {
      context += RuleFormulas.before(rule, decision).map { rules.no[$0] }
    }
    let others = answers.enumerated().filter { $0.offset != number }.map(\.element)
    // Where the others have no answer, the part keeps them from being asked: it says that a value is known.
    let open = others.map { search.negation($0.no) }
    return (
      find(context + others.map(\.yes) + [answers[number].yes]), find(context + open + [answers[number].no])
    )
  }

  /// Whether some of these conditions can hold together, for somebody whom the decision concerns.
  public mutating func canHold(_ conditions: [Node]) -> Answer {
    var parts = [rules.concerned]
    do throws(Formulas.TooManyColumns) {
      for condition in conditions { parts.append(try translator.truth(condition, .anyone).yes) }
    } catch { return .undecided }
    refresh()
    return find(parts)
  }

  /// Whether a rule can decide and give less than a bound.
  public mutating func canGiveLess(than bound: Node, _ rule: Int) -> Answer {
    let less: Formulas.ID
    do throws(Formulas.TooManyColumns) {
      let node = decision.rules[rule].result
      let comparison = Node(.apply(.less, [node, bound]), .yesNo, span: node.span)
      less = try translator.truth(comparison, .anyone).yes
    } catch { return .undecided }
    refresh()
    return find([rules.concerned, rules.yes[rule], less] + before(rule).map { rules.no[$0] })
  }

  /// As few of some conditions as cannot hold together, by their places; they cannot all hold.
  public mutating func contradicting(_ conditions: [Node]) -> [Int] {
    var kept = Array(conditions.indices)
    for place in conditions.indices {
      let rest = kept.filter { $0 != place }
      if !rest.isEmpty, canHold(rest.map { conditions[$0] }).isNever { kept = rest }
    }
    return kept
  }

  /// Whether leaving out a rule can change who is decided how.
  ///
  /// A later rule that decides nobody as things stand may do so once this one is gone, so all of them are asked.
  ///
  /// - Parameter alike: rules whose results nobody could tell from those of this one.
  public mutating func changes(_ rule: Int, except alike: Set<Int>) -> Answer {
    var next: [Formulas.ID] = []
    let here = [rules.concerned, rules.yes[rule]] + before(rule).map { rules.no[$0] }
    var passed: [Formulas.ID] = []
    let earlier = Set(RuleFormulas.before(rule, decision)).union([rule])
    let later = decision.rules.indices.filter { !earlier.contains($0) }
    for other in later.filter({ !decision.rules[$0].isOtherwise })
      + later.filter({ decision.rules[$0].isOtherwise })
    {
      if !alike.contains(other) {
        next.append(search.all(passed + [rules.yes[other]]))
      }
      // Where a later condition would have no answer, the rule is what keeps it from being asked.
      let none = [search.negation(rules.yes[other]), search.negation(rules.no[other])]
      next.append(search.all(passed + none))
      passed.append(rules.no[other])
    }
    // Without any rule left it would be a gap.
    next.append(search.all(passed))
    return find(here + [search.any(next)])
  }

  /// Whether somebody would be decided otherwise, by the first rule that applies, with other conditions.
  ///
  /// - Parameters:
  ///   - conditions: for each rule the parts of its condition instead; none where it always holds.
  ///   - alike: for each rule those whose results nobody could tell from its own, itself among them.
  public mutating func decidesOtherwise(with conditions: [[Node]], alike: [Set<Int>]) -> Answer {
    var changed: [(yes: Formulas.ID, no: Formulas.ID)] = []
    do throws(Formulas.TooManyColumns) {
      for parts in conditions {
        var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
        for part in parts {
          let answers = try translator.truth(part, .anyone)
          yes.append(answers.yes)
          no.append(answers.no)
        }
        changed.append((translator.formulas.all(yes), translator.formulas.any(no)))
      }
    } catch { return .undecided }
    refresh()
    let order =
      decision.rules.indices.filter { !decision.rules[$0].isOtherwise }
      + decision.rules.indices.filter { decision.rules[$0].isOtherwise }
    // Where each rule decides now, and what comes to be where it does.
    var passed: [Formulas.ID] = [rules.concerned]
    for rule in order + [-1] {
      let here = rule < 0 ? passed : passed + [rules.yes[rule]]
      var (differs, before): ([Formulas.ID], [Formulas.ID]) = ([], [])
      for other in order {
        if rule < 0 || !alike[rule].contains(other) {
          differs.append(search.all(before + [changed[other].yes]))
        }
        // Where it has no answer nobody is decided.
        differs.append(
          search.all(before + [search.negation(changed[other].yes), search.negation(changed[other].no)])
        )
        before.append(changed[other].no)
      }
      if rule >= 0 { differs.append(search.all(before)) }
      let answer = find(here + [search.any(differs)])
      if !answer.isNever { return answer }
      if rule >= 0 { passed.append(rules.no[rule]) }
    }
    return .never
  }

  /// Takes over what a further translation has added; mostly all of it has been met before.
  private mutating func refresh() {
    guard translator.formulas.formulas.count != taken else { return }
    search = Search(translator)
    taken = translator.formulas.formulas.count
  }

  // MARK: Answers

  /// Whether it is proven that all parts never hold together; a customer met by chance is an answer too.
  private mutating func isNever(_ parts: [Formulas.ID]) -> Bool {
    let formula = RuleFormulas.known(parts, rules.always, &search)
    if search.isMet(formula) { return false }
    if case .never = search.find(formula) { return true }
    return false
  }

  private mutating func find(_ parts: [Formulas.ID]) -> Answer {
    let formula = RuleFormulas.known(parts, rules.always, &search)
    switch search.find(formula) {
    case .never: return .never
    case .undecided: return .undecided
    case .somewhere(let region):
      let words = RegionWords(policy: policy, search: search).text(region)
      return .maybe(Region(words: words, boundary: boundary(region)))
    }
  }

  /// Two rules between which a region is one value.
  private mutating func boundary(_ region: Search.Region) -> (value: String, below: Int, above: Int)? {
    for (index, run) in region.runs.enumerated() where run.cells.count == 1 {
      guard case .point? = search.cell(run.column, run.cells[0]) else { continue }
      var cells = region.runs.map { ($0.column, $0.cells[0]) }
      func taker(_ cell: Int) -> Int? {
        cells[index].1 = cell
        return decision.rules.indices.first {
          !decision.rules[$0].isOtherwise && search.holds(rules.yes[$0], cells)
        }
      }
      guard let below = taker(run.cells[0] - 1), let above = taker(run.cells[0] + 1), below != above,
        let value = RegionWords(policy: policy, search: search).point(run.column, run.cells[0])
      else { continue }
      return (value, below, above)
    }
    return nil
  }
}
