import Foundation
import TestSupport
import Testing

/// The files of `examples/ci` do what they say, in a repository of their own.
@Suite struct CIExampleTests {
  private static let folder = Repository.root.appendingPathComponent("examples/ci").path
  private static let broken = SamplePolicy.text.replacing(
    "when in_insolvency\n",
    with: "when in_insolvenzy\n"
  )

  /// A repository with a sound policy, in which `policyc` stands on the path.
  private func repository() throws -> Tool {
    let tool = try Tool()
    try tool.write("policies/credit.policy", SamplePolicy.text)
    try tool.write("notes.txt", "x\n")
    let made = try shell(
      "git init -q . && git config user.name n && git config user.email n@example.com && policyc fmt policies"
        + " && cp \(CIExampleTests.folder)/pre-commit .git/hooks/pre-commit && git add . && git commit -q -m first",
      tool
    )
    #expect(made.status == 0, "\(made.error)")
    return tool
  }

  private func shell(_ command: String, _ tool: Tool) throws -> Tool.Result {
    let path =
      "export PATH=\"\(Tool.binary.deletingLastPathComponent().path):$PATH\" GIT_CONFIG_GLOBAL=/dev/null"
    return try Run("/bin/bash", ["-c", "\(path); \(command)"], in: tool.folder, input: false).finish()
  }

  // MARK: The hook

  @Test func theHookLetsASoundPolicyPass() throws {
    let tool = try repository()
    let log = try shell(
      "echo '# more' >> policies/credit.policy && git commit -q -a -m second && git log --oneline | wc -l",
      tool
    )
    #expect(
      log.status == 0 && log.output.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("2"),
      "\(log)"
    )
  }

  @Test func theHookStopsABrokenPolicy() throws {
    let tool = try repository()
    try tool.write("policies/credit.policy", CIExampleTests.broken)
    let stopped = try shell("git commit -q -a -m second", tool)
    #expect(stopped.status == 1)
    // Git shows on one stream what a hook says on either.
    #expect(stopped.error.contains("policies/credit.policy:"), "\(stopped)")
    #expect(stopped.error.contains("nothing is called `in_insolvenzy` here"))
    #expect(stopped.error.contains("The commit is stopped"))
    #expect(try shell("git log --oneline", tool).output.split(separator: "\n").count == 1)
    // Repaired, it passes.
    let repaired = try shell("policyc check --fix policies && git commit -q -a -m second", tool)
    #expect(repaired.status == 0, "\(repaired)")
  }

  /// What is not committed does not matter, and what is committed matters though it was mended since.
  @Test func theHookLooksAtWhatIsCommitted() throws {
    let tool = try repository()
    try tool.write("policies/credit.policy", CIExampleTests.broken)
    try tool.write("notes.txt", "y\n")
    #expect(try shell("git add notes.txt && git commit -q -m notes", tool).status == 0)
    _ = try shell("git add policies", tool)
    try tool.write("policies/credit.policy", SamplePolicy.text)
    #expect(try shell("git commit -q -m broken", tool).status == 1)
    #expect(
      try shell("git reset -q && git rm -q -f policies/credit.policy && git commit -q -m none", tool).status
        == 0
    )
  }

  // MARK: Workflows

  /// The shell commands of a workflow, in order.
  private func commands(_ name: String, _ tool: Tool) throws -> [String] {
    let script = """
      import json, sys, yaml
      document = yaml.safe_load(open(sys.argv[1]))
      jobs = document.get("jobs") or {name: job for name, job in document.items()}
      found = [step["run"] for job in jobs.values() for step in job.get("steps", []) if "run" in step]
      found += [line for job in jobs.values() for line in job.get("script", [])]
      print(json.dumps(found))
      """
    try tool.write("../\(tool.folder.lastPathComponent)/commands.py", script)
    let result = try shell("python3 commands.py \(CIExampleTests.folder)/\(name); rm commands.py", tool)
    #expect(result.status == 0, "\(result.error)")
    return try JSONDecoder().decode([String].self, from: Data(result.output.utf8))
  }

  @Test(arguments: [("github-actions.yml", 5), ("gitlab-ci.yml", 3)])
  func everyCommandRuns(_ name: String, _ count: Int) throws {
    let tool = try repository()
    let commands = try commands(name, tool)
    #expect(commands.count == count)
    for command in commands {
      let result = try shell(command, tool)
      #expect(result.status == 0, "\(command): \(result)")
    }
    try tool.write("policies/credit.policy", CIExampleTests.broken)
    let first = try shell(commands[0], tool)
    #expect(first.status == 1, "\(commands[0])")
    for command in commands where command.contains("sarif") || command.contains("junit") {
      let result = try shell(command, tool)
      #expect(result.status == (command.contains("sarif") ? 0 : 1), "\(command)")
      let file = try #require(tool.read(command.contains("sarif") ? "policies.sarif" : "policies.xml"))
      #expect(file.contains("in_insolvenzy") && file.contains("P201"))
    }
  }
}
