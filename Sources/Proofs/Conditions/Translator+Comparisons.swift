import Evaluation
import Exact
import PolicyModel

/// Comparisons of members, terms and numbers to formulas.
extension Translator {
  /// A comparison of any two values; nil where that is not looked into.
  mutating func comparison(_ operation: PolicyModel.Operation, _ operands: [Node], _ frame: Frame)
    throws(Formulas.TooManyColumns) -> Truth?
  {
    let comparison: Comparison =
      switch operation {
      case .less: .less
      case .atMost: .atMost
      case .atLeast: .atLeast
      case .more: .more
      default: .equal
      }
    if operands[0].type == .yesNo {
      let (left, right) = (try truth(operands[0], frame), try truth(operands[1], frame))
      let same = formulas.any([formulas.all([left.yes, right.yes]), formulas.all([left.no, right.no])])
      let other = formulas.any([formulas.all([left.yes, right.no]), formulas.all([left.no, right.yes])])
      return (same, other)
    }
    let (left, right) = (try pieces(operands[0], frame), try pieces(operands[1], frame))
    let isOrdered = operation != .equal
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    for first in left {
      for second in right {
        let both = formulas.all([first.guardedBy, second.guardedBy])
        if both == Formulas.no { continue }
        switch (first.value, second.value) {
        case (.missing, _), (_, .missing): continue
        case (.member, _), (.chosen, _), (_, .member), (_, .chosen):
          guard let answers = try members(first.value, comparison, second.value, isOrdered: isOrdered) else {
            return nil
          }
          yes.append(formulas.all([both, answers.yes]))
          no.append(formulas.all([both, answers.no]))
        default:
          guard let holds = try self.comparison(first.value, comparison, second.value, operands, frame) else {
            return nil
          }
          yes.append(formulas.all([both, holds]))
          no.append(formulas.all([both, formulas.negation(holds)]))
        }
      }
    }
    return (formulas.any(yes), formulas.any(no))
  }

  /// Members of a choice compared; members outside a scale have no place in its order.
  private mutating func members(
    _ left: PieceValue,
    _ comparison: Comparison,
    _ right: PieceValue,
    isOrdered: Bool
  ) throws(Formulas.TooManyColumns) -> Truth? {
    func holds(_ left: Int32, _ right: Int32) -> Bool? {
      if isOrdered, left < 0 || right < 0 { return nil }
      return comparison.holds(isLess: left < right, isEqual: left == right)
    }
    switch (left, right) {
    case (.member(let left), .member(let right)):
      guard let holds = holds(left, right) else { return (Formulas.no, Formulas.no) }
      return holds ? (Formulas.yes, Formulas.no) : (Formulas.no, Formulas.yes)
    case (.chosen(let number), .member(let member)): return try chosen(number, member, holds)
    case (.member(let member), .chosen(let number)): return try chosen(number, member) { holds($1, $0) }
    case (.chosen(let left), .chosen(let right)):
      guard case .choice(let first) = unknowns[left].domain,
        case .choice(let second) = unknowns[right].domain,
        first.count * second.count <= 400
      else { return nil }
      let (leftColumn, rightColumn) = (try column(of: left), try column(of: right))
      var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
      for one in first {
        for other in second {
          guard let holds = holds(one, other) else { continue }
          let both = formulas.all([
            formulas.question(leftColumn, .among([one])), formulas.question(rightColumn, .among([other])),
          ])
          if holds { yes.append(both) } else { no.append(both) }
        }
      }
      return (formulas.any(yes), formulas.any(no))
    default: return nil
    }
  }

  private mutating func chosen(_ number: Int, _ member: Int32, _ holds: (Int32, Int32) -> Bool?)
    throws(Formulas.TooManyColumns) -> Truth?
  {
    let column = try column(of: number)
    switch unknowns[number].domain {
    case .choice(let all):
      let yes = all.filter { holds($0, member) == true }
      let no = all.filter { holds($0, member) == false }
      return (question(column, among: yes), question(column, among: no))
    case .text:
      let same = formulas.question(column, .among([member]))
      let known = formulas.question(column, .known)
      return (same, formulas.all([known, formulas.question(column, .among([member]), isTurned: true)]))
    case .number: return nil
    }
  }

  mutating func question(_ column: Int, among members: [Int32]) -> Formulas.ID {
    members.isEmpty ? Formulas.no : formulas.question(column, .among(members.sorted()))
  }

  mutating func among(_ operand: Node, _ frame: Frame, _ isWanted: (Int32) -> Bool)
    throws(Formulas.TooManyColumns) -> Truth
  {
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    for piece in try pieces(operand, frame) {
      switch piece.value {
      case .member(let member):
        if isWanted(member) { yes.append(piece.guardedBy) } else { no.append(piece.guardedBy) }
      case .chosen(let number):
        guard case .choice(let all) = unknowns[number].domain else { continue }
        let column = try column(of: number)
        yes.append(formulas.all([piece.guardedBy, question(column, among: all.filter(isWanted))]))
        no.append(formulas.all([piece.guardedBy, question(column, among: all.filter { !isWanted($0) })]))
      default: continue
      }
    }
    return (formulas.any(yes), formulas.any(no))
  }

  mutating func oneOf(_ operands: [Node], _ frame: Frame) throws(Formulas.TooManyColumns) -> Truth? {
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    for operand in operands.dropFirst() {
      guard let answers = try comparison(.equal, [operands[0], operand], frame) else { return nil }
      yes.append(answers.yes)
      no.append(answers.no)
    }
    return (formulas.any(yes), formulas.all(no))
  }

  mutating func terms(_ operation: PolicyModel.Operation, _ operands: [Node], _ frame: Frame)
    throws(Formulas.TooManyColumns) -> Truth?
  {
    let policy = policy
    func holds(_ terms: Int32, _ pattern: Int32) -> Bool {
      (try? operation.apply([.terms(terms), .terms(pattern)], in: policy))?.isYes ?? false
    }
    if case .constant(.terms(let pattern)) = operands[1].kind {
      return try among(operands[0], frame) { holds($0, pattern) }
    }
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    for (pattern, guardedBy) in try members(operands[1], frame) {
      let answers = try among(operands[0], frame) { holds($0, pattern) }
      yes.append(formulas.all([guardedBy, answers.yes]))
      no.append(formulas.all([guardedBy, answers.no]))
    }
    return (formulas.any(yes), formulas.any(no))
  }

  /// The members that a value can be, each with where it is that one.
  private mutating func members(_ operand: Node, _ frame: Frame) throws(Formulas.TooManyColumns) -> [(
    Int32, Formulas.ID
  )] {
    var found: [(Int32, Formulas.ID)] = []
    for piece in try pieces(operand, frame) {
      switch piece.value {
      case .member(let member): found.append((member, piece.guardedBy))
      case .chosen(let number):
        guard case .choice(let all) = unknowns[number].domain else { continue }
        let column = try column(of: number)
        for member in all {
          found.append((member, formulas.all([piece.guardedBy, question(column, among: [member])])))
        }
      default: continue
      }
    }
    return found
  }

  /// Whether certain rules of a decision of which all apply do.
  mutating func included(_ operands: [Node], _ frame: Frame) throws(Formulas.TooManyColumns) -> Truth? {
    guard case .read(let slot) = operands[0].kind, case .decision(let index) = policy.field(slot).origin,
      case .constant(.rules(let wanted)) = operands[1].kind, policy.decisions[index].applicability == nil,
      policy.decisions[index].combining == .all,
      !policy.overrides.contains(where: { $0.decision == index })
    else { return nil }
    let record = if case .collection = slot.scope { frame.record } else { -1 }
    let applies = try applying(policy.decisions[index], Frame(record: record))
    var yes: [Formulas.ID] = []
    for (rule, holds) in zip(policy.decisions[index].rules, applies) {
      if case .constant(.rules(let bit)) = rule.result.kind, bit & wanted != 0 { yes.append(holds) }
    }
    let all = formulas.all(yes)
    return (all, formulas.negation(all))
  }

  // MARK: Numbers

  /// Where one number compares so with another; nil where that is not looked into.
  mutating func comparison(
    _ left: PieceValue,
    _ comparison: Comparison,
    _ right: PieceValue,
    _ operands: [Node] = [],
    _ frame: Frame = .anyone
  ) throws(Formulas.TooManyColumns) -> Formulas.ID? {
    switch (left, right) {
    case (.unlimited, .unlimited):
      return comparison.holds(isLess: false, isEqual: true) ? Formulas.yes : Formulas.no
    case (.unlimited, _): return comparison.holds(isLess: false, isEqual: false) ? Formulas.yes : Formulas.no
    case (_, .unlimited): return comparison.holds(isLess: true, isEqual: false) ? Formulas.yes : Formulas.no
    case (.form(let left), .form(let right)):
      guard let difference = try? left.adding(right, times: Number(-1)) else { return nil }
      return try compared(difference, comparison, .zero, written: operands)
    case (.ratio(let top, let bottom), .form(let bound)):
      guard let known = bound.known, let product = try? bottom.multiplied(by: known),
        let difference = try? top.adding(product, times: Number(-1))
      else { return nil }
      let isPositive = try compared(bottom, .more, .zero)
      let above = try compared(difference, comparison, .zero, written: operands)
      let below = try compared(difference, comparison.turned, .zero, written: operands)
      return formulas.any([
        formulas.all([isPositive, above]), formulas.all([formulas.negation(isPositive), below]),
      ])
    case (.points, .points):
      return Translator.difference(left, right).map { formulas.points($0, comparison, $1) }
    case (.monotone, .monotone), (.monotone, .form), (.form, .monotone):
      if case (.monotone(let function), .form(let bound)) = (left, right), let known = bound.known {
        return try compared(function, comparison, known)
      }
      if case (.form(let bound), .monotone(let function)) = (left, right), let known = bound.known {
        return try compared(function, comparison.turned, known)
      }
      guard let first = stepped(left, frame), let second = stepped(right, frame),
        let difference = try? first.adding(second, times: Number(-1))
      else { return nil }
      return try compared(difference, comparison, .zero, written: operands)
    case (.form, .ratio), (.form, .points):
      return try self.comparison(right, comparison.turned, left, operands.reversed(), frame)
    case (.points(let parts, let offset, let decimals), .form(let bound)):
      guard let known = bound.known,
        let scaled = try? known.multiplied(by: Number(whole: Translator.power(decimals)))
      else { return nil }
      // A bound between two values that the sum can have is moved to the one beside it.
      let (kind, whole) = Translator.whole(scaled, comparison)
      guard let whole else { return comparison == .notEqual ? Formulas.yes : Formulas.no }
      return formulas.points(parts, kind, whole - offset)
    default: return nil
    }
  }

  private static func whole(_ bound: Number, _ comparison: Comparison) -> (Comparison, Int128?) {
    if bound.isWhole { return (comparison, bound.numerator / bound.denominator) }
    let down = try? bound.rounded(.down, decimals: 0)
    let floor = down.map { $0.numerator / $0.denominator }
    switch comparison {
    case .less, .atMost: return (.atMost, floor)
    case .more, .atLeast: return (.more, floor)
    case .equal, .notEqual: return (comparison, nil)
    }
  }

  private mutating func compared(_ function: Monotone, _ comparison: Comparison, _ bound: Number)
    throws(Formulas.TooManyColumns) -> Formulas.ID?
  {
    switch comparison {
    case .equal, .notEqual:
      guard let least = try compared(function, .atLeast, bound),
        let most = try compared(function, .atMost, bound)
      else { return nil }
      let both = formulas.all([least, most])
      return comparison == .equal ? both : formulas.negation(both)
    default:
      switch function.comparison(comparison, bound) {
      case .always(let answer)?: return answer ? Formulas.yes : Formulas.no
      case .form(let comparison, let point)?: return try compared(function.form, comparison, point)
      case nil: return nil
      }
    }
  }

  /// Where a form compares so with a number.
  ///
  /// - Parameter written: the two sides as they stand in the policy, where they do.
  mutating func compared(
    _ form: LinearForm,
    _ comparison: Comparison,
    _ bound: Number,
    written: [Node] = []
  ) throws(Formulas.TooManyColumns) -> Formulas.ID {
    if let known = form.known { return comparison.holds(known, bound) ? Formulas.yes : Formulas.no }
    guard let (direction, factor) = try? Direction.of(form), let rest = try? bound.subtracting(form.constant),
      let point = (try? rest.divided(by: factor)).flatMap(\.self)
    else {
      // Too large to reason about: a question of its own.
      return try overflowing(form, comparison, bound)
    }
    let column = try formulas.column(.form(direction))
    if direction.terms.count == 1 {
      _ = try self.column(of: direction.terms[0].unknown)
    } else if written.count == 2, formulas.columns[column].written == nil,
      let description = describe(form, factor, written)
    {
      formulas.describe(column, description)
    }
    let turned = factor.isNegative ? comparison.turned : comparison
    if turned == .notEqual {
      // A missing value is not unequal either.
      return formulas.all([
        formulas.question(column, .compared(.equal, Constant(point)), isTurned: true),
        formulas.question(column, .known),
      ])
    }
    return formulas.question(column, .compared(turned, Constant(point)))
  }

  private mutating func overflowing(_ form: LinearForm, _ comparison: Comparison, _ bound: Number)
    throws(Formulas.TooManyColumns) -> Formulas.ID
  {
    note(opaque: true)
    let name =
      "\(form.terms.map { "\($0.unknown)*\($0.factor)" })+\(form.constant) \(comparison) \(bound)"
    let node = Node(
      .constant(.yesNo(true)),
      .yesNo,
      span: policy.customer.fields.first?.span ?? policy.decisions[0].span
    )
    return try given(yesNo: unknown(name, .anyone, .computed, node, mayBeMissing: false)).yes
  }

  private func describe(_ form: LinearForm, _ factor: Number, _ sides: [Node]) -> Column.Written? {
    // The side as it is written, where the other one is a constant.
    guard form.terms.count > 0, let node = sides.first(where: { $0.constant == nil }) else { return nil }
    let constants = sides.compactMap(\.constant)
    let text: String
    var constant = form.constant
    if case .number(let bound)? = constants.first, constants.count == 1 {
      // The form is the difference of both sides; its written side is that and the constant again.
      text = "`\(policy.written(node.span))`"
      let isLeft = sides[0].constant == nil
      constant = (try? constant.adding(isLeft ? bound : (try? bound.negated()) ?? bound)) ?? constant
      let sign = isLeft ? factor : (try? factor.negated()) ?? factor
      let shown = isLeft ? constant : (try? constant.negated()) ?? constant
      return Column.Written(text: text, factor: sign, constant: shown, type: standIn(node))
    }
    text = "`\(policy.written(sides[0].span))` less `\(policy.written(sides[1].span))`"
    return Column.Written(text: text, factor: factor, constant: constant, type: standIn(difference: sides))
  }

  private func standIn(_ node: Node) -> Unknown {
    Unknown(
      key: .init(name: "", record: -1),
      source: .computed,
      domain: .number(low: nil, high: nil, step: nil),
      mayBeMissing: false,
      type: node.type,
      node: node
    )
  }

  private func standIn(difference sides: [Node]) -> Unknown {
    let type: ValueType = sides[0].type == .date ? .days : sides[0].type
    return standIn(Node(.constant(.missing), type, span: sides[0].span))
  }
}
