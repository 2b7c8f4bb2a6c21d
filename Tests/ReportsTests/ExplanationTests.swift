import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Portfolio
import Reports
import Testing

/// What an explanation says of what was not decided or not reached.
@Suite struct ExplanationTests {
  private static let policy = """
    policy "Explained" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id key

    stage of customer
      label        text, identity
      value        money
      recorded_by  text, optional
      recorded_on  date, optional

    decision billed of each stage, yes or no, where recorded_by is known and recorded_on is known and value is more than 0 EUR
      yes when recorded_on is at most as_of
      no  otherwise

    escalation of each stage, the furthest step that applies
      unknown   pauses when recorded_by is missing
      disputed  pauses when value is less than 100 EUR
      on_plan   pauses when value is less than 200 EUR
      reminder  when value is at least 1 EUR
      none      otherwise

    decision early of each stage, yes or no
      yes when recorded_on is known and recorded_on is before 2026-01-02
      no  otherwise

    """

  private func lines(_ stages: String) throws -> [String] {
    let result = Checker.check([Parser.parse(Source(name: "explained.policy", text: Self.policy))])
    let policy = try #require(result.policy, "\(result.diagnostics.map(\.message))")
    let files = [
      "customers.csv": Array("id\nC1\n".utf8),
      "stages.csv": Array("customer_id,value,recorded_by,recorded_on\n\(stages)".utf8),
    ]
    let portfolio = try PortfolioReader.read(csv: files, for: policy)
    let unit = DecisionUnit(portfolio, group: 0)
    let asOf = policy.inForce.lowerBound
    let (_, trace) = try policy.trace(unit, asOf: asOf)
    let context = TraceContext(policy, unit, trace, asOf: asOf, member: 0, portfolio: portfolio)
    return ExplanationText(context).text().split(separator: "\n").map(String.init)
  }

  @Test func aDecisionThatIsNotMadeNamesWhatIsMissing() throws {
    let lines = try lines("C1,100,,\n")
    #expect(lines.contains("billed: not decided for stage 1, because recorded_by is missing"))
  }

  /// That a value is known is said by what it is compared with.
  @Test func whatIsComparedIsNotAlsoKnown() throws {
    let lines = try lines("C1,300,Anna,2026-01-01\n").filter { $0.contains("✓ recorded_on") }
    #expect(
      lines == [
        "     ✓ recorded_on is 2026-01-01, which is on or before as_of (2026-01-01)",
        "     ✓ recorded_on is 2026-01-01, which is before 2026-01-02",
      ]
    )
  }

  @Test func recordsWithOneReasonShareALine() throws {
    let lines = try lines("C1,100,,\nC1,200,,\nC1,0,Anna,2026-01-01\nC1,300,Anna,\n").filter {
      $0.hasPrefix("billed: not")
    }
    #expect(
      lines == [
        "billed: not decided for stages 1, 2, because recorded_by is missing",
        "billed: not decided for stage 3, because value is 0 EUR, needs more than 0 EUR",
        "billed: not decided for stage 4, because recorded_on is missing",
      ]
    )
  }

  /// Where each has a value of its own, the condition that they share is said once.
  @Test func recordsWithValuesOfTheirOwnShareTheCondition() throws {
    let lines = try lines("C1,-5,Anna,2026-01-01\nC1,0,Anna,2026-01-01\n")
    #expect(
      lines.contains(
        "billed: not decided for stages 1, 2, because it is not so that value is more than 0 EUR"
      )
    )
  }

  @Test func statesAfterTheOneThatHoldsAreNotReached() throws {
    let first = try lines("C1,150,,\n")
    #expect(first.contains("escalation of stage 1: unknown"))
    #expect(first.contains("  not reached: disputed, on_plan, none"))
    #expect(first.contains("  not reminder: held back by unknown"))
    // States before the one that holds say why they do not.
    let last = try lines("C1,150,Anna,\n")
    #expect(last.contains("escalation of stage 1: on_plan"))
    #expect(last.contains("  not reached: none"))
    #expect(last.contains("  not disputed: value is 150 EUR, needs less than 100 EUR (50 EUR away)"))
  }
}
