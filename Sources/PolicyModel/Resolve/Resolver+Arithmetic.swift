import Exact
import PolicySyntax

extension Resolver {
  func negated(
    _ operand: ExpressionSyntax,
    _ scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    guard let node = typed(operand, in: scope, expecting: expecting) else { return nil }
    guard node.type.isNumeric else {
      report(
        .typeMismatch,
        at: span,
        "\(describe(node.type)) has no sign",
        help: "a minus stands before a number"
      )
      return nil
    }
    if case .constant(.number(let number)) = node.kind, let negative = try? number.negated() {
      return constant(negative, node.type, span)
    }
    return combined(.negate, [node], node.type, span) { shapes throws(Shape.TooLarge) in
      try shapes[0].negated()
    }
  }

  func arithmetic(
    _ operation: ExpressionSyntax.Arithmetic,
    _ left: ExpressionSyntax,
    _ right: ExpressionSyntax,
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    let (first, second) = (typed(left, in: scope), typed(right, in: scope))
    guard let first, let second else { return nil }
    switch operation {
    case .add, .subtract: return sum(operation == .add, first, second, span)
    case .multiply: return product(first, second, span)
    case .divide: return quotient(first, second, span)
    }
  }

  // MARK: Sums

  private func sum(_ isAdding: Bool, _ left: Node, _ right: Node, _ span: Span) -> Node? {
    if left.type == .date { return dateSum(isAdding, left, right, span) }
    guard left.type.isNumeric, right.type.isNumeric else {
      return cannot(isAdding ? "added" : "subtracted", left, right, span)
    }
    guard left.type == right.type else {
      reportMismatch(right, wanted: left.type, right.span)
      return nil
    }
    for side in [left, right] where side.shape?.isQuotient == true {
      return quotientProblem(side, isAdding ? "added" : "subtracted")
    }
    return combined(isAdding ? .add : .subtract, [left, right], left.type, span) {
      shapes throws(Shape.TooLarge) in
      try shapes[0].adding(isAdding ? shapes[1] : try shapes[1].negated())
    }
  }

  func quotientProblem(_ side: Node, _ verb: String) -> Node? {
    let text = source(side.span)
    let operand = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? text : "(\(text))"
    let rounded =
      operand + (header?.rounding == nil ? " rounded half up to 4 decimals" : " rounded to 4 decimals")
    report(
      .quotientSummed,
      at: side.span,
      "a quotient has endless decimals, so it cannot be \(verb) exactly",
      help: "round it where it stands: `\(rounded)`",
      edit: Diagnostic.Edit(side.span, rounded)
    )
    return nil
  }

  private func cannot(_ verb: String, _ left: Node, _ right: Node, _ span: Span) -> Node? {
    let helps = [
      "multiplied": "one of the two is a number or a percentage",
      "divided": "divide by a number, by a percentage or by a value of the same kind",
    ]
    report(
      .typeMismatch,
      at: span,
      "\(describe(left.type)) and \(describe(right.type)) cannot be \(verb)",
      help: helps[verb] ?? "use two values of the same kind"
    )
    return nil
  }

  private func dateSum(_ isAdding: Bool, _ date: Node, _ amount: Node, _ span: Span) -> Node? {
    let operation: Operation
    switch amount.type {
    case .days: operation = isAdding ? .addDays : .subtractDays
    case .months:
      guard let rule = monthEnds(at: span) else { return nil }
      operation = isAdding ? .addMonths(rule) : .subtractMonths(rule)
    case .years:
      guard let rule = monthEnds(at: span) else { return nil }
      operation = isAdding ? .addYears(rule) : .subtractYears(rule)
    case .date where !isAdding:
      report(
        .typeMismatch,
        at: span,
        "a date is not subtracted from a date",
        help: "write `days from \(source(amount.span)) to \(source(date.span))`"
      )
      return nil
    default: return cannot(isAdding ? "added" : "subtracted", date, amount, span)
    }
    guard amount.shape?.decimals == 0 else {
      report(
        .roundingNeeded,
        at: amount.span,
        "a date moves by a whole number of days, months or years",
        help: "round the number first: `(\(source(amount.span))) rounded to 0 decimals`"
      )
      return nil
    }
    return Node(.apply(operation, [date, amount]), .date, span: span)
  }

  // MARK: Products and quotients

  private func product(_ left: Node, _ right: Node, _ span: Span) -> Node? {
    guard left.type.isNumeric, right.type.isNumeric else { return cannot("multiplied", left, right, span) }
    let type: ValueType
    if left.type.isScalar && right.type.isScalar {
      type = left.type == .percent && right.type == .percent ? .percent : .number
    } else if left.type.isScalar {
      type = right.type
    } else if right.type.isScalar {
      type = left.type
    } else {
      return cannot("multiplied", left, right, span)
    }
    return combined(.multiply, [left, right], type, span) { shapes throws(Shape.TooLarge) in
      try shapes[0].multiplied(by: shapes[1])
    }
  }

  private func quotient(_ left: Node, _ right: Node, _ span: Span) -> Node? {
    guard left.type.isNumeric, right.type.isNumeric else { return cannot("divided", left, right, span) }
    let type: ValueType
    if right.type.isScalar {
      type =
        right.type == .percent && left.type == .percent
        ? .percent : left.type == .percent ? .percent : left.type
    } else if left.type == right.type {
      type = .percent
    } else {
      if case .money = left.type, case .money = right.type {
        reportMismatch(right, wanted: left.type, right.span)
        return nil
      }
      return cannot("divided", left, right, span)
    }
    if right.shape?.isQuotient == true { return quotientProblem(right, "divided by") }
    // By 2, 4, 5 or 10 the quotient has finitely many decimals, so it can be summed like any other value.
    if case .constant(.number(let divisor)) = right.kind, let inverse = finiteInverse(divisor, right) {
      return combined(.divideFinitely, [left, right], type, span) { shapes throws(Shape.TooLarge) in
        try shapes[0].multiplied(by: inverse)
      }
    }
    return combined(.divide, [left, right], type, span) { shapes throws(Shape.TooLarge) in
      try shapes[0].divided(by: shapes[1])
    }
  }

  private func finiteInverse(_ divisor: Number, _ node: Node) -> Shape? {
    guard node.type.isScalar, let inverse = try? Number.one.divided(by: divisor),
      inverse.decimalsNeeded ?? .max <= 6
    else { return nil }
    return try? Shape(of: inverse)
  }

  // MARK: Rounding

  func rounded(
    _ operand: ExpressionSyntax,
    _ syntax: RoundingSyntax,
    _ scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    guard let node = typed(operand, in: scope, expecting: expecting),
      let (rule, step) = rounding(syntax, of: node.type, scope)
    else { return nil }
    return combined(.round(rule, step: step), [node], node.type, span) { shapes throws(Shape.TooLarge) in
      try shapes[0].rounded(rule, toMultipleOf: step.number)
    }
  }

  /// The rule and the multiple of a rounding of values of a type.
  func rounding(_ syntax: RoundingSyntax, of type: ValueType, _ scope: Scope) -> (Rounding, Operation.Step)? {
    guard type.isNumeric else {
      report(
        .typeMismatch,
        at: syntax.span,
        "\(describe(type)) cannot be rounded",
        help: "round a number or an amount"
      )
      return nil
    }
    guard let rule = syntax.rule ?? header?.rounding else {
      report(
        .roundingNeeded,
        at: syntax.span,
        "this does not say how to round",
        help: "write `rounded half up …`, or declare it once in the header: `currency EUR, rounded half up`"
      )
      return nil
    }
    var number: Number
    switch syntax.target {
    case .unit: number = unit(of: type)
    // Decimals of a percentage are those that are seen: 12.5% has one.
    case .decimals(let decimals): number = Number(mantissa: 1, scale: decimals + (type == .percent ? 2 : 0))
    case .multiple(let expression):
      guard let node = typed(expression, in: scope, expecting: type),
        conforms(node, to: type, expression.span)
      else { return nil }
      guard case .constant(.number(let value)) = node.kind else {
        report(
          .roundingNeeded,
          at: expression.span,
          "a value is rounded to a fixed multiple",
          help: "write a number here"
        )
        return nil
      }
      number = value
    }
    guard let step = Operation.Step(number) else {
      report(
        .outsideRange,
        at: syntax.span,
        "a value is rounded to a multiple above zero",
        help: "use a positive multiple"
      )
      return nil
    }
    return (rule, step)
  }

  private func unit(of type: ValueType) -> Number {
    switch type {
    case .money(let currency): currency.minorUnit
    case .percent: Number(mantissa: 1, scale: 2)
    default: .one
    }
  }

  // MARK: Dates

  func between(
    _ interval: ExpressionSyntax.Interval,
    _ from: ExpressionSyntax,
    _ to: ExpressionSyntax,
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    guard let first = date(from, scope), let second = date(to, scope) else { return nil }
    let (operation, type, limit): (Operation, ValueType, Int128)
    switch interval {
    case .days: (operation, type, limit) = (.daysBetween, .days, 3_652_500)
    case .months:
      guard let rule = monthEnds(at: span) else { return nil }
      (operation, type, limit) = (.monthsBetween(rule), .months, 120_000)
    case .years:
      guard let rule = monthEnds(at: span) else { return nil }
      (operation, type, limit) = (.yearsBetween(rule), .years, 10_000)
    }
    return combined(
      operation,
      [first, second],
      type,
      span,
      shapes: try? Shape(low: Number(whole: -limit), high: Number(whole: limit), decimals: 0)
    )
  }

  private func combined(
    _ operation: Operation,
    _ operands: [Node],
    _ type: ValueType,
    _ span: Span,
    shapes shape: Shape?
  ) -> Node? {
    Node(.apply(operation, operands), type, shape: shape, span: span)
  }

  func calendar(
    _ point: ExpressionSyntax.CalendarPoint,
    _ operand: ExpressionSyntax,
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    guard let node = date(operand, scope) else { return nil }
    let operation: Operation =
      switch point {
      case .endOfMonth: .endOfMonth
      case .startOfMonth: .startOfMonth
      case .endOfTenDays: .endOfTenDays
      }
    return Node(.apply(operation, [node]), .date, span: span)
  }

  func date(_ syntax: ExpressionSyntax, _ scope: Scope) -> Node? {
    guard let node = typed(syntax, in: scope, expecting: .date), conforms(node, to: .date, syntax.span) else {
      return nil
    }
    return node
  }
}
