import PolicyModel

/// What changed in a condition: the parts that it has lost, and those that it has got.
struct ConditionChange {
  /// A clause for after the rule's id; nil where the conditions say the same.
  let words: String?

  init(_ before: NamedNode, _ after: NamedNode) {
    guard before.key != after.key else {
      words = nil
      return
    }
    let (old, new) = (before.parts(of: .and), after.parts(of: .and))
    let (oldKeys, newKeys) = (Set(old.map(\.key)), Set(new.map(\.key)))
    var lost = old.filter { !newKeys.contains($0.key) }
    var needs: [String] = []
    for part in new where !oldKeys.contains(part.key) {
      let counterpart = lost.firstIndex { ConditionChange.isAboutTheSame($0, part) }
      guard let counterpart else {
        needs.append(ConditionChange.need(part))
        continue
      }
      needs.append("\(ConditionChange.need(part)) (was \(ConditionChange.was(lost[counterpart], part)))")
      lost.remove(at: counterpart)
    }
    var clauses: [String] = []
    if !needs.isEmpty { clauses.append("now needs " + ConditionChange.list(needs)) }
    if !lost.isEmpty {
      clauses.append("no longer needs " + ConditionChange.list(lost.map(ConditionChange.need)))
    }
    words = clauses.joined(separator: "; it ")
  }

  private static func list(_ texts: [String]) -> String {
    guard texts.count > 1, let last = texts.last else { return texts.joined() }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Whether two comparisons are of the same value, in the same direction.
  private static func isAboutTheSame(_ one: NamedNode, _ other: NamedNode) -> Bool {
    guard let first = one.comparison, let second = other.comparison else { return false }
    return first.subject.key == second.subject.key && direction(first) == direction(second)
  }

  private static func direction(_ comparison: ComparisonParts) -> Int {
    switch comparison.relation {
    case "less than", "at most", "before", "on or before": -1
    case "more than", "at least", "after", "on or after": 1
    case "", "one of": 0
    default: 2
    }
  }

  /// What is needed, as a noun: `seniority of at least 5 years`.
  private static func need(_ part: NamedNode) -> String {
    guard let comparison = part.comparison else {
      // A yes or no by itself, or something longer.
      if case .read = part.node.kind { return "\(part.words) to be yes" }
      if case .apply(.not, let operands) = part.node.kind, case .read = operands[0].kind {
        return "\(NamedNode(operands[0], part.policy).words) to be no"
      }
      return "that " + part.words
    }
    let subject = comparison.subject.words
    let isDate = comparison.subject.node.type == .date
    if abs(direction(comparison)) == 1, !isDate { return "\(subject) of \(comparison.words)" }
    return "\(subject) to be \(comparison.words)"
  }

  /// What was needed instead; the relation is left out where it is the same.
  private static func was(_ old: NamedNode, _ new: NamedNode) -> String {
    guard let before = old.comparison, let after = new.comparison else { return old.words }
    return before.relation == after.relation ? before.object : before.words
  }
}
