import PolicyModel

/// What random policies say of records by their dates, of a limit that can be unlimited, and of payment terms.
extension RandomPolicy {
  /// A limit without end for some; it is written before any definition, so that it reads none.
  mutating func cap() -> String {
    let condition =
      chance(80) ? pick(["flag", "sector is b", "score is known and score is at least 40"]) : condition(1)
    return "limit called cap\n  unlimited when \(condition)\n  other: debt otherwise\n\n"
  }

  /// Values of each invoice that come from those before it.
  mutating func ofEarlierInvoices() -> String {
    let amount = pick([
      "sum of amount over earlier invoices", "highest amount over earlier invoices",
      "lowest amount over earlier invoices", "latest amount over earlier invoices",
      "2nd latest amount over earlier invoices",
    ])
    let late = pick(["any earlier invoice", "every earlier invoice"])
    let claim = late.hasPrefix("every") ? " satisfies paid_on is missing" : " where paid_on is missing"
    return "for each invoice\n"
      + "  amount_before = \(amount) by \(day())\(filter())\n"
      + "  late_before = \(late) by \(day())\(claim)\n"
      + "  count_before = count of earlier invoices by \(day())\(filter())\n"
      + "  average_before = average of amount over earlier invoices by \(day())\(filter())\n\n"
  }

  static let ofEarlier = [
    "amount_before is at least 10 EUR", "amount_before is known", "late_before", "count_before is at least 1",
    "average_before is more than 10 EUR", "average_before is missing",
    "due date under agreed from due is before as_of",
  ]

  private mutating func day() -> String { chance(12) ? "paid_on" : pick(["due", "(due plus 10 days)"]) }

  private mutating func filter() -> String {
    // Refused: nobody knows whether a record counts whose date is missing.
    if chance(1) { return " where paid_on is before as_of" }
    return pick(["", "", " where paid_on is known", " where due is before as_of"])
  }

  /// An amount from several, from months, or of what can be unlimited.
  mutating func summary(_ depth: Int) -> String {
    let (first, second) = (money(depth), money(depth))
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return "(\(limited()), or \(first) if unlimited)"
    case 1: return "(the lowest of \(limited()), \(first))"
    case 2:
      let leaving = chance(50) ? ", leaving out what is missing" : ""
      return "(the average of \(first), \(second), 1 EUR\(leaving)) rounded half up to 2 decimals"
    case 3: return "(the median of \(first), \(second)\(chance(50) ? ", leaving out what is missing" : ""))"
    case 4: return "(median of amount over invoices\(filter()))"
    default: return "(highest monthly sum of amount over invoices by \(day())\(filter()))"
    }
  }

  /// An amount that can be unlimited.
  private mutating func limited() -> String {
    pick([
      "cap", "cap", "(cap rounded down to 50 EUR)", "(the highest of cap, equity)",
      "(cap, or debt if missing)",
    ])
  }

  /// A condition about months, a limit or terms; before the limit is written, only about months.
  mutating func furtherQuestion() -> String {
    let upTo = pick(["", " up to as_of"])
    let months = "months in a row\(chance(5) ? " up to since" : upTo) over invoices by \(day())\(filter())"
    let count = "\(months) is \(pick(["at least 1", "more than 2", "0"]))"
    guard hasCap, chance(75) else { return count }
    let amount = chance(10) ? "equity" : pick(["debt", "cap", "10 EUR"])
    let ofTerms = pick([
      "agreed is at least as strict as \(pick(["30 days", "prepayment", "45 days, then end of month"]))",
      "agreed is \(pick(["prepayment", "not 30 days"]))",
      "due date under agreed from as_of is before 2026-02-01", "share prepaid under agreed is more than 0%",
      "discount date under agreed from as_of is known",
    ])
    return pick([
      "\(limited()) is unlimited", "\(limited()) is \(pick(["at least", "more than", "at most"])) \(amount)",
      "\(limited()) is less than \(amount)", "agreed is known",
      chance(85) ? "agreed is known and \(ofTerms)" : "discount date under agreed from since is after as_of",
    ])
  }

  /// One of the terms that the data list, by its number in the policy.
  mutating func agreed(_ policy: Policy) -> Value {
    let listed = policy.customer.fields.first { $0.name == "agreed" }?.attribute?.terms ?? []
    return pick([.missing] + listed.map { .terms($0) })
  }
}
