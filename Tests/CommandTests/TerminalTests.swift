import Foundation
import TestSupport
import Testing

/// What a person sees on a terminal.
@Suite(.timeLimit(.minutes(5))) struct TerminalTests {
  // MARK: Control characters

  /// Clears the screen, rings, goes back, blinks, turns the direction of writing, hides, ends the line, colours.
  private static let evil =
    "A\u{1B}[2J\u{07}\r\u{9B}5m\u{7F}\u{202E}\u{2066}\u{200F}\u{FEFF}\u{10FFF3}\u{E0041}Z"

  /// The sequences that policyc itself writes.
  private static var own: Regex<(Substring, Substring?)> { /\u{1B}\[(0|1|2|1;31|1;33|32|36)m|\r\u{1B}\[K/ }

  private func judge(_ result: Tool.Result, _ what: String, isShown: Bool = true) {
    let text = (result.output + result.error).replacing("\r\n", with: "\n").replacing(Self.own, with: "")
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\t" {
      let isControl =
        scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      #expect(
        !isControl && scalar.value < 0x10FFF0,
        "\(what): U+\(String(scalar.value, radix: 16)) in \(text)"
      )
    }
    #expect(text.contains("<U+001B>") == isShown, "\(what): \(text)")
  }

  /// Runs on a terminal with and without colours, and into a pipe.
  private func judgeEverywhere(_ tool: Tool, isShown: Bool = true, _ words: [String]) throws {
    let what = words.joined(separator: " ")
    for colours in [true, false] {
      let result = try tool.terminal(columns: 80, colours: colours, words)
      judge(result, what, isShown: isShown)
      #expect(result.output.contains("\u{1B}[") == false || colours)
    }
    judge(try tool.start(words, input: false).finish(), what, isShown: isShown)
  }

  private func tool() throws -> Tool {
    let tool = try Tool(export: false)
    // A mistake on the line of the text, which is shown with it.
    let policy = Sample.policy.replacing("in_insolvency\n  ", with: "insolvent because \"\(Self.evil)\"\n  ")
    try tool.write("evil.policy", policy)
    let heading = "id,name,sector,since,equity,score,in_insolvency,group_id\n"
    try tool.write(
      "data/customers.csv",
      heading
        + "\"\(Self.evil)\nforged\",N,retail,2020-01-01,1,1,no,\n\(Self.evil)2,N,\(Self.evil),2020-01-01,1,1,no,\n"
    )
    try tool.write(
      "data/invoices.csv",
      "number,customer_id,due,amount,paid\n\(Self.evil)F,\"\(Self.evil)\nforged\",2026-01-01,1,0\n"
    )
    try tool.write("headings/customers.csv", "id,\(Self.evil)\n")
    return tool
  }

  private static let day = ["--as-of", "2026-06-30"]

  @Test func dataOnATerminal() throws {
    let tool = try tool()
    let evaluate = ["evaluate", "sample.policy"] + Self.day
    try judgeEverywhere(tool, evaluate + ["--data", "data", "--format", "table"])
    try judgeEverywhere(tool, evaluate + ["--data", "data", "--strict"])
    try judgeEverywhere(tool, evaluate + ["--data", "headings"])
    let explain = ["explain", "sample.policy"] + Self.day + ["--data", "data", "--customer"]
    try judgeEverywhere(tool, explain + [Self.evil + "\nforged"])
    try judgeEverywhere(tool, explain + [Self.evil + "2"])
    try judgeEverywhere(tool, explain + [Self.evil])
  }

  /// A text cannot pretend to be a line of the report.
  @Test func nobodyForgesALine() throws {
    let tool = try tool()
    let table = try tool.evaluate("--data", "data", "--format", "table").output
    #expect(table.contains("<U+000A>forged"))
    let explained = try tool.start(
      ["explain", "sample.policy"] + Self.day + ["--data", "data", "--customer", Self.evil + "\nforged"],
      input: false
    ).finish()
    #expect(explained.status == 0)
    for line in (table + explained.output).split(separator: "\n") { #expect(!line.hasPrefix("forged")) }
  }

  /// For programs the same is exact, except on a terminal.
  @Test(arguments: ["csv", "ndjson"]) func dataForPrograms(_ format: String) throws {
    let tool = try tool()
    let words = ["--data", "data", "--format", format]
    judge(try tool.terminal(columns: 80, ["evaluate", "sample.policy"] + Self.day + words), format)
    let piped = try tool.shell(
      "policyc evaluate sample.policy --as-of 2026-06-30 \(words.joined(separator: " ")) 2> errors"
    )
    #expect(piped.output.unicodeScalars.contains("\u{202E}"))
    #expect(tool.read("errors")?.unicodeScalars.contains("\u{202E}") == false)
  }

  @Test func policiesOnATerminal() throws {
    let tool = try tool()
    try judgeEverywhere(tool, ["check", "evil.policy"])
    try judgeEverywhere(tool, ["test", "evil.policy"])
    // For programs it is exact.
    let formatted = try tool.shell("policyc fmt --stdin < evil.policy")
    #expect(formatted.output.unicodeScalars.contains("\u{202E}"), "\(formatted)")
    let name = "na\(Self.evil).policy"
    try tool.write(name, Sample.policy.replacing("when in_insolvency", with: "when insolvent"))
    for command in ["check", "test"] { try judgeEverywhere(tool, [command, name]) }
    try tool.write(name, Sample.policy + "\n\n\n")
    try judgeEverywhere(tool, ["test", name])
    try judgeEverywhere(tool, ["fmt", "--check", name])
  }

  @Test func wordsOnATerminal() throws {
    let tool = try tool()
    let evil = Self.evil + "\nforged"
    for words in [
      [evil], ["check", evil], ["check", "--" + evil], ["check", "--explain", evil],
      ["evaluate", "sample.policy", "--as-of", evil, "--data", "data"],
      ["evaluate", "sample.policy", "--data", evil] + Self.day,
      ["evaluate", "sample.policy", "--data", "data", "--output", "no/\(evil)"] + Self.day,
      ["evaluate", "sample.policy", "--data", "data", "--mapping", evil] + Self.day,
    ] {
      try judgeEverywhere(tool, words)
    }
  }

  // MARK: Width

  private func lines(_ columns: Int, _ policy: String, colours: Bool) throws -> [Substring] {
    let tool = try Tool()
    let examples = Repository.root.appending(path: "examples").path
    let policies = Repository.root.appending(path: policy).path
    let result = try tool.terminal(
      columns: columns,
      colours: colours,
      ["evaluate", policies, "--data", examples + "/portfolio", "--format", "table"] + Self.day
    )
    #expect(result.status == 0)
    #expect(result.output.contains("\u{1B}[1m") == colours)
    let plain = result.output.replacing("\r\n", with: "\n").replacing(Self.own, with: "")
    return plain.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test(arguments: [60, 80, 120, 200, 400], ["policies/general-b2b-france", "examples/first-policy"])
  func noLineIsWiderThanTheTerminal(_ columns: Int, _ policy: String) throws {
    let lines = try lines(columns, policy, colours: columns % 80 == 0)
    for line in lines { #expect(line.count <= columns, "\(line)") }
    // A table has one line with the headings, a list one for each customer and decision.
    let headings = lines.count { $0.hasPrefix("customer ") }
    let isTable = columns >= (policy.hasPrefix("examples") ? 60 : 200)
    #expect(headings == (isTable ? 1 : 0), "\(columns)")
    #expect(lines.contains { $0.contains("C1002") })
    #expect(lines.contains { $0.hasPrefix("policyc: customers: 200 read = 200 decided + 0 rejected") })
    #expect(lines.contains { $0.hasPrefix("policyc: segment: ") })
  }
}
