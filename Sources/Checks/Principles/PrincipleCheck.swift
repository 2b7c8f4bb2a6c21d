import PolicyModel
import PolicySyntax
import Proofs

/// Whether a policy keeps what it guarantees: each claim of its principles is proven, refuted by a customer, or said
/// to be open.
enum PrincipleCheck {
  /// - Parameter others: the policies of other files that claims name, by the name that the claim gives; nil for one that has errors.
  static func findings(_ policy: Policy, _ others: [String: Policy?]) -> (
    findings: [Diagnostic], verdicts: [PrincipleVerdict]
  ) {
    let proof = PrincipleProof(policy)
    var findings: [Diagnostic] = []
    var verdicts: [PrincipleVerdict] = []
    for principle in policy.principles {
      for claim in principle.claims {
        let outcome = proof.outcome(claim, about: principle.scope, beside: other(claim, others))
        verdicts.append(
          PrincipleVerdict(
            principle: principle.name,
            claim: policy.written(claim.span),
            verdict: verdict(outcome),
            span: claim.span
          )
        )
        findings += finding(outcome, claim, principle, policy).map { [$0] } ?? []
      }
    }
    return (findings, verdicts)
  }

  private static func other(_ claim: Principle.Claim, _ others: [String: Policy?]) -> Policy? {
    guard case .noMoreLenient(_, let file) = claim.kind else { return nil }
    return others[file].flatMap(\.self)
  }

  private static func verdict(_ outcome: PrincipleProof.Outcome) -> PrincipleVerdict.Verdict {
    switch outcome {
    case .proven: .proven
    case .refuted: .refuted
    case .unproven: .notProven
    case .aboutNobody: .aboutNobody
    }
  }

  private static func finding(
    _ outcome: PrincipleProof.Outcome,
    _ claim: Principle.Claim,
    _ principle: Principle,
    _ policy: Policy
  ) -> Diagnostic? {
    let words = policy.written(claim.span)
    switch outcome {
    case .proven: return nil
    case .aboutNobody:
      return Diagnostic(
        .principleAboutNobody,
        at: claim.span,
        about: principle.name,
        "the condition under which this is claimed holds for no customer",
        help: "mend the condition, or remove the line: it guarantees nothing"
      )
    case .refuted(let refutation):
      // Of two customers the values that differ have one name, so that the region says less than they do.
      let isOfTwo = refutation.witnesses.count > 1
      let place = refutation.region.isEmpty || isOfTwo ? "" : ", in the case that \(refutation.region)"
      let kind =
        refutation.isIncomparable
        ? "this is not true of every customer: here is a result that is neither stricter nor more lenient"
        : isOfTwo ? "this is not true of these two customers" : "this is not true of every customer\(place)"
      return Diagnostic(
        .principleRefuted,
        at: claim.span,
        about: principle.name,
        kind,
        help: "mend the rule that decides here, or claim less",
        notes: rules(refutation, policy),
        witness: tests(refutation, "\(principle.name): \(words.prefix { $0 != "," })", policy)
      )
    case .unproven(let doubt):
      let effort =
        doubt.tried == 0 ? "" : " (\(doubt.tried) \(doubt.tried == 1 ? "customer" : "customers") tried)"
      let region = doubt.region.isEmpty ? "" : ", in the case that \(doubt.region)"
      return Diagnostic(
        .principleNotProven,
        at: claim.span,
        about: principle.name,
        "this is neither proven nor refuted: \(doubt.reason)\(effort)\(region)",
        help: "write the rules that it is about more plainly, or accept it with a reason (`findings`)"
      )
    }
  }

  /// The rules that decided those who refute a claim.
  static func rules(_ refutation: PrincipleProof.Refutation, _ policy: Policy) -> [Diagnostic.Note] {
    let decision = policy.decisions[refutation.decision]
    var seen: Set<Int> = []
    return refutation.witnesses.compactMap(\.rule).filter { seen.insert($0).inserted }.map { rule in
      Diagnostic.Note("`\(decision.rules[rule].id)` decides here", at: decision.rules[rule].span)
    }
  }

  /// Those who refute a claim, as tests.
  static func tests(_ refutation: PrincipleProof.Refutation, _ words: String, _ policy: Policy)
    -> String
  {
    let several = refutation.witnesses.count > 1
    return refutation.witnesses.enumerated().map { number, witness in
      let title = several ? "\(words), \(number == 0 ? "before" : "after")" : words
      return WitnessText(witness, policy).test(title, of: refutation.decision)
    }.joined(separator: "\n\n")
  }
}
