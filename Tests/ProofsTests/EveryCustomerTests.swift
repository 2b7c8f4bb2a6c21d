import PolicyModel
import TestSupport
import Testing

/// What is proven of random policies, beside what the evaluator decides for every customer.
@Suite struct EveryCustomerTests {
  @Test func everyAnswerAgreesWithEveryCustomer() {
    var rules = RandomRules(SeededGenerator())
    var (answers, findings) = (ProofAnswers(), FindingAnswers())
    var (policies, passed) = (0, 0)
    let wanted = PythonOracle.isLong ? 10_000 : 200
    while policies < wanted, passed < 20 * wanted {
      guard let all = BruteForce(rules.text(), atMost: PythonOracle.isLong ? 4_000 : 150) else {
        passed += 1
        continue
      }
      policies += 1
      #expect(all.disagreements() == 0, "\(PythonOracle.seed): \(all.text.whole)")
      answers.compare(all)
      findings.compare(all)
    }
    print(
      """
      POLICYC_SEED=\(PythonOracle.seed): \(policies) policies, \(passed) passed over, \(answers.questions) questions, \
      \(answers.never) never, \(answers.undecided) undecided, not excluded \(answers.notExcluded) and \
      \(answers.notExcludedOfOpaque) of opaque ones
      \(findings.counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
      \((answers.shown.prefix(2) + findings.shown.prefix(6)).joined(separator: "\n"))
      """
    )
    #expect(policies == wanted)
    #expect(answers.mismatches.count == 0, "\(answers.mismatches)")
    #expect(findings.mismatches.count == 0, "\(findings.mismatches)")
    #expect(answers.undecided == 0)
    // Sums of whole numbers are looked at with fractions, which leaves something open now and then.
    #expect(answers.notExcluded * 50 < answers.questions)
  }

  @Test func nothingSampledContradictsAProof() {
    var rules = RandomRules(SeededGenerator(), hasRecords: true)
    var generator = SeededGenerator()
    var (answers, findings) = (ProofAnswers(), FindingAnswers())
    var (policies, passed) = (0, 0)
    let wanted = PythonOracle.isLong ? 10_000 : 100
    while policies < wanted, passed < 20 * wanted {
      let text = rules.text()
      let all = BruteForce(
        text,
        sample: { policy in
          (0..<(PythonOracle.isLong ? 300 : 60)).map { _ in
            EveryCustomer.unit(policy, &generator, atLeast: rules.decidesRecords ? 1 : 0)
          }
        },
        atMost: 300
      )
      guard let all else {
        passed += 1
        continue
      }
      policies += 1
      answers.compare(all)
      findings.compare(all)
    }
    print(
      """
      POLICYC_SEED=\(PythonOracle.seed): \(policies) policies with records, \(passed) passed over, \
      \(answers.questions) questions, \(answers.never) never
      \(findings.counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
      """
    )
    #expect(policies == wanted)
    #expect(answers.mismatches.count == 0, "\(answers.mismatches)")
    #expect(findings.mismatches.count == 0, "\(findings.mismatches)")
  }
}
