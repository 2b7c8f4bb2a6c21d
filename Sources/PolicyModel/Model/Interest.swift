import Exact

/// How interest is counted; what bears it, from when to when and at which fixed rate are operands.
public struct Interest: Hashable, Sendable {
  /// How the interest of full years bears interest itself.
  public struct Compounding: Hashable, Sendable {
    public let monthEnds: MonthEndRule
    public let rounding: Rounding
    /// The smallest unit of the currency, to which each year's interest is rounded.
    public let step: Operation.Step
  }

  /// The table whose rate of each day counts; nil for a fixed rate, which is the fourth operand.
  public let rates: Int?
  public let yearDays: Int
  /// Nil for simple interest.
  public let compounding: Compounding?
}

extension RateTable {
  /// Days in a row with one rate.
  public struct Period: Sendable {
    public let first: CalendarDate
    public let last: CalendarDate
    public let row: Row

    public var days: Int { first.days(to: last) + 1 }
  }

  /// The periods after one day up to another; nil when a day before the first rate is among them.
  public func periods(after start: CalendarDate, upTo end: CalendarDate) -> [Period]? {
    var day = CalendarDate(dayNumber: start.dayNumber + 1)
    if day > end { return [] }
    guard var number = index(on: day) else { return nil }
    var periods: [Period] = []
    while day <= end {
      let next = number + 1 < rows.count ? rows[number + 1].from : nil
      let last = next.map { min(end, CalendarDate(dayNumber: $0.dayNumber - 1)) } ?? end
      periods.append(Period(first: day, last: last, row: rows[number]))
      day = CalendarDate(dayNumber: last.dayNumber + 1)
      number += 1
    }
    return periods
  }
}

extension Shape {
  /// The sum of a rate over so many days at most.
  private func overDays(_ most: Int) throws(TooLarge) -> Shape {
    try multiplied(by: Shape(low: .zero, high: Number(most), decimals: 0))
  }

  /// Simple interest on an amount of this size.
  func simpleInterest(at rate: Shape, days: Int, year: Int) throws(TooLarge) -> Shape {
    try multiplied(by: rate.overDays(days)).divided(by: Shape(of: Number(year)))
  }

  /// Interest on an amount of this size that is rounded and capitalised each full year.
  func compoundInterest(
    at rate: Shape,
    days: Int,
    year: Int,
    rounding: Rounding,
    step: Number
  ) throws(TooLarge) -> Shape {
    let base = try Shape(of: Number(year))
    let yearly = try rate.overDays(366)
    var balance = self
    for _ in 0..<(days / 365) {
      balance = try balance.adding(
        balance.multiplied(by: yearly).divided(by: base).rounded(rounding, toMultipleOf: step)
      )
    }
    let grown = try balance.multiplied(by: base.adding(yearly))
    let result = try grown.adding(multiplied(by: base).negated()).divided(by: base)
    return low >= .zero && rate.low >= .zero ? try result.clamped(low: .zero, high: nil) : result
  }
}
