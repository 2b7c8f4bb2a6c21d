import Checks
import Testing

/// Each lint finds what it should, and not what a careful author may well have meant.
@Suite struct LintTests {
  /// What is found, each with what it is about, without what is proven of the rules.
  private func found(_ text: String) -> [String] {
    Snippet(text).check().diagnostics.filter { !("P406"..."P429").contains($0.code.rawValue) }
      .map { "\($0.code.rawValue) \($0.subject ?? "-")" }
  }

  // MARK: Reasons and sources

  /// Four rules, of which one has no reason.
  private static let reasons = """
    segment
      blocked   when in_insolvency
        because "Insolvency proceedings are open"
      large     when turnover is more than 5 000 000 EUR
      long      when since is before 2010-01-01
        because "A customer since before 2010"
      standard  otherwise
        because "House standard"

    """

  @Test func aForgottenReason() {
    #expect(found(Self.reasons) == ["P701 segment.large"])
    // With most rules bare it is the habit of the author.
    let bare = Self.reasons.replacing("    because \"A customer since before 2010\"\n", with: "")
    #expect(found(bare) == [])
    let otherwise = Self.reasons.replacing(
      "EUR\n",
      with: "EUR\n    because \"A turnover of more than 5 000 000 EUR\"\n"
    )
    .replacing("    because \"House standard\"\n", with: "")
    #expect(found(otherwise) == [])
  }

  private static let header = """
    policy "Example" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day

    """

  @Test func whatTheHeaderDemands() {
    let rules = """

      segment
        large     when turnover is more than 5 000 000 EUR
        standard  otherwise

      scorecard solvency, from 0 to 10
        points for score_points
          10 when score is known
          0  otherwise

      """
    func demand(_ clause: String) -> [String] { found(Self.header + "  \(clause)\n" + rules) }
    #expect(demand("every rule has a reason") == ["P701 segment.large", "P701 segment.standard"])
    #expect(
      demand("every rule of segment cites a source") == ["P703 segment.large", "P703 segment.standard"]
    )
    #expect(
      demand("every rule of solvency has a reason")
        == ["P701 solvency.score_points.10", "P701 solvency.score_points.0"]
    )
    #expect(demand("every rule of segmant has a reason") == ["P201 segmant"])
    #expect(demand("every rule") == ["P112 -"])
  }

  @Test(arguments: [
    "", "n/a", "TODO", "see above", "Because of the policy", "Watch", "segment: watch", "-", "xxx",
    "No reason",
    "According to the rule",
  ])
  func anEmptyReason(_ reason: String) {
    #expect(found(Self.oneRule("because \"\(reason)\"")) == ["P702 segment.watch"])
  }

  @Test(arguments: ["idem", "voir ci-dessus", "Sans objet", "Règle de la politique", "néant", "à compléter"])
  func anEmptyReasonInFrench(_ reason: String) {
    #expect(found(Self.oneRule("because fr \"\(reason)\"")) == ["P702 segment.watch"])
  }

  @Test(arguments: ["because \"Once a year\"", "because \"Not scored\"", "because fr \"Une fois par an\""])
  func aShortReason(_ clause: String) { #expect(found(Self.oneRule(clause)) == []) }

  private static func oneRule(_ clause: String) -> String {
    "segment\n  watch when in_insolvency\n    \(clause)\n  standard otherwise\n"
  }

  @Test func anEmptyReasonOfAnOverride() {
    let text = """
      limit
        10 000 EUR  when turnover is more than 100 000 EUR
        0 EUR       otherwise

      override for customer "C0042"
        limit 80 000 EUR until 2026-09-30
        approved by "CFO" on 2026-06-01
        because "Exception"
      """
    #expect(found(text) == ["P702 C0042"])
  }

  // MARK: Thresholds

  private func thresholds(_ first: String, _ second: String) -> [String] {
    found(
      """
      for the customer
        oldest = highest days_late over invoices, or 0 days if none
        late   = count of invoices

      for each invoice
        days_late = days from due to as_of

      segment
        watch     when \(first)
        standard  otherwise

      decision hold, yes or no
        yes when \(second)
        no  otherwise

      decision read, yes or no
        yes when late is 0 or oldest is 0 days
        no  otherwise
      """
    )
  }

  @Test(arguments: [
    ("oldest is more than 60 days", "oldest is at least 60 days"),
    ("oldest is at most 60 days", "oldest is less than 60 days"),
    ("turnover is more than 5 000 EUR", "turnover is at least 5000,00 EUR"),
    ("since is after 2020-01-01", "since is at least 2020-01-01"),
    ("late is more than 10", "late is at least 10"),
  ])
  func thresholdsThatDisagree(_ first: String, _ second: String) {
    #expect(thresholds(first, second) == ["P704 hold.yes"])
  }

  @Test(arguments: [
    // Both sides of one line.
    ("oldest is more than 60 days", "oldest is at most 60 days"),
    ("oldest is at least 60 days", "oldest is less than 60 days"),
    // Other values, other bounds.
    ("oldest is more than 60 days", "oldest is at least 61 days"),
    ("turnover is more than 5 000 EUR", "equity is known and equity is at least 5 000 EUR"),
    // Nothing, one, and small counts.
    ("turnover is more than 0 EUR", "turnover is at least 0 EUR"),
    ("late is more than 2", "late is at least 2"),
    // Who writes both has looked at the bound.
    (
      "oldest is more than 60 days",
      "oldest is at least 60 days and not (oldest is more than 60 days and in_insolvency)"
    ),
  ])
  func thresholdsThatAgree(_ first: String, _ second: String) {
    #expect(thresholds(first, second) == [])
  }

  @Test func theRarerSideIsTheMistake() {
    let text = """
      segment
        large     when turnover is at least 5 000 EUR
        standard  otherwise

      decision a, yes or no
        yes when turnover is more than 5 000 EUR
        no  otherwise

      decision b, yes or no
        yes when turnover is at most 5 000 EUR
        no  otherwise
      """
    #expect(found(text).filter { $0.hasPrefix("P704") } == ["P704 segment.large"])
  }

  private static func decisions(_ conditions: [String]) -> String {
    conditions.enumerated().map { number, condition in
      "decision d\(number), yes or no\n  yes when \(condition)\n  no otherwise\n"
    }.joined(separator: "\n")
  }

  @Test func aNumberInThreeDecisions() {
    let same = "turnover is more than 5 000 EUR"
    #expect(found(Self.decisions([same, same, same])) == ["P707 d0.yes"])
    #expect(found(Self.decisions([same, same, same, "turnover is at most 5 000 EUR"])) == ["P707 d0.yes"])
    // Twice, or three times in one decision, or with another value, or with a bound that means the same everywhere.
    #expect(found(Self.decisions([same, same])) == [])
    #expect(
      found(Self.decisions(["(\(same) and in_insolvency) or (\(same) and score is known)", same])) == []
    )
    #expect(found(Self.decisions([same, same, "equity is known and equity is more than 5 000 EUR"])) == [])
    #expect(found(Self.decisions([String](repeating: "turnover is more than 0 EUR", count: 3))) == [])
    #expect(found(Self.decisions([String](repeating: "count of invoices is more than 3", count: 3))) == [])
  }

  // MARK: Names

  @Test(arguments: [
    ("open_amount", "openamount"), ("échéance", "echeance"), ("Turnovers", "turnovers"),
    ("payment_delay", "paymemt_delay"),
    ("balance", "balnace"), ("exposure", "expsure"), ("unpaid_share", "unpaid_shape"),
  ])
  func namesThatAreAlike(_ first: String, _ second: String) {
    #expect(names(first, second) == ["P705 \(second)"])
  }

  @Test(arguments: [
    ("sales_12m", "sales_24m"), ("limit_1", "limit_2"), ("sales2024", "sales2025"), ("delay", "delays"),
    ("group_a", "group_b"), ("paid", "said"), ("grade", "trade"), ("issue", "issued"),
    ("delay_paid", "delays_paid"),
    ("income", "outcome"), ("net_due", "net_dues"),
  ])
  func namesThatAreNot(_ first: String, _ second: String) { #expect(names(first, second) == []) }

  private func names(_ first: String, _ second: String) -> [String] {
    found(
      """
      for the customer
        \(first) = 5% of turnover
        \(second) = 6% of turnover

      segment
        watch     when \(first) is more than 500 EUR and \(second) is more than 600 EUR
        standard  otherwise
      """
    )
  }

  // MARK: What nothing reads

  @Test func whatNothingReads() {
    let text = """
      rates ecb, percent
        from 2025-01-01  3%

      rates penalty, percent, is ecb + 10%

      rates other, percent
        from 2025-01-01  3%

      calendar
        covers from 2025-01-01 to 2027-12-31
        closed saturday, sunday

      for each invoice
        days_late = days from due to as_of
        open      = amount - paid

      for the customer
        base    = penalty on as_of
        arrears = sum of open over invoices
        tested  = base * 2
        oldest  = highest days_late over invoices, or 0 days if none

      segment
        watch     when base is more than 5%
        standard  otherwise

      output
        arrears  as "Retards"

      test "what is tested is read"
        as of 2026-06-30
        customer sector retail, since 2020-01-01, turnover 1 EUR, in_insolvency no
        expect tested is 0.26
      """
    #expect(found(text) == ["P706 other", "P706 calendar", "P706 oldest"])
  }

  @Test func whatOthersMayRead() {
    // A shared file serves other policies too.
    let text = """
      segment
        watch     when in_insolvency
        standard  otherwise

      # In shared.policy
      data "Shared"

      for the customer
        half = 50% of turnover
      """
    #expect(found(text) == [])
    // A policy that decides nothing yet is at its beginning.
    #expect(found("for the customer\n  half = 50% of turnover\n") == [])
  }

  // MARK: Editions

  private static func editions(_ periods: [String]) -> String {
    periods.enumerated().map { number, period in
      "# In \(number).policy\npolicy \"P\" version \"v\(number)\"\n  in force \(period)\n  currency EUR, rounded half up\n"
    }.joined(separator: "\n")
  }

  @Test func editionsFollowEachOther() {
    let first = "from 2025-01-01 to 2025-06-30"
    #expect(found(Self.editions([first, "from 2025-07-01"])) == [])
    #expect(found(Self.editions(["from 2025-07-02", first])) == ["P604 v0"])
    #expect(
      found(Self.editions([first, "from 2025-09-01 to 2025-12-31", "from 2026-02-01"])) == [
        "P604 v1", "P604 v2",
      ]
    )
    #expect(
      found(Self.editions([first, "from 2025-03-01 to 2025-12-31", "from 2026-01-01"])).contains("P604 v2")
        == false
    )
  }

  // MARK: When

  @Test func aPolicyWithAnErrorIsNotLintedYet() {
    let text = """
      for the customer
        half = 50% of turnover

      segment
        watch     when equity is more than 5 EUR
        standard  otherwise
      """
    #expect(found(text) == ["P401 -"])
  }
}
