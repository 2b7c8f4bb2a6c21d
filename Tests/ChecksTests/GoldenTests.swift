import Foundation
import PolicySyntax
import Reports
import TestSupport
import Testing

/// The files in `Golden`: a policy with one mistake, and below it everything that the tool says.
///
/// A new case is a new file with a title and a policy; `POLICYC_RECORD=1 swift test --filter GoldenTests` adds
/// the findings, to be read and judged before they are committed. A title that begins with `Accepted: ` stands
/// over a policy of which nothing is said.
@Suite struct GoldenTests {
  private static let separator = "\n" + String(repeating: "-", count: 80) + "\n"

  /// Without its files the test below would pass by having nothing to do.
  @Test func thereAreCases() {
    #expect(Golden.files(in: "Golden").count >= 120)
  }

  @Test(arguments: Golden.files(in: "Golden"))
  func oneMistakeGivesOneFinding(_ name: String) throws {
    let text = try #require(Golden.text(of: name))
    let (title, policy) = try #require(Self.parts(text))
    let snippet = Snippet(policy, name: "my.policy")
    let diagnostics = snippet.check().diagnostics
    #expect(diagnostics.count == (title.hasPrefix("Accepted: ") ? 0 : 1))
    for diagnostic in diagnostics { Self.judge(diagnostic) }
    let renderer = FindingsText(snippet.sources)
    let said =
      diagnostics.isEmpty ? "no findings\n" : diagnostics.map { renderer.text($0) }.joined(separator: "\n")
    if let problem = Golden.problem(
      title + Self.separator + policy + Self.separator + said,
      in: name
    ) {
      Issue.record(Comment(rawValue: problem))
    }
  }

  private static func parts(_ text: String) -> (title: String, policy: String)? {
    let parts = text.components(separatedBy: separator)
    return parts.count < 2 ? nil : (parts[0], parts[1])
  }

  /// The style of every message: one line, lower case, no final stop.
  private static func judge(_ diagnostic: Diagnostic) {
    let texts = [diagnostic.message, diagnostic.help].compactMap { $0 } + diagnostic.notes.map(\.message)
    for text in texts {
      #expect(!text.contains("\n"))
      #expect(!text.hasSuffix("."))
      #expect(text.first.map { !$0.isUppercase } ?? false, "\(text)")
    }
  }
}
