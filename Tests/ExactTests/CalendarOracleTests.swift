import Exact
import TestSupport
import Testing

/// Dates against Python's datetime and a calendar that counts; `calendar_oracle.py` describes the lines.
@Suite struct CalendarOracleTests {
  private static let years = 1896...2104

  @Test func everyDay() throws {
    let rows = try PythonOracle.rows(
      "calendar_oracle.py",
      "days",
      String(Self.years.lowerBound),
      String(Self.years.upperBound)
    )
    #expect(rows.count == 76_336)
    var mismatches = Mismatches()
    for row in rows {
      guard row.count == 5, let dayNumber = Int32(row[1]) else {
        throw PythonOracle.Failed(description: "fields: \(row)")
      }
      let text = row[0]
      let date = CalendarDate(dayNumber: dayNumber)
      let (year, month, day) = date.components
      mismatches.expect(CalendarDate(iso: text), date, "reading \(text)")
      mismatches.expect(CalendarDate(year: year, month: month, day: day), date, "components of \(text)")
      mismatches.expect([year, month, day], text.split(separator: "-").compactMap { Int($0) }, "\(text)")
      mismatches.expect(date.description, String(text), "text of \(text)")
      mismatches.expect(date.startOfMonth.description, String(row[2]), "start of month of \(text)")
      mismatches.expect(date.endOfMonth.description, String(row[3]), "end of month of \(text)")
      mismatches.expect(date.endOfTenDayPeriod.description, String(row[4]), "ten-day period of \(text)")
    }
    #expect(mismatches.count == 0, "\(mismatches)")
  }

  /// As many days exist as a calendar has; with ``everyDay()`` this makes them exactly those days.
  @Test func noOtherDays() {
    var count = 0
    for year in Self.years {
      for month in -1...14 {
        for day in -1...33 where CalendarDate(year: year, month: month, day: day) != nil { count += 1 }
      }
    }
    #expect(count == 76_336)
  }

  @Test func randomArithmetic() throws {
    let rows = try PythonOracle.rows(
      "calendar_oracle.py",
      "cases",
      PythonOracle.seed,
      String(PythonOracle.caseCount)
    )
    #expect(rows.count == PythonOracle.caseCount)
    var mismatches = Mismatches()
    for row in rows {
      guard row.count >= 4, let date = CalendarDate(iso: row[1]) else {
        throw PythonOracle.Failed(description: "fields: \(row)")
      }
      mismatches.expect(
        try results(row[0], date, row[2]),
        row.dropFirst(3).map(String.init),
        row.joined(separator: " ")
      )
    }
    #expect(mismatches.count == 0, "\(mismatches)")
  }

  private func results(_ kind: Substring, _ date: CalendarDate, _ operand: Substring) throws -> [String] {
    let rules = [MonthEndRule.lastDay, .nextFirst]
    switch kind {
    case "days":
      return [text(date.adding(days: try #require(Int(operand))))]
    case "months":
      let months = try #require(Int(operand))
      return rules.map { text(date.adding(months: months, $0)) }
    case "between":
      let other = try #require(CalendarDate(iso: operand))
      let months = rules.map { String(date.wholeMonths(to: other, $0)) }
      let years = rules.map { String(date.wholeYears(to: other, $0)) }
      return [String(date.days(to: other))] + months + years
    default:
      throw PythonOracle.Failed(description: "kind \(kind)")
    }
  }

  private func text(_ date: CalendarDate?) -> String { date?.description ?? "none" }
}

@Suite struct CalendarTests {
  @Test(arguments: [
    (1896, true), (1900, false), (1904, true), (2000, true), (2023, false), (2024, true), (2100, false),
    (2104, true), (2400, true),
  ])
  func leapYears(_ year: Int, _ leap: Bool) {
    #expect(CalendarDate.isLeap(year) == leap)
    #expect(CalendarDate.daysInMonth(year: year, month: 2) == (leap ? 29 : 28))
    #expect((CalendarDate(year: year, month: 2, day: 29) != nil) == leap)
  }

  @Test func monthLengths() {
    let lengths = (1...12).map { CalendarDate.daysInMonth(year: 2023, month: $0) }
    #expect(lengths == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
  }

  @Test(arguments: [
    "2023-02-29", "2023-04-31", "2023-00-10", "2023-13-01", "2023-01-00", "2023-01-32", "0000-01-01",
    "2023-1-01", "2023-01-1", "23-01-01", "12023-01-01", "2023/01/01", "2023-01-01 ", " 2023-01-01",
    "+023-01-01", "2023-+1-01", "2023-01--1", "-2023-01-01", "2023-01", "2023-01-01-", "", "20230101",
    "٢٠-01-01",
  ])
  func notADate(_ text: String) {
    #expect(CalendarDate(iso: text) == nil)
  }

  @Test func theRangeEnds() throws {
    #expect(CalendarDate.earliest.description == "0001-01-01")
    #expect(CalendarDate.latest.description == "9999-12-31")
    #expect(CalendarDate.earliest.adding(days: -1) == nil)
    #expect(CalendarDate.latest.adding(days: 1) == nil)
    #expect(CalendarDate.latest.adding(days: .max) == nil)
    #expect(CalendarDate.earliest.adding(days: .min) == nil)
    #expect(CalendarDate.earliest.adding(months: -1, .lastDay) == nil)
    #expect(CalendarDate.latest.adding(months: 1, .nextFirst) == nil)
    #expect(CalendarDate.latest.adding(months: .max, .lastDay) == nil)
    #expect(CalendarDate.earliest.adding(months: .min, .lastDay) == nil)
    #expect(CalendarDate.earliest.adding(days: 3_652_058) == .latest)
    #expect(CalendarDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(CalendarDate.earliest < .latest)
  }

  @Test(arguments: [
    ("2023-01-31", 1, "2023-02-28", "2023-03-01"), ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
    ("2024-01-30", 1, "2024-02-29", "2024-03-01"), ("2024-01-29", 1, "2024-02-29", "2024-02-29"),
    ("2024-02-29", 12, "2025-02-28", "2025-03-01"), ("2024-02-29", 48, "2028-02-29", "2028-02-29"),
    ("2024-02-29", -12, "2023-02-28", "2023-03-01"), ("2025-03-31", -1, "2025-02-28", "2025-03-01"),
    ("2025-12-31", 2, "2026-02-28", "2026-03-01"), ("2025-05-31", 1, "2025-06-30", "2025-07-01"),
  ])
  func addingMonths(_ start: String, _ months: Int, _ lastDay: String, _ nextFirst: String) throws {
    let date = try day(start)
    #expect(date.adding(months: months, .lastDay) == (try day(lastDay)))
    #expect(date.adding(months: months, .nextFirst) == (try day(nextFirst)))
  }

  @Test(arguments: [
    // From, to, then months under lastDay and nextFirst, years under lastDay and nextFirst.
    ("2023-01-31", "2023-02-28", [1, 0, 0, 0]), ("2023-01-31", "2023-03-01", [1, 1, 0, 0]),
    ("2024-02-29", "2025-02-28", [12, 11, 1, 0]), ("2024-02-29", "2025-03-01", [12, 12, 1, 1]),
    ("2020-06-15", "2025-06-14", [59, 59, 4, 4]), ("2020-06-15", "2025-06-15", [60, 60, 5, 5]),
    ("2025-06-15", "2025-06-14", [-1, -1, -1, -1]), ("2025-06-15", "2024-06-15", [-12, -12, -1, -1]),
    ("2025-06-15", "2024-06-14", [-13, -13, -2, -2]), ("2025-06-15", "2025-06-15", [0, 0, 0, 0]),
  ])
  func completedMonthsAndYears(_ from: String, _ to: String, _ expected: [Int]) throws {
    let (start, end) = (try day(from), try day(to))
    let found = [
      start.wholeMonths(to: end, .lastDay), start.wholeMonths(to: end, .nextFirst),
      start.wholeYears(to: end, .lastDay), start.wholeYears(to: end, .nextFirst),
    ]
    #expect(found == expected)
  }

  @Test(arguments: [
    ("2025-02-01", "2025-02-10"), ("2025-02-10", "2025-02-10"), ("2025-02-11", "2025-02-20"),
    ("2025-02-20", "2025-02-20"), ("2025-02-21", "2025-02-28"), ("2024-02-21", "2024-02-29"),
    ("2025-01-31", "2025-01-31"),
  ])
  func tenDayPeriods(_ date: String, _ end: String) throws {
    #expect(try day(date).endOfTenDayPeriod == day(end))
  }
}

/// "45 jours fin de mois" (Code de commerce, L441-10): both accepted readings.
@Suite struct FortyFiveDaysEndOfMonthTests {
  /// 45 days, then the end of that month.
  private func readingA(_ invoice: CalendarDate) throws -> CalendarDate {
    try #require(invoice.adding(days: 45)).endOfMonth
  }

  /// The end of the month, then 45 days.
  private func readingB(_ invoice: CalendarDate) throws -> CalendarDate {
    try #require(invoice.endOfMonth.adding(days: 45))
  }

  struct Row: Sendable {
    let invoice: String
    let a: String
    let daysA: Int
    let b: String
    let daysB: Int
    let net60: String
  }

  @Test(arguments: [
    Row(invoice: "2023-01-15", a: "2023-03-31", daysA: 75, b: "2023-03-17", daysB: 61, net60: "2023-03-16"),
    Row(invoice: "2024-01-15", a: "2024-02-29", daysA: 45, b: "2024-03-16", daysB: 61, net60: "2024-03-15"),
    Row(invoice: "2025-01-31", a: "2025-03-31", daysA: 59, b: "2025-03-17", daysB: 45, net60: "2025-04-01"),
    Row(invoice: "2025-03-10", a: "2025-04-30", daysA: 51, b: "2025-05-15", daysB: 66, net60: "2025-05-09"),
    Row(invoice: "2025-04-17", a: "2025-06-30", daysA: 74, b: "2025-06-14", daysB: 58, net60: "2025-06-16"),
    Row(invoice: "2025-07-01", a: "2025-08-31", daysA: 61, b: "2025-09-14", daysB: 75, net60: "2025-08-30"),
    Row(invoice: "2025-12-31", a: "2026-02-28", daysA: 59, b: "2026-02-14", daysB: 45, net60: "2026-03-01"),
  ])
  func table(_ row: Row) throws {
    let invoice = try day(row.invoice)
    let (a, b) = (try readingA(invoice), try readingB(invoice))
    #expect(a == (try day(row.a)))
    #expect(b == (try day(row.b)))
    #expect(invoice.days(to: a) == row.daysA)
    #expect(invoice.days(to: b) == row.daysB)
    #expect(invoice.adding(days: 60) == (try day(row.net60)))
  }

  @Test(arguments: [2023, 2024, 2025])
  func overAYear(_ year: Int) throws {
    var invoice = try day("\(year)-01-01")
    let end = try day("\(year)-12-31")
    var (spansA, spansB, earlierA): ([Int], [Int], Int) = ([], [], 0)
    while invoice <= end {
      let (a, b) = (try readingA(invoice), try readingB(invoice))
      #expect(a != b, "\(invoice)")
      spansA.append(invoice.days(to: a))
      spansB.append(invoice.days(to: b))
      earlierA += a < b ? 1 : 0
      invoice = try #require(invoice.adding(days: 1))
    }
    #expect(spansA.count == (year == 2024 ? 366 : 365))
    for spans in [spansA, spansB] {
      #expect(spans.min() == 45 && spans.max() == 75)
      #expect((173...174).contains(spans.filter { $0 > 60 }.count))
    }
    #expect((190...192).contains(earlierA))
  }
}

private func day(_ text: String) throws -> CalendarDate {
  try #require(CalendarDate(iso: text))
}
