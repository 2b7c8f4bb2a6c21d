import Evaluation
import Exact
import PolicyModel

/// Customers made of the values at which a policy changes its mind: tried where formulas leave something open.
///
/// Each attribute is one of the ends of its range, a value that some condition compares with, one a step below or
/// above it, a member, or missing. Which of them go together is chosen by chance, in the same order in every run.
struct DirectedSearch {
  /// How many customers are tried.
  static let effort = 400

  private let policy: Policy
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// By scope and attribute.
  private var pools: [Scope: [[Value]]] = [:]

  init(_ policy: Policy) {
    self.policy = policy
    let constants = DirectedSearch.constants(policy)
    let scopes = [.customer] + policy.collections.indices.map(Scope.collection)
    for scope in scopes {
      let layout = policy.layout(scope)
      pools[scope] = (0..<layout.attributeCount).map {
        DirectedSearch.pool(layout.fields[$0], constants, policy)
      }
    }
  }

  /// The next customer, with so many records of each collection.
  mutating func next(_ counts: [Int]) -> DecisionUnit {
    let customer = pick(.customer)
    let records = counts.enumerated().map { number, count in
      (0..<count).flatMap { _ in pick(.collection(number)) }
    }
    return DecisionUnit(members: [
      .init(attributes: customer, records: records, recordCounts: counts, customer: 0)
    ])
  }

  private mutating func pick(_ scope: Scope) -> [Value] {
    (pools[scope] ?? []).map { pool in pool.isEmpty ? .missing : pool[Int(random() % UInt64(pool.count))] }
  }

  /// SplitMix64.
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  // MARK: Values

  private static func constants(_ policy: Policy) -> [ValueType: [Value]] {
    var found: [ValueType: [Value]] = [:]
    var pending = policy.decisions.flatMap(\.nodes)
    for slot in policy.order {
      if case .definition(let node) = policy.field(slot).origin { pending.append(node) }
    }
    while let node = pending.popLast() {
      if let constant = node.constant, !constant.isMissing, !(found[node.type]?.contains(constant) ?? false) {
        found[node.type, default: []].append(constant)
      }
      pending += node.children
    }
    return found
  }

  private static func pool(_ field: Field, _ constants: [ValueType: [Value]], _ policy: Policy) -> [Value] {
    var pool: [Value]
    switch field.type {
    case .yesNo: pool = [.yesNo(false), .yesNo(true)]
    case .symbol(let number):
      let enumeration = policy.enumerations[number]
      pool =
        enumeration.members.indices.map { .symbol(Int32($0)) }
        + enumeration.outside.indices.map { .symbol(-1 - Int32($0)) }
    case .terms: pool = (field.attribute?.terms ?? []).map { .terms($0) }
    case .text: pool = (constants[.text] ?? []) + [.text(Int32(policy.texts.count))]
    case .key: pool = [.text(Int32(policy.texts.count))]
    case .date: pool = dates(field, constants[.date] ?? [], policy)
    default: pool = numbers(field, constants[field.type] ?? [])
    }
    return field.attribute?.isOptional == true ? pool + [.missing] : pool
  }

  private static func numbers(_ field: Field, _ constants: [Value]) -> [Value] {
    guard let shape = field.shape else { return [] }
    let step = Number(mantissa: 1, scale: shape.decimals ?? 0)
    var found = [shape.low, shape.high]
    for case .number(let number) in constants {
      found += [number, try? number.adding(step), try? number.subtracting(step)].compactMap(\.self)
    }
    return found.filter { number in
      number >= shape.low && number <= shape.high && number.decimalsNeeded ?? .max <= shape.decimals ?? .max
    }.map { .number($0) }
  }

  private static func dates(_ field: Field, _ constants: [Value], _ policy: Policy) -> [Value] {
    let first = policy.inForce.lowerBound
    var days = [first, field.dates?.lowerBound, field.dates?.upperBound].compactMap(\.self)
    for case .date(let day) in constants {
      days += [day, day.adding(days: 1), day.adding(days: -1)].compactMap(\.self)
    }
    days += [-2_000, -700, -400, -100, -61, -31, -1, 1, 30].compactMap { first.adding(days: $0) }
    return days.filter { field.dates?.contains($0) ?? true }.map { .date($0) }
  }
}
