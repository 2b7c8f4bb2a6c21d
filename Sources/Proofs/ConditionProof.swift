import PolicyModel

/// What is proven of conditions that stand in no rule: those of definitions.
public struct ConditionProof {
  private let policy: Policy
  private let missing: MissingAnalysis

  public init(_ policy: Policy, _ missing: MissingAnalysis) {
    (self.policy, self.missing) = (policy, missing)
  }

  /// Whether some conditions can be answered with yes and others with no, for one customer or one record.
  ///
  /// - Returns: false where that is proven to be impossible.
  public func canBe(yes: [Node], no: [Node] = []) -> Bool {
    var translator = Translator(policy, missing)
    do throws(Formulas.TooManyColumns) {
      var parts: [Formulas.ID] = []
      for node in yes { parts.append(try translator.truth(node, .anyone).yes) }
      for node in no { parts.append(try translator.truth(node, .anyone).no) }
      let always = try translator.relate()
      var search = Search(translator, budget: 1_000_000)
      let formula = RuleFormulas.known(parts, always, &search)
      if case .never = search.find(formula) { return false }
      return true
    } catch { return true }
  }
}
