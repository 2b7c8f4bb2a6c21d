import Exact
import PolicySyntax

extension Resolver {
  /// The typed form of an expression, or nil after a report.
  ///
  /// `expecting` is the type that the place wants; it only gives names and texts of an enumeration their
  /// meaning, it never converts.
  func typed(_ syntax: ExpressionSyntax, in scope: Scope, expecting: ValueType? = nil) -> Node? {
    let span = syntax.span
    switch syntax.kind {
    case .broken: return nil
    case .number(let number, let unit): return literal(number, unit, expecting, span)
    case .date(let date): return Node(.constant(.date(date)), .date, span: span)
    case .yesNo(let answer): return Node(.constant(.yesNo(answer)), .yesNo, span: span)
    case .asOf: return Node(.asOf, .date, span: span)
    case .text(let text): return textLiteral(text, expecting, span)
    case .missing:
      guard let expecting else {
        report(
          .typeMismatch,
          at: span,
          "`missing` alone has no meaning here",
          help: "write `… is missing` to ask for it"
        )
        return nil
      }
      return Node(.constant(.missing), expecting, shape: expecting.inputShape, span: span)
    case .unlimited: return unlimited(expecting, span)
    case .name(let name): return named(name, scope, expecting, span)
    case .negated(let operand): return negated(operand, scope, expecting, span)
    case .arithmetic(let operation, let left, let right):
      return arithmetic(operation, left, right, scope, span)
    case .comparison(let subject, let predicate): return comparison(subject, predicate, scope, span)
    case .all(let parts): return joined(.and, parts, scope, span)
    case .any(let parts): return joined(.or, parts, scope, span)
    case .not(let operand):
      guard let node = condition(operand, in: scope) else { return nil }
      return Node(.apply(.not, [node]), .yesNo, span: span)
    case .fallback(let value, let replacement, let gap):
      return gap == .unlimited
        ? limited(value, replacement, scope, expecting, span)
        : fallback(value, replacement, scope, expecting, span)
    case .rounded(let operand, let rounding): return rounded(operand, rounding, scope, expecting, span)
    case .summary(let summary, let parts, let leavingOut):
      return self.summary(summary, parts, leavingOut, scope, expecting, span)
    case .between(let interval, let from, let to): return between(interval, from, to, scope, span)
    case .calendar(let point, let operand): return calendar(point, operand, scope, span)
    case .rate(let name, let day): return rate(name, day, scope, span)
    case .interest(let interest): return self.interest(interest, scope, span)
    case .workingDays(let days): return workingDays(days, scope, span)
    case .converted(let amount, let name, let day): return converted(amount, name, day, scope, span)
    case .aggregate(let aggregate): return self.aggregate(aggregate, scope, expecting, span)
    case .terms(let terms):
      return Node(.constant(.terms(termsNumber(PaymentTerms(terms)))), .terms, span: span)
    case .under(let question, let terms, let day): return under(question, terms, day, scope, span)
    case .sharePrepaid(let terms): return sharePrepaid(terms, scope, span)
    case .cases(let cases): return self.cases(cases, scope, expecting, span)
    }
  }

  /// An expression that must answer yes or no.
  func condition(_ syntax: ExpressionSyntax, in scope: Scope) -> Node? {
    guard let node = typed(syntax, in: scope, expecting: .yesNo) else { return nil }
    if node.type == .yesNo { return node }
    report(
      .typeMismatch,
      at: syntax.span,
      "this is \(describe(node.type)), and a condition is needed here",
      help: "compare it with something, as in `… is at least …`"
    )
    return nil
  }

  // MARK: Literals and names

  private func literal(
    _ number: Number,
    _ unit: ExpressionSyntax.Unit?,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    var (value, type) = (number, ValueType.number)
    switch unit {
    case nil: break
    case .percent?:
      type = .percent
      value = (try? number.multiplied(by: Number(mantissa: 1, scale: 2))) ?? number
    case .days?:
      if expecting == .terms, let days = number.wholeValue {
        let terms = PaymentTerms(.after([.days(days)]))
        return Node(.constant(.terms(termsNumber(terms))), .terms, span: span)
      }
      type = .days
    case .months?: type = .months
    case .years?: type = .years
    case .currency(let code)?:
      guard let currency = currency(NameSyntax(code, span)) else { return nil }
      type = .money(currency)
    }
    return constant(value, type, span)
  }

  func constant(_ number: Number, _ type: ValueType, _ span: Span) -> Node? {
    guard let shape = try? Shape(of: number) else { return tooLarge(span) }
    if let range = type.range, number < range.low || number > range.high {
      report(
        .outsideRange,
        at: span,
        "\(describe(type)) goes from \(amount(range.low, of: type)) to \(amount(range.high, of: type))",
        help: "use a smaller value"
      )
      return nil
    }
    return Node(.constant(.number(number)), type, shape: shape, span: span)
  }

  private func textLiteral(_ text: String, _ expecting: ValueType?, _ span: Span) -> Node? {
    guard case .symbol(let number)? = expecting else {
      return Node(.constant(.text(self.text(text))), .text, span: span)
    }
    if let symbol = enumerations[number].symbol(text) {
      return Node(.constant(.symbol(symbol)), .symbol(number), span: span)
    }
    reportUnknownMember(text, number, span)
    return nil
  }

  private func reportUnknownMember(_ text: String, _ number: Int, _ span: Span) {
    let members = enumerations[number].members + enumerations[number].outside
    reportUnknown(
      text,
      at: span,
      "`\(text)` is not \(describe(.symbol(number)))",
      among: members,
      help: "the values are \(members.map { "`\($0)`" }.joined(separator: ", "))"
    )
  }

  private func named(_ name: String, _ scope: Scope, _ expecting: ValueType?, _ span: Span) -> Node? {
    if case .symbol(let number)? = expecting, let symbol = enumerations[number].symbol(name) {
      return Node(.constant(.symbol(symbol)), .symbol(number), span: span)
    }
    if expecting == .terms, name == "prepayment" {
      let terms = PaymentTerms(.prepayment)
      return Node(.constant(.terms(termsNumber(terms))), .terms, span: span)
    }
    if let slot = slot(name, from: scope) { return read(slot, span) }
    if rateNumbers[name] != nil {
      reportUndated(name, at: span)
      return nil
    }
    reportUnknown(name, scope, expecting, span)
    return nil
  }

  func read(_ slot: Slot, _ span: Span) -> Node? {
    guard resolve(slot) else { return nil }
    let field = field(slot)
    return Node(.read(slot), field.type, shape: field.shape, span: span)
  }

  private func reportUnknown(_ name: String, _ scope: Scope, _ expecting: ValueType?, _ span: Span) {
    if case .symbol(let number)? = expecting { return reportUnknownMember(name, number, span) }
    if let index = collections.firstIndex(where: { $0.names[name] != nil }) {
      if let field = collections[index].names[name] { _ = resolve(Slot(.collection(index), field)) }
      let owner = collections[index]
      return report(
        .outOfScope,
        at: span,
        "`\(name)` belongs to each \(owner.name), and here is only one \(builder(scope).name)",
        help: "say which of them is meant, as in `\(example(name, over: owner))`"
      )
    }
    if scope == .group, let field = customer.names[name] {
      _ = resolve(Slot(.customer, field))
      return report(
        .outOfScope,
        at: span,
        "`\(name)` belongs to each customer, and here is their group",
        help: "say which of them is meant, as in `\(example(name, over: customer))`"
      )
    }
    let candidates = visible(from: scope).flatMap { Array(builder($0).names.keys) }
    var help: String?
    if let owner = enumerationOwner(of: name) {
      help = "`\(name)` is a value of `\(owner)`; write `\(owner) is \(name)`"
    }
    if help == nil, expecting == .text { help = "a text stands in quotes: `\"\(name)\"`" }
    reportUnknown(
      name,
      at: span,
      "nothing is called `\(name)` here",
      among: candidates.sorted(),
      help: help ?? "declare it under `customer` or a record, or define it under `for the customer`"
    )
  }

  /// How to ask about the values of all records of a collection.
  private func example(_ name: String, over owner: ScopeBuilder) -> String {
    guard let index = owner.names[name] else { return name }
    switch owner.fields[index].type {
    case .yesNo: return "any \(owner.name) where \(name)"
    case .date: return "highest \(name) over \(owner.plural)"
    case let type where type.isNumeric: return "sum of \(name) over \(owner.plural)"
    default: return "any \(owner.name) where \(name) is …"
    }
  }

  private func enumerationOwner(of member: String) -> String? {
    for field in customer.fields {
      if case .symbol(let number) = field.type, enumerations[number].symbol(member) != nil {
        return field.name.text
      }
    }
    return nil
  }

  // MARK: Conditions joined, fallbacks, cases

  private func joined(
    _ operation: Operation,
    _ parts: [ExpressionSyntax],
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    let nodes = parts.map { condition($0, in: scope) }
    let found = nodes.compactMap { $0 }
    guard found.count == nodes.count else { return nil }
    return found.count == 1 ? found[0] : Node(.apply(operation, found), .yesNo, span: span)
  }

  private func fallback(
    _ value: ExpressionSyntax,
    _ replacement: ExpressionSyntax,
    _ scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    guard let first = typed(value, in: scope, expecting: expecting),
      let second = typed(replacement, in: scope, expecting: first.type),
      conforms(second, to: first.type, replacement.span)
    else { return nil }
    return combined(.orElse, [first, second], first.type, span) { shapes throws(Shape.TooLarge) in
      try shapes[0].joined(with: shapes[1])
    }
  }

  private func cases(
    _ cases: [CaseSyntax],
    _ scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    var results: [Node.Case] = []
    // The first result that is not `missing` says of which type they all are.
    let typedFirst = cases.first {
      if case .missing = $0.result.kind { false } else { true }
    }
    guard let typedFirst, let model = typed(typedFirst.result, in: scope, expecting: expecting) else {
      return nil
    }
    var shape = model.shape
    var isComplete = true
    for entry in cases {
      guard let result = typed(entry.result, in: scope, expecting: model.type),
        conforms(result, to: model.type, entry.result.span)
      else {
        isComplete = false
        continue
      }
      if let known = shape, let other = result.shape, result.constant?.isMissing != true {
        guard let joined = try? known.joined(with: other) else { return tooLarge(span) }
        shape = joined
      }
      var node: Node?
      if let syntax = entry.condition {
        node = condition(syntax, in: scope)
        if node == nil { isComplete = false }
      }
      results.append(Node.Case(condition: node, result: result))
    }
    return isComplete ? Node(.cases(results), model.type, shape: shape, span: span) : nil
  }

  // MARK: Sizes

  /// An operation whose result has the size computed from those of its operands.
  func combined(
    _ operation: Operation,
    _ operands: [Node],
    _ type: ValueType,
    _ span: Span,
    _ size: ([Shape]) throws(Shape.TooLarge) -> Shape
  ) -> Node? {
    guard type.isNumeric else { return Node(.apply(operation, operands), type, span: span) }
    if let operand = operands.first(where: { $0.shape?.mayBeUnlimited ?? false }),
      !operation.acceptsUnlimited
    {
      return unlimitedProblem(operand)
    }
    let shapes = operands.compactMap(\.shape)
    guard shapes.count == operands.count, let shape = try? size(shapes) else { return tooLarge(span) }
    return Node(.apply(operation, operands), type, shape: shape, span: span)
  }

  func tooLarge(_ span: Span) -> Node? {
    report(
      .tooLarge,
      at: span,
      "this can become too large to be computed exactly",
      help:
        "declare narrower ranges for what it reads (`money from 0 EUR to 10 000 000 EUR`, `with 2 decimals`), "
        + "or round a part of it"
    )
    return nil
  }
}
