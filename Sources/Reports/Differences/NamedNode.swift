import Exact
import PolicyModel

/// An expression with its policy, so that it can be compared with one of another policy.
///
/// Places of fields, numbers of tables and of names differ from policy to policy; the key of an expression has names
/// instead, so two expressions that say the same have the same key, wherever they stand.
struct NamedNode {
  let node: Node
  let policy: Policy

  init(_ node: Node, _ policy: Policy) { (self.node, self.policy) = (node, policy) }

  /// What the expression says, by names; what can be written in any order stands in one.
  var key: String {
    switch node.kind {
    case .constant(let value): NamedNode.key(value, node.type, policy)
    case .asOf: "as_of"
    case .read(let slot): NamedNode.key(slot, policy)
    case .apply(let operation, let operands): key(operation, operands)
    case .aggregate(let aggregate): key(aggregate)
    case .cases(let cases):
      "cases("
        + cases.map { ($0.condition.map(child) ?? "otherwise") + "=>" + child($0.result) }
        .joined(separator: ",") + ")"
    }
  }

  private func child(_ node: Node) -> String { NamedNode(node, policy).key }

  private func key(_ operation: Operation, _ operands: [Node]) -> String {
    if let choice { return choice.key }
    if case .includes = operation, let labels { return "includes(\(child(operands[0])),\(labels.sorted()))" }
    var keys = operands.map(child)
    switch operation {
    case .and, .or: keys = Array(Set(parts(of: operation).map { $0.key })).sorted()
    case .add, .multiply, .equal, .lowest, .highest, .lowestKnown, .highestKnown, .average, .averageKnown,
      .median, .medianKnown:
      keys.sort()
    case .oneOf: keys = [keys[0]] + keys.dropFirst().sorted()
    default: break
    }
    return name(operation) + "(" + keys.joined(separator: ",") + ")"
  }

  /// The name of an operation with everything by which one differs from another of that name.
  private func name(_ operation: Operation) -> String {
    switch operation {
    case .rateOn(let table): "rate_on[\(policy.rates[table].name)]"
    case .interest(let interest):
      "interest[\(interest.rates.map { policy.rates[$0].name } ?? "fixed") \(interest.yearDays) "
        + (interest.compounding.map { "\($0.monthEnds) \($0.rounding) \($0.step.number)" } ?? "simple") + "]"
    case .round(let rounding, let step): "round[\(rounding) \(step.number)]"
    default: operation.name + (operation.monthEnds.map { "[\($0)]" } ?? "")
    }
  }

  private func key(_ aggregate: Aggregate) -> String {
    let parts = [aggregate.condition, aggregate.value, aggregate.weight, aggregate.order, aggregate.upTo]
    let over = policy.layout(aggregate.scope).name
    return "\(aggregate.function)@\(aggregate.earlier == nil ? "" : "earlier ")\(over)("
      + parts.map { $0.map(child) ?? "-" }.joined(separator: ",") + ")"
  }

  /// That a value is one of some, however it is asked: `is a`, `is one of a, b`, `is a or is b`, or a yes by itself.
  private struct Choice {
    let subject: String
    let members: Set<String>

    var key: String {
      if members == ["'yes'"] { return subject }
      if members == ["'no'"] { return "not(\(subject))" }
      return "one_of(\(subject),\(members.sorted().joined(separator: ",")))"
    }
  }

  private var choice: Choice? {
    guard case .apply(let operation, let operands) = node.kind, let first = operands.first else { return nil }
    switch operation {
    case .equal, .oneOf:
      let members = operands.dropFirst().compactMap { node in
        node.constant.map { NamedNode.key($0, node.type, policy) }
      }
      guard members.count == operands.count - 1, first.constant == nil else { return nil }
      return Choice(subject: child(first), members: Set(members))
    case .or:
      let choices = parts(of: .or).map(\.choice)
      guard let subject = choices.first.flatMap({ $0?.subject }),
        choices.allSatisfy({ $0?.subject == subject })
      else { return nil }
      return Choice(subject: subject, members: choices.reduce(into: []) { $0.formUnion($1?.members ?? []) })
    default: return nil
    }
  }

  // MARK: Parts

  /// The parts of a conjunction or disjunction, also of those within; the expression itself where it is none.
  func parts(of operation: Operation) -> [NamedNode] {
    guard case .apply(operation, let operands) = node.kind else { return [self] }
    return operands.flatMap { NamedNode($0, policy).parts(of: operation) }
  }

  /// The labels that `includes` asks for.
  var labels: [String]? {
    guard case .apply(.includes, let operands) = node.kind, operands.count == 2,
      case .read(let slot) = operands[0].kind, case .decision(let number) = policy.field(slot).origin,
      case .rules(let bits) = operands[1].constant
    else { return nil }
    let rules = policy.decisions[number].rules
    return rules.indices.filter { bits >> UInt64($0) & 1 == 1 }.map { rules[$0].label }
  }

  // MARK: Keys of what an expression is made of

  static func key(_ slot: Slot, _ policy: Policy) -> String {
    policy.layout(slot.scope).name + "." + policy.field(slot).name
  }

  /// A value by its name; numbers exactly, with their unit.
  static func key(_ value: Value, _ type: ValueType, _ policy: Policy) -> String {
    switch value {
    case .number(let number): "\(number.description) \(unit(type))"
    case .rules(let bits): "rules \(bits)"
    default: "'" + ValueText(policy: policy).text(value, type) + "'"
    }
  }

  private static func unit(_ type: ValueType) -> String {
    if case .money(let currency) = type { currency.code } else { "\(type)" }
  }
}
