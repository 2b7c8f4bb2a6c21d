import Checks
import Evaluation
import Exact
import Foundation
import PolicyModel
import Portfolio
import Reports
import Testing

@testable import PolicySyntax

/// Everything that the language reference shows is checked and run.
@Suite struct ReferenceTests {
  @Test(arguments: Page.allCases) func everyExampleIsWhatThePageSays(_ page: Page) throws {
    let examples = page.fences.compactMap(Example.init)
    #expect(!examples.isEmpty, "\(page.rawValue) has no examples")
    for example in examples {
      let problems = try example.problems()
      #expect(problems.isEmpty, "\(page.rawValue):\(example.line)\n\(problems.joined(separator: "\n"))")
    }
  }

  /// The first policy of the reference, with the data and the explanation that stand beside it.
  @Test func theExplanationIsTheOneThatIsGiven() throws {
    let fences = Page.language.fences
    let policyText = try #require(fences.first { $0.words == ["policy"] }?.text)
    let explained = try #require(fences.first { $0.words.first == "explanation" })
    var files: [String: [UInt8]] = [:]
    for fence in fences where fence.words.first == "csv" { files[fence.words[1]] = Array(fence.text.utf8) }
    let policy = try #require(
      Checker.check([Parser.parse(Source(name: "small.policy", text: policyText))]).policy
    )
    let portfolio = try PortfolioReader.read(csv: files, for: policy)
    #expect(portfolio.rejects.isEmpty)
    let asOf = try #require(CalendarDate(iso: explained.words[2]))
    for group in portfolio.groups.indices {
      let unit = DecisionUnit(portfolio, group: group)
      let (_, trace) = try policy.trace(unit, asOf: asOf)
      let context = TraceContext(policy, unit, trace, asOf: asOf, member: 0, portfolio: portfolio)
      let text = ExplanationText(context).text()
      if text.hasPrefix("Customer \(explained.words[1]) ") {
        #expect(text == explained.text, "the explanation at Language.md:\(explained.line) is another one")
      }
    }
  }

  // MARK: - The grammar

  @Test func reservedWordsAreThoseOfTheTable() throws {
    let table = KeywordTable.english
    let spellings = table.allSpellings(Keyword.allCases)
    let words = Set(spellings.flatMap { $0.split(separator: " ").map(String.init) })
    let reserved = words.filter { table.isReserved(table.word($0)) }
    #expect(Page.grammar.cells(under: "## Reserved words") == reserved.sorted())
  }

  /// Every spelling stands in the grammar and nothing else does, apart from names that mean something.
  @Test func terminalsAreTheSpellingsOfTheLanguage() throws {
    let grammar = try #require(Page.grammar.fences.first { $0.words == ["ebnf"] }?.text)
    let terminals = grammar.matches(of: /'([^']+)'/).map { String($0.output.1) }
      .filter { $0.contains { $0.isLetter } }
    let spellings = KeywordTable.english.allSpellings(Keyword.allCases).map { $0.replacing(" - ", with: "-") }
    // A group is a name in `key of group`; only `retention_of_title` can begin an item.
    let unwritten: Set<String> = ["group", "retention of title"]
    #expect(Set(terminals).symmetricDifference(spellings).subtracting(unwritten).sorted() == [])
  }

  @Test func everyPartOfTheGrammarIsDefinedAndUsed() throws {
    let grammar = try #require(Page.grammar.fences.first { $0.words == ["ebnf"] }?.text)
    let defined = grammar.matches(of: /(?m)^([a-z][a-z ]*?) +=/).map { String($0.output.1) }
    #expect(Set(defined).count == defined.count)
    // Names of several words, such as `written terms`, stand between signs or two spaces like any other.
    let bodies = grammar.replacing(/'[^']*'/, with: "|").replacing(/(?m)^[a-z][a-z ]*? +=/, with: "|")
    var used: Set<String> = []
    for piece in bodies.matches(of: /[a-z]+( [a-z]+)*/).map({ String($0.output.0) }) {
      var rest = piece
      while !rest.isEmpty {
        let name = defined.filter { rest == $0 || rest.hasPrefix($0 + " ") }.max { $0.count < $1.count }
        guard let name else {
          Issue.record("`\(rest)` is not defined")
          break
        }
        used.insert(name)
        rest = String(rest.dropFirst(name.count + 1))
      }
    }
    #expect(Set(defined).subtracting(used) == ["file"])
  }
}

// MARK: - Pages

/// A page of the documentation, which the test finds beside the sources.
enum Page: String, CaseIterable, CustomTestStringConvertible {
  case language = "Language.md"
  case grammar = "Grammar.md"

  var testDescription: String { rawValue }

  var text: String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/PolicySyntax/Documentation.docc")
    return (try? String(contentsOf: folder.appending(path: rawValue), encoding: .utf8)) ?? ""
  }

  /// A piece of the page between three backquotes.
  struct Fence {
    /// What stands after the opening backquotes, by words.
    let words: [String]
    let text: String
    let line: Int
  }

  var fences: [Fence] {
    var fences: [Fence] = []
    var opened: (words: [String], line: Int, lines: [Substring])?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let open = opened, line == "```" {
        fences.append(
          Fence(words: open.words, text: open.lines.map { $0 + "\n" }.joined(), line: open.line)
        )
        opened = nil
      } else if opened != nil {
        opened?.lines.append(line)
      } else if line.hasPrefix("```") {
        opened = (line.dropFirst(3).split(separator: " ").map(String.init), index + 1, [])
      }
    }
    return fences
  }

  /// The words in backquotes in the table below a heading, in alphabetical order.
  func cells(under heading: String) -> [String] {
    let lines = text.split(separator: "\n").drop { $0 != heading }.dropFirst().prefix { !$0.hasPrefix("#") }
    let rows = lines.filter { $0.hasPrefix("|") }
    return rows.flatMap { row in row.matches(of: /`([^`]+)`/).map { String($0.output.1) } }.sorted()
  }
}

// MARK: - Examples

/// A piece of policy text on a page, and what must come of it.
private struct Example {
  enum Kind {
    /// No findings, and every test in it passes.
    case sound
    /// Findings of exactly this code.
    case wrong(String)
  }

  let kind: Kind
  let text: String
  let line: Int

  /// Nil for a fence that is no piece of policy text.
  init?(_ fence: Page.Fence) {
    switch fence.words.first {
    case "policy": (kind, text) = (.sound, fence.text)
    case "policy-part": (kind, text) = (.sound, Example.prelude + "\n" + fence.text)
    case "policy-wrong" where fence.words.count == 2:
      let isWhole = fence.text.hasPrefix("policy \"")
      (kind, text) = (.wrong(fence.words[1]), isWhole ? fence.text : Example.prelude + "\n" + fence.text)
    default: return nil
    }
    line = fence.line
  }

  /// The running example, to which parts are added.
  private static let prelude =
    Page.language.fences.first { $0.text.hasPrefix("policy \"Running example\"") }?.text ?? ""

  func problems() throws -> [String] {
    let source = Source(name: "example.policy", text: text)
    let result = Checker.check([Parser.parse(source)])
    let findings = result.diagnostics.map {
      "line \(source.position(of: $0.span.start).line): \($0.code.rawValue) \($0.message)"
    }
    switch kind {
    case .wrong(let code):
      return Set(result.diagnostics.map(\.code.rawValue)) == [code] ? [] : ["expected \(code)"] + findings
    case .sound:
      guard findings.isEmpty, let policy = result.policy else { return findings + ["not accepted"] }
      return TestRun(policy).results.filter { !$0.passed }.map { "the test `\($0.test.name)` fails" }
    }
  }
}
