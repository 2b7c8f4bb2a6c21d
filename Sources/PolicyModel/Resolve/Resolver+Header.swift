import Exact
import PolicySyntax

extension Resolver {
  func readHeader() {
    for item in items {
      guard case .policy(let found) = item else { continue }
      if let header {
        report(
          .headerProblem,
          at: found.span,
          "a file holds one policy, and this is its second header",
          help: "put each edition into a file of its own",
          notes: [Diagnostic.Note("the first header stands here", at: header.span)]
        )
      } else {
        header = found
      }
    }
    guard let header else { return reportNoHeader() }
    if isPartlyUnread(header.span) {
      if let name = header.currency { currency = currency(name) }
      return
    }
    if header.version == nil {
      report(
        .headerProblem,
        at: header.span,
        "the policy has no version",
        help: "write `policy \"\(header.name.text)\" version \"1\"`"
      )
    }
    if header.inForceFrom == nil {
      report(
        .headerProblem,
        at: header.span,
        "the policy does not say from when it is in force",
        help: "add a line such as `in force from 2026-01-01`"
      )
    }
    if let from = header.inForceFrom, let to = header.inForceTo, to < from {
      report(
        .headerProblem,
        at: header.span,
        "the policy ends (\(to)) before it is in force (\(from))",
        help: "correct one of the two days"
      )
    }
    guard let name = header.currency else {
      return report(
        .headerProblem,
        at: header.span,
        "the policy does not name its currency",
        help: "add a line such as `currency EUR, rounded half up`"
      )
    }
    currency = currency(name)
  }

  private func reportNoHeader() {
    let span = files.first.map { Span(file: $0.source.file, start: 0, end: 0) } ?? .none
    let isUnread = unreadNames.contains(KeywordTable.english.spelling(.policy))
    if lacksAnItem || isUnread { return }
    report(
      .headerProblem,
      at: span,
      "the policy has no header",
      help: "begin with `policy \"Name\" version \"1\"`, `in force from …` and `currency …`"
    )
  }

  func currency(_ name: NameSyntax) -> Currency? {
    if let currency = Currency(code: name.text) { return currency }
    // The policy's own currency is meant more often than a rare one that is spelt alike.
    let own = header?.currency.flatMap { Currency(code: $0.text)?.code }
    let nearest =
      own.flatMap { Suggestion.nearest(to: name.text, among: [$0]) }
      ?? Suggestion.nearest(to: name.text, among: Currency.allCodes)
    report(
      .currencyMismatch,
      at: name.span,
      "`\(name.text)` is not a currency code of ISO 4217",
      help: nearest.map { "did you mean `\($0)`?" } ?? "use a code such as `EUR`, `USD` or `CHF`"
    )
    return nil
  }

  /// The rule for month ends that a policy must declare before it adds months.
  func monthEnds(at span: Span) -> MonthEndRule? {
    if let rule = header?.monthEnds { return rule }
    reportOnce(
      .monthEndRule,
      at: span,
      "counting in months needs to know what 31 January plus 1 month is",
      help: "add one of these lines to the header: `month ends stay on the last day` (28 or 29 February) or "
        + "`month ends move to the next first` (1 March)"
    )
    return nil
  }

  func policy(
    _ header: HeaderSyntax,
    _ currency: Currency,
    _ overrides: [Override],
    _ principles: [Principle],
    _ tests: [Test],
    _ output: OutputLayout?
  ) -> Policy {
    Policy(
      name: header.name.text,
      version: header.version?.text ?? "",
      digest: PolicyCompiler.digest(files.map(\.source)),
      currency: currency,
      inForce: (header.inForceFrom ?? .earliest)...(header.inForceTo ?? .latest),
      approvals: header.approvals.map { .init(by: $0.by.text, on: $0.on) },
      enumerations: enumerations,
      terms: terms,
      strictness: comparesTerms ? TermsStrictness(terms) : TermsStrictness([]),
      rates: rates.compactMap { if case .resolved(let table) = $0.state { table } else { nil } },
      calendar: workingCalendar,
      texts: texts,
      customer: layout(customer),
      collections: collections.map(layout),
      group: layout(group),
      decisions: decisions.compactMap(\.resolved),
      order: evaluationOrder(),
      overrides: overrides,
      principles: principles,
      tests: tests,
      output: output,
      sources: files.map(\.source)
    )
  }

  private func layout(_ builder: ScopeBuilder) -> Layout {
    Layout(
      name: builder.name,
      plural: builder.plural,
      fields: builder.fields.map { field in
        let origin: Field.Origin =
          switch field.origin {
          case .attribute(let attribute): .attribute(attribute)
          case .decision(let index): .decision(index)
          case .definition: .definition(field.node ?? Node(.asOf, .date, span: field.name.span))
          }
        return Field(
          name: field.name.text,
          type: field.type,
          shape: field.shape,
          checkedRange: field.checkedRange,
          dates: field.dates,
          origin: origin,
          span: field.name.span
        )
      },
      attributeCount: builder.attributeCount,
      key: builder.key,
      owner: builder.owner,
      ownerColumn: builder.ownerColumn,
      groupKey: builder.groupKey,
      form: builder.form,
      voucher: builder.voucher
    )
  }

  /// Fields in the order of what they read; among equals in the order of declaration, so that it is stable.
  private func evaluationOrder() -> [Slot] {
    let scopes: [Scope] = [.group, .customer] + collections.indices.map { .collection($0) }
    var order: [Slot] = []
    var done: Set<Slot> = []
    func visit(_ slot: Slot) {
      // Explicit stack: a chain of definitions may be longer than the call stack is deep.
      var path: [(slot: Slot, pending: [Slot])] = [(slot, reads(slot).reversed())]
      while let last = path.indices.last {
        if let next = path[last].pending.popLast() {
          if !done.contains(next) { path.append((next, reads(next).reversed())) }
        } else {
          let slot = path.removeLast().slot
          if done.insert(slot).inserted, !isAttribute(slot) { order.append(slot) }
        }
      }
    }
    for scope in scopes {
      for index in builder(scope).fields.indices { visit(Slot(scope, index)) }
    }
    return order
  }

  private func isAttribute(_ slot: Slot) -> Bool {
    if case .attribute = field(slot).origin { true } else { false }
  }

  func reads(_ slot: Slot) -> [Slot] {
    switch field(slot).origin {
    case .attribute: []
    case .definition: field(slot).node?.reads ?? []
    case .decision(let index): decisions[index].resolved?.nodes.flatMap(\.reads) ?? []
    }
  }
}
