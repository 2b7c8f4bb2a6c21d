import PolicyModel

/// The rules of a decision as formulas.
struct RuleFormulas {
  /// Whom the decision concerns.
  let concerned: Formulas.ID
  /// Where the condition of each rule holds, and where it does not; of `otherwise` only its own condition.
  let yes: [Formulas.ID]
  let no: [Formulas.ID]
  /// What always holds of the values that the conditions ask about.
  let always: [Formulas.ID]

  /// - Parameter needed: the rules that are asked about; nil for all.
  init(
    _ decision: Decision,
    _ translator: inout Translator,
    _ frame: Translator.Frame,
    _ needed: Set<Int>? = nil
  ) throws(Formulas.TooManyColumns) {
    var concerned = Formulas.yes
    if let applicability = decision.applicability {
      concerned = try translator.truth(applicability, frame).yes
    }
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    for (index, rule) in decision.rules.enumerated() {
      guard needed?.contains(index) ?? true else {
        // Nobody asks.
        yes.append(Formulas.no)
        no.append(Formulas.no)
        continue
      }
      guard let condition = rule.condition else {
        yes.append(Formulas.yes)
        no.append(Formulas.no)
        continue
      }
      let answers = try translator.truth(condition, frame)
      yes.append(answers.yes)
      no.append(answers.no)
    }
    (self.concerned, self.yes, self.no) = (concerned, yes, no)
    always = try translator.relate()
  }

  /// The rules whose conditions an event is about; nil for all.
  static func needed(_ event: DecisionProof.Event, _ decision: Decision) -> Set<Int>? {
    switch event {
    case .nothingApplies: nil
    case .hold(let several): Set(several)
    case .prevails(let rule, let over): Set([rule] + over)
    case .decides(let rule): Set([rule] + before(rule, decision))
    }
  }

  /// What an event is made of.
  func parts(_ event: DecisionProof.Event, _ decision: Decision) -> [Formulas.ID] {
    let rules = decision.rules
    switch event {
    case .nothingApplies: return [concerned] + rules.indices.filter { !rules[$0].isOtherwise }.map { no[$0] }
    case .hold(let several): return [concerned] + several.map { yes[$0] }
    case .prevails(let rule, let over):
      return [concerned, yes[rule]] + over.map { no[$0] }
    case .decides(let rule):
      return [concerned, yes[rule]] + RuleFormulas.before(rule, decision).map { no[$0] }
    }
  }

  /// The rules that are asked before one.
  static func before(_ rule: Int, _ decision: Decision) -> [Int] {
    decision.rules[rule].isOtherwise
      ? decision.rules.indices.filter { !decision.rules[$0].isOtherwise || $0 < rule }
      : (0..<rule).filter { !decision.rules[$0].isOtherwise }
  }

  /// An event together with what always holds of what it asks about.
  static func known(_ parts: [Formulas.ID], _ always: [Formulas.ID], _ search: inout Search) -> Formulas.ID {
    let formula = search.all(parts)
    if formula == Formulas.no { return formula }
    let support = search.support(formula)
    return search.all([formula] + always.filter { search.support($0).members.allSatisfy(support.contains) })
  }
}
