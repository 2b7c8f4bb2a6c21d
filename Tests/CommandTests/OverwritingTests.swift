import Foundation
import TestSupport
import Testing

/// No output takes the place of what is read: it is refused before anything is.
@Suite(.timeLimit(.minutes(5))) struct OverwritingTests {
  /// In a folder with the export as `export`, a copy as `p.ndjson`, and other names for some of the files.
  private func tool() throws -> Tool {
    let tool = try Tool(export: true)
    try tool.write("p.ndjson", Sample.lines(2))
    let linked = try tool.shell(
      "ln -s export/clients.csv link.csv; ln sample.policy hard.policy; mkdir policies; mv sample.policy policies; "
        + "ln hard.policy sample.policy"
    )
    try #require(linked.status == 0)
    return tool
  }

  private static let export = ["--data", "export", "--mapping", "erp.mapping"]
  private static let lines = ["--data", "p.ndjson"]

  @Test(arguments: [
    (export + ["--output", "export/clients.csv"], "`--output export/clients.csv`", "--data export", "file"),
    (export + ["--output", "./export/../export/factures.csv"], "factures.csv`", "--data export", "file"),
    (export + ["--output", "link.csv"], "`--output link.csv`", "--data export", "file"),
    (export + ["--output", "erp.mapping"], "`--output erp.mapping`", "--mapping erp.mapping", "file"),
    (export + ["--output", "hard.policy"], "`--output hard.policy`", "sample.policy", "file"),
    (export + ["--rejects", "export"], "`--rejects export`", "--data export", "folder"),
    (export + ["--rejects", "link.csv"], "`--rejects link.csv`", "--data export", "file"),
    (lines + ["--output", "p.ndjson"], "`--output p.ndjson`", "--data p.ndjson", "file"),
    (lines + ["--rejects", "p.ndjson"], "`--rejects p.ndjson`", "--data p.ndjson", "file"),
  ])
  func inputsAreKept(_ words: [String], _ output: String, _ input: String, _ kind: String) throws {
    let tool = try tool()
    let before = try tool.shell("sha256sum *.* export/* policies/*").output
    let result = try tool.start(["evaluate", "sample.policy", "--as-of", "2026-06-30"] + words, input: false)
      .finish()
    #expect(result.error.hasPrefix("policyc: `--") && result.error.contains(output), "\(result.error)")
    #expect(
      result.error.hasSuffix("would replace what is read by `\(input)`\n  help: name another \(kind)\n"),
      "\(result.error)"
    )
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(try tool.shell("sha256sum *.* export/* policies/*").output == before)
  }

  @Test func aFolderOfPoliciesAndStandardInput() throws {
    let tool = try tool()
    let folder = try tool.shell(
      "policyc evaluate policies --data p.ndjson --as-of 2026-06-30 --output sample.policy"
    )
    #expect(folder.error.contains("`--output sample.policy` would replace what is read by `policies`"))
    let input = try tool.shell(
      "policyc evaluate sample.policy --data - --as-of 2026-06-30 --output p.ndjson < p.ndjson"
    )
    #expect(input.error.contains("`--output p.ndjson` would replace what is read by `--data -`"))
    #expect(folder.status == 2 && input.status == 2)
    #expect(tool.read("p.ndjson") == Sample.lines(2))
  }

  @Test(arguments: [
    (
      ["--output", "new.ndjson", "--rejects", "./new.ndjson"],
      "`--output` and `--rejects` are both `new.ndjson`"
    ),
    (["--output", "old.csv", "--rejects", "other.csv"], "`--output` and `--rejects` are both `old.csv`"),
    (["--output", "empty/d.ndjson", "--rejects", "empty/"], "lies in the folder of `--rejects`"),
    (["--rejects", "-"], "decisions and rejects would both go to standard output"),
  ])
  func outputsAreKeptApart(_ words: [String], _ message: String) throws {
    let tool = try tool()
    _ = try tool.shell("mkdir empty; echo old > old.csv; ln old.csv other.csv")
    let before = tool.names()
    let result = try tool.start(
      ["evaluate", "sample.policy", "--as-of", "2026-06-30"] + Self.lines + words,
      input: false
    ).finish()
    #expect(result.error.hasPrefix("policyc: ") && result.error.contains(message), "\(result.error)")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(tool.names() == before)
  }

  /// What looks alike and is no mistake.
  @Test(arguments: [
    "--output decisions.ndjson --rejects rejects.ndjson", "--output /dev/null --rejects /dev/null",
    "--output old.csv", "--output - --rejects rejected",
  ])
  func otherOutputsAreWritten(_ words: String) throws {
    let tool = try tool()
    try tool.write("old.csv", "old")
    let result = try tool.shell("policyc evaluate sample.policy --data p.ndjson --as-of 2026-06-30 " + words)
    #expect(result.status == 0, "\(result.error)")
  }
}
