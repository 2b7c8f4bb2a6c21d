import Checks
import Exact
import PolicyModel
import PolicySyntax
import Reports
import Testing

/// What changed in meaning between two editions, in the words in which it is read aloud.
@Suite struct DifferenceTests {
  private static let policy = """
    policy "Words" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day
      approved by "Committee" on 2025-12-12

    rates ecb, percent
      from 2026-01-01 2%

    calendar
      covers from 2026-01-01 to 2027-12-31
      closed saturday, sunday

    customer
      id         key
      sector     one of retail, industry, public
      since      date
      score      whole number from 0 to 100
      equity     money from 0 EUR, optional
      turnover   money from 0 EUR
      blocked    yes or no

    invoice of customer
      due        date
      amount     money from 0 EUR

    for the customer
      seniority = whole years from since to as_of
      owed      = sum of amount over invoices where due is before as_of

    segment
      weak      when score is less than 20 or blocked
        because "A weak score"
      prime     when score is at least 60 and seniority is at least 3 years
        because "Strong"
        cites   "Minute 1"
      standard  otherwise

    limit, at least 0 EUR, rounded down to 1 000 EUR
      for weak      0 EUR
      for prime     5% of turnover
      for standard  the lowest of 4% of turnover, 10 000 EUR

    escalation of each invoice, the furthest step that applies
      reminder  5 days after due   by email
      call      10 days after due
      none      otherwise

    decision review, months, the lowest of those that apply
      sector: 6 months   when sector is public
      score:  3 months   when score is less than 50
      12 months          otherwise

    override for customer "C1"
      limit 80 000 EUR until 2026-09-30
      approved by "CFO" on 2026-06-01
      because "Seasonal peak"

    """

  private func compiled(_ text: String) throws -> Policy {
    let result = Checker.check([Parser.parse(Source(name: "words.policy", text: text))])
    return try #require(result.policy, "\(result.diagnostics.map(\.message)) in\n\(text)")
  }

  private func changes(_ old: String, _ new: String) throws -> [String] {
    let difference = EditionDifference(EditionPair(try compiled(old), try compiled(new)))
    return difference.changes.changes.map(\.text)
  }

  /// What is said after one piece of the policy is replaced by another.
  @Test(arguments: [
    (
      "at least 3 years", "at least 5 years",
      ["segment.prime now needs seniority of at least 5 years (was 3 years)"]
    ),
    (
      "at least 3 years", "more than 3 years",
      ["segment.prime now needs seniority of more than 3 years (was at least 3 years)"]
    ),
    ("score is at least 60 and ", "", ["segment.prime no longer needs score of at least 60"]),
    (
      "seniority is at least 3 years", "seniority is at least 3 years and not blocked and equity is known",
      [
        "segment now reads customer.equity",
        "segment.prime now needs blocked to be no and equity to be known",
      ]
    ),
    ("5% of turnover", "6% of turnover", ["limit.prime gives 6% of turnover (was 5%)"]),
    (
      "4% of turnover, 10", "4% of turnover, 12",
      [
        "limit.standard gives the lowest of 4% of turnover, 12 000 EUR (was the lowest of 4% of turnover, 10 000 EUR)"
      ]
    ),
    (
      "limit, at least 0 EUR, ", "limit, at most 90 000 EUR, ",
      [
        "limit has no least value now (it was at least 0 EUR)", "limit is at most 90 000 EUR now",
      ]
    ),
    (
      "down to 1 000", "down to 500", ["limit is now rounded down to 500 EUR (was rounded down to 1 000 EUR)"]
    ),
    (
      "  call      10 days after due\n", "",
      [
        "escalation.call is gone: it was call when as_of is on or after due + 10 days"
      ]
    ),
    ("by email", "by email and phone", ["escalation.reminder now goes by email and phone (was by email)"]),
    (
      "10 days after due", "12 days after due",
      [
        "escalation.call now needs as_of to be on or after due + 12 days (was due + 10 days)"
      ]
    ),
    (
      "the lowest of those that apply", "the highest of those that apply",
      [
        "review now takes the highest of the rules that apply (was the lowest of the rules that apply)"
      ]
    ),
    ("\"A weak score\"", "\"Weak\"", ["segment.weak has another reason: \"Weak\" (was \"A weak score\")"]),
    ("cites   \"Minute 1\"", "cites   \"Minute 2\"", ["segment.prime now cites Minute 2 (was Minute 1)"]),
    ("  sector: 6", "  state: 6", ["review.sector is now called review.state"]),
    (
      "equity     money from 0 EUR, optional", "equity     money from 0 EUR",
      ["customer.equity must now be given"]
    ),
    ("from 0 to 100", "from 0 to 120", ["customer.score is now from 0 to 120 (was from 0 to 100)"]),
    ("  turnover ", "  staff      number\n  turnover ", ["customer.staff is new: a number"]),
    (
      "where due is before as_of", "where due is before as_of and amount is more than 1 EUR",
      [
        "customer.owed is now sum of amount over invoices where due is before as_of and amount is more than 1 EUR (was sum of amount over invoices where due is before as_of)"
      ]
    ),
    ("  from 2026-01-01 2%", "  from 2026-01-01 2%\n  from 2026-07-01 3%", ["ecb is from 2026-07-01 3%"]),
    (
      "closed saturday, sunday", "closed saturday, sunday\n  closed 2026-05-01",
      [
        "nobody works any more on 2026-05-01"
      ]
    ),
    (
      "in force from 2026-01-01", "in force from 2026-01-01 to 2026-12-31",
      [
        "it is in force from 2026-01-01 to 2026-12-31 (was from 2026-01-01)"
      ]
    ),
    (
      "limit 80 000 EUR until", "limit 90 000 EUR until",
      [
        "limit of C1: override 90 000 EUR from 2026-06-01 until 2026-09-30 (was 80 000 EUR from 2026-06-01 until 2026-09-30)"
      ]
    ),
    (
      "on 2025-12-12", "on 2025-12-13",
      [
        "it is approved by Committee on 2025-12-13 (was by Committee on 2025-12-12)"
      ]
    ),
  ])
  func inWords(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(DifferenceTests.policy.contains(old))
    let found = try changes(DifferenceTests.policy, DifferenceTests.policy.replacing(old, with: new))
    #expect(found == expected, "\(old) → \(new)")
  }

  @Test func rulesThatChangePlaces() throws {
    let weak = "  weak      when score is less than 20 or blocked\n    because \"A weak score\"\n"
    let moved = DifferenceTests.policy.replacing(weak, with: "")
      .replacing("  standard  otherwise\n", with: weak + "  standard  otherwise\n")
    #expect(
      try changes(DifferenceTests.policy, moved) == ["segment: rules weak and prime have changed places"]
    )
  }

  /// What nobody means is no change: layout, comments, the order of what has none, another way to write the same.
  @Test func whatIsNoChange() throws {
    let text = DifferenceTests.policy
    let definitions = "  seniority = whole years from since to as_of\n"
    let variants = [
      text.replacing("segment\n", with: "# By score.\nsegment\n"),
      text.replacing(definitions, with: "").replacing(
        "as_of\n\nsegment",
        with: "as_of\n\(definitions)\nsegment"
      ),
      text.replacing("score is less than 20 or blocked", with: "blocked or score is less than 20"),
      text.replacing(
        "score is at least 60 and seniority is at least 3 years",
        with: "seniority ≥ 3 years and score ≥ 60"
      ),
      text.replacing("or blocked", with: "or blocked is yes"),
      text.replacing("sector is public", with: "sector is one of public"),
      text.replacing("  score:  3 months   when score is less than 50\n", with: "")
        .replacing("  sector: 6", with: "  score:  3 months   when score is less than 50\n  sector: 6"),
    ]
    for variant in variants {
      #expect(variant != text)
      let difference = EditionDifference(EditionPair(try compiled(text), try compiled(variant)))
      #expect(difference.changes.changes.isEmpty, "\(difference.changes.changes.map(\.text))")
      #expect(!difference.isDifferent)
      #expect(difference.text().contains("No decision changes in meaning."), "\(difference.text())")
    }
  }

  @Test func decisionsOfOneEdition() throws {
    let more = DifferenceTests.policy + "decision hold, yes or no\n  yes when blocked\n  no otherwise\n"
    #expect(try changes(DifferenceTests.policy, more) == ["hold is new, with 2 rules"])
    #expect(try changes(more, DifferenceTests.policy) == ["hold is gone"])
  }
}
