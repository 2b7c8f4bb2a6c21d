import Exact
import PolicyModel
import PolicySyntax
import Proofs

/// Values that can leave the range in which they have to stay: a score its declared range, a result its own, any named
/// value that of its type.
enum RangeFinding {
  /// - Parameters:
  ///   - isSound: whether nothing else is wrong; scores keep their promise before that.
  ///   - advice: whether ranges of types are looked at too.
  static func findings(_ policy: Policy, _ missing: MissingAnalysis, isSound: Bool, advice: Bool)
    -> [Diagnostic]
  {
    let proof = RangeProof(policy, missing)
    let finder = WitnessFinder(policy, missing)
    return policy.order.compactMap { slot in
      let field = policy.field(slot)
      guard let range = field.checkedRange, case let code = code(field, range, policy),
        code == .outsideRange || isSound, code != .valueLeavesType || advice, proof.canLeave(slot)
      else { return nil }
      if let shown = finder.witness(leaving: slot) {
        let test = WitnessText(shown.witness, policy).test("\(field.name) outside its range", of: slot)
        return finding(code, field, range, policy, shown.value, test)
      }
      return code == .outsideRange ? notProven(field, range, policy) : nil
    }
  }

  /// How it counts where a value can leave its range.
  private static func code(_ field: Field, _ range: (low: Number, high: Number), _ policy: Policy) -> Code {
    guard case .decision(let index) = field.origin else { return .valueLeavesType }
    if policy.decisions[index].kind == .scorecard { return .outsideRange }
    // What declares no range has that of its type.
    let own = [field.type.range, field.type.inputShape.map { ($0.low, $0.high) }].compactMap(\.self)
    return own.contains { $0.low == range.low && $0.high == range.high }
      ? .valueLeavesType : .valueLeavesRange
  }

  private static func finding(
    _ code: Code,
    _ field: Field,
    _ range: (low: Number, high: Number),
    _ policy: Policy,
    _ value: Number,
    _ witness: String
  ) -> Diagnostic {
    let (low, high) = (text(range.low, field, policy), text(range.high, field, policy))
    return Diagnostic(
      code,
      at: field.span,
      about: field.name,
      "`\(field.name)` can be \(text(value, field, policy)), outside its range from \(low) to \(high): such a customer is rejected",
      help: code == .outsideRange
        ? "correct the points, or declare a range that holds them"
        : code == .valueLeavesRange
          ? "bound it (`at most \(high)`), or declare a wider range"
          : "declare narrower ranges of what it is computed from, or bound it (`the lowest of …`)",
      witness: witness
    )
  }

  private static func notProven(_ field: Field, _ range: (low: Number, high: Number), _ policy: Policy)
    -> Diagnostic
  {
    let (low, high) = (text(range.low, field, policy), text(range.high, field, policy))
    return Diagnostic(
      .outsideRange,
      at: field.span,
      about: field.name,
      "it is not proven that the points of `\(field.name)` stay in the declared range from \(low) to \(high): no customer was found for whom they do not, and none is excluded",
      help: "correct the points, or declare a range that holds their sum in any case"
    )
  }

  private static func text(_ number: Number, _ field: Field, _ policy: Policy) -> String {
    ValueText(policy: policy).text(.number(number), field.type)
  }
}
