import PolicyModel
import PolicySyntax

/// A part of a condition in words that stand alone, also where it is only a cell of a table.
struct PartText {
  private let policy: Policy
  private let values: ValueText

  init(_ policy: Policy) {
    self.policy = policy
    values = ValueText(policy: policy)
  }

  /// Such as `score is at least 75`.
  func text(_ node: Node) -> String {
    guard case .apply(let operation, let operands) = node.kind, let subject = operands.first else {
      return name(node)
    }
    let others = operands.dropFirst().map(name).joined(separator: ", ")
    let isDate = subject.type == .date
    switch operation {
    case .less: return "\(name(subject)) is \(isDate ? "before" : "less than") \(others)"
    case .atMost: return "\(name(subject)) is at most \(others)"
    case .atLeast: return "\(name(subject)) is at least \(others)"
    case .more: return "\(name(subject)) is \(isDate ? "after" : "more than") \(others)"
    case .equal, .hasTerms: return "\(name(subject)) is \(others)"
    case .oneOf: return "\(name(subject)) is one of \(others)"
    case .isMissing: return "\(name(subject)) is missing"
    case .isKnown: return "\(name(subject)) is known"
    case .isOutsideScale: return "\(name(subject)) is outside the scale"
    case .isUnlimited: return "\(name(subject)) is unlimited"
    case .isAtLeastAsStrict: return "\(name(subject)) is at least as strict as \(others)"
    default: return policy.written(node.span)
    }
  }

  private func name(_ node: Node) -> String {
    switch node.kind {
    case .read(let slot): policy.field(slot).name
    case .constant(let value): values.text(value, node.type)
    case .asOf: "as_of"
    default: policy.written(node.span)
    }
  }
}
