import Foundation
import TestSupport
import Testing

/// Every file of `examples/broken` gives the message that stands on the page of that folder.
///
/// The page is written by hand but for the messages: `POLICYC_RECORD=1 swift test --filter BrokenExampleTests`
/// puts what is said now into the blocks between backticks, to be read and judged before it is committed.
@Suite(.timeLimit(.minutes(5))) struct BrokenExampleTests {
  private static let folder = "examples/broken"

  @Test func everyMessageIsAsThePageSays() throws {
    var parts = try Repository.text(Self.folder + "/README.md").components(separatedBy: "\n### ")
    var cases: [String] = []
    for index in parts.indices.dropFirst() {
      let pieces = parts[index].components(separatedBy: "```\n")
      try #require(pieces.count == 3, "a case has one message: \(parts[index])")
      let name = String(parts[index].prefix { $0 != "\n" })
      cases.append(name)
      parts[index] = [pieces[0], try message(name), pieces[2]].joined(separator: "```\n")
    }
    #expect(cases == Self.names("data") + cases.suffix(Self.names("policies").count))
    #expect(cases.suffix(Self.names("policies").count).sorted() == Self.names("policies"))
    let page = parts.joined(separator: "\n### ")
    if let problem = Golden.problem(page, in: "../../\(Self.folder)/README.md") {
      Issue.record(Comment(rawValue: problem))
    }
  }

  /// What is said of a case, which must be about its one mistake.
  private func message(_ name: String) throws -> String {
    let data = "\(Self.folder)/data/\(name)"
    guard Self.exists(data) else {
      let result = try run("check", "\(Self.folder)/policies/\(name).broken")
      #expect(result.status == 1 && result.error.isEmpty)
      #expect(result.output.contains("1 file checked: 1 error;"), "\(name): \(result.output)")
      return result.output
    }
    let own = ["policy", "broken"].map { "\(data)/own.\($0)" }.first(where: Self.exists)
    let lines = data + "/portfolio.ndjson"
    let result = try run(
      "evaluate",
      own ?? Self.folder + "/credit.policy",
      "--data",
      Self.exists(lines) ? lines : data,
      "--as-of",
      "2026-06-30"
    )
    let code = name.prefix(4)
    #expect(result.status == (code < "R1" ? 2 : 1), "\(name)")
    #expect(result.error.contains(": \(code) "), "\(name): \(result.error)")
    // Somebody is decided wherever rows can be read at all.
    #expect(result.output.isEmpty == (code < "R1" || ["R303", "R401"].contains(code)), "\(name)")
    return result.error
  }

  private func run(_ words: String...) throws -> Tool.Result {
    try Run(Tool.binary.path, words, in: Repository.root, input: false).finish()
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Repository.root.appending(path: path).path)
  }

  /// The cases in a folder, without endings.
  private static func names(_ kind: String) -> [String] {
    Golden.files(in: "../../\(folder)/\(kind)").map {
      String($0.split(separator: "/").last?.split(separator: ".").first ?? "")
    }
  }
}
