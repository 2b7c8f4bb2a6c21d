import TestSupport
import Testing

@testable import PolicySyntax

/// The canonical form: what it looks like, that it is stable, and that layout alone never changes it.
@Suite struct FormatterTests {
  private func formatted(_ text: String) throws -> String {
    try PolicyFormatter.format(Source(name: "test.policy", text: text))
  }

  @Test func alignsColumnsAndKeepsComments() throws {
    let text = """
      # A comment at the top
      policy "Café"   version "1"
      in force from 01/03/2026
      """
    // An item's lines are indented; this one is not, so it is a mistake and stays as it is.
    #expect(throws: PolicyFormatter.Failure.self) { try formatted(text) }
    let found = try formatted(
      """
      # A comment at the top
      policy « Café »   version "1"
         in force from 01/03/2026   # from March
         currency EUR,rounded half up


         month ends stay
            on the last day
      customer
        id key
        # what it owns
        equity money from 0 EUR to 1000000,50 EUR,optional
      segment
        good when equity is known   and equity is at least 12 345 EUR because "Ça va" cites "Minute 3"
        weak
          otherwise
      limit
        | segment | limit |
        | good|5000 EUR|   # best
        | weak | 0 EUR |
      # the end
      """
    )
    #expect(
      found == """
        # A comment at the top
        policy "Café" version "1"
          in force from 2026-03-01  # from March
          currency EUR, rounded half up

          month ends stay on the last day

        customer
          id     key
          # what it owns
          equity money from 0 EUR to 1 000 000.50 EUR, optional

        segment
          good when equity is known and equity is at least 12 345 EUR
            because "Ça va"
            cites "Minute 3"
          weak otherwise

        limit
          | segment | limit     |
          |---------|-----------|
          | good    | 5 000 EUR |  # best
          | weak    | 0 EUR     |
        # the end

        """
    )
  }

  @Test func keepsTheIdOfARuleInOnePiece() throws {
    let text = """
      test "ids"
        expect deposit is 20% by deposit.20_percent
        expect discount is 2.5% by discount.2.5_percent
        expect terms is known by terms.4above5_days
        expect limit is known by limit.40000_eur
        expect limit is known by limit.1,5_eur.otherwise

      """
    #expect(try formatted(text) == text)
    // What stands after the id belongs to nothing; a line break must not hide it.
    let more = (1...6).map { "condition_number_\($0)" }.joined(separator: " and ")
    #expect(throws: PolicyFormatter.Failure.self) {
      try formatted("test \"a\"\n  expect limit is known by limit.usual when \(more)\n")
    }
  }

  @Test func breaksBeforeAPhraseAndNotInsideIt() throws {
    let condition = "open is at least 1 000 EUR and notified is known"
    let found = try formatted(
      "escalation\n  formal_notice 30 days after due when \(condition) needs approval by credit_manager\n"
    )
    #expect(
      found == """
        escalation
          formal_notice 30 days after due when open is at least 1 000 EUR and notified is known
              needs approval by credit_manager

        """
    )
  }

  @Test func breaksWideLinesBeforeWordsThatJoin() throws {
    let condition = (1...8).map { "condition_number_\($0)" }.joined(separator: " and ")
    let found = try formatted("for the customer\n  wide = \(condition)\n")
    #expect(
      found == """
        for the customer
          wide = condition_number_1 and condition_number_2 and condition_number_3 and condition_number_4
              and condition_number_5 and condition_number_6 and condition_number_7 and condition_number_8

        """
    )
  }

  @Test func alignsWideCharactersByTheirWidth() throws {
    let found = try formatted(
      """
      decision note, text
        | name | note |
        | "日本" | "a" |
        | "été" | "b" |
      """
    )
    #expect(
      found == """
        decision note, text
          | name   | note |
          |--------|------|
          | "日本" | "a"  |
          | "été"  | "b"  |

        """
    )
  }

  @Test(arguments: Repository.policyPaths())
  func policiesOfTheRepositoryAreCanonical(_ path: String) throws {
    let text = try Repository.text(path)
    #expect(try formatted(text) == text, "run `policyc fmt \(path)`")
  }

  @Test(arguments: Repository.policyPaths())
  func randomLayoutIsUndone(_ path: String) throws {
    let canonical = try formatted(try Repository.text(path))
    var generator = SeededGenerator()
    for _ in 0..<(PythonOracle.isLong ? 100 : 1) { try expectUndone(canonical, &generator) }
  }

  @Test func randomLayoutOfRandomPoliciesIsUndone() throws {
    var generator = SeededGenerator()
    var tried = 0
    for _ in 0..<(PythonOracle.isLong ? 10_000 : 40) {
      var random = RandomPolicy(SeededGenerator(seed: generator.next()))
      let text = random.text()
      // Some of them mix `and` with `or` and the like: what has mistakes is not formatted.
      if Parser.parse(Source(name: "t.policy", text: text)).diagnostics.isEmpty {
        try expectUndone(try formatted(text), &generator)
        tried += 1
      }
    }
    #expect(tried > 10)
  }

  /// Any layout of a canonical text is brought back to it; with remarks in it, they stay and the rest is the same.
  private func expectUndone(_ canonical: String, _ generator: inout SeededGenerator) throws {
    let seed = generator.next()
    let note = "POLICYC_SEED=\(PythonOracle.seed)"
    var layout = RandomLayout(canonical, hasComments: false, SeededGenerator(seed: seed))
    let messy = layout.text()
    // Comments of the text itself are no part of the other layout.
    let plain = try formatted(withoutComments(canonical))
    #expect(try formatted(messy) == formatted(withoutComments(plain)), "\(note) in\n\(messy)")
    var remarked = RandomLayout(canonical, hasComments: true, SeededGenerator(seed: seed))
    let withRemarks = remarked.text()
    let found = try formatted(withRemarks)
    #expect(try formatted(found) == found, "\(note) in\n\(withRemarks)")
    #expect(remarks(found) == remarks(withRemarks), "\(note) in\n\(withRemarks)")
    #expect(
      try formatted(withoutComments(found)) == formatted(withoutComments(plain)),
      "\(note) in\n\(withRemarks)"
    )
  }

  private func remarks(_ text: String) -> [Substring] {
    text.split(separator: "\n").compactMap { line in
      line.firstRange(of: "# remark").map { line[$0.lowerBound...] }.map { remark in
        remark[..<(remark.lastIndex { $0 != " " } ?? remark.startIndex)]
      }
    }
  }

  /// Without its comments and the empty lines inside items.
  private func withoutComments(_ text: String) -> String {
    var bytes = Array(text.utf8)
    var lexer = Lexer(Source(file: 0, name: "t.policy", bytes: bytes), .english)
    for comment in lexer.run().comments.reversed() {
      bytes.removeSubrange(Int(comment.start)..<Int(comment.end))
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return lines.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n") + "\n"
  }

  @Test func mappingsHaveTheirForm() throws {
    let found = try formatted(
      """
      mapping « ERP export »
       customers   in "clients.csv",separated by ";",   decimal comma
         # the key
         id column "N° client"
         equity   column "Fonds propres",missing is "n/a"
       invoices in "factures.csv", dates as dd.mm.yyyy
         due column "Échéance",dates as yyyymmdd   # since May
      """
    )
    #expect(
      found == """
        mapping "ERP export"
          customers in "clients.csv", separated by ";", decimal comma
            # the key
            id     column "N° client"
            equity column "Fonds propres", missing is "n/a"
          invoices in "factures.csv", dates as dd.mm.yyyy
            due column "Échéance", dates as yyyymmdd  # since May

        """
    )
    #expect(try formatted(found) == found)
  }

  @Test func picturesAndComposedAccentsKeepTheirColumns() throws {
    let cells = ["日本", "한국", "🚀", "👨‍👩‍👧", "🇫🇷", "e\u{301}te\u{301}", "été", "❤️", "ｱ", "abc"]
    let rows = cells.map { "  | \"\($0)\" | \"x\" |" }.joined(separator: "\n")
    let found = try formatted("decision note, text\n  | name | note |\n" + rows + "\n")
    let widths = found.split(separator: "\n").dropFirst().map { displayWidth(String($0)) }
    #expect(Set(widths).count == 1, "\(found)")
    #expect(cells.map(displayWidth) == [4, 4, 2, 2, 2, 3, 3, 2, 1, 3])
  }
}
