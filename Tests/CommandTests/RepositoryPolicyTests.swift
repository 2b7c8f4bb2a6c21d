import Foundation
import TestSupport
import Testing

/// The policies of this repository are what they should be: sound, tested to the last rule, in canonical form.
@Suite struct RepositoryPolicyTests {
  private static let folders = ["policies", "examples/rule-kinds", "examples/first-policy"]

  private func path(_ folder: String) -> String { Repository.root.appendingPathComponent(folder).path }

  @Test(arguments: folders) func checkFindsNothing(_ folder: String) throws {
    let result = try Tool().run("check", path(folder))
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(arguments: folders) func everythingIsInCanonicalForm(_ folder: String) throws {
    let result = try Tool().run("fmt", "--check", path(folder))
    #expect(result.status == 0, "\(result.output)")
  }

  /// The first policy leaves a rule to whoever learns from it.
  @Test(arguments: folders.dropLast()) func testsReachEveryRule(_ folder: String) throws {
    let result = try Tool().run("test", path(folder))
    #expect(result.status == 0, "\(result.output)")
    #expect(!result.output.contains("no test reached"), "\(result.output)")
  }

  // MARK: Rule kinds

  private static let kinds = "examples/rule-kinds"

  /// The rows of the index that name a snippet: what stands in the first column, and the file.
  private func index() throws -> [(kind: Substring, file: Substring)] {
    try Repository.text(Self.kinds + "/README.md").matches(of: #/(?m)^\| (.*?) +\| \[(.*?)\]\(\2\)/#).map {
      ($0.1, $0.2)
    }
  }

  @Test func theIndexHasEveryKindOnce() throws {
    let numbers = try index().compactMap { row in row.kind.prefixMatch(of: #/(\d+)\. /#).flatMap { Int($0.1) }
    }
    #expect(numbers == Array(1...62))
  }

  @Test func theIndexHasEverySnippetOnce() throws {
    let files = try index().map { String($0.file) }
    let found = Repository.policyPaths().filter { $0.hasPrefix(Self.kinds) }.map {
      String($0.dropFirst(Self.kinds.count + 1))
    }
    #expect(files.sorted() == found.sorted())
    for file in files where !file.contains("/") {
      let number = file.prefix(2)
      let isNamed = try index().contains {
        $0.file == file && $0.kind.hasPrefix(String(Int(number) ?? 0) + ".")
      }
      #expect(isNamed, "\(file) stands under another number")
    }
  }

  @Test(arguments: Repository.policyPaths().filter { $0.hasPrefix(kinds) })
  func everySnippetHasTwoTests(_ path: String) throws {
    let tests = try Repository.text(path).split(separator: "\n").filter { $0.hasPrefix("test \"") }
    #expect(tests.count >= 2)
  }
}
