import PolicySyntax

/// Clauses of a decision's head that its kind does not know: nothing that is written is passed over in silence.
extension Resolver {
  func isHeadSound(_ pending: PendingDecision) -> Bool {
    let syntax = pending.syntax
    // Further results and characteristics share the head of their decision.
    guard pending.kind == syntax.kind, pending.name.text == syntax.name.text else { return true }
    if let type = syntax.type, ![.custom, .scorecard].contains(syntax.kind) {
      guard let (written, _, _) = dataType(type) else { return false }
      if written != pending.type {
        report(
          .typeMismatch,
          at: type.span,
          "this decision gives \(describe(pending.type)), and \(describe(written)) is written in its head",
          help: "leave the type out, or write a decision of your own: "
            + "`decision \(syntax.name.text)_2, \(source(type.span))`"
        )
        return false
      }
    }
    if let rounding = syntax.rounding, !pending.type.isNumeric {
      report(
        .typeMismatch,
        at: rounding.span,
        "\(describe(pending.type)) cannot be rounded",
        help: "leave the rounding out; only numbers, amounts and durations are rounded"
      )
      return false
    }
    if let first = syntax.ranking?.first, pending.combining != .strictest {
      report(
        .unexpected,
        at: first.span,
        "a ranking counts only where the strictest result is taken",
        help: "write `the strictest of those that apply` before the ranking, or leave it out"
      )
      return false
    }
    return true
  }
}
