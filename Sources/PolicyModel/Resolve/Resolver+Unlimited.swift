import Exact
import PolicySyntax

/// A limit may be unlimited: above every amount, and no amount to compute with.
extension Resolver {
  func unlimited(_ expecting: ValueType?, _ span: Span) -> Node? {
    guard let expecting, expecting.isNumeric, let zero = try? Shape(of: .zero) else {
      report(
        .typeMismatch,
        at: span,
        "`unlimited` alone has no meaning here",
        help: "it is a result of a decision on an amount; write `… is unlimited` to ask for it"
      )
      return nil
    }
    return Node(.constant(.unlimited), expecting, shape: zero.unlimited(), span: span)
  }

  func isUnlimited(_ node: Node, _ span: Span) -> Node? {
    guard node.type.isNumeric, node.shape?.mayBeUnlimited ?? false else {
      report(
        .typeMismatch,
        at: span,
        "`\(source(node.span))` is never unlimited",
        help: "only a decision with `unlimited` among its results can be; ask with `is at most …`"
      )
      return nil
    }
    return Node(.apply(.isUnlimited, [node]), .yesNo, span: span)
  }

  /// `limit, or 1 000 000 EUR if unlimited`: an amount in any case.
  func limited(
    _ value: ExpressionSyntax,
    _ replacement: ExpressionSyntax,
    _ scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    guard let first = typed(value, in: scope, expecting: expecting), isUnlimited(first, span) != nil,
      let second = typed(replacement, in: scope, expecting: first.type),
      conforms(second, to: first.type, replacement.span)
    else { return nil }
    return combined(.orIfUnlimited, [first, second], first.type, span) { shapes throws(Shape.TooLarge) in
      try shapes[0].joined(with: shapes[1]).unlimited(shapes[1].mayBeUnlimited)
    }
  }

  func unlimitedProblem(_ node: Node) -> Node? {
    let text = source(node.span)
    report(
      .unlimitedUsed,
      at: node.span,
      "`\(text)` can be unlimited, and then there is no amount to compute with",
      help: "say which amount counts then: `(\(text), or … if unlimited)`"
    )
    return nil
  }
}

extension Operation {
  /// Whether the operation means something where an operand is unlimited.
  var acceptsUnlimited: Bool {
    switch self {
    case .lowest, .highest, .lowestKnown, .highestKnown, .orElse, .orIfUnlimited, .round: true
    default: false
    }
  }
}
