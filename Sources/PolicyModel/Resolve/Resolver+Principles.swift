import PolicySyntax

extension Resolver {
  func resolvePrinciples() -> [Principle] {
    var names: [String: Span] = [:]
    return items.compactMap { item in
      guard case .principle(let syntax) = item else { return nil }
      if let earlier = names[syntax.name.text] {
        report(
          .duplicateName,
          at: syntax.name.span,
          "two principles are called `\(syntax.name.text)`",
          help: "rename one of them",
          notes: [Diagnostic.Note("the first one stands here", at: earlier)]
        )
      }
      names[syntax.name.text] = syntax.name.span
      return resolve(syntax)
    }
  }

  private func resolve(_ syntax: PrincipleSyntax) -> Principle? {
    var scope = Scope.customer
    if let each = syntax.each {
      guard let found = collection(each: each) else { return nil }
      scope = found
    }
    if syntax.claims.isEmpty {
      if isPartlyUnread(syntax.span) { return nil }
      report(
        .incomplete,
        at: syntax.span,
        "this principle claims nothing",
        help: "add a line such as `terms is prepayment when segment is blocked`"
      )
      return nil
    }
    let claims = syntax.claims.compactMap { claim in
      resolve(claim.kind, scope).map { Principle.Claim(kind: $0, span: claim.span) }
    }
    return Principle(
      name: syntax.name.text,
      scope: scope,
      claims: claims,
      reasons: syntax.reasons.map {
        Rule.Reason(language: $0.language ?? KeywordTable.english.language, text: $0.text)
      },
      sources: syntax.sources.map(\.text),
      span: syntax.span
    )
  }

  private func resolve(_ kind: PrincipleSyntax.Claim.Kind, _ scope: Scope) -> Principle.Claim.Kind? {
    switch kind {
    case .condition(let claim, let isNever, let when):
      let condition = when.map { self.condition($0, in: scope) }
      guard let node = self.condition(claim, in: scope), condition.map({ $0 != nil }) ?? true else {
        return nil
      }
      return .condition(node, isNever: isNever, when: condition.flatMap(\.self))
    case .noMoreLenient(let decision, let file):
      guard let decision else { return .noMoreLenient(decision: nil, file: file.text) }
      return self.decision(decision).map { .noMoreLenient(decision: $0, file: file.text) }
    case .monotone(let decision, let never, let value, let rises, let ranking):
      // A misspelt value is told also where the decision has a mistake of its own.
      guard let number = self.decision(decision), let slot = slot(value, from: decisions[number].slot.scope),
        let resolved = decisions[number].resolved
      else { return nil }
      guard let ranks = ranks(ranking, resolved) else { return nil }
      return .monotone(
        Principle.Monotone(decision: number, never: never, value: slot, rises: rises, ranking: ranks)
      )
    }
  }

  private func decision(_ name: NameSyntax) -> Int? {
    if let number = decisions.firstIndex(where: { $0.name.text == name.text }) { return number }
    reportUnknown(
      name.text,
      at: name.span,
      "no decision is called `\(name.text)`",
      among: decisions.map(\.name.text),
      help: "name a decision of this policy"
    )
    return nil
  }

  /// The value that is to change: of the record that is decided, or of its customer.
  private func slot(_ name: NameSyntax, from scope: Scope) -> Slot? {
    let scopes = [scope, .customer, .group]
    for scope in scopes {
      guard let index = builder(scope).names[name.text] else { continue }
      let slot = Slot(scope, index)
      guard resolve(slot) else { return nil }
      let type = field(slot).type
      if isOrdered(type) || type == .yesNo || type == .date { return slot }
      report(
        .notOrdered,
        at: name.span,
        "\(describe(type)) neither rises nor falls",
        help: "name a number, an amount, a date, a value of a scale, or a yes or no"
      )
      return nil
    }
    reportUnknown(
      name.text,
      at: name.span,
      "nothing is called `\(name.text)` here",
      among: scopes.flatMap { Array(builder($0).names.keys) }.sorted(),
      help: "name an attribute, a definition or a decision"
    )
    return nil
  }

  private func ranks(_ written: [ExpressionSyntax]?, _ decision: Decision) -> [Value]? {
    guard let written else { return [] }
    var ranking: [Value] = []
    for expression in written {
      guard let node = typed(expression, in: decision.slot.scope, expecting: decision.type),
        conforms(node, to: decision.type, expression.span), let value = node.constant
      else { return nil }
      ranking.append(value)
    }
    return ranking
  }
}
