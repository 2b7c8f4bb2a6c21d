import Foundation
import TestSupport
import Testing

/// `policyc check --fix`: what is repaired, what is left, and that files are changed only for the better.
@Suite struct RepairTests {
  private static let head = """
    policy "P" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id      key
      equity  money from 0 EUR, optional
      late    days from 0 days to 1 000 days
      sector  one of retail, industry
      rating  scale from worst to best: "8" "7" "6"


    """

  private func fix(_ body: String, _ words: String...) throws -> (result: Tool.Result, body: String) {
    let tool = try Tool()
    try tool.write("my.policy", RepairTests.head + body)
    let result = try tool.start(["check", "--fix", "my.policy"] + words, input: false).finish()
    let text = try #require(tool.read("my.policy"))
    #expect(text.hasPrefix(RepairTests.head))
    #expect(tool.names() == ["my.policy"])
    return (result, String(text.dropFirst(RepairTests.head.count)))
  }

  /// Each mistake with its repair, and nothing is found afterwards.
  @Test(arguments: [
    ("a name", "10 EUR when eqity is known", "10 EUR when equity is known"),
    ("a value of a list", "10 EUR when sector is retial", "10 EUR when sector is retail"),
    (
      "a value of a scale without quotes", "10 EUR when rating is at least 7",
      "10 EUR when rating is at least \"7\""
    ),
    ("a number of days", "10 EUR when late is more than 1", "10 EUR when late is more than 1 day"),
    (
      "an amount", "10 EUR when equity is known and equity is more than 1 000",
      "10 EUR when equity is known and equity is more than 1 000 EUR"
    ),
    ("a word", "10 EUR wen late is more than 1 day", "10 EUR when late is more than 1 day"),
    ("a day", "10 EUR when as_of is before 2026-31-12", "10 EUR when as_of is before 2026-12-31"),
  ]) func isRepaired(_ what: String, _ wrong: String, _ right: String) throws {
    let (result, body) = try fix("limit\n  \(wrong)\n  0 EUR otherwise\n")
    #expect(body == "limit\n  \(right)\n  0 EUR otherwise\n", "\(what)")
    #expect(result.status == 0, "\(result.output)")
    #expect(
      result.output.hasPrefix("my.policy:13: `") && result.output.contains("repaired 1 place\n"),
      "\(result.output)"
    )
    #expect(result.output.hasSuffix("1 file checked: no findings\n"))
  }

  @Test func otherwiseGoesToTheEnd() throws {
    let (result, body) = try fix(
      "limit\r\n  rest: 0 EUR otherwise\r\n    because \"Everybody else pays first\"\r\n  10 EUR when late is 0 days\r\n  5 EUR when late is 1 day\r\n"
    )
    #expect(
      body
        == "limit\r\n  10 EUR when late is 0 days\r\n  5 EUR when late is 1 day\r\n  rest: 0 EUR otherwise\r\n    because \"Everybody else pays first\"\r\n"
    )
    #expect(result.status == 0, "\(result.output)")
  }

  /// A comment may belong to the line above or below, so nothing moves around it.
  @Test func commentsAreNotMovedAround() throws {
    let text = "limit\n  0 EUR otherwise # all others\n  10 EUR when late is 0 days\n"
    let (result, body) = try fix(text)
    #expect(
      body == text && result.status == 1 && result.output.hasPrefix("nothing repaired\n"),
      "\(result.output)"
    )
  }

  /// Where something would be decided by it, nothing is repaired.
  @Test(arguments: [
    // A quarter of a percent, or a quarter?
    "10 EUR when 10 EUR / 20 EUR is more than 0.25",
    // Two names are as near.
    "10 EUR when sektor_a is yes",
    // To how many decimals?
    "1% of (equity, or 0 EUR if missing) when (10 EUR / 3 EUR) + (1 EUR / 7 EUR) is more than 2%",
    // One thousand, or one and a bit?
    "1,234 EUR when late is 0 days",
  ]) func isLeft(_ wrong: String) throws {
    let text =
      "for the customer\n  sector_a = late is 1 day\n  sektor_b = late is 2 days\n\nlimit\n  a: \(wrong)\n  0 EUR otherwise\n"
    let (result, body) = try fix(text)
    #expect(body == text)
    #expect(result.status == 1 && result.output.hasPrefix("nothing repaired\n"), "\(result.output)")
  }

  /// A mistake that stands in several places is repaired in all, and one beside it is left.
  @Test func allPlacesOfOneMistake() throws {
    let (result, body) = try fix(
      """
      for the customer
        half = 50% of eqity

      limit
        a: eqity when eqity is known and half is known
        b: nobody otherwise

      """
    )
    #expect(body.matches(of: #/equity/#).count == 3 && !body.contains("eqity"), "\(body)")
    #expect(result.status == 1 && result.output.contains("repaired 3 places\n"), "\(result.output)")
    #expect(result.output.contains("my.policy:13: `eqity` → `equity`\n"))
    #expect(result.output.contains("error P201: nothing is called `nobody` here"))
  }

  /// A repair that lets the policy be looked at more closely is made, whatever comes up then.
  @Test func whatComesUpAfterwardsDoesNotMatter() throws {
    let (result, body) = try fix(
      """
      limit
        a: 10 EUR when eqity is known
        b: 20 EUR when equity is known
        c: 30 EUR when equity is known and late is 1 day
        0 EUR otherwise

      """
    )
    #expect(!body.contains("eqity") && result.output.contains("repaired 1 place\n"), "\(result.output)")
    #expect(result.status == 1 && !result.output.contains("error P201"), "\(result.output)")
  }

  /// For a program the findings alone stand on standard output.
  @Test func formsForProgramsStayWhole() throws {
    let (result, _) = try fix("limit\n  10 EUR when eqity is known\n  0 EUR otherwise\n", "--format", "json")
    #expect(result.output.hasPrefix("{") && result.error.contains("repaired 1 place"))
  }

  @Test func filesThatAreOnlyUsedAreLeft() throws {
    let tool = try Tool()
    let data =
      "data \"D\"\n  currency EUR\n\ncustomer\n  id key\n  late days\n\nfor the customer\n  twice = 2 * lat\n"
    let policy =
      "policy \"P\" version \"1\"\n  in force from 2026-01-01\n  currency EUR\n  uses \"data.policy\"\n"
    try tool.write("data.policy", data)
    try tool.write("my.policy", policy)
    let result = try tool.run("check", "--fix", "my.policy")
    #expect(tool.read("data.policy") == data && tool.read("my.policy") == policy)
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix(
        "not repaired: data.policy:9: `lat` → `late` (the file is only used, not named)\n"
      ),
      "\(result.output)"
    )
    #expect(try tool.run("check", "--fix", "my.policy", "data.policy").status == 0)
  }

  /// Whatever mistake is made, a repair never leaves more errors, and what it leaves is read again as it was written.
  @Test(.timeLimit(.minutes(5))) func brokenExamplesDoNotGetWorse() throws {
    let tool = try Tool()
    let names = Golden.files(in: "../../examples/broken/policies")
    #expect(names.count > 10)
    for name in names {
      let text = try #require(Golden.text(of: name))
      try tool.write("my.policy", text)
      let before = try tool.run("check", "my.policy")
      let result = try tool.run("check", "--fix", "my.policy")
      let changed = tool.read("my.policy") != text
      #expect(changed == !result.output.contains("nothing repaired"), "\(name): \(result.output)")
      let again = try tool.run("check", "my.policy")
      #expect(result.output.hasSuffix(again.output), "\(name): \(result.output)")
      #expect(before.status == 1 && again.status <= 1)
    }
  }
}
