import Foundation
import TestSupport
import Testing

/// `policyc check --baseline`: accepted findings, new ones, those that are gone, and errors, which nobody accepts.
@Suite struct BaselineTests {
  private static let policy = """
    policy "P" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id key

    invoice of customer
      number  key
      due     date

    escalation of each invoice, one step at a time after last_step on last_step_on
      reminder  15 days after due
      call      10 days after due
      none      otherwise

    """
  private static let text = policy.replacing(
    "  due     date\n",
    with:
      "  due     date\n  last_step  scale from lowest to highest: reminder call, optional\n  last_step_on  date, optional\n"
  )

  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write("house/my.policy", BaselineTests.text)
    return tool
  }

  @Test func whatIsAcceptedPasses() throws {
    let tool = try tool()
    #expect(try tool.run("check", "house").status == 1)
    let written = try tool.run("check", "house", "--write-baseline", "baseline.json")
    #expect(written.status == 0)
    #expect(written.output.hasSuffix("wrote `baseline.json`: 1 finding is accepted\n"), "\(written.output)")
    let file = try #require(tool.read("baseline.json"))
    #expect(file.contains("\"code\":\"P405\"") && file.contains("\"file\":\"house/my.policy\""), "\(file)")
    #expect(file.split(separator: "\n").count == 3)
    let after = try tool.run("check", "house", "--baseline", "baseline.json")
    #expect(after.status == 0)
    #expect(
      after.output == "1 file checked: no findings\n1 finding accepted by the baseline `baseline.json`\n",
      "\(after.output)"
    )
    // Written twice it is the same, to the byte.
    _ = try tool.run("check", "house", "--write-baseline", "baseline.json")
    #expect(tool.read("baseline.json") == file)
  }

  @Test func linesMayMove() throws {
    let tool = try tool()
    _ = try tool.run("check", "house", "--write-baseline", "baseline.json")
    let moved = BaselineTests.text.replacing("escalation of", with: "# One\n\n# more\n\nescalation of")
      .replacing("\n  id key", with: "\n  id key\n  score number, optional")
    try tool.write("house/my.policy", moved)
    #expect(try tool.run("check", "house", "--baseline", "baseline.json").status == 0)
    // From the folder the names of files are the same, however the path is written.
    #expect(try tool.run("check", "./house/", "--baseline", "baseline.json").status == 0)
    let absolute = tool.folder.resolvingSymlinksInPath().appending(path: "house/my.policy").path
    #expect(try tool.run("check", absolute, "--baseline", "baseline.json").status == 0)
  }

  @Test func newFindingsFail() throws {
    let tool = try tool()
    _ = try tool.run("check", "house", "--write-baseline", "baseline.json")
    try tool.write("house/other.policy", BaselineTests.text.replacing("policy \"P\"", with: "policy \"Q\""))
    let result = try tool.run("check", "house", "--baseline", "baseline.json", "--format", "github")
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix("::warning file=house/other.policy,") && !result.output.contains("my.policy")
    )
    #expect(result.error == "1 finding accepted by the baseline `baseline.json`\n")
  }

  @Test func whatIsGoneIsSaid() throws {
    let tool = try tool()
    try tool.write("house/other.policy", BaselineTests.text.replacing("policy \"P\"", with: "policy \"Q\""))
    _ = try tool.run("check", "house", "--write-baseline", "baseline.json")
    try tool.write("house/my.policy", BaselineTests.text.replacing("15 days", with: "5 days"))
    let gone = "1 finding of the baseline is gone: write it anew with `--write-baseline baseline.json`\n"
    let result = try tool.run("check", "house", "--baseline", "baseline.json")
    #expect(result.status == 0 && result.output.hasSuffix(gone), "\(result.output)")
    // Of a file that is not looked at nothing is known.
    let one = try tool.run("check", "house/other.policy", "--baseline", "baseline.json")
    #expect(one.status == 0 && !one.output.contains("gone"), "\(one.output)")
    _ = try tool.shell("rm house/other.policy")
    let both = try tool.run("check", "house", "--baseline", "baseline.json")
    #expect(both.output.contains("2 findings of the baseline are gone"), "\(both.output)")
  }

  @Test func errorsAreNeverAccepted() throws {
    let tool = try tool()
    try tool.write("house/my.policy", BaselineTests.text + "\nlimit\n  eqity otherwise\n")
    let written = try tool.run("check", "house", "--write-baseline", "baseline.json")
    #expect(written.status == 1)
    #expect(
      written.output.hasSuffix(
        "wrote `baseline.json`: 0 findings are accepted; 1 error is not: a policy with errors decides nobody\n"
      ),
      "\(written.output)"
    )
    #expect(tool.read("baseline.json") == "{\"format\":\"policyc.baseline/1\",\"findings\":[\n]}\n")
    // Not even where somebody has written one in by hand.
    let found = try tool.run("check", "house", "--format", "json").output
    let fingerprint = try #require(found.firstMatch(of: #/"fingerprint":"([0-9a-f]{32})"/#)?.1)
    let entry =
      "{\"fingerprint\":\"\(fingerprint)\",\"code\":\"P201\",\"file\":\"a\",\"item\":\"b\",\"message\":\"c\"}"
    try tool.write("baseline.json", "{\"format\":\"policyc.baseline/1\",\"findings\":[\(entry)]}")
    #expect(try tool.run("check", "house", "--baseline", "baseline.json").status == 1)
  }

  @Test(arguments: [
    (nil, "there is no baseline `b.json`"), ("{}", "`b.json` is no baseline"),
    ("x", "`b.json` is no baseline"),
    (#"{"format":"policyc.baseline/2","findings":[]}"#, "`b.json` is written as `policyc.baseline/2`"),
  ]) func anUnreadableBaselineStops(_ text: String?, _ problem: String) throws {
    let tool = try tool()
    if let text { try tool.write("b.json", text) }
    let result = try tool.run("check", "house", "--baseline", "b.json")
    #expect(result.status == 2 && result.output.isEmpty && result.error.contains(problem), "\(result.error)")
  }

  @Test func optionsThatDoNotGoTogether() throws {
    let tool = try tool()
    for words in [
      ["--baseline", "b", "--write-baseline", "b"], ["--dependencies", "--fix"],
      ["--dependencies", "--baseline", "b"],
    ] {
      let result = try tool.start(["check", "house"] + words, input: false).finish()
      #expect(result.status == 2 && result.error.contains("do not go together"), "\(words): \(result.error)")
    }
  }

  /// The fingerprint is the same in every form that shows it.
  @Test func oneFingerprintEverywhere() throws {
    let tool = try tool()
    _ = try tool.run("check", "house", "--write-baseline", "baseline.json")
    let file = try #require(tool.read("baseline.json"))
    let fingerprint = try #require(file.firstMatch(of: #/"fingerprint":"([0-9a-f]{32})"/#)?.1)
    for form in ["json", "sarif"] {
      #expect(try tool.run("check", "house", "--format", form).output.contains("\"\(fingerprint)\""))
    }
  }

  // MARK: Dependencies

  @Test func dependenciesOfPoliciesWithoutErrors() throws {
    let tool = try tool()
    try tool.write("house/broken.policy", "policy \"Q\"\n")
    let result = try tool.run("check", "house", "--dependencies")
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix(
        "\"P\" version 1: what each decision depends on\n\nescalation of each invoice\n"
      )
    )
    #expect(result.error.contains("nothing is said about 1 policy with errors"), "\(result.error)")
    let json = try tool.run("check", "house/my.policy", "--dependencies", "--format", "json")
    #expect(json.output.hasPrefix(#"{"format":"policyc.dependencies/1","policies":[{"policy":{"name":"P""#))
    #expect(try tool.run("check", "house", "--dependencies", "--format", "sarif").status == 2)
  }
}
