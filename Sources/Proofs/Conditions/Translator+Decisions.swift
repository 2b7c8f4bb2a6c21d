import Exact
import PolicyModel
import PolicySyntax

/// Decisions to what they come to.
extension Translator {
  /// Where each rule applies, whatever else applies: in a first-match decision, where no earlier one does.
  mutating func applying(_ decision: Decision, _ frame: Frame) throws(Formulas.TooManyColumns) -> [Formulas
    .ID]
  {
    var found: [Formulas.ID] = []
    var others: [Formulas.ID] = []
    var before = Formulas.yes
    for rule in decision.rules {
      guard !rule.isOtherwise else {
        found.append(Formulas.no)
        continue
      }
      let answers = try answers(rule, frame)
      if decision.combining == .first {
        found.append(formulas.all([answers.yes, before]))
        before = formulas.all([answers.no, before])
      } else {
        found.append(answers.yes)
        others.append(answers.no)
      }
    }
    let rest = decision.combining == .first ? before : formulas.all(others)
    var open = rest
    for (index, rule) in decision.rules.enumerated() where rule.isOtherwise {
      let answers = try answers(rule, frame)
      found[index] = formulas.all([open, answers.yes])
      open = formulas.all([open, answers.no])
    }
    return found
  }

  private mutating func answers(_ rule: Rule, _ frame: Frame) throws(Formulas.TooManyColumns) -> Truth {
    guard let condition = rule.condition else { return (Formulas.yes, Formulas.no) }
    return try truth(condition, frame)
  }

  /// What a decision comes to for those whom it concerns; missing for others.
  mutating func outcome(_ decision: Decision, _ frame: Frame) throws(Formulas.TooManyColumns) -> [Piece] {
    var found: [Piece] = []
    var concerned = Formulas.yes
    if let applicability = decision.applicability {
      let answers = try truth(applicability, frame)
      concerned = answers.yes
      found.append(Piece(guardedBy: answers.no, value: .missing))
    }
    var ruled = try clamped(decision, try combined(decision, frame), frame)
    if let rounding = decision.rounding {
      ruled = try rounded(ruled, rounding.rule, rounding.step, decision, frame)
    }
    found += under(concerned, try overridden(ruled, decision))
    return found
  }

  /// What the rules give before overrides, bounds and rounding.
  mutating func combined(_ decision: Decision, _ frame: Frame) throws(Formulas.TooManyColumns) -> [Piece] {
    let applies = try applying(decision, frame)
    switch decision.combining {
    case .first, .exactlyOne:
      var found: [Piece] = []
      for (rule, holds) in zip(decision.rules, applies) where holds != Formulas.no {
        found += under(holds, try pieces(rule.result, frame))
      }
      return merged(found)
    case .strictest: return try ranked(decision, applies, decision.ranking, frame)
    case .furthest, .highest, .lowest:
      if case .symbol(let number) = decision.type {
        let members = policy.enumerations[number].members.indices.map { Value.symbol(Int32($0)) }
        return try ranked(
          decision,
          applies,
          decision.combining == .lowest ? members : members.reversed(),
          frame
        )
      }
      return try extreme(decision, applies, frame)
    case .sum: return try summed(decision, applies, frame)
    case .all: return try unread(decision, frame)
    }
  }

  /// Members with one value joined, so that a table of many rows has few pieces.
  private mutating func merged(_ pieces: [Piece]) -> [Piece] {
    var guards: [Int32: [Formulas.ID]] = [:]
    var order: [Int32] = []
    var found: [Piece] = []
    var missing: [Formulas.ID] = []
    for piece in pieces {
      switch piece.value {
      case .member(let member):
        if guards[member] == nil { order.append(member) }
        guards[member, default: []].append(piece.guardedBy)
      case .missing: missing.append(piece.guardedBy)
      default: found.append(piece)
      }
    }
    for member in order {
      found.append(Piece(guardedBy: formulas.any(guards[member] ?? []), value: .member(member)))
    }
    let none = formulas.any(missing)
    if none != Formulas.no { found.append(Piece(guardedBy: none, value: .missing)) }
    return found
  }

  /// The first of a ranking that some rule gives.
  private mutating func ranked(
    _ decision: Decision,
    _ applies: [Formulas.ID],
    _ ranking: [Value],
    _ frame: Frame
  ) throws(Formulas.TooManyColumns) -> [Piece] {
    guard decision.rules.allSatisfy({ $0.result.constant != nil }) else { return try unread(decision, frame) }
    var found: [Piece] = []
    var before = Formulas.yes
    for value in ranking {
      let giving = zip(decision.rules, applies).filter { $0.0.result.constant == value }.map(\.1)
      let here = formulas.any(giving)
      let first = formulas.all([before, here])
      if first != Formulas.no { found.append(Piece(guardedBy: first, value: Translator.value(value))) }
      before = formulas.all([before, formulas.negation(here)])
    }
    return found
  }

  private mutating func extreme(_ decision: Decision, _ applies: [Formulas.ID], _ frame: Frame)
    throws(Formulas.TooManyColumns) -> [Piece]
  {
    var best: [Piece] = [Piece(guardedBy: Formulas.yes, value: .missing)]
    for (rule, holds) in zip(decision.rules, applies) where holds != Formulas.no {
      let otherwise = Piece(guardedBy: formulas.negation(holds), value: .missing)
      let next =
        under(holds, try pieces(rule.result, frame)) + (otherwise.guardedBy == Formulas.no ? [] : [otherwise])
      guard
        let better = try better(best, next, isHighest: decision.combining != .lowest, skipsMissing: true)
      else { return try unread(decision, frame) }
      best = better
    }
    return best
  }

  private mutating func summed(_ decision: Decision, _ applies: [Formulas.ID], _ frame: Frame)
    throws(Formulas.TooManyColumns) -> [Piece]
  {
    var parts: [[(guardedBy: Formulas.ID, value: Number)]] = []
    var decimals = 0
    for (rule, holds) in zip(decision.rules, applies) where holds != Formulas.no {
      var part: [(guardedBy: Formulas.ID, value: Number)] = []
      for piece in try pieces(rule.result, frame) {
        guard case .form(let form) = piece.value, let known = form.known, let needed = known.decimalsNeeded,
          needed <= 9, known < Number(whole: 1_000_000_000_000), known > Number(whole: -1_000_000_000_000)
        else { return try unread(decision, frame) }
        decimals = max(decimals, needed)
        part.append((formulas.all([holds, piece.guardedBy]), known))
      }
      let not = formulas.negation(holds)
      if not != Formulas.no { part.append((not, .zero)) }
      parts.append(part)
    }
    let scale = Number(whole: Translator.power(decimals))
    let whole = parts.map { part in
      part.map { value in
        let scaled = (try? value.value.multiplied(by: scale)) ?? .zero
        return Formulas.PartValue(guardedBy: value.guardedBy, value: scaled.numerator / scaled.denominator)
      }
    }
    return [Piece(guardedBy: Formulas.yes, value: .points(whole, offset: 0, decimals: decimals))]
  }

  /// A decision that is not looked into.
  private mutating func unread(_ decision: Decision, _ frame: Frame) throws(Formulas.TooManyColumns)
    -> [Piece]
  {
    let field = policy.field(decision.slot)
    return try opaque(
      Node(
        .read(decision.slot),
        field.type,
        shape: decision.slot == unconfined ? nil : field.shape,
        span: decision.span
      ),
      frame,
      mayBeMissing: false
    )
  }

  // MARK: Bounds and rounding

  private mutating func clamped(_ decision: Decision, _ pieces: [Piece], _ frame: Frame)
    throws(Formulas.TooManyColumns) -> [Piece]
  {
    var found = pieces
    for (bound, isHighest) in [(decision.atLeast, true), (decision.atMost, false)] {
      guard let bound else { continue }
      guard
        let better = try better(
          found,
          try self.pieces(bound, frame),
          isHighest: isHighest,
          skipsMissing: false
        )
      else { return try unread(decision, frame) }
      found = better
    }
    return found
  }

  private mutating func rounded(
    _ pieces: [Piece],
    _ rule: Rounding,
    _ step: PolicyModel.Operation.Step,
    _ decision: Decision,
    _ frame: Frame
  ) throws(Formulas.TooManyColumns) -> [Piece] {
    let domains = unknowns.map(\.domain)
    var found: [Piece] = []
    for piece in pieces {
      guard case .form(let form) = piece.value else {
        switch piece.value {
        case .missing, .unlimited: found.append(piece)
        default: return try unread(decision, frame)
        }
        continue
      }
      if let known = form.known {
        guard let value = try? known.rounded(rule, toMultipleOf: step.number) else {
          return try unread(decision, frame)
        }
        found.append(Piece(guardedBy: piece.guardedBy, value: .form(LinearForm(constant: value))))
      } else if let grid = Translator.grid(form, domains) {
        let function = Monotone(
          form: form,
          start: grid.start,
          step: grid.step,
          steps: grid.steps,
          isRising: true,
          rounding: (rule, step.number)
        ) {
          try? $0.rounded(rule, toMultipleOf: step.number)
        }
        found.append(Piece(guardedBy: piece.guardedBy, value: .monotone(function)))
      } else {
        return try unread(decision, frame)
      }
    }
    return found
  }

  // MARK: Overrides

  /// A named customer can be decided otherwise, so whoever reads the decision can meet those values too.
  private mutating func overridden(_ pieces: [Piece], _ decision: Decision)
    throws(Formulas.TooManyColumns) -> [Piece]
  {
    if isConcrete { return pieces }
    var found: [Piece] = []
    var rest = Formulas.yes
    for (index, override) in policy.overrides.enumerated()
    where policy.decisions[override.decision].slot == decision.slot {
      let node = Node(.constant(.yesNo(true)), .yesNo, span: override.span)
      let applies = try given(
        yesNo: unknown(
          // Whether it applies hangs on the customer and the day alone, so that two decisions see it together.
          "override for \(override.customer) from \(override.from) until \(override.until)",
          .anyone,
          .override(index),
          node,
          mayBeMissing: false
        )
      )
      let here = formulas.all([rest, applies.yes])
      found.append(Piece(guardedBy: here, value: Translator.value(override.value)))
      rest = formulas.all([rest, applies.no])
    }
    return found + under(rest, pieces)
  }

  /// Ten to a power from 0 to 18.
  static func power(_ exponent: Int) -> Int128 {
    (0..<max(0, exponent)).reduce(Int128(1)) { power, _ in power * 10 }
  }
}
