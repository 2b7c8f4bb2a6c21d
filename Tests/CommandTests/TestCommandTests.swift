import Foundation
import TestSupport
import Testing

/// `policyc test` as a process: what it prints in every form, and how it ends.
@Suite struct TestCommandTests {
  private static let policy = """
    policy "Small & simple" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id      key
      score   whole number from 0 to 100, optional
      equity  money from 0 EUR, optional

    invoice of customer
      due           date
      amount, paid  money from 0 EUR

    for the customer
      arrears = sum of amount - paid over invoices where due is before as_of

    segment
      late      when arrears is more than 500 EUR
        because "Pay what is late first"
      prime     when score is known and score is at least 75
        because "A good score"
      standard  otherwise
        because "Everybody else"

    limit, at most 50 000 EUR, rounded down to 1 000 EUR
      | segment  | limit         |
      |----------|---------------|
      | late     | 0 EUR         |
      | prime    | 20 000 EUR    |
      | standard | 2 000 EUR     |

    test "Étés at the thresholds"
      invoice  due 2026-05-15, paid 0 EUR
      | as of      | score   | amount of invoice 1 | expect segment           | expect limit |
      |------------|---------|---------------------|--------------------------|--------------|
      | 2026-06-30 | 75      | 500 EUR             | prime by segment.prime   | 20 000 EUR   |
      | 2026-06-30 | 74      | 500 EUR             | prime                    | 2 000 EUR    |
      | 2026-06-30 | missing | 500.01 EUR          | not standard             | 0 EUR        |

    test "nothing is known & <nothing> is owed"
      as of 2026-06-30
      customer score 10
      expect limit is 1 000 EUR by limit.prime

    """

  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write("small.policy", Self.policy)
    try tool.write("sound.policy", Self.sound)
    return tool
  }

  private static let sound = policy.replacing(
    "| prime                    | 2 000",
    with: "| standard                 | 2 000"
  )
  .replacing("1 000 EUR by limit.prime", with: "2 000 EUR by limit.standard")

  /// Compares what a run prints with what it printed when it was last looked at.
  private func expect(_ name: String, _ status: Int32, _ words: String...) throws {
    let tool = try tool()
    let result = try tool.start(["test"] + words, input: false).finish()
    #expect(result.status == status, "\(result.error)")
    if let problem = Golden.problem(result.output + result.error, in: "Golden/\(name)") {
      Issue.record("\(problem)")
    }
  }

  @Test func text() throws { try expect("test.txt", 1, "small.policy") }
  @Test func json() throws { try expect("test.json", 1, "small.policy", "--format", "json") }
  @Test func junit() throws { try expect("test.junit.xml", 1, "small.policy", "--format", "junit") }
  @Test func chosen() throws { try expect("test-filter.txt", 1, "small.policy", "--filter", "ETES") }
  @Test func coverage() throws { try expect("test-coverage.txt", 1, "small.policy", "--coverage") }
  @Test func coverageOfAll() throws {
    try expect("test-coverage-fail-under.txt", 1, "sound.policy", "--fail-under", "95%")
  }
  @Test func tracefile() throws {
    try expect("test.lcov", 1, "small.policy", "--filter", "owed", "--coverage-file", "-")
  }
  @Test func mutants() throws { try expect("test-mutants.txt", 1, "sound.policy", "--mutate") }
  @Test func mutantsAsJSON() throws {
    try expect("test-mutants.json", 1, "sound.policy", "--mutate", "--format", "json")
  }
  @Test func generated() throws { try expect("test-generate.txt", 0, "sound.policy", "--generate") }

  // MARK: What is asked

  @Test func whatCannotBeRunIsSaid() throws {
    let tool = try tool()
    let asked: [([String], String)] = [
      (
        ["small.policy", "--filter", "nothing at all is knwn"],
        "no test has `nothing at all is knwn` in its title"
      ),
      (["small.policy", "--fail-under", "101%"], "`--fail-under` cannot be `101%`"),
      (["small.policy", "--fail-under", "high"], "`--fail-under` cannot be `high`"),
      (["small.policy", "--coverage-format", "json"], "none is named"),
      (["small.policy", "--coverage-file", "x", "--coverage-format", "xml"], "cannot be `xml`"),
      (["small.policy", "--mutate", "--generate"], "do not go together"),
      (["small.policy", "--mutate"], "fails"),
      (["small.policy", "--output", "x"], "add `--generate`"),
      (["small.policy", "--data", "x", "--expect", "y"], "`--as-of` is missing"),
      (["."], "takes one policy"),
    ]
    for (words, message) in asked {
      let more = words == ["."] ? ["--generate"] : []
      let result = try tool.start(["test"] + words + more, input: false).finish()
      #expect(result.status == 2, "\(words): \(result.output)")
      #expect(result.output == "")
      #expect(result.error.contains(message), "\(words): \(result.error)")
    }
  }

  @Test func aTracefileNamesEachPartOfEachCondition() throws {
    let tool = try tool()
    let result = try tool.run("test", "sound.policy", "--coverage-file", "trace.info", "--fail-under", "10")
    #expect(result.status == 0, "\(result.error)")
    let text = try #require(tool.read("trace.info"))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == "TN:")
    #expect(lines.contains("SF:sound.policy"))
    #expect(lines.last == "end_of_record")
    // What the sums say is what the lines say.
    func counts(_ prefix: String) -> [Int] {
      lines.filter { $0.hasPrefix(prefix) }.map {
        Int($0.split(whereSeparator: { ",:".contains($0) }).last ?? "") ?? 0
      }
    }
    #expect(counts("LF:") == [counts("DA:").count])
    #expect(counts("LH:") == [counts("DA:").count { $0 > 0 }])
    #expect(counts("BRF:") == [counts("BRDA:").count])
    #expect(counts("BRH:") == [counts("BRDA:").count { $0 > 0 }])
  }

  @Test func generatedTestsPassAndStayAsTheyAre() throws {
    let tool = try tool()
    let written = try tool.run("test", "--generate", "sound.policy", "--output", "boundaries.policy")
    #expect(written.status == 0, "\(written.error)")
    let first = try #require(tool.read("boundaries.policy"))
    #expect(first.contains("score just below 75"))
    try tool.write(
      "sound.policy",
      Self.sound.replacing("rounded half up\n", with: "rounded half up\n  uses \"boundaries.policy\"\n")
    )
    #expect(try tool.run("test", "sound.policy").status == 0)
    #expect(try tool.run("check", "sound.policy").status == 0)
    #expect(try tool.run("fmt", "--check", "boundaries.policy").status == 0)
    _ = try tool.run("test", "--generate", "sound.policy", "--output", "boundaries.policy")
    #expect(tool.read("boundaries.policy") == first)
  }

  // MARK: Portfolios

  @Test(arguments: ["csv", "ndjson"]) func aPortfolioIsComparedWithWhatIsExpected(_ format: String) throws {
    let tool = try tool()
    try tool.write("data/customers.csv", "id,score,equity\nC1,80,\nC2,10,\nC3,90,\n")
    try tool.write("data/invoices.csv", "customer_id,due,amount,paid\nC3,2026-01-31,600,0\n")
    let data = ["--data", "data", "--as-of", "2026-06-30"]
    _ = try tool.start(
      ["evaluate", "sound.policy", "--format", format, "--output", "expected.\(format)"] + data,
      input: false
    )
    .finish()
    let words = ["test", "sound.policy", "--expect", "expected.\(format)"] + data
    let same = try tool.start(words, input: false).finish()
    #expect(same.status == 0, "\(same.error)")
    #expect(same.output == "3 rows expected, all as decided\n")
    let text = try #require(tool.read("expected.\(format)"))
    try tool.write("expected.\(format)", text.replacing("standard", with: "prime"))
    try tool.write("data/customers.csv", "id,score,equity\nC1,80,\nC2,10,\nC3,900,\nC4,1,\n")
    let other = try tool.start(words, input: false).finish()
    #expect(other.status == 1, "\(other.error)")
    if let problem = Golden.problem(other.output, in: "Golden/test-expected-\(format).txt") {
      Issue.record("\(problem)")
    }
    let json = try tool.start(words + ["--format", "json"], input: false).finish()
    #expect(json.output.hasPrefix("{\"format\":\"policyc.expected/1\""))
  }

  @Test func columnsThatNobodyDecidesAreRefused() throws {
    let tool = try tool()
    try tool.write("data/customers.csv", "id,score,equity\nC1,80,\n")
    try tool.write("data/invoices.csv", "customer_id,due,amount,paid\n")
    for (text, message) in [
      ("customer;segment\nC1;prime\n", ""), ("customer,sgment\nC1,prime\n", "did you mean `segment`?"),
      ("who,segment\nC1,prime\n", "it needs the column `customer`"), ("customer,segment\nC1\n", "line 2"),
      ("", "line 1"),
    ] {
      try tool.write("wanted.csv", text)
      let result = try tool.run(
        "test",
        "sound.policy",
        "--data",
        "data",
        "--as-of",
        "2026-06-30",
        "--expect",
        "wanted.csv"
      )
      #expect(result.status == (message.isEmpty ? 0 : 2), "\(result.error)")
      #expect(message.isEmpty || result.error.contains(message), "\(result.error)")
    }
  }
}
