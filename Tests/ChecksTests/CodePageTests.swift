import Checks
import Exact
import PolicySyntax
import Reports
import Testing

@Suite struct CodePageTests {
  /// The day on which the pages about overrides are read.
  private static let asOf = CalendarDate(year: 2026, month: 7, day: 1)

  @Test func everyCodeHasItsOwnPage() {
    #expect(CodePage.all.map(\.code) == Code.allCases)
    #expect(Set(CodePage.all.map(\.title)).count == Code.allCases.count)
  }

  @Test(arguments: Code.allCases)
  func wrongHasTheFindingAndNoOther(_ code: Code) {
    let snippet = Snippet(CodePage.page(code).wrong)
    let diagnostics = snippet.check(asOf: Self.asOf).diagnostics
    #expect(diagnostics.map(\.code) == [code], "\(said(diagnostics, snippet))")
  }

  @Test(arguments: Code.allCases)
  func rightHasNoFinding(_ code: Code) {
    let snippet = Snippet(CodePage.page(code).right)
    let (policies, diagnostics) = snippet.check(asOf: Self.asOf)
    #expect(diagnostics.isEmpty, "\(said(diagnostics, snippet))")
    #expect(!policies.isEmpty)
  }

  @Test(arguments: CodePage.all)
  func pagesReadWell(_ page: CodePage) {
    #expect(!page.title.hasSuffix("."))
    for paragraph in page.text.split(separator: "\n\n") { #expect(paragraph.hasSuffix(".")) }
    for line in page.text.split(separator: "\n") { #expect(line.count <= 106, "\(line)") }
    #expect(page.text(style: .plain).contains(page.wrong.split(separator: "\n")[0]))
  }

  private func said(_ diagnostics: [Diagnostic], _ snippet: Snippet) -> String {
    diagnostics.map { FindingsText(snippet.sources).text($0) }.joined(separator: "\n")
  }
}
