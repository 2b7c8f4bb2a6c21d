import PolicySyntax

extension Resolver {
  /// The layout of a table of decisions; nil where there is none, or after a report.
  func resolveOutput() -> OutputLayout? {
    let written = items.compactMap { item -> OutputSyntax? in
      if case .output(let output) = item { output } else { nil }
    }
    guard let syntax = written.first else { return nil }
    if written.count > 1 {
      report(
        .saidTwice,
        at: written[1].span,
        "the policy says twice how its decisions are laid out",
        help: "keep one `output`"
      )
      return nil
    }
    guard isWritable(syntax) else { return nil }
    var scope = Scope.customer
    if let each = syntax.each, each.text != customer.name {
      guard let found = collection(each: each) else { return nil }
      scope = found
    }
    if syntax.columns.isEmpty, !isPartlyUnread(syntax.span) {
      report(
        .incomplete,
        at: syntax.span,
        "the output has no columns",
        help: "name what it shows, one in each line: `limit as \"Credit limit\"`"
      )
      return nil
    }
    let columns = syntax.columns.compactMap { column($0, scope) }
    return columns.count == syntax.columns.count
      ? OutputLayout(scope: scope, form: syntax.form, columns: columns) : nil
  }

  private func isWritable(_ syntax: OutputSyntax) -> Bool {
    guard syntax.form.encoding == .windows1252 || syntax.form.file != nil else { return true }
    report(
      .unexpected,
      at: syntax.span,
      syntax.form.file == nil
        ? "decisions are written as UTF-8, which every spreadsheet reads"
        : "the file of the decisions is named by `--output`, not by the policy",
      help: "take this clause away"
    )
    return false
  }

  private func column(_ syntax: OutputSyntax.Column, _ scope: Scope) -> OutputLayout.Column? {
    let name = syntax.name
    guard let slot = slot(name.text, from: scope) else {
      _ = typed(ExpressionSyntax(.name(name.text), name.span), in: scope)
      return nil
    }
    if case .value = syntax.kind {
      return OutputLayout.Column(kind: .value(slot), title: syntax.title?.text ?? name.text)
    }
    guard case .decision(let index) = field(slot).origin else {
      report(
        .typeMismatch,
        at: name.span,
        "`\(name.text)` is no decision, so no rule and no reason stands behind it",
        help: "write the name alone to show its value"
      )
      return nil
    }
    switch syntax.kind {
    case .because(let language):
      let title = syntax.title?.text ?? "because of \(name.text)"
      return OutputLayout.Column(kind: .because(index, language: language), title: title)
    default:
      return OutputLayout.Column(kind: .rule(index), title: syntax.title?.text ?? "rule of \(name.text)")
    }
  }
}
