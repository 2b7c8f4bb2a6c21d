import Exact
import PolicySyntax

extension Resolver {
  /// The day on which something is due under terms that run from another.
  func under(
    _ question: ExpressionSyntax.TermsQuestion,
    _ terms: ExpressionSyntax,
    _ day: ExpressionSyntax,
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    guard let terms = self.terms(terms, scope), let day = date(day, scope) else { return nil }
    let operation: Operation = question == .dueDate ? .dueDate : .discountDate
    return Node(.apply(operation, [terms, day]), .date, span: span)
  }

  func sharePrepaid(_ terms: ExpressionSyntax, _ scope: Scope, _ span: Span) -> Node? {
    guard let terms = self.terms(terms, scope) else { return nil }
    let shape = try? Shape(low: .zero, high: .one, decimals: TermsSyntax.Share.decimals)
    return Node(.apply(.sharePrepaid, [terms]), .percent, shape: shape, span: span)
  }

  func strictness(_ node: Node, _ other: ExpressionSyntax, _ scope: Scope, _ span: Span) -> Node? {
    guard node.type == .terms else {
      report(
        .typeMismatch,
        at: span,
        "only payment terms are compared in this way, and this is \(describe(node.type))",
        help: "ask with `is at least …` or `is …` instead"
      )
      return nil
    }
    guard let other = terms(other, scope) else { return nil }
    comparesTerms = true
    return Node(.apply(.isAtLeastAsStrict, [node, other]), .yesNo, span: span)
  }

  private func terms(_ syntax: ExpressionSyntax, _ scope: Scope) -> Node? {
    guard let node = typed(syntax, in: scope, expecting: .terms), conforms(node, to: .terms, syntax.span)
    else { return nil }
    return node
  }
}
