import Exact
import PolicyModel

/// Whole years and months between two days of which neither is given: not looked into, and bounded by the days between.
extension Translator {
  /// How many days a number of whole units can have.
  private struct Unit {
    /// Of one unit.
    let least: Int
    let most: Int
    /// Of units in a row: the average over the 400 years after which the calendar repeats itself, and by how much
    /// any number of them, forward or backward, is at most shorter or longer than so many times the average.
    ///
    /// The first days of two months are up to 4.4 days nearer or farther, of the same month in two years up to 2.2;
    /// a day that the month reached does not have moves it up to three days forward, in February up to one.
    let average: Number
    let shorter: Int
    let longer: Int

    static let year = Unit(
      least: 365,
      most: 366,
      average: Number(146_097, over: 400) ?? .one,
      shorter: 4,
      longer: 3
    )
    static let month = Unit(
      least: 28,
      most: 31,
      average: Number(146_097, over: 4_800) ?? .one,
      shorter: 8,
      longer: 5
    )
  }

  mutating func bound(
    _ operation: PolicyModel.Operation,
    _ node: Node,
    _ operands: [[Piece]],
    _ frame: Frame
  ) throws(Formulas.TooManyColumns) {
    let unit: Unit
    switch operation {
    case .yearsBetween: unit = .year
    case .monthsBetween: unit = .month
    default: return
    }
    guard operands.count == 2, let from = only(operands[0]), let to = only(operands[1]),
      let days = try? to.adding(from, times: Number(-1))
    else { return }
    let number = unknown(
      node.fingerprint,
      frame,
      .computed,
      node,
      mayBeMissing: !missing.causes(node).isEmpty
    )
    let whole = LinearForm(unknown: number)
    // The first day and n units is not after the second day, and with one unit more it is.
    relate(days, whole, unit.average, below: Number(unit.shorter), above: Number(unit.longer))
    if let shape = node.shape, shape.low >= .zero || isNeverNegative(days) {
      relate(days, whole, Number(unit.least), below: .zero, above: nil)
      relate(days, whole, Number(unit.most), below: nil, above: .zero)
    }
  }

  /// `n·size − below ≤ days ≤ (n + 1)·size + above − 1`, as far as there are such bounds.
  private mutating func relate(
    _ days: LinearForm,
    _ whole: LinearForm,
    _ size: Number,
    below: Number?,
    above: Number?
  ) {
    guard let units = try? whole.multiplied(by: size) else { return }
    if let below, let slack = try? LinearForm(constant: below.negated()).adding(units),
      let fact = try? slack.adding(days, times: Number(-1))
    {
      self.fact(atMostZero: fact)
    }
    // The last day is the one before that on which the next unit is full.
    if let above, let last = try? size.adding(above).subtracting(.one),
      let slack = try? days.adding(units, times: Number(-1)),
      let fact = try? slack.adding(LinearForm(constant: last), times: Number(-1))
    {
      self.fact(atMostZero: fact)
    }
  }

  /// The one value that pieces have where it is not missing.
  private func only(_ pieces: [Piece]) -> LinearForm? {
    var found: LinearForm?
    for piece in pieces {
      switch piece.value {
      case .form(let form) where found == nil: found = form
      case .missing: continue
      default: return nil
      }
    }
    return found
  }

  private func isNeverNegative(_ form: LinearForm) -> Bool {
    guard let low = Grid.of(form.terms, unknowns.map(\.domain))?.low,
      let least = try? low.adding(form.constant)
    else { return false }
    return least >= .zero
  }
}
