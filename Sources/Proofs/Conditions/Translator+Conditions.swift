import Evaluation
import Exact
import PolicyModel

/// Conditions to formulas: where they are answered with yes, and where with no.
extension Translator {
  typealias Truth = (yes: Formulas.ID, no: Formulas.ID)

  mutating func truth(_ node: Node, _ frame: Frame) throws(Formulas.TooManyColumns) -> Truth {
    switch node.kind {
    case .constant(let value):
      switch value {
      case .yesNo(true): return (Formulas.yes, Formulas.no)
      case .yesNo(false): return (Formulas.no, Formulas.yes)
      default: return (Formulas.no, Formulas.no)
      }
    case .read(let slot): return try truth(of: slot, node, frame)
    case .apply(let operation, let operands): return try truth(operation, operands, node, frame)
    case .cases(let cases): return try truth(cases, frame)
    case .aggregate(let aggregate): return try truth(aggregate, node, frame)
    case .asOf: return (Formulas.no, Formulas.no)
    }
  }

  private mutating func truth(of slot: Slot, _ node: Node, _ frame: Frame) throws(Formulas.TooManyColumns)
    -> Truth
  {
    let record = if case .collection = slot.scope { frame.record } else { -1 }
    let named = Named(slot: slot, record: record)
    if let known = namedTruths[named] { return known }
    let inner = Frame(record: record)
    let found: Truth
    switch policy.field(slot).origin {
    case .attribute(let attribute):
      let field = policy.field(slot)
      let number = unknown(
        "\(slot.scope)[\(slot.index)]",
        inner,
        .attribute(slot),
        Node(.read(slot), field.type, span: field.span),
        mayBeMissing: attribute.isOptional
      )
      found = try given(yesNo: number)
    case .definition(let definition): found = try truth(definition, inner)
    case .decision(let index): found = truth(try outcome(policy.decisions[index], inner))
    }
    namedTruths[named] = found
    return found
  }

  /// The answers of a yes or no that is taken as given.
  mutating func given(yesNo number: Int) throws(Formulas.TooManyColumns) -> Truth {
    let column = try column(of: number)
    return (formulas.question(column, .among([1])), formulas.question(column, .among([0])))
  }

  /// The answers of a value of pieces that are yes or no.
  mutating func truth(_ pieces: [Piece]) -> Truth {
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    for piece in pieces {
      switch piece.value {
      case .member(1): yes.append(piece.guardedBy)
      case .member(0): no.append(piece.guardedBy)
      case .chosen(let number):
        guard let answers = try? given(yesNo: number) else { continue }
        yes.append(formulas.all([piece.guardedBy, answers.yes]))
        no.append(formulas.all([piece.guardedBy, answers.no]))
      default: continue
      }
    }
    return (formulas.any(yes), formulas.any(no))
  }

  private mutating func truth(_ cases: [Node.Case], _ frame: Frame) throws(Formulas.TooManyColumns) -> Truth {
    var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
    var before = Formulas.yes
    for entry in cases {
      var here = before
      if let condition = entry.condition {
        let answers = try truth(condition, frame)
        here = formulas.all([before, answers.yes])
        before = formulas.all([before, answers.no])
      }
      let result = try truth(entry.result, frame)
      yes.append(formulas.all([here, result.yes]))
      no.append(formulas.all([here, result.no]))
    }
    return (formulas.any(yes), formulas.any(no))
  }

  // MARK: Operations

  private mutating func truth(
    _ operation: PolicyModel.Operation,
    _ operands: [Node],
    _ node: Node,
    _ frame: Frame
  ) throws(Formulas.TooManyColumns) -> Truth {
    switch operation {
    case .and, .or:
      var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
      for operand in operands {
        let answers = try truth(operand, frame)
        yes.append(answers.yes)
        no.append(answers.no)
      }
      return operation == .and
        ? (formulas.all(yes), formulas.any(no)) : (formulas.any(yes), formulas.all(no))
    case .not:
      let answers = try truth(operands[0], frame)
      return (answers.no, answers.yes)
    case .isKnown, .isMissing:
      let missing = missing(try pieces(operands[0], frame))
      let known = formulas.negation(missing)
      return operation == .isKnown ? (known, missing) : (missing, known)
    case .isOutsideScale:
      return try among(operands[0], frame) { member in member < 0 }
    case .isUnlimited:
      var (yes, no): ([Formulas.ID], [Formulas.ID]) = ([], [])
      for piece in try pieces(operands[0], frame) {
        switch piece.value {
        case .missing: continue
        case .unlimited: yes.append(piece.guardedBy)
        default: no.append(piece.guardedBy)
        }
      }
      return (formulas.any(yes), formulas.any(no))
    case .equal, .less, .atMost, .atLeast, .more:
      if let found = try comparison(operation, operands, frame) { return found }
    case .oneOf:
      if let found = try oneOf(operands, frame) { return found }
    case .orElse:
      let (first, second) = (try truth(operands[0], frame), try truth(operands[1], frame))
      let none = formulas.all([formulas.negation(first.yes), formulas.negation(first.no)])
      return (
        formulas.any([first.yes, formulas.all([none, second.yes])]),
        formulas.any([first.no, formulas.all([none, second.no])])
      )
    case .hasTerms, .isAtLeastAsStrict:
      if let found = try terms(operation, operands, frame) { return found }
    case .includes:
      if let found = try included(operands, frame) { return found }
    default: break
    }
    return try opaqueTruth(node, frame)
  }

  /// A condition that is not looked into.
  mutating func opaqueTruth(_ node: Node, _ frame: Frame) throws(Formulas.TooManyColumns) -> Truth {
    truth(try opaque(node, frame, mayBeMissing: !missing.causes(node).isEmpty))
  }

  mutating func missing(_ pieces: [Piece]) -> Formulas.ID {
    formulas.any(
      pieces.compactMap { piece in if case .missing = piece.value { piece.guardedBy } else { nil } }
    )
  }
}
