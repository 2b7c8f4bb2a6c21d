import Checks
import PolicySyntax
import Reports
import TestSupport
import Testing

/// Checking ends whatever the policy, and one small mistake never gives a list of findings.
@Suite struct SpoiltPolicyTests {
  @Test func theSampleHasNoFindings() {
    #expect(findings(SamplePolicy.text).isEmpty)
  }

  @Test func anyWordLeftOut() {
    for word in words {
      let isFirst = word.startIndex == text.startIndex || text[text.index(before: word.startIndex)] == "\n"
      // At the margin the space behind goes with the word, or the line would be an indented one.
      let rest = isFirst ? text[word.endIndex...].drop { $0 == " " } : text[word.endIndex...]
      let found = findings(text[..<word.startIndex] + rest)
      #expect(found.count <= 2, "without `\(word)`: \(found.map(\.message))")
    }
  }

  @Test func anyWordTwice() {
    for word in words {
      let found = findings(text[..<word.endIndex] + " " + text[word.startIndex...])
      #expect(found.count <= 2, "`\(word)` twice: \(found.map(\.message))")
    }
  }

  @Test func anyWordMisspelt() {
    for word in words where word.count > 3 && word.allSatisfy(\.isLetter) {
      let misspelt = word.prefix(2) + "q" + word.dropFirst(2)
      let found = findings(text[..<word.startIndex] + misspelt + text[word.endIndex...])
      #expect(found.count <= 2, "`\(misspelt)`: \(found.map(\.message))")
    }
  }

  @Test func anyLineLeftOut() {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      _ = findings((lines[..<index] + lines[(index + 1)...]).joined(separator: "\n"))
    }
  }

  // MARK: Size

  private static let head = """
    policy "T" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id key
      turnover money from 0 EUR
      in_insolvency yes or no

    for the customer

    """

  @Test func twentyThousandLines() {
    var text = Self.head
    for index in 0..<10_000 { text += "  value_\(index) = turnover + \(index) EUR\n" }
    text += "\nsegment\n"
    for index in 0..<10_000 { text += "  r\(index): watch when value_\(index) is more than 9 EUR\n" }
    text += "  standard otherwise\n"
    // Most rules are taken by earlier ones, and so large a decision is not looked through for them.
    let time = ContinuousClock().measure { #expect(findings(text).map(\.code) == [.notProven]) }
    // What takes the square of the lines takes many minutes.
    #expect(time < .seconds(120))
  }

  @Test func aLongChainOfDefinitionsIsRefused() {
    for last in [200, 10_000] {
      var text = Self.head
      for index in 0..<last { text += "  value_\(index) = value_\(index + 1) + 1 EUR\n" }
      text +=
        "  value_\(last) = turnover\n\nsegment\n  watch when value_0 is more than 90 000 EUR\n  standard otherwise\n"
      #expect(findings(text).map(\.code) == (last == 200 ? [] : [.nestedTooDeep]))
    }
  }

  /// Each of a hundred definitions reads the one before it twice: by every way there would be 2 to the 100.
  @Test func manyWaysToOneValue() {
    var text = Self.head + "  yes_0 = in_insolvency\n"
    for index in 1...100 {
      text += "  yes_\(index) = yes_\(index - 1) and not (yes_\(index - 1) and in_insolvency)\n"
    }
    text += "  low_0 = turnover\n"
    for index in 1...100 { text += "  low_\(index) = the lowest of low_\(index - 1), low_\(index - 1)\n" }
    text += "\nsegment\n  watch when yes_100 and low_100 is more than 9 EUR\n  standard otherwise\n"
    // `yes_1` asks for both of an answer and its opposite, and so none of the hundred is ever yes.
    #expect(findings(text).map(\.code) == [.partNeverHolds, .ruleNeverHolds])
  }

  // MARK: Words of the sample

  private let text = SamplePolicy.text

  private var words: [Substring] { text.split { $0 == " " || $0 == "\n" } }

  private func findings(_ text: some StringProtocol) -> [Diagnostic] {
    let file = Parser.parse(Source(name: "t.policy", text: String(text)))
    let diagnostics = Checker.check([file]).diagnostics
    let renderer = FindingsText([file.source])
    for diagnostic in diagnostics {
      #expect(diagnostic.span.file == 0)
      #expect(!renderer.text(diagnostic).isEmpty)
    }
    return diagnostics
  }
}
