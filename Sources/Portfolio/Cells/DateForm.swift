import Exact
import PolicyModel

/// Dates as `2026-06-30` or as `30/06/2026`.
struct DateForm: Sendable {
  let range: ClosedRange<CalendarDate>?

  func read(_ bytes: Span<UInt8>, _ cell: Range<Int>) throws(CellProblem) -> Value {
    guard let (year, month, day) = parts(bytes, cell) else {
      throw CellProblem(.notADate, "expected a date such as `2026-06-30` or `30/06/2026`")
    }
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      throw CellProblem(.noSuchDay, "the calendar has no such day")
    }
    if let range, !range.contains(date) {
      throw CellProblem(
        .dateOutsideRange,
        "expected a date from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return .date(date)
  }

  private func parts(
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>
  ) -> (year: Int, month: Int, day: Int)? {
    guard cell.count >= 8, cell.count <= 10 else { return nil }
    var numbers = (0, 0, 0)
    var widths = (0, 0, 0)
    var separator: UInt8 = 0
    var part = 0
    for index in cell {
      let byte = bytes[index]
      if byte.isDigit {
        switch part {
        case 0: (numbers.0, widths.0) = (numbers.0 * 10 + Int(byte.digit), widths.0 + 1)
        case 1: (numbers.1, widths.1) = (numbers.1 * 10 + Int(byte.digit), widths.1 + 1)
        default: (numbers.2, widths.2) = (numbers.2 * 10 + Int(byte.digit), widths.2 + 1)
        }
      } else if part == 0, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") {
        separator = byte
        part = 1
      } else if part == 1, byte == separator {
        part = 2
      } else {
        return nil
      }
    }
    guard part == 2, (1...2).contains(widths.1) else { return nil }
    if separator == UInt8(ascii: "-") {
      return widths.0 == 4 && (1...2).contains(widths.2) ? numbers : nil
    }
    return widths.2 == 4 && (1...2).contains(widths.0) ? (numbers.2, numbers.1, numbers.0) : nil
  }
}
