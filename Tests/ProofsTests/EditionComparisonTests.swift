import Checks
import Exact
import PolicyModel
import PolicySyntax
import Proofs
import Testing

/// Two editions whose decisions are known to be the same, stricter or more lenient.
@Suite struct EditionComparisonTests {
  private static let data = """
    policy "Editions" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day

    customer
      id      key
      since   date from 2000-01-01
      score   whole number from 0 to 100, optional
      equity  money from 0 EUR to 1 000 000 EUR, optional
      sector  one of retail, industry, services
      rating  scale from worst to best: c b a, optional

    invoice of customer
      due     date
      amount  money from 0 EUR to 100 000 EUR

    for the customer
      late      = sum of amount over invoices where due is before as_of
      seniority = whole years from since to as_of


    """

  private func policy(_ body: String, data: String = EditionComparisonTests.data) throws -> Policy {
    let result = PolicyCompiler.compile([Parser.parse(Source(file: 0, name: "e.policy", text: data + body))])
    return try #require(result.policy, "\(result.diagnostics.map(\.message))")
  }

  private func compare(_ first: String, _ second: String, data: String = EditionComparisonTests.data) throws
    -> [String: EditionComparison.Difference]
  {
    var comparison = try EditionComparison(try policy(first), try policy(second, data: data))
    var found: [String: EditionComparison.Difference] = [:]
    for name in comparison.decisions { found[name] = comparison.difference(name) }
    return found
  }

  private func isSame(_ difference: EditionComparison.Difference?) -> Bool {
    if case .same? = difference { true } else { false }
  }

  /// The kinds of changes, each of which a customer shows.
  private func shown(_ difference: EditionComparison.Difference?) -> Set<Leniency> {
    guard case .differs(let changes)? = difference else { return [] }
    return Set(changes.compactMap { $0.witness?.leniency })
  }

  @Test func whatIsWrittenOtherwiseIsTheSame() throws {
    let found = try compare(
      """
      segment
        prime    when score is known and score is at least 75 and seniority is at least 3 years
        late_one: standard when late is more than 500 EUR
        other: standard otherwise
      limit, rounded down to 1 000 EUR
        for prime    10% of equity, or 0 EUR if missing
        for standard 1 000 EUR
      """,
      """
      for the customer
        known_for = seniority
        is_strong = score is known and score is more than 74

      segment
        prime    when is_strong and not (known_for is less than 3 years)
        standard otherwise
      limit, rounded down to 1 000 EUR
        for standard 1 000 EUR
        for prime    equity / 10, or 0 EUR if missing
      """
    )
    #expect(found.count == 2)
    #expect(isSame(found["segment"]))
    #expect(isSame(found["limit"]))
  }

  @Test func aHigherThresholdIsStricter() throws {
    let found = try compare(
      """
      limit
        5 000 EUR when late is at most 1 000 EUR
        0 EUR     otherwise
      """,
      """
      limit
        5 000 EUR when late is at most 999.99 EUR
        0 EUR     otherwise
      """
    )
    #expect(shown(found["limit"]) == [.stricter])
    guard case .differs(let changes)? = found["limit"], let witness = changes.first?.witness else { return }
    #expect(witness.values.first == .number(Number(5_000)) && witness.values.second == .number(.zero))
  }

  @Test func aRoundedShareThatIsLargerIsMoreLenientBeyondItsRounding() throws {
    let found = try compare(
      """
      limit, rounded down to 1 000 EUR
        share: 10% of equity when equity is known
        none: 0 EUR otherwise
      """,
      """
      limit, rounded down to 1 000 EUR
        share: 11% of equity when equity is known
        none: 0 EUR otherwise
      """
    )
    #expect(shown(found["limit"]) == [.moreLenient])
  }

  @Test func stricterForSomeAndMoreLenientForOthers() throws {
    let found = try compare(
      """
      terms
        60 days when sector is retail
        30 days otherwise
      """,
      """
      terms
        30 days when sector is retail
        45 days when sector is industry
        terms: 30 days otherwise
      """.replacing("terms: 30 days otherwise", with: "rest: 30 days otherwise")
        .replacing("  30 days when", with: "  shop: 30 days when")
    )
    #expect(shown(found["terms"]) == [.stricter, .moreLenient])
  }

  @Test func aNewSegmentOfOneEditionIsAnotherResult() throws {
    let found = try compare(
      """
      segment
        prime    when rating is known and rating is at least a
        standard otherwise
      """,
      """
      segment
        prime    when rating is known and rating is at least a and score is known and score is at least 50
        solid    when rating is known and rating is at least a
        standard otherwise
      """
    )
    #expect(shown(found["segment"]) == [.different])
  }

  @Test func onlyCustomersThatBothEditionsAcceptAreCompared() throws {
    // Nobody has a score above 90 in the second edition.
    let found = try compare(
      """
      limit
        9 000 EUR when score is known and score is more than 90
        5 000 EUR otherwise
      """,
      """
      limit
        5 000 EUR otherwise
      """,
      data: EditionComparisonTests.data.replacing(
        "whole number from 0 to 100",
        with: "whole number from 0 to 90"
      )
    )
    #expect(isSame(found["limit"]))
  }

  @Test func aSectorThatOnlyOneEditionKnowsIsNotCompared() throws {
    let found = try compare(
      """
      limit
        9 000 EUR when sector is services
        5 000 EUR otherwise
      """,
      """
      limit
        9 000 EUR when sector is farming
        5 000 EUR otherwise
      """,
      data: EditionComparisonTests.data.replacing(
        "retail, industry, services",
        with: "farming, retail, industry"
      )
    )
    #expect(isSame(found["limit"]))
  }

  @Test func decisionsAboutRecordsAreComparedRecordByRecord() throws {
    let body = """
      for each invoice
        days_late = days from due to as_of

      escalation of each invoice, the furthest step that applies
        reminder  5 days after due
        legal     60 days after due when amount is at least 1 000 EUR
        none      otherwise
      """
    let found = try compare(body, body.replacing("1 000 EUR", with: "2 000 EUR"))
    #expect(shown(found["escalation"]) == [.moreLenient])
    #expect(
      isSame(try compare(body, body.replacing("at least 1 000", with: "more than 999.99"))["escalation"])
    )
  }

  @Test func anotherCurrencyIsAnObstacle() throws {
    let body = "decision hold, yes or no\n  yes when sector is retail\n  no otherwise\n"
    let first = try policy(body)
    let other = EditionComparisonTests.data.replacing("EUR", with: "USD")
    let second = try policy(body, data: other)
    #expect(throws: PolicyPair.Obstacle.self) { try EditionComparison(first, second) }
  }
}
