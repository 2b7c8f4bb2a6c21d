import Checks
import PolicyModel
import PolicySyntax
import Testing

/// Cases of which the answer is known, from lending and from tables in use.
@Suite struct KnownCaseTests {
  private func findings(_ data: String, _ decisions: String, advice: Bool = false) -> [Diagnostic] {
    let text = """
      policy "Known" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up

      customer
        id key
      \(data)

      \(decisions)
      """
    return Checker.check([Parser.parse(Source(name: "known.policy", text: text))], advice: advice).diagnostics
  }

  private func said(_ findings: [Diagnostic]) -> [String] {
    findings.map { "\($0.code.rawValue) \($0.subject ?? "")" }
  }

  /// A lending table with the bands `[120..130)` and `> 130` for new customers: nobody has thought of exactly 130.
  @Test func theScoreBetweenTwoBandsIsFound() {
    let found = findings(
      """
        is_existing  yes or no
        score        whole number from 0 to 1 000
      """,
      """
      decision category, one of high, medium, low, very_low
        | rule | is_existing | score                         | category |
        | n1   | no          | less than 120                 | high     |
        | n2   | no          | at least 120 and less than 130 | medium   |
        | n3   | no          | more than 130                 | low      |
        | e1   | yes         | less than 80                  | high     |
        | e2   | yes         | at least 80 and less than 110 | medium   |
        | e3   | yes         | at least 110                  | very_low |
      """
    )
    #expect(said(found) == ["P402 category"])
    #expect(found.first?.message.contains("`score` is 130") ?? false)
    #expect(found.first?.message.contains("`is_existing` is no") ?? false)
    #expect(
      found.first?.notes.first?.message.contains("`category.n2` and `category.n3` meet at 130") ?? false
    )
    #expect(found.first?.witness?.contains("is_existing no, score 130") ?? false)
  }

  @Test func theNarrowerRuleBehindTheWiderOneIsFound() {
    let found = findings(
      "  score  whole number from 0 to 100",
      """
      decision grade, one of low, middle, high
        middle  when score >= 50
        high    when score >= 80
        low     otherwise
      """
    )
    #expect(said(found) == ["P408 grade.high"])
    #expect(found.first?.message.contains("`grade.middle` comes first") ?? false)
  }

  @Test func threeRowsTogetherTakeAFourth() {
    let found = findings(
      """
        sector  one of retail, industry, services
        staff   whole number from 0 to 1 000
      """,
      """
      decision size, one of small, middle, large, odd
        | rule   | sector             | staff              | size   |
        | a      | retail             | all                | small  |
        | b      | industry, services | less than 50       | middle |
        | c      | industry, services | at least 50        | large  |
        | d      | services           | from 20 to 80      | odd    |
      """
    )
    #expect(said(found) == ["P408 size.d"])
    #expect(found.first?.message.contains("`size.b` and `size.c`") ?? false)
  }

  @Test(arguments: [
    ("whole number from 0 to 200", []), ("number from 0 to 200", ["P402 band"]),
    ("number from 0 to 200 with 1 decimal", ["P402 band"]),
  ])
  func wholeNumbersHaveNothingBetweenThem(_ type: String, _ expected: [String]) {
    let found = findings(
      "  age  \(type)",
      """
      decision band, one of young, fair, older, other
        | age                   | band  |
        | less than 18          | other |
        | from 18 to 21         | young |
        | from 22 to 25         | fair  |
        | at least 26           | older |
      """
    )
    #expect(said(found) == expected)
  }

  @Test func amountsAreCompleteToTheCent() {
    func found(_ from: String) -> [String] {
      said(
        findings(
          "  turnover  money from 0 EUR to 1 000 000 EUR",
          """
          decision band, one of small, large
            small when turnover is at most 999.99 EUR
            large when turnover is at least \(from)
          """
        )
      )
    }
    #expect(found("1 000 EUR") == [])
    #expect(found("1 000.01 EUR") == ["P402 band"])
  }

  @Test func aRuleThatKeepsALaterOneFromDecidingIsNotIdle() {
    let found = findings(
      """
        a  whole number from 0 to 4
        f  yes or no
      """,
      """
      decision tier, one of low, high
        first:  low   when a is at least 0
        second: high  when f
        third:  low   otherwise
      """
    )
    #expect(!found.contains { $0.code == .ruleChangesNothing })
    #expect(found.contains { $0.code == .ruleNeverDecides && $0.subject == "tier.second" })
  }

  /// A table with two results: rows that agree in one of them only are not alike.
  @Test func aFurtherResultKeepsRowsApart() {
    let found = findings(
      "  a  whole number from 0 to 4",
      """
      decision rate, percent, with review as months
        | rule   | a            | rate | review   |
        | first  | less than 2  | 1%   | 6 months |
        | second | less than 4  | 1%   | 3 months |
        | third  | otherwise    | 2%   | 1 month  |

      decision level, one of low, high, with review_level as months
        | rule | a   | level | review_level |
        | p    | 0   | low   | 6 months     |
        | q    | 1   | low   | 3 months     |
        | r    | otherwise | high | 1 month  |
      """,
      advice: true
    )
    #expect(said(found.filter { $0.code == .ruleChangesNothing || $0.code == .rowsAreOne }) == [])
  }

  /// Whether a third rule can join is not known for want of a proof; that two meet is.
  @Test func twoRulesThatMeetAreSaidWhereAThirdIsNotExcluded() {
    let found = findings(
      """
        a  whole number from 0 to 4
        b  whole number from 0 to 4
      """,
      """
      decision tier, one of u, v, w, exactly one applies
        first:  u when a is at least 2
        second: v when a is at most 3 and a is at least 1
        third:  w when a * b is 13
        rest:   w otherwise
      """
    )
    #expect(found.contains { $0.code == .rulesOverlap && $0.subject == "tier.second" })
  }

  /// The highest of no invoices is missing, and so no bound of a sum that is zero.
  @Test func whatIsKnownOfAValueSaysNothingWhereItIsMissing() {
    let found = findings(
      """
        x  whole number from 0 to 10

      invoice of customer
        number key
        n      whole number from 5 to 10

      for the customer
        peak  = highest n over invoices
        total = sum of n over invoices
      """,
      """
      decision target, one of u, v, w
        r0: u when total is more than 0
        r1: v when peak is known and (peak - x) is at least 3
        r2: w when peak is known and peak is one of 6, 8
        r3: w when peak is known and peak is one of 7, 9
      """
    )
    #expect(said(found).contains("P402 target"))
    #expect(found.first { $0.code == .nothingApplies }?.witness != nil)
  }

  /// Sums of whole numbers that fractions could meet and whole numbers cannot.
  @Test(arguments: [
    ("2 * a + b is 4", "b is 3"), ("2 * a + 4 * b is 5", "a is at most 3"),
    ("3 * a + 5 * b is 7", "a is at least 0"), ("2 * a - 2 * b is at least 1", "a - b is at most 0"),
  ])
  func wholeNumbersAreNotTakenAsFractions(_ first: String, _ second: String) {
    let found = findings(
      """
        a  whole number from 0 to 4
        b  whole number from 0 to 4
      """,
      """
      decision target, one of u, v
        r0: u when \(first) and \(second)
        r1: v otherwise
      """
    )
    #expect(said(found).contains("P407 target.r0"))
  }

  /// A value that is missing is asked about in a sum, where that does not matter.
  @Test func aCustomerWithAMissingValueIsShown() {
    let found = findings(
      """
        m  money from 0 EUR to 1 000 EUR
        q  money from 0 EUR to 500 EUR, optional
      """,
      """
      decision target, one of u, v, exactly one applies
        r0: u when (m - (q, or 100 EUR if missing)) is at least 900 EUR and q is missing
        r1: v when m is at least 1 000 EUR
        r2: v when m is less than 1 000 EUR and q is known
      """
    )
    #expect(said(found) == ["P402 target", "P406 target.r1"])
    #expect(found.allSatisfy { $0.witness != nil })
  }
}
