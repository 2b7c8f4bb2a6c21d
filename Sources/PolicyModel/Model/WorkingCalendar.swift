import Exact

/// The days on which people work, for the years that a calendar covers.
public struct WorkingCalendar: Sendable {
  /// Weekdays or single days on which nobody works, and why.
  public struct Closing: Sendable {
    public let weekdays: [Weekday]
    public let dates: [CalendarDate]
    public let reasons: [Rule.Reason]
    public let sources: [String]
  }

  /// A day that would have to be known, and is not covered.
  public struct NotCovered: Error, Sendable {
    public let day: CalendarDate
  }

  public let covers: ClosedRange<CalendarDate>
  public let closings: [Closing]
  /// The working days, in order.
  private let workingDays: [CalendarDate]

  init(covers: ClosedRange<CalendarDate>, closings: [Closing]) {
    self.covers = covers
    self.closings = closings
    let weekdays = closings.flatMap(\.weekdays)
    let dates = Set(closings.flatMap(\.dates))
    workingDays = (covers.lowerBound.dayNumber...covers.upperBound.dayNumber).map(
      CalendarDate.init(dayNumber:)
    )
    .filter { !weekdays.contains($0.weekday) && (dates.isEmpty || !dates.contains($0)) }
  }

  var hasWorkingDays: Bool { !workingDays.isEmpty }

  /// How many days it covers.
  var days: Int { covers.lowerBound.days(to: covers.upperBound) + 1 }

  /// Whether the same days are working days wherever both calendars cover a day.
  func agrees(with other: WorkingCalendar) -> Bool {
    guard covers.overlaps(other.covers) else { return true }
    let both = covers.clamped(to: other.covers)
    return workingDays.filter(both.contains) == other.workingDays.filter(both.contains)
  }

  /// The day by which so many working days have passed after another day: itself for none, and counted
  /// backwards when the count is negative.
  public func moved(_ day: CalendarDate, by count: Int) throws(NotCovered) -> CalendarDate {
    try confirm(day)
    if count == 0 { return day }
    let index =
      count > 0 ? firstIndex(after: day) + (count - 1) : firstIndex(after: previous(day)) + count
    if index < 0 { throw NotCovered(day: previous(covers.lowerBound)) }
    if index >= workingDays.count { throw NotCovered(day: covers.upperBound.adding(days: 1) ?? .latest) }
    return workingDays[index]
  }

  /// Working days after the first day up to the second; negative when the second is earlier.
  public func count(from: CalendarDate, to: CalendarDate) throws(NotCovered) -> Int {
    try confirm(from)
    try confirm(to)
    return firstIndex(after: to) - firstIndex(after: from)
  }

  /// The day itself where it is a working day, else the next one.
  public func first(from day: CalendarDate) throws(NotCovered) -> CalendarDate {
    try confirm(day)
    let index = firstIndex(after: previous(day))
    if index >= workingDays.count { throw NotCovered(day: covers.upperBound.adding(days: 1) ?? .latest) }
    return workingDays[index]
  }

  private func confirm(_ day: CalendarDate) throws(NotCovered) {
    if !covers.contains(day) { throw NotCovered(day: day) }
  }

  private func previous(_ day: CalendarDate) -> CalendarDate { CalendarDate(dayNumber: day.dayNumber - 1) }

  /// The number of working days up to a day, which is the place of the first one after it.
  private func firstIndex(after day: CalendarDate) -> Int {
    var (low, high) = (0, workingDays.count)
    while low < high {
      let middle = (low + high) / 2
      if workingDays[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
