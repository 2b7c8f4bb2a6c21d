import Exact
import PolicySyntax

extension Resolver {
  /// Whether `at least` and `at most` have a meaning for a type.
  func isOrdered(_ type: ValueType) -> Bool {
    if case .symbol(let number) = type { return enumerations[number].isOrdered }
    return type.isNumeric || type == .date
  }

  func reportNotOrdered(_ node: Node) {
    var help = "ask with `is` instead"
    if case .symbol = node.type {
      help = "declare its values as `scale from worst to best: …` if they have an order"
    }
    if node.type == .terms {
      help =
        "terms are only partly ordered; ask `terms is at least as strict as 30 days`, or `terms is prepayment`"
    }
    report(
      .notOrdered,
      at: node.span,
      "\(describe(node.type)) has no order, so nothing is above or below it",
      help: help
    )
  }

  func comparison(
    _ subject: ExpressionSyntax,
    _ predicate: PredicateSyntax,
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    guard let node = typed(subject, in: scope) else {
      return nil
    }
    guard let result = said(of: node, predicate, scope, span) else { return nil }
    return predicate.negated ? Node(.apply(.not, [result]), .yesNo, span: span) : result
  }

  private func said(of node: Node, _ predicate: PredicateSyntax, _ scope: Scope, _ span: Span) -> Node? {
    switch predicate.kind {
    case .missing: return Node(.apply(.isMissing, [node]), .yesNo, span: span)
    case .known: return Node(.apply(.isKnown, [node]), .yesNo, span: span)
    case .outsideTheScale, .onTheScale:
      guard case .symbol(let number) = node.type, !enumerations[number].outside.isEmpty else {
        report(
          .typeMismatch,
          at: span,
          "\(describe(node.type)) has no values outside a scale",
          help: "only a scale declared with `outside: …` has"
        )
        return nil
      }
      let outside = Node(.apply(.isOutsideScale, [node]), .yesNo, span: span)
      if case .outsideTheScale = predicate.kind { return outside }
      return Node(.apply(.not, [outside]), .yesNo, span: span)
    case .unlimited: return isUnlimited(node, span)
    case .includes(let labels): return includes(node, labels, span)
    case .equals(let values): return equality(node, values, scope, span)
    case .bounds(let lower, let upper): return bounds(node, lower, upper, scope, span)
    case .asStrictAs(let other): return strictness(node, other, scope, span)
    }
  }

  private func equality(_ node: Node, _ values: [ExpressionSyntax], _ scope: Scope, _ span: Span) -> Node? {
    if node.type == .key {
      report(
        .keyCompared,
        at: node.span,
        "a key only links records; a policy never compares it",
        help: "to treat one customer differently, write an `override` with approver, reason and end"
      )
      return nil
    }
    if node.type == .rules {
      report(
        .typeMismatch,
        at: node.span,
        "a list of rules is shown, not compared",
        help: "ask for one of them: `reasons includes late`"
      )
      return nil
    }
    var operands = [node]
    for value in values {
      guard let other = typed(value, in: scope, expecting: node.type) else { return nil }
      guard conforms(other, to: node.type, value.span) else { return nil }
      operands.append(other)
    }
    guard operands.count == values.count + 1 else { return nil }
    if node.type == .terms {
      let parts = operands.dropFirst().map { Node(.apply(.hasTerms, [node, $0]), .yesNo, span: $0.span) }
      return parts.count == 1
        ? Node(.apply(.hasTerms, operands), .yesNo, span: span)
        : Node(.apply(.or, parts), .yesNo, span: span)
    }
    return Node(.apply(values.count == 1 ? .equal : .oneOf, operands), .yesNo, span: span)
  }

  /// Whether rules are among those of a decision of which all apply; rules are named by their labels.
  private func includes(_ node: Node, _ labels: [NameSyntax], _ span: Span) -> Node? {
    guard case .read(let slot) = node.kind, case .decision(let index) = field(slot).origin,
      let decision = decisions[index].resolved, decision.combining == .all
    else {
      report(
        .typeMismatch,
        at: node.span,
        "`includes` asks for the rules of a decision of which all apply, and this is \(describe(node.type))",
        help: "ask with `is` instead"
      )
      return nil
    }
    let known = decision.rules.map(\.label)
    var bits: UInt64 = 0
    for label in labels {
      guard let position = known.firstIndex(of: label.text) else {
        let (proposal, edit) = respelled(label.text, at: label.span, among: known)
        report(
          .unknownName,
          at: label.span,
          "`\(decision.name)` has no rule labelled `\(label.text)`",
          help: proposal ?? "its rules are \(known.map { "`\($0)`" }.joined(separator: ", "))",
          edit: edit
        )
        return nil
      }
      bits |= 1 << UInt64(position)
    }
    let wanted = Node(.constant(.rules(bits)), .rules, span: labels[0].span)
    return Node(.apply(.includes, [node, wanted]), .yesNo, span: span)
  }

  private func bounds(
    _ node: Node,
    _ lower: PredicateSyntax.Bound?,
    _ upper: PredicateSyntax.Bound?,
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    if node.type == .key { return equality(node, [], scope, span) }
    guard isOrdered(node.type) else {
      reportNotOrdered(node)
      return nil
    }
    var parts: [Node] = []
    for (bound, isLower) in [(lower, true), (upper, false)] {
      guard let bound else { continue }
      guard let other = typed(bound.value, in: scope, expecting: node.type),
        conforms(other, to: node.type, bound.value.span), isOnScale(other)
      else { return nil }
      let operation: Operation =
        isLower ? (bound.inclusive ? .atLeast : .more) : (bound.inclusive ? .atMost : .less)
      let isOnly = lower == nil || upper == nil
      parts.append(Node(.apply(operation, [node, other]), .yesNo, span: isOnly ? span : other.span))
    }
    return parts.count == 1 ? parts[0] : Node(.apply(.and, parts), .yesNo, span: span)
  }

  private func isOnScale(_ node: Node) -> Bool {
    guard case .constant(.symbol(let symbol)) = node.kind, symbol < 0 else { return true }
    report(
      .notOrdered,
      at: node.span,
      "`\(source(node.span))` stands outside the order of its scale",
      help: "ask with `is`, or compare with a value on the scale"
    )
    return false
  }
}
