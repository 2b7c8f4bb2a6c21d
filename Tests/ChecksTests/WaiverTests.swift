import Checks
import Exact
import PolicyModel
import PolicySyntax
import Reports
import Testing

/// What a policy says of its own findings.
@Suite struct WaiverTests {
  private static let policy = """
    policy "P" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up
      every rule has a reason

    customer
      id key
      debt money from 0 EUR

    segment
      watch when debt is more than 10 EUR
      standard otherwise

    decision hold, yes or no
      yes when debt is more than 900 EUR
      no otherwise

    findings

    """

  private func check(_ rulings: String, asOf: CalendarDate? = nil) -> PolicyCompiler.Result {
    Checker.check([Parser.parse(Source(name: "p.policy", text: Self.policy + rulings))], asOf: asOf)
  }

  private func said(_ findings: [Diagnostic]) -> [String] {
    findings.map { "\($0.severity) \($0.code.rawValue) \($0.subject ?? "-")" }
  }

  private static let meant = "is accepted because \"Meant so this year\""

  @Test func acceptedByRuleDecisionOrCode() {
    let rule = check("  P701 about segment.watch \(Self.meant)\n")
    #expect(
      said(rule.diagnostics)
        == ["warning P701 segment.standard", "warning P701 hold.yes", "warning P701 hold.no"]
    )
    #expect(said(rule.accepted.map(\.finding)) == ["warning P701 segment.watch"])
    #expect(rule.accepted.flatMap(\.reasons).map(\.text) == ["Meant so this year"])

    let decision = check("  P701 about segment \(Self.meant)\n")
    #expect(said(decision.diagnostics) == ["warning P701 hold.yes", "warning P701 hold.no"])
    #expect(decision.accepted.count == 2)

    let everything = check("  P701 \(Self.meant)\n")
    #expect(everything.diagnostics.isEmpty && everything.policy != nil)
    #expect(everything.accepted.count == 4)
  }

  @Test func theNearestLineCounts() {
    let result = check(
      """
        P701 is an error
        P701 about segment \(Self.meant)
        P701 about segment.standard is a warning

      """
    )
    #expect(
      said(result.diagnostics)
        == ["warning P701 segment.standard", "error P701 hold.yes", "error P701 hold.no"]
    )
    #expect(result.policy == nil && result.model != nil)
  }

  @Test(arguments: [
    ("P999 is accepted because \"Meant so this year\"", "error P201 -"),
    ("p701 is an error", "error P201 -"), ("R201 is an error", "error P201 -"),
    ("P701 is accepted", "error P708 P701"), ("P402 is an error", "error P708 P402"),
    ("P402 about hold is accepted because \"Meant so this year\"", "error P708 P402"),
    ("P704 about hold is accepted because \"Meant so this year\"", "warning P709 hold"),
    ("P701 about holt is a warning", "warning P709 holt"),
    ("P701 about hold.no is accepted because \"TODO\"", "warning P702 hold.no"),
    ("P701 is ignored", "error P105 -"), ("P701 accepted", "error P105 -"),
  ])
  func aLineThatIsWrong(_ ruling: String, _ finding: String) {
    let result = check("  \(ruling)\n")
    #expect(said(result.diagnostics).filter { !$0.hasPrefix("warning P701") } == [finding])
  }

  @Test func twoLinesAboutOneThing() {
    let result = check("  P701 \(Self.meant)\n  P701 is an error\n")
    #expect(said(result.diagnostics) == ["error P111 -"])
  }

  @Test func whatIsOnlyFoundForADayIsOnlyMissedThen() {
    let ruling = "  P506 \(Self.meant)\n  P701 \(Self.meant)\n"
    #expect(check(ruling).diagnostics.isEmpty)
    #expect(
      said(check(ruling, asOf: CalendarDate(year: 2026, month: 7, day: 1)).diagnostics) == [
        "warning P709 P506"
      ]
    )
  }

  @Test func anOverrideThatHasEndedCanBeAccepted() {
    let override = """
        P506 about "C1" \(Self.meant)
        P701 \(Self.meant)

      limit
        10 EUR otherwise
          because "Ten euros for everybody"

      override for customer "C1"
        limit 5 EUR until 2026-03-31
        approved by "CFO" on 2026-01-15
        because "Trial delivery"

      """
    let result = check(override, asOf: CalendarDate(year: 2026, month: 7, day: 1))
    #expect(result.diagnostics.isEmpty && result.policy != nil)
    #expect(said(result.accepted.map(\.finding)).contains("error P506 C1"))
  }

  /// A gap is found between files, and accepted in the later of them.
  @Test func aGapBetweenEditionsCanBeAccepted() {
    func edition(_ number: Int32, _ period: String, _ rest: String = "") -> [PolicySyntaxFile] {
      let text =
        "policy \"P\" version \"v\(number)\"\n  in force \(period)\n  currency EUR, rounded half up\n\(rest)"
      return [
        Parser.parse(Source(file: number, name: "\(number).policy", text: text + "\ncustomer\n  id key\n"))
      ]
    }
    let ruling = "\nfindings\n  P604 about \"v1\" \(Self.meant)\n"
    for (period, expected) in [("from 2026-02-01", [String]()), ("from 2026-01-01", ["warning P709 v1"])] {
      let editions = [edition(0, "from 2025-01-01 to 2025-12-31"), edition(1, period, ruling)]
      let headers = editions.flatMap { $0 }.flatMap(\.items).compactMap { item in
        if case .policy(let header) = item { header } else { nil }
      }
      let result = Checker.check(editions: editions, further: FilesCheck.periods(headers))
      #expect(said(result.diagnostics) == expected)
      #expect(result.accepted.count == (expected.isEmpty ? 1 : 0))
    }
  }

  @Test func theLastLineCountsThem() {
    #expect(FindingsText.summary([], files: 1) == "1 file checked: no findings")
    #expect(
      FindingsText.summary([], files: 2, accepted: 1)
        == "2 files checked: no findings; 1 finding accepted with a reason"
    )
    let finding = Diagnostic(.neverUsed, at: .none, "nothing reads `x`")
    #expect(
      FindingsText.summary([finding], files: 1, accepted: 3)
        == "1 file checked: 1 warning; `policyc check --explain P706` tells more; "
        + "3 findings accepted with a reason"
    )
  }
}
