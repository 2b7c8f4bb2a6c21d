import Testing

/// `policyc fmt` from the command line, and files that are too large to be policies.
@Suite struct FormatTests {
  private static let mapping = """
    mapping « ERP export »
     customers   in "clients.csv",separated by ";"
       id   column "N° client"   # the key
    """
  private static let canonical = """
    mapping "ERP export"
      customers in "clients.csv", separated by ";"
        id column "N° client"  # the key

    """
  private static let policy = "for the customer\n  a=5 EUR\n"

  @Test func formatsAMapping() throws {
    let tool = try Tool()
    try tool.write("erp.mapping", FormatTests.mapping)
    let before = try tool.run("fmt", "--check", "erp.mapping")
    #expect(before.status == 1 && before.output == "erp.mapping is not in canonical form\n")
    #expect(tool.read("erp.mapping") == FormatTests.mapping)
    let found = try tool.run("fmt", "erp.mapping")
    #expect(found.status == 0 && found.output == "formatted erp.mapping\n" && found.error.isEmpty)
    #expect(tool.read("erp.mapping") == FormatTests.canonical)
    let after = try tool.run("fmt", "--check", "erp.mapping")
    #expect(after.status == 0 && after.output.isEmpty && after.error.isEmpty)
  }

  @Test func formatsAllOfAFolder() throws {
    let tool = try Tool()
    try tool.write("house/a.policy", FormatTests.policy)
    try tool.write("house/data/erp.mapping", FormatTests.mapping)
    try tool.write("house/notes.txt", FormatTests.mapping)
    let check = try tool.run("fmt", "--check", "house")
    #expect(check.status == 1)
    #expect(
      check.output
        == "house/a.policy is not in canonical form\nhouse/data/erp.mapping is not in canonical form\n"
    )
    let found = try tool.run("fmt", "house", "house/a.policy")
    #expect(found.status == 0)
    #expect(found.output == "formatted house/a.policy\nformatted house/data/erp.mapping\n")
    #expect(tool.read("house/data/erp.mapping") == FormatTests.canonical)
    #expect(tool.read("house/notes.txt") == FormatTests.mapping)
    #expect(try tool.run("fmt", "--check", "house").status == 0)
  }

  /// A file that a policy uses may belong to others, who are not asked.
  @Test func leavesFilesThatAreNotNamed() throws {
    let tool = try Tool()
    let policy = "policy \"P\"\n  version \"1\"\n  uses \"data.policy\"\n"
    let data = "data \"Customers\"\n    currency EUR\n"
    try tool.write("a.policy", policy)
    try tool.write("data.policy", data)
    #expect(try tool.run("fmt", "a.policy").output == "formatted a.policy\n")
    #expect(tool.read("data.policy") == data)
  }

  @Test func leavesAMappingWithMistakes() throws {
    let tool = try Tool()
    let text = FormatTests.mapping + "\n   amount colum \"Montant\"\n"
    try tool.write("erp.mapping", text)
    let found = try tool.run("fmt", "erp.mapping")
    #expect(found.status == 1 && found.output.isEmpty)
    #expect(found.error.hasPrefix("erp.mapping:4:11: error P105: expected `column`"))
    #expect(found.error.hasSuffix("policyc: erp.mapping has mistakes and is left as it is\n"))
    #expect(tool.read("erp.mapping") == text)
  }

  @Test func nothingToFormatInAFolder() throws {
    let tool = try Tool()
    try tool.write("house/notes.txt", "")
    let found = try tool.run("fmt", "house")
    #expect(found.status == 2)
    #expect(found.error.contains("no file in `house` ends in `.policy` or `.mapping`"))
  }

  // MARK: Standard input

  @Test func standardInputToStandardOutput() throws {
    let tool = try Tool()
    try tool.write("erp.mapping", FormatTests.mapping)
    let found = try tool.shell("policyc fmt --stdin < erp.mapping")
    #expect(found.status == 0 && found.output == FormatTests.canonical && found.error.isEmpty)
    #expect(try tool.shell("policyc fmt --stdin --check < erp.mapping").status == 1)
  }

  /// As long as somebody writes, whatever it is.
  @Test func endlessInputIsRefused() throws {
    let found = try Tool().shell("yes '# A comment' 2>/dev/null | policyc fmt --stdin")
    #expect(found.status == 1 && !found.isSignal && found.output.isEmpty)
    #expect(
      found.error == """
        standard input:1:1: error P110: this file is larger than 16 MB, which no policy needs
          1 | # A comment
            | ^
          help: name the file of a policy, or divide it into several files

        policyc: standard input has mistakes and is left as it is

        """
    )
  }

  @Test func aLineOfFiftyMegabytesIsOneError() throws {
    let tool = try Tool()
    let found = try tool.shell(
      "head -c 50000000 /dev/zero | tr '\\0' x > long.policy; policyc check long.policy"
    )
    #expect(found.status == 1 && !found.isSignal && found.error.isEmpty)
    let line = String(repeating: "x", count: 600) + "…"
    #expect(
      found.output == """
        long.policy:1:1: error P110: this file is larger than 16 MB, which no policy needs
          1 | \(line)
            | ^
          help: name the file of a policy, or divide it into several files

        1 file checked: 1 error; `policyc check --explain P110` tells more

        """
    )
  }
}
