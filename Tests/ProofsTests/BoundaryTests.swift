import Checks
import Evaluation
import PolicyModel
import PolicySyntax
import Proofs
import TestSupport
import Testing

/// Customers at thresholds, of one policy and of random ones.
@Suite struct BoundaryTests {
  private func tests(_ text: String) throws -> (texts: [String], run: TestRun) {
    let file = Parser.parse(Source(name: "p.policy", text: text))
    let policy = try #require(Checker.quickCheck([file]).policy, "\(text)")
    var taken: Set<String> = []
    let texts = BoundaryFinder(policy).boundaries().flatMap { $0.tests(policy, taken: &taken) }
    let whole = ([text] + texts).joined(separator: "\n\n")
    let checked = Checker.quickCheck([Parser.parse(Source(name: "p.policy", text: whole + "\n"))])
    let tested = try #require(
      checked.policy,
      "POLICYC_SEED=\(PythonOracle.seed)\n\(checked.diagnostics)\n\(whole)"
    )
    return (texts, TestRun(tested))
  }

  @Test func onlyThresholdsThatMatterCome() throws {
    let (texts, run) = try tests(
      """
      policy "P" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up
      customer
        id key
        score whole number from 0 to 100, optional
        rating scale from worst to best: c b a
        equity money from 0 EUR to 1 000 EUR
      invoice of customer
        amount money from 0 EUR to 1 000 EUR
      for the customer
        owed = sum of amount over invoices
      decision d, one of x, y
        x when score is known and score is at least 75 and equity is more than 100 EUR
        x_2: x when rating is at least b
        x_3: x when score is missing
        x_4: x when owed is more than 500 EUR
        y when equity is less than 50 EUR
        y_2: y otherwise
      """
    )
    let titles = run.results.map(\.test.name)
    #expect(
      titles == [
        "d.x: score just below 75", "d.x: score at 75", "d.x: score just above 75",
        "d.x: equity just below 100 EUR", "d.x: equity at 100 EUR", "d.x: equity just above 100 EUR",
        "d.x_2: rating just below b", "d.x_2: rating at b", "d.x_2: rating just above b",
        "d.x_4: owed just below 500 EUR", "d.x_4: owed at 500 EUR", "d.x_4: owed just above 500 EUR",
      ]
    )
    #expect(run.results.filter { !$0.passed }.isEmpty)
    #expect(texts[5].contains("equity 100.01 EUR"))
  }

  @Test func testsOfRandomPoliciesPass() throws {
    var rules = RandomRules(SeededGenerator(), hasRecords: true)
    var count = 0
    for _ in 0..<(PythonOracle.isLong ? 2_000 : 40) {
      let text = rules.text().whole
      guard Checker.quickCheck([Parser.parse(Source(name: "p.policy", text: text))]).policy != nil else {
        continue
      }
      let (_, run) = try tests(text)
      count += run.results.count
      let failed = run.results.filter { !$0.passed }.map(\.test.name)
      #expect(failed == [], "POLICYC_SEED=\(PythonOracle.seed)\n\(text)")
    }
    print("POLICYC_SEED=\(PythonOracle.seed): \(count) tests")
    #expect(count > 20)
  }
}
