import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// Columns of tables that never matter, said once for the column.
@Suite struct ColumnTests {
  private static let head = """
    policy "Columns" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id key
      a  whole number from 0 to 4
      b  whole number from 0 to 3
      f  yes or no


    """

  private func findings(_ table: String, advice: Bool = false) -> [Diagnostic] {
    let source = Source(name: "columns.policy", text: ColumnTests.head + table)
    return Checker.check([Parser.parse(source)], advice: advice).diagnostics
  }

  private func said(_ findings: [Diagnostic]) -> [String] {
    findings.filter { $0.code.rawValue.hasPrefix("P40") }.map { "\($0.code.rawValue) \($0.subject ?? "")" }
  }

  @Test func aColumnWhoseCellsAlwaysHoldIsSaidOnce() {
    let found = findings(
      """
      decision tier, one of low, middle, high
        | rule | a            | b          | tier   |
        | r0   | less than 2  | at most 3  | low    |
        | r1   | from 2 to 3  | at least 0 | middle |
        | r2   | more than 3  | all        | high   |
      """
    )
    #expect(said(found) == ["P409 tier"])
    #expect(found.first?.message.contains("the column `b` never matters") ?? false)
  }

  @Test func aColumnWithoutWhichEverybodyGetsTheSameIsFound() {
    let found = findings(
      """
      decision tier, one of low, high
        | rule | a           | f   | tier |
        | r0   | less than 2 | yes | low  |
        | r1   | less than 2 | no  | low  |
        | r2   | at least 2  | yes | high |
        | r3   | all         | no  | high |
      """
    )
    #expect(said(found) == ["P409 tier"])
    #expect(found.first?.message.contains("the column `f` never matters") ?? false)
  }

  @Test(arguments: [
    """
    decision tier, one of low, high
      | rule | a           | f   | tier | because   |
      | r0   | less than 2 | yes | low  | "One"     |
      | r1   | less than 2 | no  | low  | "Another" |
      | r2   | at least 2  | all | high | "One"     |
    """,
    """
    decision tier, one of low, high
      | rule | a           | f   | tier |
      | r0   | less than 2 | yes | low  |
      | r1   | less than 2 | no  | high |
      | r2   | at least 2  | all | high |
    """,
    """
    decision tier, one of low, high, exactly one applies
      | rule | a           | f   | tier |
      | r0   | less than 2 | yes | low  |
      | r1   | less than 2 | no  | low  |
      | r2   | at least 2  | all | high |
    """,
  ])
  func aColumnThatTellsReasonsOrResultsApartIsNone(_ table: String) {
    #expect(said(findings(table)) == [])
  }

  @Test func aSingleCellStaysACell() {
    let found = findings(
      """
      decision tier, one of low, middle, high
        | rule | a            | b          | tier   |
        | r0   | less than 2  | at most 3  | low    |
        | r1   | from 2 to 3  | at least 1 | middle |
        | r2   | all          | all        | high   |
      """
    )
    #expect(said(found) == ["P409 tier.r0"])
  }

  /// Random tables beside everybody whom they decide, with each column and without it.
  @Test func everyColumnAgreesWithEveryCustomer() {
    var generator = SeededGenerator()
    func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &generator)] }
    func cell(_ column: String) -> String {
      switch column {
      case "a": pick(["all", "less than 2", "at least 2", "from 1 to 3", "at most 4", "3"])
      case "b": pick(["all", "at most 1", "more than 1", "at least 0", "2"])
      default: pick(["all", "yes", "no"])
      }
    }
    var mismatches = Mismatches()
    var (idle, missed, asked) = (0, 0, 0)
    let columns = ["a", "b", "f"]
    for _ in 0..<(PythonOracle.isLong ? 3_000 : 200) {
      var rows: [(cells: [String], result: String)] = []
      for _ in 0..<Int.random(in: 2...4, using: &generator) {
        let cells = columns.map(cell)
        let result = pick(["u", "v"])
        rows.append((cells, result))
        // A second row that differs in one column only makes idle columns frequent.
        if pick([true, false]) {
          var other = cells
          other[2] = cells[2] == "yes" ? "no" : "yes"
          rows.append((other, pick([result, result, "v"])))
        }
      }
      func table(without gone: String?) -> String {
        let kept = columns.filter { $0 != gone }
        var text = "decision target, one of u, v\n  | rule | \(kept.joined(separator: " | ")) | target |\n"
        for (number, row) in rows.enumerated() {
          let cells = zip(columns, row.cells).filter { $0.0 != gone }.map(\.1)
          text += "  | r\(number) | \(cells.joined(separator: " | ")) | \(row.result) |\n"
        }
        return text + "  | rest | \(kept.map { _ in "otherwise" }.joined(separator: " | ")) | u |\n"
      }
      func decided(without gone: String?) -> [Value]? {
        let source = Source(name: "columns.policy", text: ColumnTests.head + table(without: gone))
        guard let policy = PolicyCompiler.compile([Parser.parse(source)]).model else { return nil }
        let units = (0...4).flatMap { a in
          (0...3).flatMap { b in
            [false, true].map { f in
              EveryCustomer.unit(
                [.missing, .number(Number(a)), .number(Number(b)), .yesNo(f)],
                [],
                0,
                policy
              )
            }
          }
        }
        return units.compactMap { try? policy.decide($0, asOf: BruteForce.asOf).outcomes[0][0][0].value }
      }
      let found = findings(table(without: nil))
      for column in columns {
        asked += 1
        let isSaid = found.contains { $0.message.contains("the column `\(column)` never matters") }
        guard let all = decided(without: nil), let without = decided(without: column), all.count == 40 else {
          mismatches.note("not decided: \(table(without: column))")
          continue
        }
        if isSaid { idle += 1 }
        if isSaid, all != without { mismatches.note("`\(column)` matters in\n\(table(without: nil))") }
        let rowsAsking = rows.filter { $0.cells[columns.firstIndex(of: column) ?? 0] != "all" }.count
        if !isSaid, all == without, rowsAsking > 1,
          !found.contains(where: { $0.code.rawValue.hasPrefix("P4") })
        {
          missed += 1
          mismatches.note("`\(column)` never matters, and it is not said, in\n\(table(without: nil))")
        }
      }
    }
    print("POLICYC_SEED=\(PythonOracle.seed): \(asked) columns, \(idle) that never matter, \(missed) missed")
    #expect(idle > 0)
    #expect(mismatches.count == 0, "\(mismatches)")
  }
}
