import Evaluation
import Exact
import PolicyModel

/// Customers whose attributes go through all values that are declared.
enum EveryCustomer {
  /// All values of an attribute with a small range.
  static func values(_ field: Field, _ policy: Policy) -> [Value] {
    var values: [Value]
    switch field.type {
    case .yesNo: values = [.yesNo(false), .yesNo(true)]
    case .symbol(let number):
      let enumeration = policy.enumerations[number]
      values =
        enumeration.members.indices.map { .symbol(Int32($0)) }
        + enumeration.outside.indices.map { .symbol(-1 - Int32($0)) }
    case .key, .text: return [.missing]
    default:
      guard let shape = field.shape, let decimals = shape.decimals else { return [] }
      values = []
      let step = Number(mantissa: 1, scale: decimals)
      var number = shape.low
      while number <= shape.high, let next = try? number.adding(step) {
        values.append(.number(number))
        number = next
      }
    }
    return field.attribute?.isOptional == true ? values + [.missing] : values
  }

  /// Every customer as far as a decision can tell them apart; nil where there are more than can be gone through.
  static func units(_ policy: Policy, _ decision: Decision, atMost most: Int) -> [DecisionUnit]? {
    let read = reads(decision, policy)
    var customers: [[Value]] = [[]]
    for index in 0..<policy.customer.attributeCount {
      let all = values(policy.customer.fields[index], policy)
      let kept = read.contains(Slot(.customer, index)) ? all : Array(all.prefix(1))
      guard customers.count * kept.count <= most else { return nil }
      customers = customers.flatMap { customer in kept.map { customer + [$0] } }
    }
    return customers.map { unit($0, [], 0, policy) }
  }

  static func unit(_ customer: [Value], _ records: [Value], _ count: Int, _ policy: Policy) -> DecisionUnit {
    DecisionUnit(members: [
      .init(
        attributes: customer,
        records: policy.collections.isEmpty ? [] : [records],
        recordCounts: policy.collections.isEmpty ? [] : [count],
        customer: 0
      )
    ])
  }

  /// A customer with up to two records, each value by chance.
  static func unit(_ policy: Policy, _ generator: inout some RandomNumberGenerator, atLeast least: Int)
    -> DecisionUnit
  {
    func attributes(_ layout: Layout) -> [Value] {
      (0..<layout.attributeCount).map {
        values(layout.fields[$0], policy).randomElement(using: &generator) ?? .missing
      }
    }
    let customer = attributes(policy.customer)
    let count = Int.random(in: least...2, using: &generator)
    let records = (0..<count).flatMap { _ in attributes(policy.collections[0]) }
    return unit(customer, records, count, policy)
  }

  /// Everything that a decision reads in the end.
  private static func reads(_ decision: Decision, _ policy: Policy) -> Set<Slot> {
    var seen: Set<Slot> = []
    var pending = decision.nodes.flatMap(\.reads)
    while let slot = pending.popLast() {
      guard seen.insert(slot).inserted else { continue }
      switch policy.field(slot).origin {
      case .attribute: break
      case .definition(let node): pending += node.reads
      case .decision(let index): pending += policy.decisions[index].nodes.flatMap(\.reads)
      }
    }
    return seen
  }
}
