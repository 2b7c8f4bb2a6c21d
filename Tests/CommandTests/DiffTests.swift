import Foundation
import TestSupport
import Testing

/// What `policyc diff` says, word for word, and how it ends.
@Suite(.timeLimit(.minutes(15))) struct DiffTests {
  private static let old = """
    policy "Small" version "1"
      in force from 2026-01-01 to 2026-12-31
      currency EUR, rounded half up

    customer
      id            key
      score         whole number from 0 to 100
      equity        money from 0 EUR
      invoiced      money from 0 EUR

    segment
      prime    when score is at least 75
        because "A strong score"
      standard otherwise

    for the customer
      open_balance = invoiced

    limit
      for prime    10% of equity
      for standard 5% of equity

    """

  private static let customers = """
    id;score;equity;invoiced;turnover
    A;80;100000;10;1
    B;76;200000;20;1
    C;20;300000;30;1
    D;20;400000;40;x
    E;x;400000;40;1

    """

  private func tool(_ change: (String) -> String) throws -> Tool {
    let tool = try Tool()
    try tool.write("old.policy", Self.old)
    try tool.write("new.policy", change(Self.old.replacing("version \"1\"", with: "version \"2\"")))
    try tool.write("data/customers.csv", Self.customers)
    return tool
  }

  @Test func whatChangesAndForWhom() throws {
    let tool = try tool { $0.replacing("at least 75", with: "at least 78") }
    let words = try tool.run("diff", "old.policy", "new.policy")
    let wanted = "segment.prime now needs score of at least 78 (was 75)"
    #expect(words.output.contains(wanted), "\(words.output)\(words.error)")
    #expect(words.output.contains("limit     stricter for some\n"), "\(words.output)")
    if let problem = Golden.problem(words.output, in: "Golden/diff-small.txt") { Issue.record("\(problem)") }
    for (format, ending) in [("text", "txt"), ("markdown", "md"), ("json", "json")] {
      let result = try tool.run(
        "diff",
        "old.policy",
        "new.policy",
        "--data",
        "data",
        "--as-of",
        "2026-06-30",
        "--format",
        format
      )
      let text = format == "json" ? result.output.replacing("},{", with: "},\n{") : result.output
      if let problem = Golden.problem(text, in: "Golden/diff-small.data.\(ending)") {
        Issue.record("\(problem)")
      }
    }
  }

  @Test func howItEnds() throws {
    let stricter = try tool { $0.replacing("at least 75", with: "at least 78") }
    let lenient = try tool { $0.replacing("5% of equity", with: "6% of equity") }
    let same = try tool { $0.replacing("  because", with: "  # A comment.\n    because") }
    let data = ["--data", "data", "--as-of", "2026-06-30"]
    for (tool, failing, status) in [
      (stricter, "lenient", Int32(0)), (stricter, "any", 1), (lenient, "lenient", 1), (same, "any", 0),
    ] {
      for further in [[], data] {
        let words = ["diff", "old.policy", "new.policy", "--fail-on", failing] + further
        let result = try tool.start(words, input: false).finish()
        #expect(result.status == status, "\(failing) \(further) \(result.output)\(result.error)")
      }
    }
    #expect(
      try same.run("diff", "old.policy", "new.policy").output.contains("No decision changes in meaning.")
    )
  }

  @Test func customersOfOneEditionOnly() throws {
    let tool = try tool {
      $0.replacing("  invoiced      money", with: "  turnover      money\n  invoiced      money")
        .replacing("5% of equity", with: "5% of (equity + turnover)")
    }
    let result = try tool.run(
      "diff",
      "old.policy",
      "new.policy",
      "--data",
      "data",
      "--as-of",
      "2026-06-30"
    )
    #expect(result.status == 0)
    #expect(
      result.output.contains("1 customer can be decided under Small 1 and not under 2:"),
      "\(result.output)"
    )
    #expect(result.output.contains("D: customers.csv:5, turnover: R202"), "\(result.output)")
    #expect(result.output.contains("limit now reads the new attribute customer.turnover"), "\(result.output)")
  }

  @Test func whatLacksForOneEditionIsSaid() throws {
    let tool = try tool {
      $0.replacing("  invoiced      money", with: "  revenue       money\n  invoiced      money")
        .replacing("5% of equity", with: "5% of revenue")
    }
    let result = try tool.run(
      "diff",
      "old.policy",
      "new.policy",
      "--data",
      "data",
      "--as-of",
      "2026-06-30"
    )
    #expect(result.status == 2)
    #expect(result.error.contains("the new edition (2) cannot read the data: R003"), "\(result.error)")
  }

  @Test func whatCannotRun() throws {
    let tool = try tool { $0.replacing("from 2026-01-01 to 2026-12-31", with: "from 2027-01-01") }
    try tool.write("all/old.policy", Self.old)
    try tool.write("all/new.policy", try #require(tool.read("new.policy")))
    for (words, message) in [
      (["old.policy"], "takes two policies"), (["old.policy", "all"], "several editions"),
      (["old.policy", "new.policy", "--data", "data"], "needs `--as-of DATE`"),
      (["old.policy", "new.policy", "--data", "-", "--as-of", "2026-06-30"], "read twice"),
      (
        ["old.policy", "new.policy", "--data", "data", "--as-of", "2026-06-30", "--balance", "x"],
        "has an amount `x`"
      ),
      (["old.policy", "new.policy", "--top", "-1"], "`--top` cannot be"),
    ] {
      let result = try tool.start(["diff"] + words, input: false).finish()
      #expect(result.status == 2, "\(words)")
      #expect(result.error.contains(message), "\(words): \(result.error)")
    }
    let chosen = try tool.run("diff", "old.policy", "all", "--as-of", "2027-06-30")
    #expect(chosen.output.hasPrefix("Small 1 → 2"), "\(chosen.output)\(chosen.error)")
  }
}
