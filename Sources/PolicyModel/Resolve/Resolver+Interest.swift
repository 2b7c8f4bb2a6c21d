import Exact
import PolicySyntax

extension Resolver {
  func interest(_ syntax: InterestSyntax, _ scope: Scope, _ span: Span) -> Node? {
    let amount = typed(syntax.amount, in: scope)
    let from = date(syntax.from, scope)
    let to = date(syntax.to, scope)
    let rate = interestRate(syntax.rate, scope)
    guard let amount, let from, let to, let rate else { return nil }
    guard case .money(let currency) = amount.type, let size = amount.shape else {
      report(
        .typeMismatch,
        at: syntax.amount.span,
        "\(describe(amount.type)) bears no interest",
        help: "write an amount after `interest on`"
      )
      return nil
    }
    if size.mayBeUnlimited { return unlimitedProblem(amount) }
    var compounding: Interest.Compounding?
    if syntax.isCompounded {
      if size.isQuotient { return quotientProblem(amount, "compounded") }
      if let node = rate.node, node.shape?.isQuotient == true { return quotientProblem(node, "compounded") }
      guard let found = self.compounding(currency, span) else { return nil }
      compounding = found
    }
    let days = mostDays(from, to)
    let shape: Shape?
    if let compounding {
      shape = try? size.compoundInterest(
        at: rate.shape,
        days: days,
        year: syntax.yearDays,
        rounding: compounding.rounding,
        step: compounding.step.number
      )
    } else {
      shape = try? size.simpleInterest(at: rate.shape, days: days, year: syntax.yearDays)
    }
    guard let shape else {
      report(
        .tooLarge,
        at: span,
        "interest over up to \(days) days can become too large to be computed exactly",
        help:
          "declare narrower ranges for the dates (`date from 2020-01-01 to 2040-12-31`), the amount and the rate"
      )
      return nil
    }
    let operation = Operation.interest(
      Interest(rates: rate.table, yearDays: syntax.yearDays, compounding: compounding)
    )
    return Node(
      .apply(operation, [amount, from, to] + [rate.node].compactMap { $0 }),
      amount.type,
      shape: shape,
      span: span
    )
  }

  /// A table of rates by its name, or a percentage that holds for all days.
  private func interestRate(_ syntax: ExpressionSyntax, _ scope: Scope) -> (
    table: Int?, node: Node?, shape: Shape
  )? {
    if case .name(let name) = syntax.kind, slot(name, from: scope) == nil, let number = rateNumbers[name] {
      guard let table = rateTable(number) else { return nil }
      guard table.type == .percent else {
        report(
          .typeMismatch,
          at: syntax.span,
          "`\(name)` are no percentages, and interest is counted at a percentage",
          help: "use rates declared with `percent`"
        )
        return nil
      }
      return (number, nil, table.shape)
    }
    guard let node = typed(syntax, in: scope, expecting: .percent), conforms(node, to: .percent, syntax.span),
      let shape = node.shape
    else { return nil }
    return (nil, node, shape)
  }

  private func compounding(_ currency: Currency, _ span: Span) -> Interest.Compounding? {
    guard let monthEnds = monthEnds(at: span) else { return nil }
    guard let rounding = header?.rounding, let step = Operation.Step(currency.minorUnit) else {
      report(
        .roundingNeeded,
        at: span,
        "the interest of each full year is rounded before it bears interest, and the header does not say how",
        help: "declare it once in the header: `currency EUR, rounded half up`"
      )
      return nil
    }
    return Interest.Compounding(monthEnds: monthEnds, rounding: rounding, step: step)
  }

  /// How many days can lie between two dates at most.
  private func mostDays(_ from: Node, _ to: Node) -> Int {
    max(0, dateRanges.range(from, []).lowerBound.days(to: dateRanges.range(to, []).upperBound))
  }
}
