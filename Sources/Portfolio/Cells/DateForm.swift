import Exact
import PolicyModel
import struct PolicySyntax.DatePattern

/// Dates as they are declared, else as `2026-06-30` or as `30/06/2026`.
struct DateForm: Sendable {
  let range: ClosedRange<CalendarDate>?
  /// Nil where nobody said.
  let pattern: DatePattern?

  private static let slash = UInt8(ascii: "/")

  func read(
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>,
    _ evidence: inout Evidence
  ) throws(CellProblem) -> Value {
    guard let (year, month, day) = pattern.map({ parts(bytes, cell, $0) }) ?? parts(bytes, cell, &evidence)
    else {
      throw CellProblem(.notADate, expected)
    }
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      throw CellProblem(
        .noSuchDay,
        pattern == nil && evidence.contains(.monthFirst) && month > 12 && day <= 12
          ? "the calendar has no such day; dates with the month first are declared as `dates as mm/dd/yyyy`"
          : "the calendar has no such day"
      )
    }
    if let range, !range.contains(date) {
      throw CellProblem(
        .dateOutsideRange,
        "expected a date from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return .date(date)
  }

  private var expected: String {
    if let pattern { return "expected a date written as `\(pattern)`" }
    return "expected a date such as `2026-06-30` or `30/06/2026`; other forms are declared, as in "
      + "`dates as dd.mm.yyyy`"
  }

  /// Whether a cell can be read with the day first as well as with the month first.
  static func isUnclear(_ bytes: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    var evidence: Evidence = []
    _ = DateForm(range: nil, pattern: nil).parts(bytes, cell, &evidence)
    return evidence == .eitherFirst
  }

  // MARK: Parts

  private typealias Parts = (year: Int, month: Int, day: Int)

  private func parts(_ bytes: Span<UInt8>, _ cell: Range<Int>, _ evidence: inout Evidence) -> Parts? {
    if let iso = parts(bytes, cell, DatePattern(.yearMonthDay, separator: UInt8(ascii: "-"))) { return iso }
    let slashes = DatePattern(.dayMonthYear, separator: DateForm.slash)
    guard let parts = parts(bytes, cell, slashes) else { return nil }
    if parts.month > 12 {
      if parts.day <= 12 { evidence.insert(.monthFirst) }
    } else if parts.day > 12 {
      evidence.insert(.dayFirst)
    } else if parts.day != parts.month {
      evidence.insert(.eitherFirst)
    }
    return parts
  }

  /// The numbers of a date in a pattern: years have four digits, days and months one or two, without
  /// separators always two.
  private func parts(_ bytes: Span<UInt8>, _ cell: Range<Int>, _ pattern: DatePattern) -> Parts? {
    guard (8...10).contains(cell.count) else { return nil }
    var at = cell.lowerBound
    let isYearFirst = pattern.order == .yearMonthDay
    guard let first = number(bytes, cell, &at, isYearFirst ? 4 : 2, pattern.separator),
      takeSeparator(bytes, cell, &at, pattern),
      let second = number(bytes, cell, &at, 2, pattern.separator),
      takeSeparator(bytes, cell, &at, pattern),
      let third = number(bytes, cell, &at, isYearFirst ? 2 : 4, pattern.separator),
      at == cell.upperBound
    else { return nil }
    switch pattern.order {
    case .dayMonthYear: return (third, second, first)
    case .monthDayYear: return (third, first, second)
    case .yearMonthDay: return (first, second, third)
    }
  }

  private func takeSeparator(
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>,
    _ at: inout Int,
    _ pattern: DatePattern
  ) -> Bool {
    guard let separator = pattern.separator else { return true }
    guard at < cell.upperBound, bytes[at] == separator else { return false }
    at += 1
    return true
  }

  private func number(
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>,
    _ at: inout Int,
    _ width: Int,
    _ separator: UInt8?
  ) -> Int? {
    let start = at
    var value = 0
    while at < cell.upperBound, at - start < width, bytes[at].isDigit {
      value = value * 10 + Int(bytes[at].digit)
      at += 1
    }
    let isShort = separator != nil && width == 2 && at - start == 1
    return at - start == width || isShort ? value : nil
  }
}
