import PolicyModel
import PolicySyntax
import Proofs

/// Two rows of a table, one after the other, with one result and all cells alike but one: they can be one row.
enum RowsAdvice {
  static func findings(_ subject: inout DecisionUnderProof, without dead: Set<Int>) -> [Diagnostic] {
    let rules = subject.decision.rules
    return zip(rules.indices, rules.indices.dropFirst()).compactMap { first, second in
      guard !dead.contains(first), !dead.contains(second), !rules[second].isOtherwise,
        subject.isSame(first, second),
        let one = rules[first].condition, let other = rules[second].condition,
        areOne(one, other)
      else { return nil }
      return Diagnostic(
        .rowsAreOne,
        at: rules[second].span,
        about: rules[second].id,
        "\(subject.name(first)) and \(subject.name(second)) differ in one part of their conditions only, and give the same",
        help: "they can be one, with `or`, `one of` or a wider range",
        notes: [subject.place(first, "\(subject.name(first)) stands here")]
      )
    }
  }

  /// Whether two conditions ask the same but for one part each, about the same value.
  private static func areOne(_ one: Node, _ other: Node) -> Bool {
    let (left, right) = (parts(one), parts(other))
    let (onlyLeft, onlyRight) = (
      left.filter { !right.keys.contains($0.key) }, right.filter { !left.keys.contains($0.key) }
    )
    guard onlyLeft.count == 1, onlyRight.count == 1, let first = onlyLeft.first?.value,
      let second = onlyRight.first?.value
    else { return false }
    return subject(first) != nil && subject(first) == subject(second)
  }

  private static func parts(_ node: Node) -> [String: Node] {
    guard case .apply(.and, let parts) = node.kind else { return [node.fingerprint: node] }
    return Dictionary(parts.map { ($0.fingerprint, $0) }) { first, _ in first }
  }

  private static func subject(_ node: Node) -> String? {
    guard case .apply(let operation, let operands) = node.kind, operation == .equal || operation == .oneOf
    else {
      return nil
    }
    return operands.first?.fingerprint
  }
}
