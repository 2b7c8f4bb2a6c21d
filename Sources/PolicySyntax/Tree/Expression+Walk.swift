extension ExpressionSyntax {
  /// The expressions right below this one, in the order of the text.
  public var children: [ExpressionSyntax] {
    switch kind {
    case .broken, .number, .date, .text, .yesNo, .missing, .unlimited, .asOf, .name, .terms: []
    case .negated(let operand), .not(let operand), .calendar(_, let operand), .sharePrepaid(let operand),
      .rate(_, let operand):
      [operand]
    case .converted(let amount, _, let day): [amount, day]
    case .interest(let interest): [interest.amount, interest.from, interest.to, interest.rate]
    case .workingDays(let days): days.parts
    case .arithmetic(_, let left, let right), .fallback(let left, let right, _),
      .between(_, let left, let right), .under(_, let left, let right):
      [left, right]
    case .comparison(let subject, let predicate): [subject] + predicate.values
    case .all(let parts), .any(let parts), .summary(_, let parts, _): parts
    case .rounded(let operand, let rounding): [operand] + rounding.values
    case .aggregate(let aggregate):
      [aggregate.value, aggregate.weight, aggregate.upTo, aggregate.order, aggregate.condition]
        .compactMap { $0 }
    case .cases(let cases): cases.flatMap { [$0.result, $0.condition].compactMap { $0 } }
    }
  }

  /// Every name that occurs in the expression, collections aside.
  public var names: [String] {
    var found: [String] = []
    var pending = [self]
    while let next = pending.popLast() {
      if case .name(let name) = next.kind { found.append(name) }
      pending += next.children
    }
    return found
  }
}

extension PredicateSyntax {
  var values: [ExpressionSyntax] {
    switch kind {
    case .missing, .known, .outsideTheScale, .onTheScale, .unlimited, .includes: []
    case .equals(let values): values
    case .asStrictAs(let value): [value]
    case .bounds(let lower, let upper): [lower?.value, upper?.value].compactMap { $0 }
    }
  }
}

extension RoundingSyntax {
  var values: [ExpressionSyntax] {
    if case .multiple(let value) = target { [value] } else { [] }
  }
}
