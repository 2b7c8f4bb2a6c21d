import Exact

/// A value that is the same for everybody and with which something is compared.
public struct FixedBound: Sendable {
  /// What is compared with it.
  public let subject: Node
  public let operation: Operation
  public let bound: Node
  public let value: Value

  /// The bound of a comparison by order; nil for anything else.
  public init?(_ node: Node) {
    guard case .apply(let operation, let operands) = node.kind, operands.count == 2,
      [.less, .atMost, .atLeast, .more].contains(operation), let value = operands[1].constant,
      operands[0].constant == nil
    else { return nil }
    (subject, bound) = (operands[0], operands[1])
    (self.operation, self.value) = (operation, value)
  }

  /// The value right above or below: a step is the smallest by which the subject can differ.
  public func next(up: Bool, in policy: Policy) -> Value? {
    if case .number(let number) = value, let step = FixedBound.step(of: subject, in: policy),
      number.isMultiple(of: step)
    {
      return (try? up ? number.adding(step) : number.subtracting(step)).map { .number($0) }
    }
    return value.next(up: up, type: bound.type, decimals: subject.shape?.decimals, in: policy)
  }

  /// The step to which a value is rounded, where it has one.
  private static func step(of node: Node, in policy: Policy) -> Number? {
    switch node.kind {
    case .apply(.round(_, let step), _): return step.number
    case .read(let slot):
      switch policy.field(slot).origin {
      case .attribute: return nil
      case .definition(let definition): return step(of: definition, in: policy)
      case .decision(let index): return policy.decisions[index].rounding?.step.number
      }
    default: return nil
    }
  }
}

extension Number {
  fileprivate func isMultiple(of step: Number) -> Bool { (try? divided(by: step))??.isWhole ?? false }
}

extension Value {
  /// The value right above or below in its type; nil where there is none.
  ///
  /// - Parameter decimals: how many decimals are told apart; nil for those of the type.
  public func next(up: Bool, type: ValueType, decimals: Int? = nil, in policy: Policy) -> Value? {
    switch self {
    case .date(let day): return day.adding(days: up ? 1 : -1).map { .date($0) }
    case .symbol(let symbol):
      guard case .symbol(let number) = type, policy.enumerations[number].isOrdered, symbol >= 0 else {
        return nil
      }
      let other = symbol + (up ? 1 : -1)
      return policy.enumerations[number].members.indices.contains(Int(other)) ? .symbol(other) : nil
    case .number(let number):
      guard let unit = type.unit(decimals, own: number.decimalsNeeded ?? 0) else { return nil }
      return (try? up ? number.adding(unit) : number.subtracting(unit)).map { .number($0) }
    case .missing, .unlimited, .yesNo, .text, .terms, .rules: return nil
    }
  }
}

extension ValueType {
  /// The smallest step of a number, or nil for what is none.
  fileprivate func unit(_ decimals: Int?, own: Int) -> Number? {
    let widest: Int
    switch self {
    case .money(let currency): widest = currency.minorDigits
    case .percent: widest = 4
    case .number: widest = 2
    case .days, .months, .years: widest = 0
    default: return nil
    }
    return Number(mantissa: 1, scale: max(own, min(decimals ?? widest, widest)))
  }
}
