import PolicySyntax
import TestSupport
import Testing

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
    let text = try Repository.text(path)
    let canonical = try formatted(text)
    var generator = SeededGenerator()
    for round in 0..<20 {
      let messy = Layout.scrambled(canonical, &generator)
      let again = try formatted(messy)
      #expect(again == canonical, "POLICYC_SEED=\(PythonOracle.seed), round \(round)")
      if again != canonical { return }
    }
  }
}

/// Another layout of the same text: more blanks, and lines broken where a line may go on.
private enum Layout {
  private static let joints = [" and ", " or ", " when ", " because ", " cites ", " where ", " over "]

  static func scrambled(_ text: String, _ generator: inout SeededGenerator) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      scrambled(line: String(line), &generator)
    }.joined(separator: "\n")
  }

  private static func scrambled(line: String, _ generator: inout SeededGenerator) -> String {
    // Quotes and comments hold text whose blanks count, and a row of a table is one line.
    let isPlain = !line.contains("#") && !line.contains("\"") && !line.contains("|")
    var result = line
    if isPlain, line.hasPrefix(" ") {
      for joint in joints where Bool.random(using: &generator) {
        let indent = String(repeating: " ", count: Int.random(in: 3...12, using: &generator))
        result = result.replacing(joint, with: "\n" + indent + joint.drop { $0 == " " })
      }
      // `yes or no` is one type whose words stay together.
      result = result.replacing(#/\n +or no/#, with: " or no")
    }
    if isPlain {
      let comma = Bool.random(using: &generator) ? " ,  " : ",  "
      result = result.replacing(", ", with: comma)
    }
    return result + String(repeating: " ", count: Int.random(in: 0...2, using: &generator))
  }
}
