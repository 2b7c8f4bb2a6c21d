import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Portfolio
import Reports
import TestSupport
import Testing

/// Every document that policyc writes as JSON keeps to its schema, and the schemas refuse what is wrong.
@Suite struct SchemaTests {
  /// Validates lines of JSON, and for each also copies that are made wrong in one place.
  private func validate(_ format: String, _ lines: [UInt8]) throws {
    let schema = Repository.root.appendingPathComponent("Sources/Reports/Schemas/\(format).schema.json").path
    let (status, output) = try Python.withFile(lines) { file in
      try Python.run("validate_documents.py", [schema, file, PythonOracle.seed])
    }
    print(output)
    #expect(status == 0, "POLICYC_SEED=\(PythonOracle.seed)\n\(output)")
  }

  @Test(arguments: Example.all) func decisionsKeepToTheirSchema(_ example: Example) throws {
    try validate("policyc.decision.1", try example.decided().records())
  }

  @Test(arguments: Example.all) func tracesKeepToTheirSchema(_ example: Example) throws {
    try validate("policyc.trace.1", try example.decided().traces(atMost: 2))
  }

  @Test func findingsKeepToTheirSchema() throws {
    let texts = [
      "", "policy \"P\"\n", try Repository.text(Example.all[0].policyFiles[0]),
      """
      policy "P" version "1"
        in force from 2026-01-01
        currency EUR
      customer
        id key
        rating scale from worst to best: "1" "2" "3", optional
        sector one of retail, industry
        equity money, optional
      segment
        good when ratting is at least "2"
        bad  when equity + 3 days > 1 000 EUR
        bad  otherwise
      limit
        for good 10% of equity
        for bad 45 days end of month
      """,
    ]
    var lines: [UInt8] = []
    var count = 0
    for text in texts {
      let file = Parser.parse(Source(name: "a/b.policy", text: text))
      let diagnostics = Checker.check([file]).diagnostics
      count += diagnostics.count
      let report = FindingsReport(diagnostics, [file])
      FindingsJSON.document(diagnostics, [file.source], fingerprints: report.entries.map(\.fingerprint))
        .append(to: &lines)
      lines.append(UInt8(ascii: "\n"))
      FindingsJSON.document(diagnostics, [file.source]).append(to: &lines)
      lines.append(UInt8(ascii: "\n"))
      let models = [PolicyCompiler.compile([file]).model].compactMap { $0 }
      let overrides = OverrideList(models, asOf: CalendarDate(dayNumber: 20_600))
      FindingsJSON.document(diagnostics, [file.source], overrides).append(to: &lines)
      lines.append(UInt8(ascii: "\n"))
    }
    #expect(count >= 5)
    try validate("policyc.findings.1", lines)
  }

  @Test func baselinesKeepToTheirSchema() throws {
    let file = Parser.parse(Source(name: "a/b.policy", text: SamplePolicy.text))
    let diagnostics = [1200, 1300].map {
      Diagnostic(.stepTooEarly, at: Span(file: 0, start: $0, end: $0 + 9), "`a` \"b\" é\n")
    }
    var lines: [UInt8] = []
    for found in [[], diagnostics] {
      let text = Baseline(accepting: FindingsReport(found, [file])).text
      lines += text.replacing("\n", with: "").utf8 + [UInt8(ascii: "\n")]
      #expect(text.split(separator: "\n").count == found.count + 2)
    }
    try validate("policyc.baseline.1", lines)
  }

  @Test func dependenciesKeepToTheirSchema() throws {
    let sample = Checker.check([Parser.parse(Source(name: "sample.policy", text: SamplePolicy.text))])
    let policies = try Example.all.map { try $0.decided().policy } + [try #require(sample.policy)]
    let documents = policies.map { [Dependencies($0)] } + [[], policies.map { Dependencies($0) }]
    var lines: [UInt8] = []
    for document in documents {
      DependenciesJSON.document(document).append(to: &lines)
      lines.append(UInt8(ascii: "\n"))
    }
    try validate("policyc.dependencies.1", lines)
  }

  @Test func testsKeepToTheirSchemas() async throws {
    let source = Source(
      name: "sample.policy",
      text: SamplePolicy.text + "\ntest \"it fails\"\n  like \"arrears\"\n  expect segment is standard\n"
    )
    let file = Parser.parse(source)
    let policy = try #require(Checker.check([file]).policy)
    let entry = TestReport.Entry("sample.policy", (policy, TestRun(policy)), measured: true)
    let plain = TestReport.Entry("sample.policy", (policy, TestRun(policy) { _ in false }))
    let reports = [
      TestReport([entry, TestReport.Entry("broken.policy", nil)], findings: 1),
      TestReport([plain], filter: "x"),
    ]
    #expect(reports[0].failed == 1)
    func lines(_ documents: [JSON]) -> [UInt8] { documents.flatMap { Array(($0.text + "\n").utf8) } }
    try validate("policyc.tests.1", lines(reports.map { TestJSON.document($0) }))
    try validate("policyc.coverage.1", lines([CoverageJSON.document(reports[0])]))
    let run = await MutationRun(policy, [file]) { _, _ in .proven }
    let open = await MutationRun(policy, [file]) { _, _ in .notProven }
    try validate(
      "policyc.mutants.1",
      lines([MutationJSON.document([("sample.policy", run), ("sample.policy", open)])])
    )
  }

  @Test func comparisonsWithWhatIsExpectedKeepToTheirSchema() throws {
    var (expected, actual) = (DecisionTable(), DecisionTable())
    for (customer, segment) in [("A", "prime"), ("B", "watch"), ("C", "")] {
      expected.add(.init(customer: customer, record: ""), [("segment", segment)])
    }
    actual.add(.init(customer: "A", record: ""), [("segment", "watch")])
    actual.add(.init(customer: "D", record: "invoice 1"), [("segment", "watch")])
    let report = ExpectedReport(
      expected: expected,
      actual: actual,
      rejects: ["B": "R201 it is so"],
      policy: ("P", "1", SHA256.digest([])),
      asOf: "2026-06-30"
    )
    #expect(report.differences.count == 4)
    #expect(report.customers == 4)
    try validate("policyc.expected.1", Array((report.json.text + "\n").utf8))
  }

  @Test(arguments: Example.all) func timelinesKeepToTheirSchema(_ example: Example) throws {
    try validate("policyc.timeline.1", try example.decided().timelines(atMost: 3))
  }

  @Test func differencesKeepToTheirSchema() throws {
    let example = Example.all[1]
    let new = try example.decided()
    let old = try Example(
      testDescription: "the edition before",
      policyFiles: ["edition-2025", "customer-data", "edition-2025-tests"].map {
        "policies/general-b2b-france/\($0).policy"
      },
      data: example.data,
      asOf: "2025-06-30"
    ).decided()
    var lines: [UInt8] = []
    for top in [0, 3] {
      let pair = EditionPair(old.policy, new.policy, old.portfolio, new.portfolio)
      var portfolio = PortfolioDifference(pair, top: top, balance: "open_balance")
      for group in old.portfolio.groups.indices {
        let (one, other) = (
          DecisionUnit(old.portfolio, group: group), DecisionUnit(new.portfolio, group: group)
        )
        let before = try old.policy.decide(one, asOf: new.asOf)
        let after = try new.policy.decide(other, asOf: new.asOf)
        for member in one.members.indices {
          let customer = one.members[member].customer
          portfolio.add(
            DecidedMember(group: group, member: member, customer: customer, unit: one, decided: before),
            DecidedMember(group: group, member: member, customer: customer, unit: other, decided: after)
          )
        }
      }
      portfolio.addOnly(old: true, "C1") { "why" }
      let affected = AffectedCustomer.explained(portfolio, asOf: new.asOf)
      EditionDifference(pair, asOf: new.asOf, portfolio: portfolio, affected: affected).json.append(
        to: &lines
      )
      lines.append(UInt8(ascii: "\n"))
    }
    let names = old.policy.decisions.map(\.name)
    let way = DecisionVerdict.Way(leniency: .stricter, region: "score is 3", witness: "test")
    for verdict in [DecisionVerdict.same(.proven), .differs([way]), .unproven("why")] {
      let verdicts = Dictionary(uniqueKeysWithValues: names.map { ($0, verdict) })
      EditionDifference(EditionPair(old.policy, new.policy), verdicts: verdicts).json.append(to: &lines)
      lines.append(UInt8(ascii: "\n"))
    }
    try validate("policyc.diff.1", lines)
  }

  @Test func rejectsKeepToTheirSchema() throws {
    let policy = try Example.all[0].decided().policy
    let files = [
      "customers.csv": """
      id;group_id;sector;since;score;rating;equity;insured_limit;guarantee;floor_limit;in_insolvency
      A;;retail;2020-01-01;12,5;9;x;1;1;9000;perhaps
      A;;retail;31/02/2020;;;;;;0;no
      ;;retail;2020-01-01;;;;;;0;no
      B;G;retail;2020-01-01;;;;;;0;no
      C;G;;2020-01-01;;;;;;0
      """,
      "invoices.csv": """
      number;customer_id;issued;due;Paid on;amount;paid;disputed
      1;Z;2020-01-01;2020-01-01;;1;1;no
      2;B;yesterday;2020-01-01;;1,001;1;no
      """,
    ]
    let portfolio = try PortfolioReader.read(csv: files.mapValues { Array($0.utf8) }, for: policy)
    #expect(portfolio.rejects.count > 8)
    // Every code, whether or not these files lead to it.
    let all = RejectCode.allCases.map {
      Reject(customer: nil, file: "x.csv", row: 1, column: nil, value: nil, code: $0, message: "m")
    }
    var lines: [UInt8] = []
    for reject in portfolio.rejects + all { RejectsWriter.appendJSON(reject, to: &lines) }
    try validate("policyc.reject.1", lines)
  }
}
