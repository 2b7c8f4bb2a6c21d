import Evaluation
import Exact
import PolicyModel
import Portfolio
import Reports
import TestSupport

/// Decisions: a policy that the checker lets through decides whatever fits its data, and says so in sound JSON.
enum DecisionTargets {
  /// One byte chooses a random policy that the checker lets through, the others the data.
  ///
  /// `SoundnessTests` go through many more policies; to check one takes as long as many decisions.
  static func evaluator(_ bytes: [UInt8]) throws(FuzzViolation) {
    let checked = FuzzPolicies.random(bytes.first ?? 0)
    let policy = checked.policy
    var random = RandomPolicy(SeededGenerator(bytes: Array(bytes.dropFirst())))
    let values = random.unit(policy)
    let unit = DecisionUnit(members: [
      .init(
        attributes: values.customer,
        records: [values.invoices],
        recordCounts: [values.count],
        customer: 0
      )
    ])
    let asOf = policy.inForce.lowerBound
    let (decided, traced): (UnitDecisions, (decisions: UnitDecisions, trace: Trace))
    do throws(DecisionFailure) {
      (decided, traced) = (try policy.decide(unit, asOf: asOf), try policy.trace(unit, asOf: asOf))
    } catch {
      // Two rules of an exactly-one decision may meet where the checker has warned that it cannot exclude it.
      if case .severalApply = error.kind, checked.mayMeet { return }
      throw FuzzViolation("\(error.message(policy)) for \(values) in\n\(checked.text)")
    }
    try require(
      isSame(decided, traced.decisions),
      "with and without a trace differ for \(values) in\n\(checked.text)"
    )
    for (index, step) in traced.trace.steps.enumerated() {
      guard case .operation(_, let operands) = step.kind else { continue }
      try require(
        operands.allSatisfy { (0..<index).contains($0) },
        "step \(index) stands before its operands"
      )
    }
  }

  private static func isSame(_ left: UnitDecisions, _ right: UnitDecisions) -> Bool {
    let outcomes = zip(left.outcomes.joined().joined(), right.outcomes.joined().joined())
    return left.members == right.members && left.records == right.records && left.group == right.group
      && outcomes.allSatisfy {
        $0.value == $1.value && $0.decided == $1.decided && $0.rules == $1.rules && $0.override == $1.override
      }
  }

  /// Lines of JSON to traces: what is written is JSON, and is written the same again.
  static func traces(_ bytes: [UInt8]) throws(FuzzViolation) {
    let policy = FuzzPolicies.sample
    guard
      let portfolio = try? PortfolioReader.read(ndjson: bytes, name: "fuzz.ndjson", for: policy),
      let asOf = CalendarDate(iso: "2026-06-30")
    else { return }
    for group in portfolio.groups.indices.prefix(1) {
      let unit = DecisionUnit(portfolio, group: group)
      let trace: Trace
      do throws(DecisionFailure) {
        trace = try policy.trace(unit, asOf: asOf).1
      } catch {
        switch error.kind {
        // A sum can leave the range of money, and a day the calendar.
        case .outOfRange, .outsideCalendar: continue
        default: throw FuzzViolation(error.message(policy))
        }
      }
      let context = TraceContext(policy, unit, trace, asOf: asOf, member: 0, portfolio: portfolio)
      try require(!ExplanationText(context).text().isEmpty, "nothing is explained")
      var written: [UInt8] = []
      TraceJSON(context).document().append(to: &written)
      try require(JSONSyntax.isDocument(written), "no JSON: \(String(decoding: written, as: UTF8.self))")
      // To write it again costs as much as all before.
      guard bytes.count % 4 == 0 else { continue }
      var again: [UInt8] = []
      TraceJSON(context).document().append(to: &again)
      try require(written == again, "the same trace is written in two ways")
    }
  }
}
