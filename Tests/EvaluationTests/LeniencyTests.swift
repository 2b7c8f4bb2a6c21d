import Checks
import Exact
import PolicyModel
import PolicySyntax
import Testing

/// What is stricter in a decision of two editions, each with its own form of it.
@Suite struct LeniencyTests {
  private static func policy(_ decision: String) throws -> (Policy, Decision) {
    let currency = decision.contains("USD") ? "USD" : "EUR"
    let text = """
      policy "Small" version "1"
        in force from 2026-01-01
        currency \(currency), rounded half up

      customer
        id key
        points whole number from 0 to 100

      invoice of customer
        due   date
        held  yes or no

      \(decision)
      """
    let model = Checker.check([Parser.parse(Source(name: "small.policy", text: text))])
    let policy = try #require(model.policy, "\(model.diagnostics.map(\.message))")
    return (policy, try #require(policy.decisions.first))
  }

  /// The value of a policy that is written so.
  private static func value(_ text: String, _ policy: Policy, _ decision: Decision) throws -> Value {
    if text == "missing" { return .missing }
    if text == "unlimited" { return .unlimited }
    switch decision.type {
    case .terms:
      let index = try #require(policy.terms.firstIndex { $0.description == text })
      return .terms(Int32(index))
    case .symbol(let number): return .symbol(try #require(policy.enumerations[number].symbol(text)))
    case .yesNo: return .yesNo(text == "yes")
    case .rules:
      let labels = text.split(separator: " ")
      let bits = decision.rules.enumerated().filter { labels.contains(Substring($0.element.label)) }
      return .rules(bits.reduce(0) { $0 | 1 << UInt64($1.offset) })
    default: return .number(Number(try #require(Int(text))))
    }
  }

  private static func compare(
    _ old: String,
    _ oldValue: String,
    _ new: String,
    _ newValue: String
  ) throws -> Leniency {
    let ((oldPolicy, oldDecision), (newPolicy, newDecision)) = (try policy(old), try policy(new))
    let order = LeniencyOrder(old: oldPolicy, oldDecision, new: newPolicy, newDecision)
    return order.compare(
      try value(oldValue, oldPolicy, oldDecision),
      try value(newValue, newPolicy, newDecision)
    )
  }

  private static let opposite: [Leniency: Leniency] = [
    .same: .same, .stricter: .moreLenient, .moreLenient: .stricter, .different: .different,
  ]

  /// Compares in both directions.
  private func expect(
    _ old: String,
    _ oldValue: String,
    _ new: String,
    _ newValue: String,
    _ wanted: Leniency
  ) throws {
    #expect(try LeniencyTests.compare(old, oldValue, new, newValue) == wanted, "\(oldValue) \(newValue)")
    let back = try LeniencyTests.compare(new, newValue, old, oldValue)
    #expect(back == LeniencyTests.opposite[wanted], "\(newValue) \(oldValue)")
  }

  @Test func lowerLimits() throws {
    let (old, new) = (
      "limit\n  5 EUR otherwise\n", "limit\n  unlimited when points is 1\n  7 EUR otherwise\n"
    )
    try expect(old, "5", new, "5", .same)
    try expect(old, "5", new, "4", .stricter)
    try expect(old, "5", new, "unlimited", .moreLenient)
    try expect(new, "unlimited", new, "unlimited", .same)
    try expect(old, "5", new, "missing", .different)
    try expect(old, "missing", new, "missing", .same)
    let dollars = "decision limit, money\n  5 USD otherwise\n"
    try expect(old, "5", dollars, "5", .different)
  }

  @Test func furtherSteps() throws {
    let old = """
      escalation of each invoice, the furthest step that applies
        paused pauses when held
        reminder on due
        legal 20 days after due
        none otherwise

      """
    let new = """
      escalation of each invoice, the furthest step that applies
        paused pauses when held
        reminder on due
        call 10 days after due
        legal 20 days after due
        none otherwise

      """
    try expect(old, "none", new, "call", .stricter)
    try expect(old, "legal", new, "call", .moreLenient)
    try expect(old, "legal", new, "legal", .same)
    try expect(old, "reminder", new, "paused", .different)
    let swapped = """
      escalation of each invoice, the furthest step that applies
        legal on due
        reminder 20 days after due
        none otherwise

      """
    try expect(old, "legal", swapped, "reminder", .different)
    try expect(old, "none", swapped, "reminder", .stricter)
  }

  @Test func terms() throws {
    let old = "terms\n  30 days when points is 1\n  prepayment when points is 2\n  60 days otherwise\n"
    let new = "terms\n  45 days when points is 1\n  30 days by card when points is 2\n  60 days otherwise\n"
    try expect(old, "30 days", new, "45 days", .moreLenient)
    try expect(old, "60 days", new, "45 days", .stricter)
    try expect(old, "60 days", new, "60 days", .same)
    try expect(old, "prepayment", new, "45 days", .moreLenient)
    try expect(old, "30 days", new, "30 days by card", .different)
    let ranked = """
      terms, the strictest of those that apply, ranked from strictest to mildest: prepayment, 60 days, 45 days
        prepayment when points is 2
        45 days when points is 1
        60 days otherwise

      """
    try expect(new, "45 days", ranked, "60 days", .stricter)
    try expect(old, "30 days", ranked, "45 days", .moreLenient)
  }

  @Test func levelsAndScales() throws {
    let ladder = "limit\n  5 EUR otherwise\n"
    let approval = "approval of limit\n  analyst up to 3 EUR\n  cfo above\n\n" + ladder
    try expect(approval, "analyst", approval, "cfo", .stricter)
    let retention = "retention of title\n  required when points is 1\n  not_required otherwise\n"
    try expect(retention, "not_required", retention, "required", .stricter)
    let alarm = "decision alarm, scale from mildest to strictest: calm worried\n  calm otherwise\n"
    try expect(alarm, "calm", alarm, "worried", .stricter)
    let grade = "decision grade, scale from worst to best: c b a\n  c otherwise\n"
    let further = "decision grade, scale from worst to best: c a\n  c otherwise\n"
    try expect(grade, "b", further, "a", .moreLenient)
    let step = "decision step, scale from lowest to highest: one two\n  one otherwise\n"
    try expect(step, "one", step, "two", .different)
  }

  @Test func whatHasNoOrder() throws {
    let segment = "segment\n  good when points is 1\n  bad otherwise\n"
    let other = "segment\n  bad when points is 1\n  good otherwise\n"
    try expect(segment, "good", other, "good", .same)
    try expect(segment, "good", other, "bad", .different)
    let hold = "decision hold, yes or no\n  yes when points is 1\n  no otherwise\n"
    try expect(hold, "yes", hold, "no", .different)
    try expect(hold, "yes", segment, "bad", .different)
    let remarks = "decision remarks, all that apply\n  low when points is 1\n  high when points is 2\n"
    let more = "decision remarks, all that apply\n  high when points is 2\n  low when points is 1\n"
    try expect(remarks, "low", more, "low", .same)
    try expect(remarks, "low high", more, "low high", .same)
    try expect(remarks, "low", more, "high", .different)
  }
}
