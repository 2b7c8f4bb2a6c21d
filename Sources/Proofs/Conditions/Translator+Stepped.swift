import Exact
import PolicyModel

/// Values that are compared with each other rather than with a constant.
extension Translator {
  /// A rounded value as a form: so many times the multiple to which it is rounded, as close to what is rounded as its
  /// rule has it.
  ///
  /// What is rounded alike is one value where the same is rounded, and never falls where what is rounded does not.
  mutating func stepped(_ value: PieceValue, _ frame: Frame) -> LinearForm? {
    guard case .monotone(let function) = value else {
      if case .form(let form) = value { return form }
      return nil
    }
    guard let rounding = function.rounding, let bounds = function.bounds,
      let low = (try? bounds.low.divided(by: rounding.step)).flatMap(\.self),
      let high = (try? bounds.high.divided(by: rounding.step)).flatMap(\.self)
    else { return nil }
    let terms = function.form.terms.map { "\(Constant($0.factor)) * \($0.unknown)" }
    let node = Node(.constant(.number(.zero)), .number, span: .none)
    let count = unknown(
      "\(rounding.rule) to \(Constant(rounding.step)) of \(terms) + \(Constant(function.form.constant))",
      frame,
      .computed,
      node,
      mayBeMissing: false,
      domain: .number(low: low, high: high, step: .one)
    )
    guard let form = try? LinearForm(unknown: count).multiplied(by: rounding.step),
      let above = Translator.most(rounding, function, isAbove: true),
      let below = Translator.most(rounding, function, isAbove: false),
      // The rounded value is at most so much above what is rounded, and at most so much below it.
      let upper = try? form.adding(function.form, times: Number(-1)).adding(
        LinearForm(constant: try above.negated())
      ),
      let lower = try? function.form.adding(form, times: Number(-1)).adding(
        LinearForm(constant: try below.negated())
      )
    else { return nil }
    fact(atMostZero: upper)
    fact(atMostZero: lower)
    return form
  }

  /// By how much a rounded value is above, or below, what is rounded at most.
  private static func most(
    _ rounding: (rule: Rounding, step: Number),
    _ function: Monotone,
    isAbove: Bool
  ) -> Number? {
    guard let half = (try? rounding.step.divided(by: Number(2))).flatMap(\.self) else { return nil }
    let isPositive = function.start >= .zero
    switch rounding.rule {
    case .down: return isAbove ? .zero : short(of: rounding.step, function)
    case .up: return isAbove ? short(of: rounding.step, function) : .zero
    case .towardsZero: return isAbove && isPositive ? .zero : short(of: rounding.step, function)
    case .halfUp: return isAbove || !isPositive ? half : short(of: half, function)
    case .halfEven: return half
    }
  }

  /// The greatest distance below one that is not reached: of values that keep a distance from each other, the last
  /// before it.
  private static func short(of distance: Number, _ function: Monotone) -> Number? {
    func isWhole(_ number: Number) -> Bool {
      (try? number.divided(by: function.step)).flatMap(\.self)?.isWhole ?? false
    }
    guard isWhole(distance), isWhole(function.start) else { return distance }
    return try? distance.subtracting(function.step)
  }

  /// Two sums of points as the parts of one, the second taken away from the first, and the bound at which both are
  /// alike; nil where they are not counted in the same unit or a part is too large.
  static func difference(_ left: PieceValue, _ right: PieceValue) -> (
    parts: [[Formulas.PartValue]], bound: Int128
  )? {
    guard case .points(let first, let own, let decimals) = left,
      case .points(let second, let other, let others) = right, decimals == others
    else { return nil }
    let turned = second.map { part in
      part.map { Formulas.PartValue(guardedBy: $0.guardedBy, value: -$0.value) }
    }
    return (first + turned, other - own)
  }
}
