import Checks
import Exact
import PolicySyntax
import Portfolio
import TestSupport
import Testing

/// The page that lists every code is made from the pages that `policyc check --explain` prints.
///
/// `POLICYC_RECORD=1 swift test --filter FindingsPageTests` writes it anew.
@Suite struct FindingsPageTests {
  @Test func thePageIsWhatIsExplained() {
    let page = Self.page()
    if let problem = Golden.problem(page, in: "../../Sources/Checks/Documentation.docc/Findings.md") {
      Issue.record(Comment(rawValue: problem))
    }
  }

  /// A policy is told of each finding how grave it is, so what is said must be what the checks say.
  @Test(arguments: Code.allCases) func theSeverityIsTheOneThatIsSaid(_ code: Code) {
    let snippet = Snippet(CodePage.page(code).wrong)
    let asOf = CalendarDate(year: 2026, month: 7, day: 1)
    let found = snippet.check(asOf: asOf, advice: code.severity == .advice).diagnostics
    #expect(found.allSatisfy { $0.severity == code.severity }, "\(code.rawValue)")
  }

  private static let parts: [(prefix: String, title: String)] = [
    ("P1", "In the writing"), ("P2", "In names"), ("P3", "In types and amounts"),
    ("P4", "In what is left open"),
    ("P5", "In equal treatment and governance"), ("P6", "In tests and editions"),
    ("P7", "In how the policy is written and kept"), ("P8", "In what the policy guarantees"),
    ("R0", "Where nothing can be read"),
    ("R1", "In how a row is written"), ("R2", "In one value"), ("R3", "In how rows belong together"),
    ("R4", "In another member of the group"), ("R5", "In what the policy computes"),
  ]

  private static func page() -> String {
    var text = """
      # Findings and rejects

      Every code that `policyc` gives, what it means, and how to mend it.

      ## Overview

      A finding (P) is about a policy, a reject (R) about data. A policy with an error decides nobody; a warning leaves it in
      force. Where it says so, a policy may accept a finding with a reason, or say how grave it is. `policyc check --explain
      P201` prints the part about one code. This page is made from those parts.


      """
    for part in parts {
      text += "## \(part.title)\n\n"
      for page in CodePage.all where page.code.hasPrefix(part.prefix) { text += section(page) }
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  private static func section(_ page: CodePage) -> String {
    var text = "### \(page.code): \(page.title)\n\n"
    if let code = Code(rawValue: page.code) {
      let severity =
        switch code.severity {
        case .error: "An error"
        case .warning: "A warning"
        case .advice: "Advice, given with `--advice`"
        }
      text += severity
      text += code.canBeJudged ? "; a policy can accept it.\n\n" : ".\n\n"
    }
    text += page.text + "\n\n"
    if !page.wrong.isEmpty {
      text += "Wrong:\n\n```\n\(page.wrong)\n```\n\nRight:\n\n```\n\(page.right)\n```\n\n"
    }
    return text
  }
}
