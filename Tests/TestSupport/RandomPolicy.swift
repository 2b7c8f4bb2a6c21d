import Exact
import PolicyModel

/// Random policies over a fixed declaration of data: many of them wrong, so that the checker has to tell which.
public struct RandomPolicy {
  var generator: SeededGenerator
  /// Whether a limit that can be unlimited may be read.
  var hasCap = false
  private var definitions: [(name: String, isMoney: Bool)] = []

  public init(_ generator: SeededGenerator) {
    self.generator = generator
  }

  /// Its many days take a while.
  public static let calendar = """
    calendar
      covers from 1999-12-01 to 2031-12-31
      closed saturday, sunday

    """

  /// The header and the data that all of them share.
  public static let declarations = """
    policy "Random" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day

    rates early, percent
      from 2000-01-01 4%
      from 2025-06-30 3%

    rates late, percent
      from 2026-01-01 2%
      from 2026-06-30 1%

    rates both, percent, is the highest of late + 1%, early - 1%

    \(calendar)
    customer
      id key
      sector one of a, b, c
      rating scale from worst to best: "8" "6" "4" "2"; outside: "P" "0", optional
      score whole number from 0 to 100, optional
      equity money from -1000 EUR to 1000 EUR, optional
      debt money from 0 EUR to 1000 EUR
      since date from 2000-01-01 to 2030-12-31, optional
      flag yes or no
      known_flag yes or no, optional
      agreed terms one of 30 days, 45 days, then end of month, 50% prepayment and 50% 60 days, 10 days, less 2% within 3 days, optional

    invoice of customer
      number key
      amount money from 0 EUR to 1000 EUR
      due date from 2025-01-01 to 2027-12-31
      paid_on date from 2025-01-01 to 2027-12-31, optional
      last_step scale from lowest to highest: s1 s2 s3, optional
      last_step_on date from 2025-01-01 to 2027-12-31, optional

    """

  mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }
  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  // MARK: Expressions

  mutating func money(_ depth: Int) -> String {
    let named = definitions.filter(\.isMoney).map(\.name)
    if depth > 0 {
      switch Int.random(in: 0..<8, using: &generator) {
      case 7 where hasCap: return summary(depth - 1)
      case 0: return "(\(money(depth - 1)) \(pick(["+", "-"])) \(money(depth - 1)))"
      case 1: return "(\(money(depth - 1)), or \(money(depth - 1)) if missing)"
      case 2:
        return "(the \(pick(["lowest", "highest"])) of \(money(depth - 1)), \(money(depth - 1))"
          + "\(chance(50) ? ", leaving out what is missing" : ""))"
      case 3: return "\(pick(["10%", "150%", "score"])) of \(money(depth - 1))"
      case 4 where chance(40):
        return
          "(interest on \(money(depth - 1)) from \(pick(RandomPolicy.dates)) to \(pick(RandomPolicy.dates)) at "
          + "\(pick(["early", "late", "both", "5%"])), \(pick(["simple", "compounded yearly"])), year of 365 days) rounded"
          + " half up to 2 decimals"
      case 4:
        return
          "(\(pick(["highest", "lowest", "sum of"])) amount over invoices\(chance(50) ? " where paid_on is missing" : ""))"
      default: break
      }
    }
    return pick(["debt", "equity", "10 EUR", "0 EUR", "500 EUR"] + named)
  }

  private static let dates = [
    "since", "as_of", "2026-02-01", "(since plus 10 days)", "(3 working days after as_of)",
    "first working day from as_of",
  ]

  private mutating func question(_ depth: Int) -> String {
    switch Int.random(in: 0..<16, using: &generator) {
    case 14...15: return furtherQuestion()
    case 12:
      let day = pick(RandomPolicy.dates)
      return "\(pick(["early", "late", "both"])) on (\(day)) is \(pick(["at least", "below"])) "
        + "\(pick(["2%", "3%"]))"
    case 13:
      return
        "\(pick(["since is at least 2026-01-01", "since is after 2025-12-31"])) and late on since is at least 2%"
    case 0: return pick(["flag", "known_flag"])
    case 1: return "sector is \(pick(["a", "b", "not c", "one of a, b"]))"
    case 2:
      return
        "rating is \(pick(["known", "missing", "outside the scale", "on the scale", "\"P\"", "not \"0\""]))"
    case 3: return "rating is \(pick(["at least", "at most", "less than"])) \"\(pick(["6", "4"]))\""
    case 4: return "score is \(pick(["known", "missing"]))"
    case 5:
      return "score is \(pick(["at least", "more than", "at most", "below"])) \(pick([0, 40, 41, 60, 100]))"
    case 6: return "equity is \(pick(["known", "missing", "at least 0 EUR", "more than 0 EUR"]))"
    case 7: return "\(money(depth)) is \(pick(["at least", "less than"])) \(money(0))"
    case 8: return "since is \(pick(["known", "before 2020-01-01", "missing"]))"
    case 9: return "(\(money(0)) / \(money(0))) is at least \(pick(["50%", "100%"]))"
    case 10: return "any invoice where \(pick(["paid_on is known", "due is before as_of"]))"
    default: return "count of invoices is \(pick(["0", "at least 1", "more than 2"]))"
    }
  }

  mutating func condition(_ depth: Int) -> String {
    // Every policy would be refused if nothing were ever sure.
    if chance(12) {
      return pick(
        ["flag", "sector is a", "debt is at least 10 EUR", "cap is unlimited"].filter {
          hasCap || !$0.hasPrefix("cap")
        }
      )
    }
    guard depth > 0, chance(70) else { return question(depth) }
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return "not (\(condition(depth - 1)))"
    case 1, 2: return "(\(condition(depth - 1))) and (\(condition(depth - 1)))"
    case 3: return "(\(condition(depth - 1))) or (\(condition(depth - 1)))"
    default: return "\(pick(["score", "equity", "rating", "since"])) is known and (\(condition(depth - 1)))"
    }
  }

  // MARK: Policies

  /// The text of a policy; a new one each time.
  public mutating func text() -> String {
    definitions = []
    hasCap = false
    var text = RandomPolicy.declarations + cap()
    hasCap = true
    text += ofEarlierInvoices() + "for the customer\n"
    for index in 0..<Int.random(in: 1...4, using: &generator) {
      let isMoney = chance(70)
      text += "  x\(index) = \(isMoney ? money(2) : condition(2))\n"
      definitions.append(("x\(index)", isMoney))
    }
    for index in 0..<Int.random(in: 1...2, using: &generator) {
      let combining = pick([
        "", ", the lowest of those that apply", ", the highest of those that apply", ", exactly one applies",
      ])
      text += "\ndecision d\(index), money\(combining)\n"
      for rule in 0..<Int.random(in: 1...2, using: &generator) {
        let result = chance(60) ? pick(["0 EUR", "10 EUR"]) : "(\(money(1)))"
        text += "  r\(rule): \(result) when \(condition(2))\n"
      }
      // Without `otherwise` only a proof that something always applies lets the policy through.
      if chance(85) { text += "  0 EUR otherwise\n" }
    }
    if chance(40) { text += "\ndecision cover, percent\n" + cover() }
    if chance(30) {
      text += "\ndecision hold of each invoice, yes or no\n  yes when \(ofInvoice())\n  no otherwise\n"
    }
    if chance(40) { text += "\nescalation of each invoice, " + escalation() }
    if chance(30) { text += findings() }
    return text
  }

  /// What the policy says of its own findings: often of some that it does not have.
  private mutating func findings() -> String {
    let subject = pick(["", " about d0", " about d0.r0", " about x0", " about escalation.s2"])
    let verdict = pick(["an error", "a warning", "accepted because \"Meant so this year\""])
    return "\nfindings\n  \(pick(["P404", "P405", "P704", "P706"]))\(subject) is \(verdict)\n"
  }

  /// States and steps, often one at a time.
  private mutating func escalation() -> String {
    let isInTurn = chance(60)
    var text =
      isInTurn ? "one step at a time after last_step on last_step_on\n" : "the furthest step that applies\n"
    if chance(60) { text += "  held pauses when \(ofInvoice())\n" }
    if chance(40) { text += "  ended stops when \(ofInvoice())\n" }
    for (step, days) in [
      ("s1", "5 days before due"), ("s2", "10 days after due"), ("s3", "30 days after due"),
    ] {
      let wait = isInTurn && step != "s1" && chance(60) ? " and 8 days after the previous step" : ""
      text += "  \(step) \(days)\(wait)\(chance(30) ? " when " + ofInvoice() : "")\n"
    }
    return text + "  none otherwise\n"
  }

  /// A condition about one invoice and its customer.
  private mutating func ofInvoice() -> String {
    let named = definitions.filter { !$0.isMoney }.map(\.name)
    let parts =
      [
        "flag", "known_flag", "paid_on is known", "paid_on is before as_of", "amount is at least 10 EUR",
        "score is known", "score is at least 40", "rating is at least \"4\"", "rating is on the scale",
        "due is before as_of", "last_step is missing",
      ] + RandomPolicy.ofEarlier
    let first = pick(parts + named)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return "\(first) and \(pick(parts + named))"
    case 1: return "\(first) or \(pick(parts + named))"
    case 2: return "not (\(first))"
    default: return first
    }
  }

  /// A decision that often covers everything without an `otherwise`.
  private mutating func cover() -> String {
    let low = pick([40, 41])
    var rules = ["  a: 1% when score is missing", "  b: 2% when score is at most 40"]
    rules.append(
      "  c: 3% when score is \(pick(["more than 40", "at least 41", "at least 42", "more than \(low)"]))"
    )
    if chance(30) { rules.remove(at: Int.random(in: 0..<3, using: &generator)) }
    return rules.joined(separator: "\n") + "\n"
  }

  // MARK: Customers

  /// A customer that fits the declaration, often at a threshold.
  public mutating func unit(_ policy: Policy) -> DecisionUnitValues {
    func date(_ year: Int) -> Value {
      CalendarDate(year: year, month: 6, day: 30).map { .date($0) } ?? .missing
    }
    let customer: [Value] = [
      .missing, .symbol(pick([0, 1, 2])),
      pick([.missing, .symbol(0), .symbol(1), .symbol(2), .symbol(3), .symbol(-1), .symbol(-2)]),
      pick([.missing] + [0, 39, 40, 41, 42, 60, 100].map { .number(Number($0)) }),
      pick([.missing] + [-1000, 0, 1, 500].map { .number(Number($0)) }),
      .number(Number(pick([0, 10, 500, 1000]))), pick([.missing, date(2019), date(2020), date(2026)]),
      .yesNo(chance(50)), pick([.missing, .yesNo(true), .yesNo(false)]), agreed(policy),
    ]
    var invoices: [Value] = []
    let count = Int.random(in: 0...3, using: &generator)
    for _ in 0..<count {
      invoices += [
        .missing, .number(Number(pick([0, 10, 1000]))), date(pick([2025, 2026])),
        pick([.missing, date(2026)]),
      ]
      invoices += pick([[.missing, .missing], [.symbol(0), date(2026)], [.symbol(2), date(2025)]])
    }
    return DecisionUnitValues(customer: customer, invoices: invoices, count: count)
  }
}

/// The values of one customer and of its invoices, one after the other.
public struct DecisionUnitValues: Sendable {
  public let customer: [Value]
  public let invoices: [Value]
  public let count: Int
}
