import Checks
import Exact
import Foundation
import PolicySyntax
import Reports
import TestSupport
import Testing

/// Findings as SARIF, as workflow commands and as JUnit: golden files, and names and texts that try to break out.
@Suite struct FindingsFormTests {
  /// Its name, its texts and its lines have every sign that some format gives a meaning.
  private static let odd = Source(
    file: 0,
    name: "/house/a \"b\" & c, d:é%\n.policy",
    text: """
      policy « Odd "one" & <all>, {0} % » version "1"\r
        in force from 2026-01-01\r
        currency EUR, rounded half up\r
      customer  # 👩‍💻\r
        id key\r
        name text, identity\r
        origin text, optional, protected\r
        postcode text, optional, proxy for "{0}, origin"\r
      for the customer\r
        from_here = origin is known\r
      decision visit, yes or no\r
        yes when "👩‍💻é" is name\r
        no otherwise\r
      decision call, yes or no\r
        first: yes when from_here or (postcode is known and postcode is "{1}\u{1B}[2J")\r
        no otherwise\r
      test « "quotes", & <b> %0A ::warning::{x} »\r
        as of 2026-06-30\r
        customer  name "x"\r
      """
  )
  private static let misspelt = Source(
    file: 1,
    name: "./misspelt.policy",
    text: """
      policy "Misspelt" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up

      customer
        id      key
        equity  money from 0 EUR, optional
        risk    scale from mildest to strictest: low high

      limit
        « 👩‍💻é » when risk is hihg
        10% of eqity when risk is low
        10 EUR otherwise

      decision « x, y: z », number
        3 $ otherwise

      """
  )
  private static let fine = Source(file: 2, name: "/house/fine.policy", text: SamplePolicy.text)

  private func report(_ text: String? = nil) -> FindingsReport {
    let source =
      text.map { Source(file: 0, name: FindingsFormTests.odd.name, text: $0) } ?? FindingsFormTests.odd
    let files = [source, FindingsFormTests.misspelt, FindingsFormTests.fine].map { Parser.parse($0) }
    let day = CalendarDate(year: 2026, month: 9, day: 15)
    let found = Checker.check(editions: files.map { [$0] }, asOf: day)
    return FindingsReport(found.diagnostics, files, folder: "/house")
  }

  private func golden(_ text: String, _ name: String) {
    if let problem = Golden.problem(text, in: "Fixtures/forms/" + name) {
      Issue.record(Comment(rawValue: problem))
    }
  }

  // MARK: Golden files

  @Test func asSARIF() throws {
    let document = FindingsSARIF.document(report(), version: "0.1.0").text
    let (status, pretty) = try Python.withFile(Array(document.utf8)) {
      try Python.run("check_sarif.py", [$0, "show"])
    }
    #expect(status == 0)
    golden(pretty, "odd.sarif")
  }

  @Test func asWorkflowCommands() { golden(FindingsGitHub.text(report()), "odd.github.txt") }

  @Test func asJUnit() { golden(FindingsJUnit.text(report()), "odd.junit.xml") }

  @Test(arguments: ["sarif", "github", "junit"]) func nothingIsFound(_ form: String) {
    let file = Parser.parse(FindingsFormTests.fine)
    let report = FindingsReport([], [file], folder: "/house")
    let text =
      switch form {
      case "sarif": FindingsSARIF.document(report, version: "0.1.0").text + "\n"
      case "github": FindingsGitHub.text(report)
      default: FindingsJUnit.text(report)
      }
    golden(text, "fine." + form)
  }

  // MARK: What the formats ask for

  /// Against the schema of OASIS, which a package brings, and what the schema cannot say: regions that lie in the text,
  /// and repairs that can be made.
  @Test func isValidSARIF() throws {
    let texts = [
      nil, "", "policy", "\u{FEFF}policy é \"x\" of", "x\ny = 3 $",
    ]
    for text in texts {
      let report = self.report(text)
      #expect(!report.entries.isEmpty)
      let document = Array(FindingsSARIF.document(report, version: "0.1.0").text.utf8)
      let (status, output) = try Python.withFile(document) { document in
        try Python.withFile(Array((text ?? FindingsFormTests.odd.text).utf8)) { source in
          try Python.run("check_sarif.py", [document, source])
        }
      }
      #expect(status == 0, "\(output)")
    }
  }

  @Test func isWellFormedJUnit() throws {
    let report = self.report()
    let (status, output) = try Python.withFile(Array(FindingsJUnit.text(report).utf8)) {
      try Python.run("check_junit.py", [$0])
    }
    #expect(status == 0)
    #expect(output.contains(#"'a "b" & c, d:é%\n.policy'"#), "\(output)")
    #expect(output.contains("`hihg` is not one of `low`, `high`"), "\(output)")
    for entry in report.entries where !entry.diagnostic.message.contains("\u{1B}") {
      #expect(output.contains(entry.diagnostic.message), "\(output)")
    }
  }

  /// One finding is one line, and nothing in it begins another command or another property.
  @Test func workflowCommandsCannotBeForged() throws {
    let report = self.report()
    let lines = FindingsGitHub.text(report).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    #expect(lines.count == report.entries.count)
    for (line, entry) in zip(lines, report.entries) {
      let command = try #require(line.wholeMatch(of: #/::(error|warning) ([^:]*)::(.*)/#))
      let properties = command.2.split(separator: ",").map {
        $0.split(separator: "=", maxSplits: 1).map(String.init)
      }
      let names = properties.map { $0[0] }
      #expect(Set(names).count == names.count && names.first == "file" && names.last == "title", "\(names)")
      let file = properties[0][1]
      if entry.file?.hasPrefix("a") == true { #expect(file == "a \"b\" & c%2C d%3Aé%25%0A.policy") }
      let message = command.3.replacing("%0A", with: "\n").replacing("%25", with: "%")
      #expect(message.hasPrefix(ShownText.onOneLine(entry.diagnostic.message)))
    }
  }

  /// Advice fails nothing, and a customer that shows a finding is shown in every form.
  @Test func adviceAndWitnesses() throws {
    let file = Parser.parse(FindingsFormTests.fine)
    let finding = Diagnostic(
      .neverTogether,
      at: Span(file: 2, start: 0, end: 5),
      "never both",
      witness: "test \"{a}\"\n  as of 2026-06-30"
    )
    let report = FindingsReport([finding], [file], folder: "/house")
    #expect(report.isClean)
    let sarif = FindingsSARIF.document(report, version: "0.1.0").text
    #expect(
      sarif.contains(#""level":"note""#) && sarif.contains(#"test \"{{a}}\"\n  as of 2026-06-30"#),
      "\(sarif)"
    )
    let commands = FindingsGitHub.text(report)
    #expect(
      commands.hasPrefix("::notice file=") && commands.hasSuffix("%0Atest \"{a}\"%0A  as of 2026-06-30\n"),
      "\(commands)"
    )
    let tests = FindingsJUnit.text(report)
    #expect(
      tests.contains(#"tests="1" failures="0" errors="0" skipped="1""#)
        && tests.contains("as of 2026-06-30</skipped>"),
      "\(tests)"
    )
  }

  // MARK: Fingerprints

  /// Lines that move keep theirs, and two findings never share one.
  @Test func fingerprintsSurviveMovedLines() throws {
    let before = report().entries
    #expect(Set(before.map(\.fingerprint)).count == before.count)
    let moved = FindingsFormTests.odd.text.replacing(
      "customer  # 👩‍💻\r\n",
      with: "\r\n# one more\r\ncustomer\r\n\r\n"
    )
    .replacing("decision call, yes", with: "# and another\r\ndecision call, yes")
    let after = report(moved).entries
    #expect(after.map(\.fingerprint) == before.map(\.fingerprint))
    #expect(after.map(\.diagnostic.span) != before.map(\.diagnostic.span))
  }

  /// The same said twice of one rule is told apart by its order.
  @Test func equalFindingsAreNumbered() {
    let file = Parser.parse(FindingsFormTests.fine)
    let spans = [(1200, 1210), (1215, 1220)].map { Span(file: 2, start: $0, end: $1) }
    func entries(_ spans: [Span]) -> [FindingsReport.Entry] {
      FindingsReport(spans.map { Diagnostic(.stepTooEarly, at: $0, "too early") }, [file]).entries
    }
    let both = entries(spans)
    #expect(both[0].item == both[1].item && both[0].fingerprint != both[1].fingerprint)
    #expect(entries([spans[1]]).map(\.fingerprint) == [both[0].fingerprint])
  }

  /// Parts are named as people name them.
  @Test func partsHaveTheirNames() throws {
    let text = SamplePolicy.text
    let items = FileItems(Parser.parse(FindingsFormTests.fine))
    for (part, name) in [
      ("version", "policy \"Standard trade credit\""), ("from 2025-07-01", "rates ecb.from"),
      ("equity          ", "customer.equity"),
      ("date from 2025-01-01", "invoice of customer.due"),
      ("days from due to (paid_on", "for each invoice.days_late"),
      ("15 when rating is missing", "solvency.bank_rating.15"), ("\"Minute 14\"", "segment.blocked"),
      ("10% of (equity", "limit.watch"), ("\"Large arrears\"", "terms.large"),
      ("60 days after due", "escalation.legal"),
      ("up to 50 000 EUR", "approval.analyst"), ("\"Seasonal peak\"", "override for customer \"C0042\""),
      ("expect    segment", "test \"arrears\""),
    ] {
      let place = try #require(text.range(of: part)).lowerBound
      #expect(items.name(at: Int32(text.utf8.distance(from: text.startIndex, to: place))) == name)
    }
  }
}

extension Source {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
