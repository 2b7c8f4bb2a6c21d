import Exact
import PolicyModel

/// Named values that have to stay in a range, and where they leave it.
extension Translator {
  /// Where a named value leaves its range while those that it reads stay in theirs.
  mutating func leaving(_ slot: Slot, _ frame: Frame) throws(Formulas.TooManyColumns) -> Formulas.ID {
    var parts = [try outside(slot, frame)]
    for other in reads(slot).sorted(by: { $0.index < $1.index }) where policy.field(other).checkedRange != nil
    {
      let inner = if case .collection = other.scope { frame } else { Frame.anyone }
      parts.append(formulas.negation(try outside(other, inner)))
    }
    return formulas.all(parts)
  }

  /// Where a named value is outside its range; of what is not looked into that is everywhere.
  private mutating func outside(_ slot: Slot, _ frame: Frame) throws(Formulas.TooManyColumns) -> Formulas.ID {
    let field = policy.field(slot)
    guard let range = field.checkedRange else { return Formulas.no }
    unconfined = slot
    defer { unconfined = nil }
    let all: [Piece]
    switch field.origin {
    case .attribute: return Formulas.no
    case .definition(let node): all = try pieces(node, frame)
    case .decision(let index): all = try outcome(policy.decisions[index], frame)
    }
    let (low, high) = (LinearForm(constant: range.low), LinearForm(constant: range.high))
    var found: [Formulas.ID] = []
    for piece in all {
      switch piece.value {
      case .missing, .unlimited, .member, .chosen: continue
      case .form, .ratio, .monotone, .points:
        var sides: [Formulas.ID] = []
        for (side, bound) in [(Comparison.less, low), (.more, high)] {
          sides.append(try comparison(piece.value, side, .form(bound)) ?? Formulas.yes)
        }
        found.append(formulas.all([piece.guardedBy, formulas.any(sides)]))
      }
    }
    return formulas.any(found)
  }

  /// Everything that a named value reads in the end, for its own record or customer.
  private func reads(_ slot: Slot) -> Set<Slot> {
    var found: Set<Slot> = []
    var pending = policy.nodes(of: slot)
    while let node = pending.popLast() {
      if case .read(let other) = node.kind, found.insert(other).inserted {
        pending += policy.nodes(of: other)
      }
      if case .aggregate = node.kind { continue }
      pending += node.children
    }
    return found
  }
}

extension Policy {
  /// What a named value is computed by; nothing for an attribute.
  func nodes(of slot: Slot) -> [Node] {
    switch field(slot).origin {
    case .attribute: []
    case .definition(let node): [node]
    case .decision(let index): decisions[index].nodes
    }
  }
}
