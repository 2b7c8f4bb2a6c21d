import Foundation
import Testing

@testable import PolicySyntax

/// Whatever the text, reading it ends, and what is wrong has a place in it.
@Suite struct RobustnessTests {
  /// A policy that uses every part of the language.
  private static let policy = """
    policy "Standard trade credit" version "2026.2"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day
      approved by "Credit committee" on 2025-12-12

    customer
      id              key
      sector          one of construction, industry, retail
      score           whole number from 0 to 100, optional
      rating          scale from worst to best: "8" "7" "4-" "4+"; outside: "P" "0", optional
      equity          money, optional
      in_insolvency   yes or no
      manager_gender  text, optional, protected

    invoice of customer
      number          key
      customer_id     key of customer
      due             date
      paid_on         date, optional
      amount, paid    money

    for each invoice
      open      = amount - paid
      days_late = days from due to (paid_on, or as_of if missing)

    for the customer
      arrears   = sum of open over invoices where due < as_of
      oldest    = highest days_late over invoices, or 0 days if none
      bonus     = 5% when arrears is 0 EUR, 0% otherwise

    scorecard solvency, from 0 to 100
      points for bank_rating
        15 when rating is missing
        40 when rating is on the scale and rating is at least "4-"
        0  otherwise

    segment
      blocked   when in_insolvency
        because "Insolvency proceedings are open"
        because fr "Procédure collective ouverte"
        cites   "Minute 14"
      watch     when oldest is more than 60 days or solvency is below 40
      standard  otherwise

    limit, at least 0 EUR, rounded down to 1 000 EUR
      for blocked    0 EUR
      for watch      10% of (equity, or 0 EUR if missing)
      for standard   the lowest of 5% of equity, 100 000 EUR, leaving out what is missing

    terms, with deposit as percent
      | rule     | segment  | arrears            | terms                | deposit | because |
      |----------|----------|--------------------|----------------------|---------|---------|
      | blocked  | blocked  | all                | prepayment           | 0%      | "No"    |
      | other    | all      | at most 50 000 EUR | 45 days, then end of month | 0% | "Yes"   |

    escalation of each invoice, where open is more than 0 EUR, the furthest step that applies
      reminder        5 days before due   by email
      legal          60 days after due    when open is at least 1 000 EUR   needs approval by credit_manager
      none otherwise

    approval of limit
      analyst         up to 50 000 EUR
      cfo             above

    override for customer "C0042"
      limit 80 000 EUR until 2026-09-30
      approved by "CFO" on 2026-06-01
      because "Seasonal peak"

    test "arrears"
      as of 2026-06-30
      customer  sector retail, score 80, in_insolvency no
      invoice   due 2026-03-01, amount 12 000 EUR, paid 0 EUR
      expect    segment is watch
      expect    escalation of invoice 1 is legal by escalation.legal

    """

  @Test func thePolicyItselfIsRead() {
    #expect(Parser.parse(Source(name: "t.policy", text: Self.policy)).diagnostics.isEmpty)
  }

  /// Reads a text and looks at everything that is said about it.
  private func read(_ bytes: some Sequence<UInt8>) -> PolicySyntaxFile {
    let source = Source(file: 0, name: "t.policy", bytes: Array(bytes))
    let file = Parser.parse(source)
    for diagnostic in file.diagnostics {
      let span = diagnostic.span
      #expect(
        span.file == 0 && span.start >= 0 && span.start <= span.end && Int(span.end) <= source.bytes.count
      )
      let (line, column) = source.position(of: span.start)
      #expect(line >= 1 && line <= source.lineCount && column >= 1)
      #expect(!diagnostic.message.contains("\n"))
    }
    return file
  }

  @Test func everyPrefixEnds() {
    let bytes = Array(Self.policy.utf8)
    for length in bytes.indices { _ = read(bytes[..<length]) }
  }

  @Test func everyTokenLeftOutEnds() {
    let bytes = Array(Self.policy.utf8)
    for token in tokens() { _ = read(bytes[..<Int(token.start)] + bytes[Int(token.end)...]) }
  }

  @Test func everyTokenTwiceEnds() {
    let bytes = Array(Self.policy.utf8)
    for token in tokens() {
      let (start, end) = (Int(token.start), Int(token.end))
      _ = read(bytes[..<end] + [0x20] + bytes[start..<end] + bytes[end...])
    }
  }

  @Test func everyTokenReplacedEnds() {
    let bytes = Array(Self.policy.utf8)
    let others = ["|", "(", "when", "1", "\"", "\n", "2026-01-01", "€"]
    for (index, token) in tokens().enumerated() {
      let other = Array(others[index % others.count].utf8)
      _ = read(bytes[..<Int(token.start)] + other + bytes[Int(token.end)...])
    }
  }

  @Test func everyLineAtTheMarginOrIndentedEnds() {
    let lines = Self.policy.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      for changed in [String(lines[index].drop { $0 == " " }), "    " + lines[index]] {
        var text = lines.map(String.init)
        text[index] = changed
        _ = read(text.joined(separator: "\n").utf8)
      }
    }
  }

  @Test func anyBytesEnd() {
    var generator = SystemRandomNumberGenerator()
    let bytes = Array(Self.policy.utf8)
    for _ in 0..<500 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...20, using: &generator) {
        changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(
          in: 0...255,
          using: &generator
        )
      }
      _ = read(changed)
    }
  }

  private func tokens() -> [Token] {
    var lexer = Lexer(Source(name: "t.policy", text: Self.policy), .english)
    return lexer.run().tokens.filter { $0.kind != .end }
  }

  // MARK: Depth and size

  /// What stands before and behind an `x`, again and again.
  private static let nestings = [
    ("(", ")"), ("(", ""), ("not ", ""), ("- ", ""), ("x + ", ""), ("x * ", ""), ("", " rounded up"),
    ("", ", or 1 if missing"), ("sum of ", ""), ("end of month of ", ""), ("the lowest of ", ""),
    ("any invoice where ", ""), ("days from ", ""), ("(not ", ")"), ("x is ", ""), ("x is at least (", ")"),
  ]

  /// The messages of a run name the arguments, so these are numbers and not the texts.
  @Test(arguments: RobustnessTests.nestings.indices)
  func tenThousandLevelsEnd(_ index: Int) {
    let (before, after) = Self.nestings[index]
    let expression = String(repeating: before, count: 10_000) + "x" + String(repeating: after, count: 10_000)
    let file = read(
      "for the customer\n  a = \(expression)\n  b = 1\n\nsegment\n  c when \(expression)\n  d otherwise\n"
        .utf8
    )
    #expect(file.diagnostics.count == 2, "\(before)x\(after)")
  }

  /// Long, but not deep: nothing is wrong with it.
  @Test func manyConditionsAreFine() {
    let condition = String(repeating: "x is 1 and ", count: 5_000) + "x is 1"
    #expect(read("segment\n  a when \(condition)\n  b otherwise\n".utf8).diagnostics.isEmpty)
  }

  @Test func twentyThousandLines() {
    var text = "policy \"T\" version \"1\"\n  in force from 2026-01-01\n  currency EUR\n\nfor the customer\n"
    for index in 0..<10_000 { text += "  value_\(index) = value_\(index + 1) + 1 EUR\n" }
    text += "\nsegment\n"
    for index in 0..<10_000 { text += "  r\(index): watch when value_\(index) is more than \(index) EUR\n" }
    let clock = ContinuousClock()
    let time = clock.measure { #expect(read(text.utf8).diagnostics.isEmpty) }
    #expect(time < .seconds(60))
    // One mistake in each line: as many findings, still in time.
    let broken = text.replacing(" when ", with: " wen ")
    let again = clock.measure { #expect(read(broken.utf8).diagnostics.count == 10_000) }
    #expect(again < .seconds(60))
  }
}
