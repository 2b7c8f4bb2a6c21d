import PolicyModel

/// What is proven of named values that have to stay in a range: the declared one, or that of their type.
public struct RangeProof {
  private let policy: Policy
  private let missing: MissingAnalysis

  public init(_ policy: Policy, _ missing: MissingAnalysis) {
    (self.policy, self.missing) = (policy, missing)
  }

  /// Whether a named value can leave the range in which it has to stay.
  ///
  /// - Returns: false where that is proven to be impossible.
  public func canLeave(_ slot: Slot) -> Bool {
    var translator = Translator(policy, missing)
    do throws(Formulas.TooManyColumns) {
      let leaving = try translator.leaving(slot, .anyone)
      let always = try translator.relate()
      var search = Search(translator, budget: 1_000_000)
      let formula = RuleFormulas.known([leaving], always, &search)
      if case .never = search.find(formula) { return false }
      return true
    } catch { return true }
  }
}
