import Exact
import PolicyModel
import Testing

@testable import Portfolio

@Suite struct CellTests {
  static let accepted: [(type: String, cell: String, delimiter: String, value: String)] = [
    ("money", "1234.56", ",", "1234.56"),
    ("money", "1234,56", ";", "1234.56"),
    ("money", "1234,56", ",", "1234.56"),
    ("money", "1 234,56", ";", "1234.56"),
    ("money", "1\u{A0}234\u{202F}567,8", ";", "1234567.8"),
    ("money", "-12", ",", "-12"),
    ("money", "−12,5", ";", "-12.5"),
    ("money", " 7 ", ",", "7"),
    ("money", "12.5000", ",", "12.5"),
    ("money", "-0", ",", "0"),
    ("number", "1.234", ",", "1.234"),
    ("money", "1.234,56", ";", "1234.56"),
    ("money", "1,234.56", ",", "1234.56"),
    ("money", "1,234,567", ",", "1234567"),
    ("money", "1.234.567,8", ";", "1234567.8"),
    ("money", "12,50-", ";", "-12.5"),
    ("money", "12 EUR", ",", "12"),
    ("money", "1 234,56 €", ";", "1234.56"),
    ("number", "0,125", ",", "0.125"),
    ("number", "1 234,125", ",", "1234.125"),
    ("percent", "12.5%", ",", "0.125"),
    ("percent", "12,5 %", ";", "0.125"),
    ("percent", "12.5", ",", "0.125"),
    ("days", "30", ",", "30"),
    ("days", "30 days", ",", "30"),
    ("days", "45 Jours", ";", "45"),
    ("months", "6 mois", ";", "6"),
    ("years", "3années", ";", "3"),
  ]

  @Test(arguments: accepted)
  func reads(_ type: String, _ cell: String, _ delimiter: String, _ value: String) throws {
    let (read, reject) = try Fixture.read(cell, as: type, delimiter: delimiter)
    #expect(reject == nil)
    #expect(read == .number(try Fixture.number(value)))
  }

  static let refused: [(type: String, cell: String, delimiter: String, code: RejectCode)] = [
    ("money", "1 23", ",", .notANumber),
    ("money", "1234 567", ",", .notANumber),
    ("money", "1  234", ",", .notANumber),
    ("money", "12.", ",", .notANumber),
    ("money", ".5", ",", .notANumber),
    ("money", "+5", ",", .notANumber),
    ("money", "-", ",", .notANumber),
    ("money", "1e3", ",", .notANumber),
    ("money", "١٢", ",", .notANumber),
    ("money", "1,234", ",", .unclearNumber),
    ("money", "1,234", ";", .unclearNumber),
    ("money", "1.234", ";", .unclearNumber),
    ("money", "1,23,456", ",", .notANumber),
    ("money", "1.234,567.8", ";", .notANumber),
    ("money", "1.234 567", ";", .notANumber),
    ("money", "12,5-3", ";", .notANumber),
    ("money", "-12-", ",", .notANumber),
    ("money", "12 USD", ",", .notANumber),
    ("number", "31.12.2025", ";", .notANumber),
    ("money", "0.001", ",", .tooManyDecimals),
    ("money", "1000000000000.01", ",", .outsideRange),
    ("money", "99999999999999999999999999999999999999999999", ",", .outsideRange),
    ("whole number from 0 to 100", "100.5", ",", .tooManyDecimals),
    ("whole number from 0 to 100", "-1", ",", .outsideRange),
    ("percent from 0% to 100%", "100.1", ",", .outsideRange),
    ("percent", "%", ",", .notANumber),
    ("days", "30 months", ",", .notANumber),
    ("days", "1.5", ",", .tooManyDecimals),
    ("date", "2026-02-30", ",", .noSuchDay),
    ("date", "31/04/2026", ",", .noSuchDay),
    ("date", "2026/06/30", ",", .notADate),
    ("date", "30-06-2026", ",", .notADate),
    ("date", "30/06/26", ",", .notADate),
    ("date", "2026-06-30T00:00", ",", .notADate),
    ("date from 2000-01-01 to 2030-12-31", "1999-12-31", ",", .dateOutsideRange),
  ]

  @Test(arguments: refused)
  func refuses(_ type: String, _ cell: String, _ delimiter: String, _ code: RejectCode) throws {
    let (read, reject) = try Fixture.read(cell, as: type, delimiter: delimiter)
    #expect(read == nil)
    #expect(reject?.code == code)
    #expect(reject?.column == "x")
    #expect(reject?.value == cell)
  }

  @Test(arguments: ["2026-06-30", "30/06/2026", " 2026-6-30 "])
  func dates(_ cell: String) throws {
    let day = try #require(CalendarDate(year: 2026, month: 6, day: 30))
    #expect(try Fixture.read(cell, as: "date").0 == .date(day))
  }

  @Test(arguments: [
    ("yes", true), ("NO", false), ("True", true), ("false", false), ("Oui", true), ("non", false),
    ("1", true), ("0", false), ("VRAI", true), ("faux", false),
  ])
  func yesOrNo(_ cell: String, _ answer: Bool) throws {
    #expect(try Fixture.read(cell, as: "yes or no").0 == .yesNo(answer))
  }

  @Test func members() throws {
    let type = #"one of "Île", "a", "A", "négoce""#
    #expect(try Fixture.read("I\u{302}le", as: type).0 == .symbol(0))
    #expect(try Fixture.read("île", as: type).0 == .symbol(0))
    #expect(try Fixture.read("A", as: type).0 == .symbol(2))
    #expect(try Fixture.read("NÉGOCE", as: type).0 == .symbol(3))
    #expect(try Fixture.read("b", as: type).1?.code == .notListed)
    let scale = #"scale from worst to best: "8" "7" "5+"; outside: "P""#
    #expect(try Fixture.read("5+", as: scale).0 == .symbol(2))
    #expect(try Fixture.read("p", as: scale).0 == .symbol(-1))
  }

  /// `a` and `A` are both members, so only the exact name will do.
  @Test func ambiguousMember() throws {
    let type = #"one of "ab", "AB""#
    #expect(try Fixture.read("AB", as: type).0 == .symbol(1))
    #expect(try Fixture.read("Ab", as: type).1?.code == .notListed)
  }

  @Test func decimalsOfOneAttributeAreKeptAlike() throws {
    let (value, _) = try Fixture.read("7", as: "money")
    guard case .number(let number)? = value else {
      Issue.record("no number")
      return
    }
    #expect(number.numerator == 700)
    #expect(number.denominator == 100)
  }

  @Test func blankIsMissing() throws {
    #expect(try Fixture.read("\u{A0} ", as: "money").0 == .missing)
  }
}
