import Evaluation
import Exact
import PolicyModel

/// Expressions to what they can be.
extension Translator {
  mutating func pieces(_ node: Node, _ frame: Frame) throws(Formulas.TooManyColumns) -> [Piece] {
    if node.type == .yesNo {
      let (yes, no) = try truth(node, frame)
      let neither = formulas.all([formulas.negation(yes), formulas.negation(no)])
      return [(yes, PieceValue.member(1)), (no, .member(0)), (neither, .missing)].compactMap {
        $0.0 == Formulas.no ? nil : Piece(guardedBy: $0.0, value: $0.1)
      }
    }
    switch node.kind {
    case .constant(let value): return [Piece(guardedBy: Formulas.yes, value: Translator.value(value))]
    case .asOf:
      if case .records(_, let day) = setting {
        return [Piece(guardedBy: Formulas.yes, value: Translator.value(.date(day)))]
      }
      let number = unknown("as_of", .anyone, .asOf, node, mayBeMissing: false, dates: policy.inForce)
      return try given(number)
    case .read(let slot): return try read(slot, node, frame)
    case .apply(let operation, let operands):
      if let pieces = try apply(operation, operands, node, frame) { return pieces }
      return try opaque(node, frame, mayBeMissing: !missing.causes(node).isEmpty)
    case .cases(let cases): return try pieces(cases, node, frame)
    case .aggregate(let aggregate): return try pieces(aggregate, node, frame)
    }
  }

  static func value(_ value: Value) -> PieceValue {
    switch value {
    case .missing: .missing
    case .unlimited: .unlimited
    case .number(let number): .form(LinearForm(constant: number))
    case .date(let date): .form(LinearForm(constant: Number(Int(date.dayNumber))))
    case .yesNo(let answer): .member(answer ? 1 : 0)
    case .symbol(let symbol): .member(symbol)
    case .text(let text): .member(text)
    case .terms(let terms): .member(terms)
    case .rules: .missing
    }
  }

  private mutating func read(_ slot: Slot, _ node: Node, _ frame: Frame) throws(Formulas.TooManyColumns)
    -> [Piece]
  {
    let record = if case .collection = slot.scope { frame.record } else { -1 }
    let named = Named(slot: slot, record: record)
    if let known = self.named[named] { return known }
    let inner = Frame(record: record)
    var found: [Piece]
    switch policy.field(slot).origin {
    case .attribute(let attribute):
      let field = policy.field(slot)
      let number = unknown(
        "\(slot.scope)[\(slot.index)]",
        inner,
        .attribute(slot),
        Node(.read(slot), field.type, shape: field.shape, span: field.span),
        mayBeMissing: attribute.isOptional,
        dates: field.dates,
        terms: attribute.terms
      )
      found = try given(number)
    case .definition(let definition): found = try pieces(definition, inner)
    case .decision(let index): found = try outcome(policy.decisions[index], inner)
    }
    if found.count > Translator.mostPieces {
      let field = policy.field(slot)
      found = try opaque(
        Node(.read(slot), field.type, shape: field.shape, span: node.span),
        inner,
        mayBeMissing: !missing.causes(node).isEmpty
      )
    }
    self.named[named] = found
    return found
  }

  private mutating func pieces(_ cases: [Node.Case], _ node: Node, _ frame: Frame) throws(Formulas
    .TooManyColumns)
    -> [Piece]
  {
    var found: [Piece] = []
    var before = Formulas.yes
    for entry in cases {
      var here = before
      if let condition = entry.condition {
        let (yes, no) = try truth(condition, frame)
        here = formulas.all([before, yes])
        before = formulas.all([before, no])
      } else {
        before = Formulas.no
      }
      if here == Formulas.no { continue }
      found += under(here, try pieces(entry.result, frame))
      if found.count > Translator.mostPieces {
        return try opaque(node, frame, mayBeMissing: !missing.causes(node).isEmpty)
      }
    }
    if before != Formulas.no { found.append(Piece(guardedBy: before, value: .missing)) }
    return found
  }

  // MARK: Operations

  /// The pieces of an operation; nil where it is not looked into.
  private mutating func apply(
    _ operation: PolicyModel.Operation,
    _ operands: [Node],
    _ node: Node,
    _ frame: Frame
  ) throws(Formulas.TooManyColumns) -> [Piece]? {
    switch operation {
    case .add, .addDays: return try linear(operands, frame) { try $0.adding($1) }
    case .subtract, .subtractDays: return try linear(operands, frame) { try $0.adding($1, times: Number(-1)) }
    case .daysBetween: return try linear(operands, frame) { try $1.adding($0, times: Number(-1)) }
    case .negate:
      return try linear([operands[0], operands[0]], frame) { left, _ in try left.multiplied(by: Number(-1)) }
    case .multiply: return try product(operands, frame)
    case .divide, .divideFinitely: return try quotient(operands, frame)
    case .lowest, .highest, .lowestKnown, .highestKnown: return try extreme(operation, operands, frame)
    case .orElse:
      let (first, second) = (try pieces(operands[0], frame), try pieces(operands[1], frame))
      return replacing(first, by: second) { if case .missing = $0 { true } else { false } }
    case .orIfUnlimited:
      let (first, second) = (try pieces(operands[0], frame), try pieces(operands[1], frame))
      return replacing(first, by: second) { if case .unlimited = $0 { true } else { false } }
    default: return try monotone(operation, operands, node, frame)
    }
  }

  private mutating func replacing(
    _ pieces: [Piece],
    by others: [Piece],
    _ isReplaced: (PieceValue) -> Bool
  ) -> [Piece] {
    var found: [Piece] = []
    for piece in pieces {
      if isReplaced(piece.value) { found += under(piece.guardedBy, others) } else { found.append(piece) }
    }
    return found
  }

  private mutating func linear(
    _ operands: [Node],
    _ frame: Frame,
    _ combine: (LinearForm, LinearForm) throws -> LinearForm
  ) throws(Formulas.TooManyColumns) -> [Piece]? {
    pairs(try pieces(operands[0], frame), try pieces(operands[1], frame)) { left, right in
      switch (left, right) {
      case (.missing, _), (_, .missing): .missing
      case (.form(let left), .form(let right)): (try? combine(left, right)).map(PieceValue.form)
      default: nil
      }
    }
  }

  private mutating func product(_ operands: [Node], _ frame: Frame) throws(Formulas.TooManyColumns)
    -> [Piece]?
  {
    pairs(try pieces(operands[0], frame), try pieces(operands[1], frame)) { left, right in
      switch (left, right) {
      case (.missing, _), (_, .missing): .missing
      case (.form(let left), .form(let right)):
        if let factor = left.known {
          (try? right.multiplied(by: factor)).map(PieceValue.form)
        } else if let factor = right.known {
          (try? left.multiplied(by: factor)).map(PieceValue.form)
        } else {
          nil
        }
      case (.form(let form), .ratio(let top, let bottom)), (.ratio(let top, let bottom), .form(let form)):
        form.known.flatMap { factor in (try? top.multiplied(by: factor)).map { .ratio($0, bottom) } }
      default: nil
      }
    }
  }

  private mutating func quotient(_ operands: [Node], _ frame: Frame) throws(Formulas.TooManyColumns)
    -> [Piece]?
  {
    let (tops, bottoms) = (try pieces(operands[0], frame), try pieces(operands[1], frame))
    var found: [Piece] = []
    for bottom in bottoms {
      guard case .form(let divisor) = bottom.value else {
        guard case .missing = bottom.value else { return nil }
        found.append(bottom)
        continue
      }
      let zero = try compared(divisor, .equal, .zero)
      let isZero = formulas.all([bottom.guardedBy, zero])
      if isZero != Formulas.no { found.append(Piece(guardedBy: isZero, value: .missing)) }
      let isSome = formulas.all([bottom.guardedBy, formulas.negation(zero)])
      if isSome == Formulas.no { continue }
      for top in tops {
        let both = formulas.all([top.guardedBy, isSome])
        if both == Formulas.no { continue }
        switch top.value {
        case .missing: found.append(Piece(guardedBy: both, value: .missing))
        case .form(let form):
          if let known = divisor.known, let inverse = (try? Number.one.divided(by: known)).flatMap(\.self),
            let scaled = try? form.multiplied(by: inverse)
          {
            found.append(Piece(guardedBy: both, value: .form(scaled)))
          } else {
            found.append(Piece(guardedBy: both, value: .ratio(form, divisor)))
          }
        default: return nil
        }
      }
      if found.count > Translator.mostPieces { return nil }
    }
    return found
  }

  /// The lowest or highest of some values.
  private mutating func extreme(
    _ operation: PolicyModel.Operation,
    _ operands: [Node],
    _ frame: Frame
  ) throws(Formulas.TooManyColumns) -> [Piece]? {
    let isHighest = operation == .highest || operation == .highestKnown
    let skipsMissing = operation == .lowestKnown || operation == .highestKnown
    var best: [Piece]?
    for operand in operands {
      let next = try pieces(operand, frame)
      guard let before = best else {
        best = next
        continue
      }
      guard let better = try better(before, next, isHighest: isHighest, skipsMissing: skipsMissing) else {
        return nil
      }
      best = better
    }
    return best
  }

  /// The lower or higher of two values, piece by piece; nil where they cannot be compared here.
  mutating func better(
    _ left: [Piece],
    _ right: [Piece],
    isHighest: Bool,
    skipsMissing: Bool
  ) throws(Formulas.TooManyColumns) -> [Piece]? {
    var found: [Piece] = []
    for first in left {
      for second in right {
        let both = formulas.all([first.guardedBy, second.guardedBy])
        if both == Formulas.no { continue }
        switch (first.value, second.value) {
        case (.missing, .missing): found.append(Piece(guardedBy: both, value: .missing))
        case (.missing, let value), (let value, .missing):
          found.append(Piece(guardedBy: both, value: skipsMissing ? value : .missing))
        case (.unlimited, let value), (let value, .unlimited):
          found.append(Piece(guardedBy: both, value: isHighest ? .unlimited : value))
        default:
          guard
            let isFirst = try comparison(first.value, isHighest ? .atLeast : .atMost, second.value)
          else { return nil }
          found += under(formulas.all([both, isFirst]), [Piece(guardedBy: Formulas.yes, value: first.value)])
          found += under(
            formulas.all([both, formulas.negation(isFirst)]),
            [Piece(guardedBy: Formulas.yes, value: second.value)]
          )
        }
        if found.count > Translator.mostPieces { return nil }
      }
    }
    return found
  }

  // MARK: Functions of one number

  private mutating func monotone(
    _ operation: PolicyModel.Operation,
    _ operands: [Node],
    _ node: Node,
    _ frame: Frame
  ) throws(Formulas.TooManyColumns) -> [Piece]? {
    guard let rising = operation.rising else { return nil }
    var all: [[Piece]] = []
    for operand in operands { all.append(try pieces(operand, frame)) }
    guard let first = all.first, all.count <= 2 else { return nil }
    let second = all.count == 2 ? all[1] : [Piece(guardedBy: Formulas.yes, value: .missing)]
    let count = all.count
    let (policy, types) = (policy, operands.map(\.type))
    let ranges = unknowns.map(\.domain)
    let found = pairs(first, second) { left, right in
      if case .missing = left { return .missing }
      if count == 2, case .missing = right { return .missing }
      let values = count == 2 ? [left, right] : [left]
      let places = values.indices.filter { index in
        if case .form(let form) = values[index] { form.known == nil } else { false }
      }
      var constants: [Value] = []
      for (value, type) in zip(values, types) {
        switch value {
        case .form(let form): constants.append(Translator.constant(form.known ?? .zero, type))
        case .member(let member) where type == .terms: constants.append(.terms(member))
        default: return nil
        }
      }
      func result(_ operands: [Value]) -> Number? {
        switch try? operation.apply(operands, in: policy) {
        case .number(let number)?: number
        case .date(let date)?: Number(Int(date.dayNumber))
        default: nil
        }
      }
      if places.isEmpty { return result(constants).map { .form(LinearForm(constant: $0)) } }
      guard places.count == 1, case .form(let form) = values[places[0]], rising.indices.contains(places[0]),
        let isRising = rising[places[0]], let grid = Translator.grid(form, ranges)
      else { return nil }
      let at = places[0]
      return .monotone(
        Monotone(
          form: form,
          start: grid.start,
          step: grid.step,
          steps: grid.steps,
          isRising: isRising,
          rounding: operation.rounding
        ) { number in
          var operands = constants
          operands[at] = Translator.constant(number, types[at])
          return result(operands)
        }
      )
    }
    if found == nil { try bound(operation, node, all, frame) }
    return found
  }

  static func constant(_ number: Number, _ type: ValueType) -> Value {
    guard type == .date else { return .number(number) }
    return .date(CalendarDate(dayNumber: Int32(clamping: number.wholeValue ?? 0)))
  }

  /// The values that a form takes: a first one, the step, and how many steps there are.
  static func grid(_ form: LinearForm, _ domains: [Unknown.Domain]) -> (
    start: Number, step: Number, steps: Int128
  )? {
    guard let grid = Grid.of(form.terms, domains), let step = grid.step, let low = grid.low,
      let high = grid.high,
      let start = try? low.adding(form.constant), let width = try? high.subtracting(low),
      let count = (try? width.divided(by: step)).flatMap(\.self), let steps = count.wholeValue
    else { return nil }
    return (start, step, Int128(steps))
  }
}

extension PolicyModel.Operation {
  fileprivate var rounding: (rule: Rounding, step: Number)? {
    if case .round(let rule, let step) = self { (rule, step.number) } else { nil }
  }

  /// Whether the operation never falls (true) or never rises (false) in each operand; nil for operands, and for
  /// operations, of which that is not so.
  fileprivate var rising: [Bool?]? {
    switch self {
    case .round, .endOfMonth, .startOfMonth, .endOfTenDays, .firstWorkingDay: [true]
    case .addMonths, .addYears: [true, true]
    case .subtractMonths, .subtractYears: [true, false]
    case .workingDaysAfter: [true, true]
    case .workingDaysBefore: [true, false]
    case .monthsBetween, .yearsBetween, .workingDaysBetween: [false, true]
    case .dueDate, .discountDate: [nil, true]
    default: nil
    }
  }
}
