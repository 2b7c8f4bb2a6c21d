import Exact

/// Between which days a date lies, as far as the declared ranges and the period in force tell.
struct DateRanges {
  static let everything = CalendarDate.earliest...CalendarDate.latest

  /// The days for which it is decided.
  let inForce: ClosedRange<CalendarDate>
  /// What the calendar of working days covers.
  let calendar: ClosedRange<CalendarDate>?
  /// The range of each attribute, definition and decision.
  let field: (Slot) -> ClosedRange<CalendarDate>

  /// The days from one to another, each as far away as can be where it is not given.
  static func range(_ from: CalendarDate?, _ to: CalendarDate?) -> ClosedRange<CalendarDate> {
    let (low, high) = (from ?? .earliest, to ?? .latest)
    return low <= high ? low...high : everything
  }

  /// The range of a date where some things are known; a missing date lies in every range.
  func range(_ node: Node, _ facts: Set<Fact>) -> ClosedRange<CalendarDate> {
    switch node.kind {
    case .constant(.date(let date)): return date...date
    case .constant: return DateRanges.everything
    case .asOf: return inForce
    case .read(let slot): return narrowed(field(slot), slot, facts)
    case .cases(let cases): return union(cases.map { range($0.result, facts) })
    case .aggregate(let aggregate):
      return aggregate.value.map { range($0, facts.filter { $0.slot.scope != aggregate.scope }) }
        ?? DateRanges.everything
    case .apply(let operation, let operands): return range(operation, operands, facts)
    }
  }

  private func narrowed(
    _ range: ClosedRange<CalendarDate>,
    _ slot: Slot,
    _ facts: Set<Fact>
  ) -> ClosedRange<CalendarDate> {
    var (low, high) = (range.lowerBound, range.upperBound)
    for fact in facts {
      switch fact {
      case .notBefore(slot, let day): low = max(low, day)
      case .notAfter(slot, let day): high = min(high, day)
      default: break
      }
    }
    // What is asked for can be impossible; then nothing is known of a date that never is.
    return low <= high ? low...high : range
  }

  private func range(_ operation: Operation, _ operands: [Node], _ facts: Set<Fact>)
    -> ClosedRange<CalendarDate>
  {
    func of(_ index: Int) -> ClosedRange<CalendarDate> { range(operands[index], facts) }
    switch operation {
    case .orElse, .lowestKnown, .highestKnown: return union(operands.map { range($0, facts) })
    case .lowest, .highest:
      let ranges = operands.map { range($0, facts) }
      let (lows, highs) = (ranges.map(\.lowerBound), ranges.map(\.upperBound))
      let ends =
        operation == .lowest ? (lows.min(), highs.min()) : (lows.max(), highs.max())
      guard let low = ends.0, let high = ends.1, low <= high else { return DateRanges.everything }
      return low...high
    case .addDays: return moved(of(0), operands[1], by: 1) { $0.adding(days: $1) }
    case .subtractDays: return moved(of(0), operands[1], by: -1) { $0.adding(days: $1) }
    case .addMonths(let rule): return moved(of(0), operands[1], by: 1) { $0.adding(months: $1, rule) }
    case .subtractMonths(let rule): return moved(of(0), operands[1], by: -1) { $0.adding(months: $1, rule) }
    case .addYears(let rule): return moved(of(0), operands[1], by: 12) { $0.adding(months: $1, rule) }
    case .subtractYears(let rule): return moved(of(0), operands[1], by: -12) { $0.adding(months: $1, rule) }
    case .endOfMonth: return of(0).lowerBound.endOfMonth...of(0).upperBound.endOfMonth
    case .startOfMonth: return of(0).lowerBound.startOfMonth...of(0).upperBound.startOfMonth
    case .endOfTenDays: return of(0).lowerBound.endOfTenDayPeriod...of(0).upperBound.endOfTenDayPeriod
    case .workingDaysAfter, .workingDaysBefore, .firstWorkingDay: return calendar ?? DateRanges.everything
    default: return DateRanges.everything
    }
  }

  private func moved(
    _ range: ClosedRange<CalendarDate>,
    _ amount: Node,
    by factor: Int,
    _ move: (CalendarDate, Int) -> CalendarDate?
  ) -> ClosedRange<CalendarDate> {
    guard let shape = amount.shape, let least = shape.low.wholeValue, let most = shape.high.wholeValue,
      abs(least) <= 10_000_000, abs(most) <= 10_000_000
    else { return DateRanges.everything }
    let (low, high) = factor > 0 ? (least, most) : (most, least)
    return
      (move(range.lowerBound, low * factor) ?? .earliest)...(move(range.upperBound, high * factor) ?? .latest)
  }

  func union(_ ranges: [ClosedRange<CalendarDate>]) -> ClosedRange<CalendarDate> {
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return DateRanges.everything
    }
    return low...high
  }
}
