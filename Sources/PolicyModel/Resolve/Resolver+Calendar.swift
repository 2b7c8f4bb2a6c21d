import Exact
import PolicySyntax

extension Resolver {
  func readCalendar() {
    var first: CalendarSyntax?
    for item in items {
      guard case .calendar(let syntax) = item else { continue }
      if let first {
        report(
          .workingCalendar,
          at: syntax.span,
          "a policy has one calendar, and this is its second",
          help: "put all closed days into one of the two",
          notes: [Diagnostic.Note("the first one stands here", at: first.span)]
        )
        continue
      }
      first = syntax
      // Whatever counts in working days says nothing more about a calendar that could not be read.
      hasCalendar = true
      workingCalendar = calendar(syntax)
    }
    if unreadNames.contains(KeywordTable.english.spelling(.calendar)) { hasCalendar = true }
  }

  private func calendar(_ syntax: CalendarSyntax) -> WorkingCalendar? {
    if isPartlyUnread(syntax.span) { return nil }
    guard let covers = syntax.covers else {
      report(
        .workingCalendar,
        at: syntax.span,
        "the calendar does not say which days it covers",
        help: "add a line such as `covers from 2026-01-01 to 2027-12-31`"
      )
      return nil
    }
    guard covers.from <= covers.to else {
      report(
        .workingCalendar,
        at: covers.span,
        "the calendar ends (\(covers.to)) before it begins (\(covers.from))",
        help: "put the earlier day first"
      )
      return nil
    }
    let range = covers.from...covers.to
    var isSound = true
    for (date, span) in syntax.closings.flatMap(\.dates) where !range.contains(date) {
      report(
        .workingCalendar,
        at: span,
        "\(date) is not covered by the calendar, which goes from \(covers.from) to \(covers.to)",
        help: "correct the date, or what the calendar covers"
      )
      isSound = false
    }
    if !isSound { return nil }
    let calendar = WorkingCalendar(
      covers: range,
      closings: syntax.closings.map { closing in
        .init(
          weekdays: closing.weekdays,
          dates: closing.dates.map(\.date),
          reasons: closing.reasons.map {
            .init(language: $0.language ?? KeywordTable.english.language, text: $0.text)
          },
          sources: closing.sources.map(\.text)
        )
      }
    )
    if calendar.hasWorkingDays { return calendar }
    report(
      .workingCalendar,
      at: syntax.span,
      "by this calendar nobody ever works",
      help: "leave at least one weekday open"
    )
    return nil
  }

  // MARK: Use

  func workingDays(_ syntax: WorkingDaySyntax, _ scope: Scope, _ span: Span) -> Node? {
    guard hasCalendar else {
      reportOnce(
        .workingCalendar,
        at: span,
        "counting in working days needs a calendar, and the policy has none",
        help: "add one: `calendar` with `covers from 2026-01-01 to 2027-12-31` and `closed saturday, sunday`"
      )
      return nil
    }
    guard let calendar = workingCalendar else { return nil }
    switch syntax {
    case .first(let day):
      guard let node = countedDay(day, calendar, scope) else { return nil }
      return Node(.apply(.firstWorkingDay, [node]), .date, span: span)
    case .between(let from, let to):
      let (first, second) = (countedDay(from, calendar, scope), countedDay(to, calendar, scope))
      guard let first, let second else { return nil }
      let most = Number(calendar.covers.lowerBound.days(to: calendar.covers.upperBound) + 1)
      guard let least = try? most.negated(), let shape = try? Shape(low: least, high: most, decimals: 0)
      else {
        return tooLarge(span)
      }
      return Node(.apply(.workingDaysBetween, [first, second]), .number, shape: shape, span: span)
    case .moved(let count, let isAfter, let day):
      let (number, node) = (typed(count, in: scope), countedDay(day, calendar, scope))
      guard let number, let node, conforms(number, to: .number, count.span) else { return nil }
      guard number.shape?.decimals == 0 else {
        report(
          .roundingNeeded,
          at: count.span,
          "working days are counted in whole numbers",
          help: "round the number first: `(\(source(count.span)) rounded to 0 decimals)`"
        )
        return nil
      }
      return Node(
        .apply(isAfter ? .workingDaysAfter : .workingDaysBefore, [node, number]),
        .date,
        span: span
      )
    }
  }

  /// A date about which the calendar is asked.
  private func countedDay(_ syntax: ExpressionSyntax, _ calendar: WorkingCalendar, _ scope: Scope) -> Node? {
    guard let node = date(syntax, scope) else { return nil }
    let range = dateRanges.range(node, [])
    if !range.overlaps(calendar.covers) {
      let isOneDay = range.lowerBound == range.upperBound
      let known = isOneDay ? "\(range.lowerBound) is not" : "`\(source(syntax.span))` is never"
      report(
        .workingCalendar,
        at: syntax.span,
        "\(known) covered by the calendar, which goes from \(calendar.covers.lowerBound) to \(calendar.covers.upperBound)",
        help: "correct the date, or let the calendar cover it"
      )
      return nil
    }
    return node
  }
}
