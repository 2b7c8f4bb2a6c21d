/// What becomes of a day that the month reached does not have (31 January plus one month).
///
/// A policy that adds months must declare which it means; neither is the default.
public enum MonthEndRule: UInt8, Sendable, CaseIterable {
  /// The last day of that month: 28 or 29 February.
  case lastDay
  /// The first day of the month after: 1 March.
  case nextFirst
}

extension CalendarDate {
  /// The date so many days later (earlier when negative), or nil outside the years 1 to 9999.
  public func adding(days: Int) -> CalendarDate? {
    let (sum, overflow) = Int(dayNumber).addingReportingOverflow(days)
    guard !overflow, let number = Int32(exactly: sum) else { return nil }
    let date = CalendarDate(dayNumber: number)
    return date >= .earliest && date <= .latest ? date : nil
  }

  /// The date so many calendar months later, or nil outside the years 1 to 9999.
  public func adding(months: Int, _ rule: MonthEndRule) -> CalendarDate? {
    let (year, month, day) = components
    let (total, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, total >= 12, total < 120_000 else { return nil }
    let (newYear, newMonth) = (total / 12, total % 12 + 1)
    let length = CalendarDate.daysInMonth(year: newYear, month: newMonth)
    if day <= length { return CalendarDate(year: newYear, month: newMonth, day: day) }
    let last = CalendarDate(year: newYear, month: newMonth, day: length)
    return rule == .lastDay ? last : last?.adding(days: 1)
  }

  /// Whole days from this date to another; negative when the other is earlier.
  public func days(to other: CalendarDate) -> Int {
    Int(other.dayNumber) - Int(dayNumber)
  }

  /// Completed months from this date to another: the largest n for which this date plus n months is not after
  /// the other.
  ///
  /// Negative when the other is earlier.
  public func wholeMonths(to other: CalendarDate, _ rule: MonthEndRule) -> Int {
    let (from, to) = (components, other.components)
    var months = (to.year - from.year) * 12 + to.month - from.month
    // The calendar difference is at most one month too high, also where a month end spills over.
    while let reached = adding(months: months, rule), reached > other { months -= 1 }
    return months
  }

  /// Completed years: completed months divided by twelve, towards minus infinity.
  public func wholeYears(to other: CalendarDate, _ rule: MonthEndRule) -> Int {
    let months = wholeMonths(to: other, rule)
    return months >= 0 ? months / 12 : -((11 - months) / 12)
  }

  public var startOfMonth: CalendarDate {
    CalendarDate(dayNumber: dayNumber - Int32(components.day) + 1)
  }

  public var endOfMonth: CalendarDate {
    let (year, month, day) = components
    return CalendarDate(
      dayNumber: dayNumber + Int32(CalendarDate.daysInMonth(year: year, month: month) - day)
    )
  }

  /// The last day of the ten-day period (*décade*): the 10th, the 20th or the end of the month.
  public var endOfTenDayPeriod: CalendarDate {
    let day = components.day
    if day > 20 { return endOfMonth }
    return CalendarDate(dayNumber: dayNumber + Int32((day > 10 ? 20 : 10) - day))
  }
  /// The next day of a month with this number, from 1 to 28; the date itself where it has that number.
  ///
  /// Nil for any other number, and outside the years 1 to 9999.
  public func next(dayOfMonth wanted: Int) -> CalendarDate? {
    guard (1...28).contains(wanted) else { return nil }
    let day = components.day
    if day <= wanted { return adding(days: wanted - day) }
    return endOfMonth.adding(days: wanted)
  }
}
