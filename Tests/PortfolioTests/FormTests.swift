import Exact
import PolicyModel
import TestSupport
import Testing

@testable import Portfolio

/// No cell is guessed: numbers and dates are read as their column shows, or as it is declared.
@Suite struct FormTests {
  /// The values of `x` by customer, `R203` where the cell rejects its row.
  private func read(
    _ cells: [String],
    as type: String = "number",
    separator: String = ";",
    _ head: String = ""
  ) throws -> [String] {
    let policy = Fixture.policy(of: type, head: head)
    let rows = cells.enumerated().map { "C\($0.offset)\(separator)\"\($0.element)\"\n" }.joined()
    let portfolio = try PortfolioReader.read(
      csv: ["customers.csv": Array("id\(separator)x\n\(rows)".utf8)],
      for: policy
    )
    #expect(portfolio.addsUp())
    let accepted = Dictionary(
      uniqueKeysWithValues: zip(portfolio.keys, (0..<portfolio.customers.count).map { shown(portfolio, $0) })
    )
    return cells.indices.map { index in
      accepted["C\(index)"]
        ?? portfolio.rejects.filter { $0.customer == "C\(index)" }.map(\.code.rawValue).joined(separator: " ")
    }
  }

  private func shown(_ portfolio: Portfolio, _ row: Int) -> String {
    switch portfolio.customers.row(row).last {
    case .number(let number)?: number.description
    case .date(let date)?: date.description
    case .yesNo(let answer)?: answer ? "yes" : "no"
    case .missing?: "-"
    default: "?"
    }
  }

  // MARK: Numbers

  @Test func aColumnTellsHowItsNumbersAreWritten() throws {
    #expect(try read(["1.234", "12,5", "7"]) == ["1234", "12.5", "7"])
    #expect(try read(["1,234", "12.5", "7"]) == ["1234", "12.5", "7"])
    #expect(try read(["1.234", "12.5"]) == ["1.234", "12.5"])
    #expect(try read(["1,234", "0,125"]) == ["1.234", "0.125"])
    #expect(try read(["1.234", "1.234.567"]) == ["1234", "1234567"])
    #expect(try read(["1,234", "1,234,567"], separator: ",") == ["1234", "1234567"])
    #expect(try read(["1,234", "2 345,125"]) == ["1.234", "2345.125"])
    #expect(try read(["1.234", "1.234,5"], separator: "\t") == ["1234", "1234.5"])
  }

  /// Nobody shows it, so nobody knows it; only in a file separated by commas the point is what it always is.
  @Test func aColumnThatDoesNotTell() throws {
    #expect(try read(["1.234", "5"]) == ["R203", "5"])
    #expect(try read(["1,234", "5"]) == ["R203", "5"])
    #expect(try read(["1.234", "5"], separator: ",") == ["1.234", "5"])
    #expect(try read(["1,234", "1.234"], separator: ",") == ["R203", "1.234"])
  }

  @Test func aColumnThatShowsBoth() throws {
    #expect(try read(["1.234", "12,5", "12.5"]) == ["R203", "12.5", "12.5"])
    #expect(try read(["1.234", "12,5", "12.5"], separator: ",") == ["R203", "12.5", "12.5"])
  }

  @Test func aCellThatIsNoNumberShowsNothing() throws {
    #expect(try read(["1.234", "12,5 or so"]) == ["R203", "R202"])
    #expect(try read(["1.234", "12,"]) == ["R203", "R202"])
  }

  /// A column that does not tell is read as the other columns of its file.
  @Test func theFileTells() throws {
    let heading = "id;sector;since;score;equity;in_insolvency\n"
    let rows = "C1;retail;2010-05-01;;1.234;no\nC2;retail;2010-05-01;;12,5;no\n"
    let invoices = "number;customer_id;due;amount;paid\nF1;C1;2026-01-01;1.000;0,50\n"
    let portfolio = try Fixture.csv(files: ["customers.csv": heading + rows, "invoices.csv": invoices])
    #expect(portfolio.rejects.isEmpty)
    #expect(portfolio.customers.row(0).contains(.number(try Fixture.number("1234.00"))))
    #expect(portfolio.collections[0].row(0).contains(.number(try Fixture.number("1000.00"))))
    #expect(
      portfolio.notes.suffix(2) == [
        "customers.csv: separated by `;`, decimal comma", "invoices.csv: separated by `;`, decimal comma",
      ]
    )
  }

  @Test func declaredSigns() throws {
    let comma = ", decimal comma"
    #expect(try read(["1.234", "12,5", "12.5", "1,234"], comma) == ["1234", "12.5", "R202", "1.234"])
    let point = ", decimal point"
    #expect(try read(["1.234", "12,5", "12.5", "1,234"], point) == ["1.234", "R202", "12.5", "1234"])
  }

  /// The second look finds the rows again, whatever stands between them.
  @Test func theSecondLookFindsItsRows() throws {
    let policy = Fixture.policy(of: "number")
    let text =
      "id;x;y\n\n\"C\n1\";1.234;\nC2;1.234\n;;\nC3;\"1.234\";\"\"\"\"\nC4;12,5;\nC5;\"x;\nC6;2.345;\n"
    let portfolio = try PortfolioReader.read(csv: ["customers.csv": Array(text.utf8)], for: policy)
    #expect(portfolio.keys == ["C\n1", "C3", "C4", "C6"])
    #expect((0..<4).map { shown(portfolio, $0) } == ["1234", "1234", "12.5", "2345"])
    #expect(portfolio.reasons == ["C2 R101", "C5 R102"])
  }

  // MARK: Dates

  @Test func datesWithTheDayFirst() throws {
    #expect(
      try read(["03/04/2026", "31/12/2025", "2026-01-02"], as: "date") == [
        "2026-04-03", "2025-12-31", "2026-01-02",
      ]
    )
  }

  @Test func datesThatCouldHaveTheMonthFirst() throws {
    #expect(
      try read(["03/04/2026", "12/31/2025", "04/04/2026", "2026-01-02", "31/01/2026"], as: "date") == [
        "R213", "R207", "2026-04-04", "2026-01-02", "2026-01-31",
      ]
    )
  }

  @Test(arguments: [
    ("dd/mm/yyyy", "31/12/2025", "2025-12-31"), ("mm/dd/yyyy", "12/31/2025", "2025-12-31"),
    ("mm/dd/yyyy", "3/4/2025", "2025-03-04"), ("yyyymmdd", "20251231", "2025-12-31"),
    ("dd.mm.yyyy", "31.12.2025", "2025-12-31"), ("dd-mm-yyyy", "31-12-2025", "2025-12-31"),
    ("dd-mm-yyyy", "1-2-2025", "2025-02-01"), ("ddmmyyyy", "31122025", "2025-12-31"),
    ("yyyy/mm/dd", "2025/12/31", "2025-12-31"), ("\"jj/mm/aaaa\"", "31/12/2025", "2025-12-31"),
    ("dd/mm/yyyy", "2025-12-31", "R206"), ("yyyymmdd", "2025123", "R206"), ("yyyymmdd", "20251331", "R207"),
    ("dd.mm.yyyy", "31/12/2025", "R206"), ("dd/mm/yyyy", "31/12/25", "R206"),
    ("mm/dd/yyyy", "31/12/2025", "R207"), ("dd/mm/yyyy", "031/2/2025", "R206"),
  ])
  func declaredDates(_ pattern: String, _ cell: String, _ expected: String) throws {
    #expect(try read([cell], as: "date", ", dates as \(pattern)") == [expected])
  }

  // MARK: Words

  @Test func declaredWords() throws {
    let head = #", yes is "O", "X", no is "N", """#
    #expect(
      try read(["o", "X", "n", "", " ", "yes"], as: "yes or no", head) == [
        "yes", "yes", "no", "no", "no", "R209",
      ]
    )
    #expect(try read(["É", "no", "yes"], as: "yes or no", #", yes is "é""#) == ["yes", "no", "R209"])
  }

  @Test func declaredMissing() throws {
    let head = #", missing is "n/a", "-""#
    #expect(try read(["n/a", "-", "5", "N/A"], head) == ["-", "-", "5", "R202"])
  }

  /// Empty, blank and empty quotes are all missing; zero and no are not.
  @Test func emptyAndBlank() throws {
    let text = "id;x\nC1;\nC2; \u{A0}\nC3;\"\"\nC4;\"  \"\nC5;0\n"
    let portfolio = try PortfolioReader.read(
      csv: ["customers.csv": Array(text.utf8)],
      for: Fixture.policy(of: "number")
    )
    #expect((0..<5).map { shown(portfolio, $0) } == ["-", "-", "-", "-", "0"])
  }

  // MARK: NDJSON

  private func equities(_ texts: [String]) throws -> [String] {
    let lines = texts.enumerated().map {
      NDJSONTests.head.replacing("C1", with: "C\($0.offset)") + #","equity":\#($0.element),"invoices":[]}"#
    }
    let portfolio = try Fixture.ndjson(lines.joined(separator: "\n"))
    #expect(portfolio.addsUp())
    return texts.indices.map { index in
      if let row = portfolio.keys.firstIndex(of: "C\(index)"),
        case .number(let number) = Array(portfolio.customers.row(row))[5]
      {
        return number.description
      }
      return portfolio.rejects.first { $0.customer == "C\(index)" }?.code.rawValue ?? "?"
    }
  }

  @Test func textsInJSON() throws {
    #expect(try equities([#""1.230""#, #""1,234""#, "1.23"]) == ["1.23", "R203", "1.23"])
    #expect(try equities([#""1.230""#, #""12,5""#, "1.230"]) == ["R203", "12.5", "1.23"])
    #expect(try equities([#""1.\u0032\u0033\u0030""#, #""12,5""#]) == ["R203", "12.5"])
  }
}
