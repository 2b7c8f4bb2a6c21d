import Exact
import PolicyModel
import PolicySyntax

/// A value that is compared with a fixed one: `oldest is more than 60 days`.
struct Threshold {
  /// The value that is compared, in a form that is the same wherever it stands.
  let value: String
  let bound: Value
  let type: ValueType
  /// Whether the bound itself goes with what is above it: `at least` and `less than` against `more than` and `at most`.
  let boundIsAbove: Bool
  /// The decision or the definition in which it stands; all results of a table are one decision.
  let place: Span
  /// The id of the rule, or the name of the definition.
  let subject: String
  let span: Span
  /// How the value that is compared is written.
  let name: String
}

extension Threshold {
  /// Every threshold of a policy, in the order of decisions and definitions.
  static func all(_ policy: Policy) -> [Threshold] {
    var found: [Threshold] = []
    for decision in policy.decisions {
      if let node = decision.applicability {
        collect(node, decision.span, decision.name, policy, &found)
      }
      for rule in decision.rules {
        for node in [rule.condition, rule.result].compactMap({ $0 }) {
          collect(node, decision.span, rule.id, policy, &found)
        }
      }
    }
    for slot in policy.order {
      let field = policy.field(slot)
      if case .definition(let node) = field.origin { collect(node, field.span, field.name, policy, &found) }
    }
    return found
  }

  private static func collect(
    _ node: Node,
    _ place: Span,
    _ subject: String,
    _ policy: Policy,
    _ found: inout [Threshold]
  ) {
    // Of conditions joined by `and` each part is looked at for itself.
    for child in node.children { collect(child, place, subject, policy, &found) }
    guard let (value, operation, bound) = comparison(node) else { return }
    switch bound {
    case .number, .date: break
    default: return
    }
    found.append(
      Threshold(
        value: value.fingerprint,
        bound: bound,
        type: value.type,
        boundIsAbove: operation == .atLeast || operation == .less,
        place: place,
        subject: subject,
        span: node.span,
        name: name(value, policy)
      )
    )
  }

  /// A comparison with a constant: what is compared, and how, with what.
  private static func comparison(_ node: Node) -> (value: Node, Operation, bound: Value)? {
    guard case .apply(let operation, let sides) = node.kind, sides.count == 2 else { return nil }
    let turned: Operation
    switch operation {
    case .less: turned = .more
    case .atMost: turned = .atLeast
    case .atLeast: turned = .atMost
    case .more: turned = .less
    default: return nil
    }
    if let bound = sides[1].constant, !bound.isMissing { return (sides[0], operation, bound) }
    if let bound = sides[0].constant, !bound.isMissing { return (sides[1], turned, bound) }
    return nil
  }

  private static func name(_ node: Node, _ policy: Policy) -> String {
    if case .read(let slot) = node.kind { return policy.field(slot).name }
    return policy.written(node.span)
  }

  /// Those of the same value with the same bound, in the order of the first of each.
  static func together(_ thresholds: [Threshold]) -> [[Threshold]] {
    var numbers: [String: Int] = [:]
    var groups: [[Threshold]] = []
    for threshold in thresholds {
      let key = "\(threshold.value) \(threshold.bound)"
      if let number = numbers[key] {
        groups[number].append(threshold)
      } else {
        numbers[key] = groups.count
        groups.append([threshold])
      }
    }
    return groups
  }

  /// Whether the bound is one that means the same everywhere: nothing, one, all of it, or a small count.
  var isCommon: Bool {
    guard case .number(let number) = bound else { return false }
    if number == .zero || number == Number(1) { return true }
    return type == .number && number.wholeValue.map { (-9...9).contains($0) } == true
  }

  /// The bound in words.
  func text(_ policy: Policy) -> String { ValueText(policy: policy).text(bound, type) }
}
