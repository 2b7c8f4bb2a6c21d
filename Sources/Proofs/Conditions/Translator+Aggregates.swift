import Exact
import PolicyModel

/// Aggregates: over any records one value that is taken as given, with what is always known of it; over so many
/// records the value itself.
extension Translator {
  mutating func pieces(_ aggregate: Aggregate, _ node: Node, _ frame: Frame) throws(Formulas.TooManyColumns)
    -> [Piece]
  {
    if isConcrete, let found = try written(out: aggregate, frame) { return found }
    return try given(try taken(aggregate, node, frame))
  }

  mutating func truth(_ aggregate: Aggregate, _ node: Node, _ frame: Frame) throws(Formulas.TooManyColumns)
    -> Truth
  {
    if isConcrete, aggregate.earlier == nil, let frames = frames(aggregate.scope),
      aggregate.function == .any || aggregate.function == .every
    {
      var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
      for inner in frames {
        let counts = try self.counts(aggregate, inner)
        if aggregate.function == .any {
          yes.append(counts.yes)
          no.append(counts.no)
        } else if let value = aggregate.value {
          let answers = try truth(value, inner)
          yes.append(formulas.any([counts.no, answers.yes]))
          no.append(formulas.all([counts.yes, answers.no]))
        }
      }
      return aggregate.function == .any
        ? (formulas.any(yes), formulas.all(no)) : (formulas.all(yes), formulas.any(no))
    }
    if aggregate.function != .any && aggregate.function != .every {
      return truth(try pieces(aggregate, node, frame))
    }
    return truth(try given(try taken(aggregate, node, frame)))
  }

  private mutating func taken(_ aggregate: Aggregate, _ node: Node, _ frame: Frame) throws(Formulas
    .TooManyColumns)
    -> Int
  {
    let dependsOnRecord = aggregate.earlier != nil || aggregate.upTo != nil
    let number = unknown(
      node.fingerprint,
      dependsOnRecord ? frame : .anyone,
      .computed,
      node,
      mayBeMissing: !missing.causes(node).isEmpty,
      dates: missing.range(of: node)
    )
    if isConcrete { note(opaque: true) }
    if aggregate.earlier == nil { remember(aggregate, number) }
    return number
  }

  private func frames(_ scope: Scope) -> [Frame]? {
    guard case .records(let counts, _) = setting else { return nil }
    switch scope {
    case .group: return nil
    // A group of one member.
    case .customer: return [.anyone]
    case .collection(let index): return (0..<counts[index]).map { Frame(record: $0) }
    }
  }

  private mutating func counts(_ aggregate: Aggregate, _ inner: Frame) throws(Formulas.TooManyColumns)
    -> Truth
  {
    guard let condition = aggregate.condition else { return (Formulas.yes, Formulas.no) }
    return try truth(condition, inner)
  }

  /// The value over the records at hand; nil where that is not written out.
  private mutating func written(out aggregate: Aggregate, _ frame: Frame) throws(Formulas.TooManyColumns)
    -> [Piece]?
  {
    guard aggregate.earlier == nil, aggregate.weight == nil, let frames = frames(aggregate.scope) else {
      return nil
    }
    let one = [Piece(guardedBy: Formulas.yes, value: .form(LinearForm(constant: .one)))]
    let zero = LinearForm(constant: .zero)
    switch aggregate.function {
    case .count, .sum:
      var total = [Piece(guardedBy: Formulas.yes, value: .form(zero))]
      for inner in frames {
        let value = try aggregate.value.map { node throws(Formulas.TooManyColumns) in try pieces(node, inner)
        }
        let next = try either(
          aggregate,
          inner,
          aggregate.function == .count ? one : value ?? one,
          .form(zero)
        )
        guard let sum = sum(total, next) else { return nil }
        total = sum
      }
      return total
    case .highest, .lowest:
      guard let value = aggregate.value, value.type.isNumeric || value.type == .date else { return nil }
      var best = [Piece(guardedBy: Formulas.yes, value: .missing)]
      for inner in frames {
        let next = try either(aggregate, inner, try pieces(value, inner), .missing)
        guard
          let better = try better(best, next, isHighest: aggregate.function == .highest, skipsMissing: true)
        else { return nil }
        best = better
      }
      return best
    case .average, .median:
      guard let value = aggregate.value, frames.count <= 2 else { return nil }
      return try mean(aggregate, value, frames)
    case .latest(let position), .earliest(let position):
      guard let value = aggregate.value, frames.count <= 1 else { return nil }
      guard let inner = frames.first, position == 1 else {
        return [Piece(guardedBy: Formulas.yes, value: .missing)]
      }
      return try either(aggregate, inner, try pieces(value, inner), .missing)
    case .any, .every, .monthsInARow, .highestMonthlySum: return nil
    }
  }

  /// One value where a record counts, another where it does not.
  private mutating func either(
    _ aggregate: Aggregate,
    _ inner: Frame,
    _ value: [Piece],
    _ other: PieceValue
  ) throws(Formulas.TooManyColumns) -> [Piece] {
    let counts = try self.counts(aggregate, inner)
    let not = under(counts.no, [Piece(guardedBy: Formulas.yes, value: other)])
    return under(counts.yes, value) + not
  }

  private mutating func sum(_ left: [Piece], _ right: [Piece]) -> [Piece]? {
    pairs(left, right) { left, right in
      switch (left, right) {
      case (.missing, _), (_, .missing): .missing
      case (.form(let left), .form(let right)): (try? left.adding(right)).map(PieceValue.form)
      default: nil
      }
    }
  }

  /// The average of two records at most, which is their median too.
  private mutating func mean(_ aggregate: Aggregate, _ value: Node, _ frames: [Frame]) throws(Formulas
    .TooManyColumns)
    -> [Piece]?
  {
    var (all, some) = (Formulas.yes, Formulas.no)
    var found: [Piece] = []
    var parts: [[Piece]] = []
    for inner in frames {
      let counts = try self.counts(aggregate, inner)
      let pieces = try pieces(value, inner)
      parts.append(pieces)
      all = formulas.all([all, counts.yes])
      some = formulas.any([some, counts.yes])
      // Where it is the only one.
      var others: [Formulas.ID] = []
      for other in frames where other != inner { others.append(try self.counts(aggregate, other).no) }
      if frames.count > 1 { found += under(formulas.all([counts.yes] + others), pieces) }
    }
    if frames.count == 1 { found += under(all, parts[0]) }
    if frames.count == 2 {
      guard let sum = sum(parts[0], parts[1]) else { return nil }
      var halves: [Piece] = []
      for piece in sum {
        if case .form(let form) = piece.value {
          guard let half = try? form.multiplied(by: Number(mantissa: 5, scale: 1)) else { return nil }
          halves.append(Piece(guardedBy: piece.guardedBy, value: .form(half)))
        } else {
          halves.append(piece)
        }
      }
      found += under(all, halves)
    }
    let none = formulas.negation(some)
    if none != Formulas.no { found.append(Piece(guardedBy: none, value: .missing)) }
    return found
  }
}
