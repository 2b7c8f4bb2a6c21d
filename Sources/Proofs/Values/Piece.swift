import Exact
import PolicyModel

/// A value under a condition: the pieces of an expression exclude each other, and together say all that it can be.
struct Piece {
  let guardedBy: Formulas.ID
  let value: PieceValue
}

enum PieceValue {
  case missing
  case unlimited
  /// A number or the number of a day.
  case form(LinearForm)
  /// A quotient whose divisor is not zero under the guard.
  case ratio(LinearForm, LinearForm)
  /// A function that never falls, or never rises, of one form.
  case monotone(Monotone)
  /// A sum of points, in units of `10^-decimals`, and an offset in the same unit.
  case points([[Formulas.PartValue]], offset: Int128, decimals: Int)
  /// A member of a choice: a yes or no, a symbol, terms or a text.
  case member(Int32)
  /// A choice that is taken as given.
  case chosen(Int)
}

/// A function of one number that never falls, or never rises, such as rounding, the end of a month or the whole
/// years up to a day.
struct Monotone {
  let form: LinearForm
  /// The form takes the values `start`, `start + step`, … up to so many steps.
  let start: Number
  let step: Number
  let steps: Int128
  let isRising: Bool
  /// Where it is a rounding: how, and to which multiple.
  var rounding: (rule: Rounding, step: Number)?
  let function: (Number) -> Number?

  /// The least and the greatest value.
  var bounds: (low: Number, high: Number)? {
    guard let first = value(0), let last = value(steps) else { return nil }
    return (min(first, last), max(first, last))
  }

  private func value(_ at: Int128) -> Number? {
    guard let moved = try? step.multiplied(by: Number(whole: at)), let point = try? start.adding(moved) else {
      return nil
    }
    return function(point)
  }

  /// The comparison of the form that holds exactly where the function compares so with a bound; a yes or no
  /// where that is always or never; nil where it cannot be told.
  func comparison(_ comparison: Comparison, _ bound: Number) -> Threshold? {
    switch comparison {
    case .atLeast, .less, .more, .atMost: break
    case .equal, .notEqual: return nil
    }
    // The first step at which the answer is the one that it has at the end.
    guard let first = value(0), let last = value(steps) else { return nil }
    let atStart = comparison.holds(first, bound)
    let atEnd = comparison.holds(last, bound)
    if atStart == atEnd { return .always(atStart) }
    var (low, high) = (Int128(0), steps)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      guard let value = value(middle) else { return nil }
      if comparison.holds(value, bound) == atStart { low = middle } else { high = middle }
    }
    guard let moved = try? step.multiplied(by: Number(whole: high)), let point = try? start.adding(moved)
    else {
      return nil
    }
    return .form(atEnd ? .atLeast : .less, point)
  }

  enum Threshold {
    case always(Bool)
    case form(Comparison, Number)
  }
}
