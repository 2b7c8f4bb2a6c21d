import Exact
import PolicyModel
import PolicySyntax

/// What one decision came to.
public struct Outcome: Sendable {
  /// Missing where the decision does not apply.
  public let value: Value
  /// What the rules gave; the value itself where no override replaced it.
  public let decided: Value
  /// The rules that gave it, by their number in the decision: one, or all that combine.
  public let rules: [Int]
  /// The override that replaced what the rules gave, by its number in the policy.
  public let override: Int?
}

extension Evaluator {
  mutating func decide(_ index: Int, _ place: Place) throws(DecisionFailure) -> Outcome {
    let decision = policy.decisions[index]
    var record = RecordedDecision<Watcher.Reference>()
    if let applicability = decision.applicability {
      let (answer, reference) = try holds(applicability, place)
      record.applicability = reference
      if !answer {
        watcher.decision(decision, index, place, record)
        return Outcome(value: .missing, decided: .missing, rules: [], override: nil)
      }
    }
    if let steps = decision.stepsTaken, value(steps.last, place).isMissing != value(steps.on, place).isMissing
    {
      throw failure(.stepWithoutDay(decision: index), place)
    }
    let applying = try applying(decision, place, &record)
    if applying.isEmpty, decision.combining != .sum, decision.combining != .all {
      throw failure(.nothingApplies(decision: index), place)
    }
    if decision.combining == .exactlyOne, applying.count > 1 {
      throw failure(.severalApply(decision: index, rules: applying.map(\.rule)), place)
    }
    let (combined, rules) = try combine(decision, applying, place)
    record.combined = combined
    markOutranked(&record, rules)
    record.clamped = try clamp(combined, decision, place, &record)
    record.decided = record.clamped
    if let rounding = decision.rounding {
      let clamped = record.clamped
      record.decided = try computed(place) { () throws(ArithmeticOverflow) in
        try Operation.round(rounding.rule, step: rounding.step).apply([clamped])
      }
    }
    if record.decided.isMissing { throw failure(.unresolved(decision.slot), place) }
    record.override = override(index, place)
    record.value = record.override.map { policy.overrides[$0].value } ?? record.decided
    watcher.decision(decision, index, place, record)
    return Outcome(value: record.value, decided: record.decided, rules: rules, override: record.override)
  }

  /// The rules whose conditions hold, with their results; in a first-match decision only the first.
  private mutating func applying(
    _ decision: Decision,
    _ place: Place,
    _ record: inout RecordedDecision<Watcher.Reference>
  ) throws(DecisionFailure) -> [(rule: Int, value: Value)] {
    var applying: [(rule: Int, value: Value)] = []
    let isFirst = decision.combining == .first
    // `otherwise` waits until the others have been asked.
    let indices = decision.rules.indices
    for index in indices.filter({ !decision.rules[$0].isOtherwise })
      + indices.filter({ decision.rules[$0].isOtherwise })
    {
      let rule = decision.rules[index]
      if isFirst && !applying.isEmpty {
        record.rules.append(.init(index: index, outcome: .notReached, condition: nil, result: nil))
        continue
      }
      var condition: Watcher.Reference?
      var holds = !rule.isOtherwise || applying.isEmpty
      if let node = rule.condition, holds {
        let (answer, reference) = try self.holds(node, place)
        (holds, condition) = (answer, reference)
      }
      guard holds else {
        record.rules.append(
          .init(
            index: index,
            outcome: rule.isOtherwise && condition == nil ? .notReached : .doesNotApply,
            condition: condition,
            result: nil
          )
        )
        continue
      }
      let (value, reference) = try evaluate(rule.result, place)
      if value.isMissing { throw failure(.unresolved(decision.slot), place) }
      applying.append((index, value))
      record.rules.append(.init(index: index, outcome: .applies, condition: condition, result: reference))
    }
    return applying
  }

  private func combine(
    _ decision: Decision,
    _ applying: [(rule: Int, value: Value)],
    _ place: Place
  ) throws(DecisionFailure) -> (Value, [Int]) {
    let values = applying.map(\.value)
    let best: Value
    switch decision.combining {
    case .first, .exactlyOne: best = values[0]
    case .sum:
      let sum = try computed(place) { () throws(ArithmeticOverflow) in
        var total = Number.zero
        for case .number(let number) in values { total = try total.adding(number) }
        return .number(total)
      }
      return (sum, applying.map(\.rule))
    case .all:
      var bits: UInt64 = 0
      for case .rules(let bit) in values { bits |= bit }
      return (.rules(bits), applying.map(\.rule))
    case .lowest: best = Operation.extreme(values, highest: false)
    case .highest, .furthest: best = Operation.extreme(values, highest: true)
    case .strictest:
      let ranked = decision.ranking.first { values.contains($0) }
      guard let ranked else { throw failure(.unresolved(decision.slot), place) }
      best = ranked
    }
    return (best, applying.filter { $0.value == best }.map(\.rule))
  }

  private func markOutranked(_ record: inout RecordedDecision<Watcher.Reference>, _ winners: [Int]) {
    record.rules = record.rules.map { rule in
      guard rule.outcome == .applies, !winners.contains(rule.index) else { return rule }
      return .init(index: rule.index, outcome: .outranked, condition: rule.condition, result: rule.result)
    }
  }

  private mutating func clamp(
    _ value: Value,
    _ decision: Decision,
    _ place: Place,
    _ record: inout RecordedDecision<Watcher.Reference>
  ) throws(DecisionFailure) -> Value {
    var value = value
    if let bound = decision.atLeast {
      let (low, reference) = try evaluate(bound, place)
      record.atLeast = reference
      value = try within(value, low, highest: true, decision, place)
    }
    if let bound = decision.atMost {
      let (high, reference) = try evaluate(bound, place)
      record.atMost = reference
      value = try within(value, high, highest: false, decision, place)
    }
    return value
  }

  private func within(
    _ value: Value,
    _ bound: Value,
    highest: Bool,
    _ decision: Decision,
    _ place: Place
  ) throws(DecisionFailure) -> Value {
    let result = bound.isMissing ? .missing : Operation.extreme([value, bound], highest: highest)
    if result.isMissing { throw failure(.unresolved(decision.slot), place) }
    return result
  }

  /// The override of a customer's decision in force on the as-of date.
  private func override(_ decision: Int, _ place: Place) -> Int? {
    guard place.member >= 0, place.collection < 0, let keyIndex = policy.customer.key,
      case .text(let key) = members[place.member][keyIndex]
    else { return nil }
    return policy.overrides.firstIndex {
      $0.decision == decision && $0.customer == key && $0.applies(on: asOf)
    }
  }
}
