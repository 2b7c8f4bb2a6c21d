import Checks
import Exact
import PolicySyntax
import Portfolio
import Reports
import TestSupport
import Testing

@Suite struct CodePageTests {
  /// The day on which the pages about overrides are read.
  private static let asOf = CalendarDate(year: 2026, month: 7, day: 1)

  @Test func everyCodeHasItsOwnPage() {
    let codes = Code.allCases.map(\.rawValue) + RejectCode.allCases.map(\.rawValue)
    #expect(CodePage.all.map(\.code) == codes)
    #expect(Set(CodePage.all.map(\.title)).count == codes.count)
  }

  @Test(arguments: CodePage.all)
  func pagesReadWell(_ page: CodePage) {
    #expect(!page.title.hasSuffix("."))
    for paragraph in page.text.split(separator: "\n\n") { #expect(paragraph.hasSuffix(".")) }
    for line in page.text.split(separator: "\n") { #expect(line.count <= 106, "\(line)") }
    #expect(page.wrong.isEmpty == page.right.isEmpty)
    if let first = page.wrong.split(separator: "\n").first {
      #expect(page.text(style: .plain).contains(first))
    }
  }

  // MARK: Findings

  @Test(arguments: Code.allCases)
  func wrongHasTheFindingAndNoOther(_ code: Code) {
    let snippet = Snippet(CodePage.page(code).wrong)
    let diagnostics = snippet.check(asOf: Self.asOf, advice: code.severity == .advice).diagnostics
    #expect(diagnostics.map(\.code) == [code], "\(said(diagnostics, snippet))")
  }

  @Test(arguments: Code.allCases)
  func rightHasNoFinding(_ code: Code) {
    let snippet = Snippet(CodePage.page(code).right)
    let (policies, diagnostics) = snippet.check(asOf: Self.asOf)
    #expect(diagnostics.isEmpty, "\(said(diagnostics, snippet))")
    #expect(!policies.isEmpty)
  }

  private func said(_ diagnostics: [Diagnostic], _ snippet: Snippet) -> String {
    diagnostics.map { FindingsText(snippet.sources).text($0) }.joined(separator: "\n")
  }

  // MARK: Rejects

  /// Those that no small piece of data can show.
  private static let unshown: [RejectCode] = [.tooLarge, .tooMany, .noRuleApplies, .valueUnresolved]
  private static let shown = RejectCode.allCases.filter { !unshown.contains($0) }

  @Test func everyRejectIsShownThatCanBe() {
    for code in Self.unshown { #expect(CodePage.page(code).wrong.isEmpty) }
    for code in Self.shown { #expect(!CodePage.page(code).wrong.isEmpty) }
  }

  @Test(arguments: shown)
  func wrongIsRejected(_ code: RejectCode) throws {
    let rejects = try DataSnippet(CodePage.page(code).wrong).rejects(like: code)
    // A group is rejected for a member, and a month stands first where there is no such day.
    let reasons: Set<RejectCode> =
      switch code {
      case .groupMember: [.groupMember, .missing]
      case .unclearDate: [.unclearDate, .noSuchDay]
      default: [code]
      }
    #expect(Set(rejects) == reasons)
  }

  @Test(arguments: shown)
  func rightIsAccepted(_ code: RejectCode) throws {
    #expect(try DataSnippet(CodePage.page(code).right).rejects(like: code) == [])
  }

  /// The folder `examples/broken` shows the same lines as files.
  @Test(arguments: shown)
  func wrongStandsAmongTheExamples(_ code: RejectCode) throws {
    let lines = DataSnippet(CodePage.page(code).wrong).files.values.flatMap { $0.split(separator: "\n") }
    let isThere = try DataSnippet.exampleFolders(of: code).contains { folder in
      let text = try DataSnippet.texts(in: folder).joined()
      return lines.allSatisfy { text.contains($0 + "\n") || text.hasSuffix($0) }
    }
    #expect(isThere, "\(lines)")
  }
}
