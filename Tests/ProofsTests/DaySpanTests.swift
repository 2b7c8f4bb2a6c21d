import Checks
import Exact
import PolicySyntax
import TestSupport
import Testing

@testable import Proofs

/// Whole years and months between two days that are both open, forward and backward.
@Suite struct DaySpanTests {
  private func findings(_ rules: String) -> [String] {
    let text = """
      policy "Spans" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up
        month ends stay on the last day

      customer
        id     key
        first  date from 2000-01-01 to 2025-12-31
        second date from 2000-01-01 to 2025-12-31

      for the customer
        age = whole years from first to second
        months = whole months from first to second

      decision target, one of u, v
      \(rules)
      """
    return Checker.check([Parser.parse(Source(name: "spans.policy", text: text))]).diagnostics
      .filter { !$0.code.rawValue.hasPrefix("P7") }
      .map { "\($0.code.rawValue) \($0.subject ?? "") \($0.code.rawValue < "P4" ? $0.message : "")" }
  }

  @Test(arguments: [
    "age is at least 10 years and days from first to second is less than 3 640 days",
    "age is at most -10 years and days from first to second is more than -3 200 days",
    "age is at least 5 years and second is before first",
    "age is at most -3 years and first is before second",
    "months is at least 24 months and days from first to second is less than 715 days",
    "months is at most -24 months and days from first to second is more than -690 days",
  ])
  func whatTheDaysBetweenExcludeNeverHolds(_ condition: String) {
    #expect(findings("  r0: u when \(condition)\n  r1: v otherwise") == ["P407 target.r0 "])
  }

  @Test(arguments: [
    "age is at least 10 years and days from first to second is less than 3 653 days",
    "age is at most -10 years and days from first to second is more than -3 288 days",
    "months is at least 24 months and days from first to second is at most 731 days",
    "months is at most -24 months and days from first to second is more than -731 days",
  ])
  func whatCanBeIsNotExcluded(_ condition: String) {
    #expect(findings("  r0: u when \(condition)\n  r1: v otherwise") == [])
  }
}
