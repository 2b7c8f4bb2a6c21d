/// A day of the week, from Monday.
public enum Weekday: Int, Sendable, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}

extension CalendarDate {
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let number = (Int(dayNumber) + 3) % 7
    return Weekday.allCases[number < 0 ? number + 7 : number]
  }
}
