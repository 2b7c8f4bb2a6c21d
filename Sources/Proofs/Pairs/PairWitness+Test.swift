import PolicyModel

extension PairWitness {
  /// The customer as a test of the second edition, to be pasted into it.
  ///
  /// - Parameters:
  ///   - name: what the test is called.
  ///   - index: the decision that differs, by its number in that edition.
  public func test(_ name: String, of index: Int, in policy: Policy) -> String {
    let witness = Witness(unit: second, asOf: asOf, decided: values.second, rule: rules.second)
    return WitnessText(witness, policy).test(name, of: index)
  }
}
