import Exact
import PolicyModel
import PolicySyntax

/// What changed in one decision: its head, then its rules.
struct DecisionChanges {
  private(set) var changes: [MeaningChange] = []
  private let old: (policy: Policy, decision: Decision)
  private let new: (policy: Policy, decision: Decision)
  private var name: String { new.decision.name }
  /// The decision under which it is told: a characteristic under its scorecard.
  private let subject: String

  init(_ oldPolicy: Policy, _ oldDecision: Decision, _ newPolicy: Policy, _ newDecision: Decision) {
    (old, new) = ((oldPolicy, oldDecision), (newPolicy, newDecision))
    subject =
      newPolicy.decisions.first {
        $0.kind == .scorecard && $0.rules.contains { $0.id == newDecision.name }
      }?.name ?? newDecision.name
    addHead()
    addRules()
  }

  private mutating func add(
    _ subject: String,
    _ text: String,
    _ kind: MeaningChange.Kind = .changed,
    in area: MeaningChange.Area = .decisions
  ) {
    changes.append(
      MeaningChange(area: area, kind: kind, subject: subject, decision: self.subject, text: text)
    )
  }

  // MARK: Head

  private mutating func addHead() {
    let (before, after) = (old.decision, new.decision)
    let (oldKeys, newKeys) = (MeaningKeys(policy: old.policy), MeaningKeys(policy: new.policy))
    if before.kind != after.kind {
      add(name, "\(name) is now a \(after.kind.rawValue) (was a \(before.kind.rawValue))")
    }
    addNames()
    if before.combining != after.combining {
      add(name, "\(name) now takes \(after.combining.words) (was \(before.combining.words))")
    }
    let (ranks, others) = (oldKeys.ranking(before), newKeys.ranking(after))
    if ranks != others, !ranks.isEmpty, !others.isEmpty {
      add(
        name,
        "\(name) is now ranked from strictest to mildest: \(others.joined(separator: ", ")) (was \(ranks.joined(separator: ", ")))"
      )
    }
    addNode(
      before.applicability,
      after.applicability,
      "is decided only where",
      "is decided for everybody",
      "it was decided only where"
    )
    addNode(before.atLeast, after.atLeast, "is at least", "has no least value", "it was at least")
    addNode(before.atMost, after.atMost, "is at most", "has no highest value", "it was at most")
    let (rounding, now) = (oldKeys.rounding(before), newKeys.rounding(after))
    if rounding != now {
      add(
        name,
        "\(name) is now \(now.isEmpty ? "not rounded" : now) (was \(rounding.isEmpty ? "not rounded" : rounding))"
      )
    }
    if before.isFinal != after.isFinal {
      add(name, after.isFinal ? "\(name) can no longer be overridden" : "\(name) can now be overridden")
    }
    let (of, now2) = (before.approvalOf, after.approvalOf)
    if of.map({ NamedNode.key($0, old.policy) }) != now2.map({ NamedNode.key($0, new.policy) }) {
      add(
        name,
        "\(name) is now the approval of \(now2.map { new.policy.field($0).name } ?? "nothing") (was of \(of.map { old.policy.field($0).name } ?? "nothing"))"
      )
    }
    if (before.stepsTaken == nil) != (after.stepsTaken == nil) {
      add(
        name,
        after.stepsTaken == nil
          ? "\(name) no longer goes one step at a time" : "\(name) now goes one step at a time"
      )
    }
  }

  private mutating func addNode(
    _ before: Node?,
    _ after: Node?,
    _ words: String,
    _ none: String,
    _ past: String
  ) {
    let (before, after) = (before.map { NamedNode($0, old.policy) }, after.map { NamedNode($0, new.policy) })
    if before?.key == after?.key { return }
    switch (before, after) {
    case (let before?, nil): add(name, "\(name) \(none) now (\(past) \(before.words))")
    case (nil, let after?): add(name, "\(name) \(words) \(after.words) now")
    case (let before?, let after?): add(name, "\(name) \(words) \(after.words) now (was \(before.words))")
    default: break
    }
  }

  /// The names that the decision can give, where they are declared and do not follow from the rules.
  private mutating func addNames() {
    let (before, after) = (old.decision.type, new.decision.type)
    switch (before, after) {
    case (.symbol(let one), .symbol(let other)):
      guard old.decision.kind == .custom, new.decision.kind == .custom else { return }
      let (names, others) = (old.policy.enumerations[one], new.policy.enumerations[other])
      if names.members == others.members, names.outside == others.outside,
        old.decision.scale == new.decision.scale
      {
        return
      }
      add(
        name,
        "\(name) is now one of \((others.members + others.outside).joined(separator: ", ")) (was one of \((names.members + names.outside).joined(separator: ", ")))"
      )
    default:
      if before != after { add(name, "\(name) now gives \(after.words) (was \(before.words))") }
    }
  }

  // MARK: Rules

  /// A rule of both editions.
  private struct Pair {
    let old, new: Int
  }

  private mutating func addRules() {
    let pairs = pairs()
    for pair in pairs.sorted(by: { $0.new < $1.new }) {
      addRule(old.decision.rules[pair.old], new.decision.rules[pair.new])
    }
    for (index, rule) in new.decision.rules.enumerated() where !pairs.contains(where: { $0.new == index }) {
      add(rule.id, "\(rule.id) is new" + told(rule, new, ": "), .new)
    }
    for (index, rule) in old.decision.rules.enumerated() where !pairs.contains(where: { $0.old == index }) {
      add(rule.id, "\(rule.id) is gone" + told(rule, old, ": it was "), .gone)
    }
    if [old.decision.combining, new.decision.combining].contains(.first) { addOrder(pairs) }
  }

  /// Rules by their ids, then those that say the same under another id, then those with the same condition.
  private func pairs() -> [Pair] {
    var pairs: [Pair] = []
    var (rest, others) = (Array(old.decision.rules.indices), Array(new.decision.rules.indices))
    func pair(_ isSame: (Rule, Rule) -> Bool) {
      for one in rest {
        guard let other = others.first(where: { isSame(old.decision.rules[one], new.decision.rules[$0]) })
        else {
          continue
        }
        pairs.append(Pair(old: one, new: other))
        others.removeAll { $0 == other }
      }
      rest.removeAll { one in pairs.contains { $0.old == one } }
    }
    func says(_ rule: Rule, _ policy: Policy) -> [String] {
      let keys = MeaningKeys(policy: policy)
      return [rule.isOtherwise ? "otherwise" : keys.key(rule.condition), keys.key(rule.result)]
    }
    pair { $0.id == $1.id }
    pair { says($0, old.policy) == says($1, new.policy) }
    pair { ($0.isOtherwise || $0.condition != nil) && says($0, old.policy)[0] == says($1, new.policy)[0] }
    return pairs
  }

  /// What a rule says; nothing of a characteristic, which has rules of its own.
  private func told(_ rule: Rule, _ side: (policy: Policy, decision: Decision), _ lead: String) -> String {
    side.decision.kind == .scorecard ? "" : lead + described(rule, side.policy)
  }

  private func described(_ rule: Rule, _ policy: Policy) -> String {
    let result = NamedNode(rule.result, policy).words
    if rule.isOtherwise { return "\(result) otherwise" }
    return result + (rule.condition.map { " when " + NamedNode($0, policy).words } ?? " always")
  }

  private mutating func addRule(_ before: Rule, _ after: Rule) {
    let id = after.id
    if before.id != id {
      let isResult = old.decision.combining == .all || new.decision.combining == .all
      add(id, "\(before.id) is now called \(id)", .renamed, in: isResult ? .decisions : .words)
    }
    addCondition(before, after)
    addResult(before, after)
    if before.channels != after.channels {
      add(id, "\(id) now goes by \(after.channels.list) (was by \(before.channels.list))")
    }
    if before.approvals != after.approvals {
      add(id, "\(id) now needs approval by \(after.approvals.list) (was by \(before.approvals.list))")
    }
    if before.state != after.state {
      add(id, "\(id) now \(after.state?.rawValue ?? "is a step") (was \(before.state?.rawValue ?? "a step"))")
    }
    let reasons = { (rule: Rule) in rule.reasons.map { "\($0.language) \($0.text)" } }
    if reasons(before) != reasons(after) {
      let (was, now) = (before.reason() ?? "", after.reason() ?? "")
      let said =
        was == now
        ? " in another language"
        : now.isEmpty ? ": none any more" : ": \"\(now)\"" + (was.isEmpty ? "" : " (was \"\(was)\")")
      add(id, "\(id) has another reason\(said)", in: .words)
    }
    if before.sources != after.sources {
      add(id, "\(id) now cites \(after.sources.list) (was \(before.sources.list))", in: .words)
    }
  }

  private mutating func addCondition(_ before: Rule, _ after: Rule) {
    let id = after.id
    if before.isOtherwise != after.isOtherwise || (before.condition == nil) != (after.condition == nil) {
      func when(_ rule: Rule, _ policy: Policy) -> String {
        if rule.isOtherwise { return "where no other rule applies" }
        return rule.condition.map { "when " + NamedNode($0, policy).words } ?? "always"
      }
      add(id, "\(id) now applies \(when(after, new.policy)) (was \(when(before, old.policy)))")
      return
    }
    guard let one = before.condition, let other = after.condition else { return }
    let text = ConditionChange(NamedNode(one, old.policy), NamedNode(other, new.policy)).words
    if let text { add(id, "\(id) \(text)") }
  }

  private mutating func addResult(_ before: Rule, _ after: Rule) {
    let (was, now) = (NamedNode(before.result, old.policy), NamedNode(after.result, new.policy))
    if was.key == now.key { return }
    var shown = was.words
    // What is scaled stays: the share alone is what changed.
    if case .apply(.multiply, let one) = was.node.kind, case .apply(.multiply, let other) = now.node.kind,
      one.count == 2, other.count == 2, one[0].constant != nil,
      NamedNode(one[1], old.policy).key == NamedNode(other[1], new.policy).key
    {
      shown = NamedNode(one[0], old.policy).words
    }
    add(after.id, "\(after.id) gives \(now.words) (was \(shown))")
  }

  /// Of rules of which the first counts: which have changed places.
  private mutating func addOrder(_ pairs: [Pair]) {
    let inOld = pairs.sorted { $0.old < $1.old }.map(\.new)
    let inNew = inOld.sorted()
    let moved = inOld.indices.filter { inOld[$0] != inNew[$0] }
    if moved.isEmpty { return }
    let ids = { [rules = new.decision.rules] (index: Int) in rules[index].label }
    if moved.count == 2 {
      let both = moved.map { ids(inOld[$0]) }
      add(name, "\(name): rules \(both[0]) and \(both[1]) have changed places", .moved)
      return
    }
    for rule in DecisionChanges.outOfOrder(inOld).sorted() {
      let place = rule == 0 ? "stands first" : "stands after \(ids(rule - 1))"
      add(new.decision.rules[rule].id, "\(name): rule \(ids(rule)) has moved; it now \(place)", .moved)
    }
  }

  /// The fewest numbers without which the others rise.
  private static func outOfOrder(_ numbers: [Int]) -> [Int] {
    var best: [[Int]] = []
    for (index, number) in numbers.enumerated() {
      let before = best[..<index].filter { ($0.last ?? 0) < number }.max { $0.count < $1.count } ?? []
      best.append(before + [number])
    }
    let kept = Set(best.max { $0.count < $1.count } ?? [])
    return numbers.filter { !kept.contains($0) }
  }
}

extension [String] {
  /// A list for a sentence.
  fileprivate var list: String { isEmpty ? "nobody" : joined(separator: " and ") }
}

extension Combining {
  fileprivate var words: String {
    switch self {
    case .first: "the first rule that applies"
    case .exactlyOne: "the only rule that applies"
    case .strictest: "the strictest of the rules that apply"
    case .lowest: "the lowest of the rules that apply"
    case .highest: "the highest of the rules that apply"
    case .furthest: "the furthest step that applies"
    case .sum: "the sum of the rules that apply"
    case .all: "all rules that apply"
    }
  }
}

extension ValueType {
  /// The type as an officer calls it.
  var words: String {
    switch self {
    case .number: "a number"
    case .percent: "a percentage"
    case .money(let currency): "an amount in \(currency.code)"
    case .days: "days"
    case .months: "months"
    case .years: "years"
    case .date: "a date"
    case .yesNo: "yes or no"
    case .text: "a text"
    case .key: "a key"
    case .symbol: "one of several names"
    case .terms: "payment terms"
    case .rules: "the list of rules that apply"
    }
  }
}
