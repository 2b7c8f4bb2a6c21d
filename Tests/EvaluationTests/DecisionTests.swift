import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// Ways of combining rules, overrides and protected attributes, by policies with tests of their own.
@Suite struct DecisionTests {
  private static let header = """
    policy "Small" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id key
      points whole number from 0 to 100
      origin text, optional, protected


    """

  /// Runs the tests that stand in a policy; every one must pass, and there must be some.
  private func run(_ body: String) throws {
    let text = DecisionTests.header + body
    let result = Checker.check([Parser.parse(Source(name: "small.policy", text: text))])
    let policy = try #require(result.policy, "\(result.diagnostics.map(\.message))")
    let run = TestRun(policy)
    #expect(!run.results.isEmpty)
    for test in run.results {
      #expect(test.passed, "\(test.test.name): \(test.verdicts) \(String(describing: test.failure))")
    }
  }

  @Test(arguments: [
    ("the first that applies", "20 EUR", "by limit.b"),
    ("the lowest of those that apply", "10 EUR", "by limit.c"),
    ("the highest of those that apply", "30 EUR", "by limit.a"),
    ("the sum of those that apply", "60 EUR", "by limit.a"),
    (
      "the strictest of those that apply, ranked from strictest to mildest: 20 EUR, 30 EUR, 10 EUR, 0 EUR",
      "20 EUR", "by limit.b"
    ),
  ])
  func combining(_ way: String, _ expected: String, _ rule: String) throws {
    try run(
      """
      limit, \(way)
        b: 20 EUR when points is at least 50
        a: 30 EUR when points is at least 40
        c: 10 EUR when points is at least 30
        0 EUR otherwise

      test "all three apply"
        as of 2026-06-30
        customer points 60
        expect limit is \(expected) \(rule)

      test "none applies"
        as of 2026-06-30
        customer points 10
        expect limit is 0 EUR by limit.0_EUR
      """
    )
  }

  @Test func clampsThenRoundsOnce() throws {
    try run(
      """
      limit, at least 1 EUR, at most 50 EUR, rounded half up to 1 EUR
        share: 15% of 10 EUR when points is 1
        small: 0.40 EUR when points is 2
        big: 50.49 EUR when points is 3
        half: 2.5 EUR when points is 4
        9 EUR otherwise

      test "half goes up"
        as of 2026-06-30
        customer points 1
        expect limit is 2 EUR

      test "raised to the bound, then rounded"
        as of 2026-06-30
        customer points 2
        expect limit is 1 EUR

      test "lowered to the bound"
        as of 2026-06-30
        customer points 3
        expect limit is 50 EUR

      test "two and a half"
        as of 2026-06-30
        customer points 4
        expect limit is 3 EUR
      """
    )
  }

  @Test(arguments: [
    ("2026-05-31", "5 EUR"), ("2026-06-01", "80 EUR"), ("2026-09-30", "80 EUR"), ("2026-10-01", "5 EUR"),
  ])
  func overridesHaveTheirDays(_ day: String, _ limit: String) throws {
    try run(
      """
      limit
        5 EUR when points is at most 100

      decision doubled, money
        2 * limit otherwise

      override for customer "C1"
        limit 80 EUR until 2026-09-30
        approved by "CFO" on 2026-06-01
        because "Bank guarantee received"

      test "within its days, and seen by whoever reads it"
        as of \(day)
        customer id "C1", points 5
        expect limit is \(limit)
        expect doubled is 2 * \(limit)

      test "somebody else"
        as of \(day)
        customer id "C2", points 5
        expect limit is 5 EUR
      """
    )
  }

  @Test func protectedAttributesChangeNothing() throws {
    let text =
      DecisionTests.header + """
        segment
          high when points is at least 50
          low otherwise
        """
    let policy = try #require(Checker.check([Parser.parse(Source(name: "p.policy", text: text))]).policy)
    let origins: [Value] = [.missing, .text(0), .text(1), .text(2)]
    for points in 0...100 {
      let values = try origins.map { origin -> Value in
        let member = DecisionUnit.Member(
          attributes: [.missing, .number(Number(points)), origin],
          records: [],
          recordCounts: [],
          customer: 0
        )
        return try policy.decide(DecisionUnit(members: [member]), asOf: policy.inForce.lowerBound).outcomes[
          0
        ][0][0].value
      }
      #expect(values.allSatisfy { $0 == values[0] })
    }
  }
}
