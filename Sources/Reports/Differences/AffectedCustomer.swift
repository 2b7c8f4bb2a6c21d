import Evaluation
import Exact
import PolicyModel
import Portfolio

/// A customer whom the new edition decides differently, with the explanations of both editions.
public struct AffectedCustomer: Sendable {
  struct Change: Sendable {
    let decision: String
    /// The key of the record that is decided; nil for a decision on the customer.
    let record: String?
    let from, to: String
    let fromJSON, toJSON: JSON
    let leniency: Leniency
    let before, after: [String]
    let rulesBefore, rulesAfter: [String]
  }

  /// Further records of one decision are counted only.
  private static let mostRecords = 3

  let key: String
  let changes: [Change]
  /// Changes of records that are not shown.
  let further: Int

  /// Decides the most affected again, with their traces.
  public static func explained(_ difference: PortfolioDifference, asOf: CalendarDate) -> [AffectedCustomer] {
    difference.affected.compactMap { AffectedCustomer($0, difference.pair, asOf) }
  }

  private init?(_ affected: PortfolioDifference.Affected, _ pair: EditionPair, _ asOf: CalendarDate) {
    guard let old = Explained(pair.oldSide, affected.old, asOf),
      let new = Explained(pair.newSide, affected.new, asOf)
    else { return nil }
    key = affected.key
    var changes: [Change] = []
    var further = 0
    for common in pair.common {
      var shown = 0
      for (one, other) in pair.records(common, old.member, new.member) {
        let (from, to) = (old.value(common.old, one), new.value(common.new, other))
        let leniency = common.order.compare(from, to)
        if leniency == .same { continue }
        if shown == AffectedCustomer.mostRecords {
          further += 1
          continue
        }
        shown += 1
        let (oldTrace, newTrace) = (old.trace(common.old, one), new.trace(common.new, other))
        let (oldDecision, newDecision) = (pair.old.decisions[common.old], pair.new.decisions[common.new])
        let (rulesBefore, rulesAfter) = (oldDecision.deciding(oldTrace), newDecision.deciding(newTrace))
        changes.append(
          Change(
            decision: common.name,
            record: common.records.map {
              old.context.recordName(Place(member: old.member.member, collection: $0.old, record: one))
            },
            from: pair.oldSide.shown(from, oldDecision),
            to: pair.newSide.shown(to, newDecision),
            fromJSON: pair.oldSide.values.json(from, oldDecision.type, rules: oldDecision.rules),
            toJSON: pair.newSide.values.json(to, newDecision.type, rules: newDecision.rules),
            leniency: leniency,
            before: old.lines(oldTrace, beside: rulesAfter),
            after: new.lines(newTrace, beside: rulesBefore),
            rulesBefore: rulesBefore,
            rulesAfter: rulesAfter
          )
        )
      }
    }
    (self.changes, self.further) = (changes, further)
  }
}

/// One customer decided under one edition with its trace.
private struct Explained {
  let member: DecidedMember
  let context: TraceContext

  init?(_ side: EditionPair.Side, _ place: (group: Int, member: Int), _ asOf: CalendarDate) {
    guard let portfolio = side.portfolio else { return nil }
    let unit = DecisionUnit(portfolio, group: place.group)
    guard let (decided, trace) = try? side.policy.trace(unit, asOf: asOf) else { return nil }
    member = DecidedMember(
      group: place.group,
      member: place.member,
      customer: unit.members[place.member].customer,
      unit: unit,
      decided: decided
    )
    context = TraceContext(
      side.policy,
      unit,
      trace,
      asOf: asOf,
      member: place.member,
      portfolio: portfolio
    )
  }

  func value(_ decision: Int, _ record: Int) -> Value {
    member.decided.outcomes[member.member][decision][record].value
  }

  func trace(_ decision: Int, _ record: Int) -> Trace.DecisionTrace? {
    context.trace.decisions.first {
      $0.decision == decision
        && ($0.place == .group || $0.place.member == member.member && max($0.place.record, 0) == record)
    }
  }

  /// Why it is decided so, and why the rules do not apply that decide under the other edition.
  func lines(_ trace: Trace.DecisionTrace?, beside others: [String]) -> [String] {
    trace.map { ExplanationText(context).decision($0, besides: Set(others)) } ?? []
  }
}

extension Decision {
  /// The ids of the rules that gave a result.
  fileprivate func deciding(_ trace: Trace.DecisionTrace?) -> [String] {
    (trace?.rules ?? []).filter { $0.outcome == .applies }.map { rules[$0.index].id }
  }
}
