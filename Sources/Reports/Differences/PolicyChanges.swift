import Exact
import PolicyModel

/// What changed in the header, the rates and the calendar.
struct PolicyChanges {
  private(set) var changes: [MeaningChange] = []

  init(_ pair: EditionPair) {
    addHeader(pair.old, pair.new)
    addRates(pair.old, pair.new)
    addCalendar(pair.old, pair.new)
  }

  private mutating func add(
    _ area: MeaningChange.Area,
    _ kind: MeaningChange.Kind,
    _ subject: String,
    _ text: String
  ) {
    changes.append(MeaningChange(area: area, kind: kind, subject: subject, decision: nil, text: text))
  }

  private mutating func addHeader(_ old: Policy, _ new: Policy) {
    if old.name != new.name {
      add(.words, .renamed, "name", "the policy is now called \"\(new.name)\" (was \"\(old.name)\")")
    }
    if old.version != new.version {
      add(.words, .changed, "version", "the version is now \(new.version) (was \(old.version))")
    }
    if old.currency != new.currency {
      add(
        .policy,
        .changed,
        "currency",
        "the currency is now \(new.currency.code) (was \(old.currency.code))"
      )
    }
    if old.inForce != new.inForce {
      add(.policy, .changed, "in force", "it is in force \(period(new)) (was \(period(old)))")
    }
    if old.hasGroups != new.hasGroups {
      add(
        .policy,
        .changed,
        "groups",
        new.hasGroups ? "customers are now decided in groups" : "customers are no longer decided in groups"
      )
    }
    let approvals = { (policy: Policy) in
      policy.approvals.map { "\($0.by)\($0.on.map { " on \($0)" } ?? "")" }.joined(separator: " and ")
    }
    if approvals(old) != approvals(new) {
      add(.words, .changed, "approval", "it is approved by \(approvals(new)) (was by \(approvals(old)))")
    }
  }

  private func period(_ policy: Policy) -> String {
    let end = policy.inForce.upperBound
    return "from \(policy.inForce.lowerBound)" + (end == .latest ? "" : " to \(end)")
  }

  private mutating func addRates(_ old: Policy, _ new: Policy) {
    for table in old.rates where !new.rates.contains(where: { $0.name == table.name }) {
      add(.rates, .gone, table.name, "the rates \(table.name) are gone")
    }
    for table in new.rates {
      guard let before = old.rates.first(where: { $0.name == table.name }) else {
        add(.rates, .new, table.name, "the rates \(table.name) are new")
        continue
      }
      let rows = { (table: RateTable, policy: Policy) in
        table.rows.map { "from \($0.from) \(ValueText(policy: policy).text(.number($0.value), table.type))" }
      }
      let (was, now) = (rows(before, old), rows(table, new))
      for row in now where !was.contains(row) { add(.rates, .new, table.name, "\(table.name) is \(row)") }
      for row in was where !now.contains(row) {
        add(.rates, .gone, table.name, "\(table.name) is no longer \(row)")
      }
      let sources = { (table: RateTable) in table.rows.map { "\($0.sources) \($0.reasons.map(\.text))" } }
      if was == now, sources(before) != sources(table) {
        add(.words, .changed, table.name, "the rates \(table.name) rest on other sources or reasons")
      }
    }
  }

  private mutating func addCalendar(_ old: Policy, _ new: Policy) {
    switch (old.calendar, new.calendar) {
    case (nil, nil): break
    case (nil, .some): add(.calendar, .new, "calendar", "the calendar of working days is new")
    case (.some, nil): add(.calendar, .gone, "calendar", "the calendar of working days is gone")
    case (let before?, let after?):
      if before.covers != after.covers {
        add(
          .calendar,
          .changed,
          "calendar",
          "the calendar covers \(after.covers.lowerBound) to \(after.covers.upperBound) (was \(before.covers.lowerBound) to \(before.covers.upperBound))"
        )
      }
      let days = { (calendar: WorkingCalendar) in
        Set(calendar.closings.flatMap(\.weekdays).map { "each \($0)" })
          .union(calendar.closings.flatMap(\.dates).map(\.description))
      }
      let (was, now) = (days(before), days(after))
      let (added, dropped) = (now.subtracting(was).sorted(), was.subtracting(now).sorted())
      if !added.isEmpty {
        add(.calendar, .new, "calendar", "nobody works any more on \(added.joined(separator: ", "))")
      }
      if !dropped.isEmpty {
        add(.calendar, .gone, "calendar", "people now work on \(dropped.joined(separator: ", "))")
      }
    }
  }
}
