import Checks
import Evaluation
import PolicyModel
import PolicySyntax
import Testing

/// What tests have seen of a policy, counted by hand.
@Suite struct CoverageTests {
  private func coverage(_ rules: String) throws -> Coverage {
    let text = """
      policy "P" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up
      customer
        id key
        a, b, c yes or no
        score whole number from 0 to 100
      invoice of customer
        amount money from 0 EUR to 1 000 EUR
        disputed yes or no
      \(rules)
      """
    let checked = Checker.check([Parser.parse(Source(name: "p.policy", text: text))])
    let policy = try #require(checked.model, "\(checked.diagnostics)")
    return Coverage(policy, TestRun(policy))
  }

  private func seen(_ coverage: Coverage) -> [[Int]] { coverage.parts.map { [$0.yes, $0.no] } }

  @Test func eachPartOfAConditionIsSeen() throws {
    let coverage = try coverage(
      """
      decision d, yes or no
        yes when a and (b or not c)
        no otherwise
      test "one"
        as of 2026-06-30
        customer a yes, b no, c no, score 1
        expect d is yes
      test "two"
        as of 2026-06-30
        customer a yes, b yes, c yes, score 1
        expect d is yes
      """
    )
    #expect(seen(coverage) == [[2, 0], [1, 1], [1, 1]])
    #expect(coverage.partShare == .init(seen: 2, all: 3))
    #expect(coverage.ruleShare == .init(seen: 1, all: 2))
    #expect(coverage.partShare.text == "66.6%")
    #expect(!coverage.partShare.isAtLeast(hundredths: 6_667))
    #expect(coverage.partShare.isAtLeast(hundredths: 6_666))
  }

  @Test func rulesBehindTheFirstThatAppliesAreNotAsked() throws {
    let coverage = try coverage(
      """
      decision d, whole number
        | a   | score       | d |
        | yes | at least 75 | 1 |
        | yes | less than 10 | 2 |
        | no  | all         | 3 |
        | all | otherwise   | 4 |
      test "one"
        as of 2026-06-30
        customer b no, c no
        | a   | score | expect d |
        | yes | 75    | 1        |
        | no  | 80    | 3        |
      """
    )
    #expect(coverage.rules.map(\.times) == [1, 0, 1, 0])
    #expect(seen(coverage) == [[1, 1], [2, 0], [0, 1], [0, 1], [1, 0]])
  }

  @Test func casesAndRecordsCountToo() throws {
    let coverage = try coverage(
      """
      for the customer
        tier = 1 when score is at least 50
               2 otherwise
        bad  = count of invoices where disputed and amount is more than 10 EUR
      for each invoice
        large = amount is at least 100 EUR
      decision d, whole number
        tier when bad is 0
        9    otherwise
      test "one"
        as of 2026-06-30
        customer a yes, b no, c no, score 50
        invoice amount 11 EUR, disputed yes
        invoice amount 10 EUR, disputed yes
        expect d is 9
      """
    )
    let byName = Dictionary(grouping: coverage.parts) { "\($0.slot.scope)" }
    #expect(byName["collection(0)"]?.map { [$0.yes, $0.no] } == [[0, 2]])
    #expect(Set(seen(coverage)) == [[1, 0], [2, 0], [1, 1], [0, 2], [0, 1]])
  }
}
