import Exact
import PolicyModel
import Portfolio

/// Dates and numbers: reading and printing undo each other, and arithmetic keeps its laws.
enum ValueTargets {
  // MARK: Dates

  static func dates(_ bytes: [UInt8]) throws(FuzzViolation) {
    let text = String(decoding: bytes, as: UTF8.self)
    let date = CalendarDate(iso: text)
    if let date {
      try require(date.description == text, "\(text) is printed as \(date)")
      try sound(date)
    }
    if case .date(let read)? = try cell(bytes, column: 4) {
      try sound(read)
      try require(date == nil || date == read, "the cell \(text) is read as \(read)")
    }
    // Any day of the calendar, and a move from it.
    let first = CalendarDate.earliest.dayNumber
    let number = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let span = UInt32(CalendarDate.latest.dayNumber - first) + 1
    let any = CalendarDate(dayNumber: first + Int32(number % span))
    try sound(any)
    let move = Int(bytes.dropFirst(4).prefix(3).reduce(Int32(0)) { $0 << 8 | Int32($1) }) - 1 << 23
    if let moved = any.adding(days: move) {
      try require(any.days(to: moved) == move, "\(any) and \(move) days is \(moved)")
    }
    for rule in MonthEndRule.allCases {
      guard let moved = any.adding(months: move >> 8, rule) else { continue }
      try sound(moved)
      let months = any.wholeMonths(to: moved, rule)
      try require(months == move >> 8, "\(any) to \(moved) is \(months) months, not \(move >> 8)")
    }
  }

  /// The parts of a date make it again, its text reads as it, and its number is that of an independent formula.
  private static func sound(_ date: CalendarDate) throws(FuzzViolation) {
    let (year, month, day) = date.components
    try require(
      CalendarDate(year: year, month: month, day: day) == date,
      "\(date) is not \(year), \(month), \(day)"
    )
    try require(CalendarDate(iso: date.description) == date, "\(date) does not read as itself")
    // Days before the year, with a leap day for every fourth but not every hundredth year; then month by month.
    let years = year - 1
    var count = 365 * years + years / 4 - years / 100 + years / 400
    let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    try require(lengths.indices.contains(month - 1), "\(date) has month \(month)")
    count += lengths[..<(month - 1)].reduce(0, +) + day - 1
    // 1970-01-01 is 719162 days after 0001-01-01.
    try require(count - 719_162 == Int(date.dayNumber), "\(date) has the number \(date.dayNumber)")
    try require(date.startOfMonth.components.day == 1, "\(date) begins its month on \(date.startOfMonth)")
    try require(
      date.endOfMonth.components == (year, month, lengths[month - 1]),
      "\(date) ends its month on \(date.endOfMonth)"
    )
  }

  // MARK: Numbers

  static func numbers(_ bytes: [UInt8]) throws(FuzzViolation) {
    let text = String(decoding: bytes, as: UTF8.self)
    let number = Number(decimal: text)
    if let number {
      try require(Number(decimal: number.description) == number, "\(text) is printed as \(number)")
    }
    // Reading a file costs much more than the rest, so each text is a cell of one column.
    let column = bytes.reduce(0) { ($0 + Int($1)) % 4 }
    if case .number(let read)? = try cell(bytes, column: column), let number {
      // A percentage is a fraction.
      let hundred = Number(whole: column == 1 ? 100 : 1)
      try require((try? read.multiplied(by: hundred)) == number, "the cell \(text) is read as \(read)")
    }
    let halves = text.split(separator: " ", maxSplits: 1).map { Number(decimal: $0) }
    if halves.count == 2, let left = halves[0], let right = halves[1] { try laws(left, right) }
    // Sixteen bytes each make any two numbers.
    if bytes.count >= 34 {
      let left = Number(mantissa: whole(bytes[0..<16]), scale: Int(bytes[32] % 39))
      let right = Number(mantissa: whole(bytes[16..<32]), scale: Int(bytes[33] % 39))
      try laws(left, right)
    }
  }

  private static func whole(_ bytes: ArraySlice<UInt8>) -> Int128 {
    bytes.reduce(0) { $0 << 8 | Int128($1) }
  }

  /// What fits is exact; what does not is refused and never traps.
  private static func laws(_ left: Number, _ right: Number) throws(FuzzViolation) {
    let pair = "\(left.numerator)/\(left.denominator) and \(right.numerator)/\(right.denominator)"
    try require([left < right, left == right, right < left].count { $0 } == 1, "\(pair) have no order")
    if let sum = try? left.adding(right) {
      if let back = try? sum.subtracting(right) { try require(back == left, "\(pair): sum") }
      if let other = try? right.adding(left) { try require(other == sum, "\(pair): sum turned round") }
    }
    if let difference = try? left.subtracting(right) {
      try require(difference.isNegative == (left < right), "\(pair): sign of the difference")
    }
    if let product = try? left.multiplied(by: right) {
      try require(product.isZero == (left.isZero || right.isZero), "\(pair): product")
      if let back = (try? product.divided(by: right)).flatMap(\.self) {
        try require(back == left, "\(pair): product and quotient")
      }
    }
    if let quotient = (try? left.divided(by: right)).flatMap(\.self),
      let back = try? quotient.multiplied(by: right)
    {
      try require(back == left, "\(pair): quotient")
    }
    if let text = left.decimalText() { try require(Number(decimal: text) == left, "\(pair): text \(text)") }
    for rule in Rounding.allCases where right > .zero {
      guard let rounded = try? left.rounded(rule, toMultipleOf: right) else { continue }
      if let again = try? rounded.rounded(rule, toMultipleOf: right) {
        try require(again == rounded, "\(pair): rounded \(rule) twice")
      }
      guard let gap = try? rounded.subtracting(left), let size = gap.isNegative ? try? gap.negated() : gap
      else { continue }
      try require(size < right, "\(pair): rounded \(rule) to \(rounded)")
      if rule == .up { try require(!gap.isNegative, "\(pair): rounded up to \(rounded)") }
      if rule == .down { try require(gap <= .zero, "\(pair): rounded down to \(rounded)") }
    }
  }

  // MARK: Cells

  private static let headings = ["number", "share", "amount", "term", "day"]

  /// The value of a cell of data; nil where it is missing or rejected, or is more than a cell.
  private static func cell(_ bytes: [UInt8], column: Int) throws(FuzzViolation) -> Value? {
    let text = Array("id,\(headings[column])\n1,".utf8) + bytes + [0x0A]
    let attributes = FuzzPolicies.cells.customer.fields
    guard !bytes.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }),
      let slot = attributes.firstIndex(where: { $0.name == headings[column] }),
      let portfolio = try? PortfolioReader.read(csv: ["customers.csv": text], for: FuzzPolicies.cells)
    else { return nil }
    try require(portfolio.counts.rowsRead == [1], "one row is read as \(portfolio.counts.rowsRead)")
    guard portfolio.customers.count == 1 else {
      try require(!portfolio.rejects.isEmpty, "a row is rejected without a reason")
      return nil
    }
    return Array(portfolio.customers.row(0))[slot]
  }
}
