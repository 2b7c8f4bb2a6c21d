import Exact
import PolicySyntax

extension Resolver {
  func aggregate(
    _ syntax: AggregateSyntax,
    _ scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    guard let inner = collection(syntax.collection, from: scope, isEarlier: syntax.isEarlier),
      let node = aggregate(syntax, over: inner, from: scope, expecting, span)
    else { return nil }
    guard syntax.isEarlier, case .aggregate(var earlier) = node.kind else { return node }
    if syntax.function.isMedian {
      report(
        .typeMismatch,
        at: span,
        "there is no median over earlier records",
        help: "use the average, the highest or the lowest"
      )
      return nil
    }
    guard let order = syntax.order.flatMap({ order($0, inner) }) else { return nil }
    (earlier.order, earlier.earlier) = (order, earlierCount)
    earlierCount += 1
    return Node(.aggregate(earlier), node.type, shape: node.shape, span: span)
  }

  private func aggregate(
    _ syntax: AggregateSyntax,
    over inner: Scope,
    from scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    var condition: Node?
    if let filter = syntax.condition {
      condition = self.condition(filter, in: inner)
      if condition == nil { return nil }
    }
    if let standing = standing(inner, syntax.collection.span) {
      let parts = [standing] + (condition?.conjuncts ?? [])
      condition = parts.count == 1 ? standing : Node(.apply(.and, parts), .yesNo, span: parts[1].span)
    }
    switch syntax.function {
    case .count:
      let shape = try? Shape(low: .zero, high: Number(Policy.mostRecords), decimals: 0)
      return node(.count, inner, condition, .number, shape, span)
    case .any: return node(.any, inner, condition, .yesNo, nil, span)
    case .every:
      guard let value = syntax.value.flatMap({ self.condition($0, in: inner) }) else { return nil }
      return node(.every, inner, condition, .yesNo, nil, span, value: value)
    case .sum, .average, .median, .highest, .lowest:
      guard let value = syntax.value.flatMap({ typed($0, in: inner, expecting: expecting) }) else {
        return nil
      }
      return summary(syntax, inner, condition, value, span)
    case .monthsInARow:
      guard let order = syntax.order.flatMap({ order($0, inner) }) else { return nil }
      var upTo: Node?
      if let day = syntax.upTo {
        upTo = date(day, scope)
        if upTo == nil { return nil }
      }
      let shape = try? Shape(low: .zero, high: Number(Policy.mostRecords), decimals: 0)
      return node(.monthsInARow, inner, condition, .number, shape, span, order: order, upTo: upTo)
    case .highestMonthlySum:
      guard let value = syntax.value.flatMap({ typed($0, in: inner) }), let size = numeric(value, "summed"),
        let order = syntax.order.flatMap({ order($0, inner) })
      else { return nil }
      guard let sum = try? size.summed(count: Policy.mostRecords) else { return tooLarge(span) }
      return node(.highestMonthlySum, inner, condition, value.type, sum, span, value: value, order: order)
    case .latest(let position), .earliest(let position):
      guard let value = syntax.value.flatMap({ typed($0, in: inner, expecting: expecting) }),
        let order = syntax.order.flatMap({ order($0, inner) })
      else { return nil }
      let isLatest = if case .latest = syntax.function { true } else { false }
      return node(
        isLatest ? .latest(position) : .earliest(position),
        inner,
        condition,
        value.type,
        value.shape,
        span,
        value: value,
        order: order
      )
    }
  }

  /// The date by which records are ordered, or which says in which month each falls.
  private func order(_ syntax: ExpressionSyntax, _ scope: Scope) -> Node? {
    guard let node = typed(syntax, in: scope, expecting: .date) else { return nil }
    if node.type == .date { return node }
    report(
      .typeMismatch,
      at: syntax.span,
      "after `by` stands a date of each \(builder(scope).name), and this is \(describe(node.type))",
      help: "name the date that says which of them comes first, and in which month each falls"
    )
    return nil
  }

  private func node(
    _ function: Aggregate.Function,
    _ scope: Scope,
    _ condition: Node?,
    _ type: ValueType,
    _ shape: Shape?,
    _ span: Span,
    value: Node? = nil,
    weight: Node? = nil,
    order: Node? = nil,
    upTo: Node? = nil
  ) -> Node {
    let aggregate = Aggregate(
      function: function,
      scope: scope,
      value: value,
      weight: weight,
      order: order,
      condition: condition,
      upTo: upTo
    )
    return Node(.aggregate(aggregate), type, shape: shape, span: span)
  }

  private func summary(
    _ syntax: AggregateSyntax,
    _ scope: Scope,
    _ condition: Node?,
    _ value: Node,
    _ span: Span
  ) -> Node? {
    switch syntax.function {
    case .highest, .lowest:
      guard isOrdered(value.type) else {
        reportNotOrdered(value)
        return nil
      }
      let isHighest = if case .highest = syntax.function { true } else { false }
      return node(
        isHighest ? .highest : .lowest,
        scope,
        condition,
        value.type,
        value.shape,
        span,
        value: value
      )
    case .sum:
      guard let shape = numeric(value, "summed") else { return nil }
      guard let sum = try? shape.summed(count: Policy.mostRecords) else { return tooLarge(span) }
      return node(.sum, scope, condition, value.type, sum, span, value: value)
    case .median:
      guard let shape = numeric(value, "averaged") else { return nil }
      guard let size = try? shape.halfSum() else { return tooLarge(span) }
      return node(.median, scope, condition, value.type, size, span, value: value)
    default: return average(syntax, scope, condition, value, span)
    }
  }

  private func average(
    _ syntax: AggregateSyntax,
    _ scope: Scope,
    _ condition: Node?,
    _ value: Node,
    _ span: Span
  ) -> Node? {
    guard let shape = numeric(value, "averaged") else { return nil }
    let most = Policy.mostRecords
    guard let weightSyntax = syntax.weight else {
      guard let count = try? Shape(low: .one, high: Number(most), decimals: 0),
        let size = try? shape.summed(count: most).divided(by: count).clamped(low: shape.low, high: shape.high)
      else { return tooLarge(span) }
      return node(.average, scope, condition, value.type, size, span, value: value)
    }
    guard let weight = typed(weightSyntax, in: scope), let weightShape = numeric(weight, "averaged") else {
      return nil
    }
    guard
      let size = try? shape.multiplied(by: weightShape).summed(count: most)
        .divided(by: weightShape.summed(count: most))
    else { return tooLarge(span) }
    return node(.average, scope, condition, value.type, size, span, value: value, weight: weight)
  }

  func numeric(_ node: Node, _ verb: String) -> Shape? {
    guard node.type.isNumeric, let shape = node.shape else {
      report(
        .typeMismatch,
        at: node.span,
        "\(describe(node.type)) cannot be \(verb)",
        help: "use a number or an amount"
      )
      return nil
    }
    if shape.isQuotient {
      _ = quotientProblem(node, verb)
      return nil
    }
    if shape.mayBeUnlimited {
      _ = unlimitedProblem(node)
      return nil
    }
    return shape
  }

  /// The records meant by `over invoices` or `any invoice`.
  private func collection(_ name: NameSyntax, from scope: Scope, isEarlier: Bool) -> Scope? {
    if isEarlier,
      let index = collections.firstIndex(where: { $0.name == name.text || $0.plural == name.text })
    {
      if scope == .collection(index) { return scope }
      report(
        .outOfScope,
        at: name.span,
        "`earlier \(name.text)` are those before one \(collections[index].name), and this is about each \(builder(scope).name)",
        help: "define it under `for each \(collections[index].name)`"
      )
      return nil
    }
    if name.text == customer.name || name.text == customer.plural {
      if scope == .group { return .customer }
      report(
        .outOfScope,
        at: name.span,
        "customers are counted together only for a group",
        help: "define it under `for the group`"
      )
      return nil
    }
    if let index = collections.firstIndex(where: { $0.name == name.text || $0.plural == name.text }) {
      if scope == .customer { return .collection(index) }
      report(
        .outOfScope,
        at: name.span,
        "`\(name.text)` belong to one customer, and this is about each \(builder(scope).name)",
        help: "define it under `for the customer` and read it here by its name"
      )
      return nil
    }
    let known = collections.flatMap { [$0.name, $0.plural] } + (scope == .group ? [customer.plural] : [])
    reportUnknown(
      name.text,
      at: name.span,
      "no records are called `\(name.text)`",
      among: known,
      help: "declare them with `… of customer`"
    )
    return nil
  }
}

extension AggregateSyntax.Function {
  fileprivate var isMedian: Bool { if case .median = self { true } else { false } }
}
