import Exact
import PolicySyntax

/// A table of rates while it is being put together.
struct PendingRates {
  enum State {
    case pending, underWay, broken
    case resolved(RateTable)
  }

  let syntax: RatesSyntax
  var state = State.pending
}

extension Resolver {
  /// Names of rates belong to the whole policy, so nothing else may be called like them.
  func declareRates() {
    for item in items {
      guard case .rates(let syntax) = item else { continue }
      let name = syntax.name
      var earlier = rateNumbers[name.text].map { rates[$0].syntax.name.span }
      for builder in [customer, group] + collections where earlier == nil {
        earlier = builder.names[name.text].map { builder.fields[$0].name.span }
      }
      if let earlier {
        report(
          .duplicateName,
          at: name.span,
          "`\(name.text)` is already the name of something else",
          help: "give one of them another name",
          notes: [Diagnostic.Note("the first one stands here", at: earlier)]
        )
        continue
      }
      rateNumbers[name.text] = rates.count
      rates.append(PendingRates(syntax: syntax))
    }
    for number in rates.indices { _ = rateTable(number) }
  }

  /// The table with a number; nil when it has no usable meaning, which has been reported.
  func rateTable(_ number: Int) -> RateTable? {
    switch rates[number].state {
    case .resolved(let table): return table
    case .broken: return nil
    case .underWay:
      let name = rates[number].syntax.name
      report(
        .cycle,
        at: name.span,
        "the rates `\(name.text)` are computed from themselves",
        help: "write at least one of the tables line by line"
      )
      return nil
    case .pending: break
    }
    rates[number].state = .underWay
    let table =
      rates[number].syntax.formula.map { derived(rates[number].syntax, $0) } ?? written(rates[number].syntax)
    rates[number].state = table.map { .resolved($0) } ?? .broken
    return table
  }

  // MARK: Written rates

  private func written(_ syntax: RatesSyntax) -> RateTable? {
    guard let (type, conversion) = unit(syntax) else { return nil }
    var rows: [RateTable.Row] = []
    var isSound = true
    for line in syntax.lines {
      if let last = rows.last, line.from <= last.from {
        reportOrder(line, after: last, rows)
        isSound = false
        continue
      }
      guard let value = rate(line, type, conversion, syntax) else {
        isSound = false
        continue
      }
      rows.append(
        RateTable.Row(
          from: line.from,
          value: value,
          reasons: line.reasons.map {
            .init(language: $0.language ?? KeywordTable.english.language, text: $0.text)
          },
          sources: line.sources.map(\.text),
          span: line.span
        )
      )
    }
    if isPartlyUnread(syntax.span) || !isSound { return nil }
    if rows.isEmpty {
      report(
        .datedRates,
        at: syntax.span,
        "the rates `\(syntax.name.text)` have no line, so there is never a rate",
        help: "add a line such as `from 2026-01-01 \(example(of: type))`"
      )
      return nil
    }
    return table(syntax, type, conversion, nil, rows)
  }

  private func example(of type: ValueType) -> String { type == .percent ? "3.15%" : "0.92" }

  private func unit(_ syntax: RatesSyntax) -> (ValueType, RateTable.Conversion?)? {
    switch syntax.unit {
    case .percent: return (.percent, nil)
    case .number: return (.number, nil)
    case .conversion(let to, let from):
      guard let target = currency(to), let source = currency(from) else { return nil }
      if target == source {
        report(
          .currencyMismatch,
          at: from.span,
          "these rates would convert \(source.code) into itself",
          help: "name two currencies"
        )
        return nil
      }
      return (.number, RateTable.Conversion(from: source, to: target))
    }
  }

  private func reportOrder(_ line: RatesSyntax.Line, after last: RateTable.Row, _ rows: [RateTable.Row]) {
    let isSame = rows.contains { $0.from == line.from }
    let next = rows.first { $0.from > line.from }
    report(
      .datedRates,
      at: line.span,
      isSame
        ? "there is already a rate from \(line.from)"
        : "\(line.from) stands below \(last.from), and rates stand in the order of their days",
      help: isSame
        ? "keep one of the two lines" : "put this line above the one from \(next?.from ?? last.from)",
      notes: isSame
        ? rows.first { $0.from == line.from }.map {
          [Diagnostic.Note("the first one stands here", at: $0.span)]
        } ?? []
        : []
    )
  }

  private func rate(
    _ line: RatesSyntax.Line,
    _ type: ValueType,
    _ conversion: RateTable.Conversion?,
    _ syntax: RatesSyntax
  ) -> Number? {
    guard let node = typed(line.value, in: .group), conforms(node, to: type, line.value.span) else {
      return nil
    }
    guard case .constant(.number(let number)) = node.kind else {
      report(
        .datedRates,
        at: line.value.span,
        "a rate is a number that is written here",
        help: "rates that follow from others are written `rates …, percent, is …`"
      )
      return nil
    }
    if conversion != nil, number <= .zero {
      report(
        .outsideRange,
        at: line.value.span,
        "a rate between two currencies is above zero",
        help: "write what is paid for one unit"
      )
      return nil
    }
    return number
  }

  private func table(
    _ syntax: RatesSyntax,
    _ type: ValueType,
    _ conversion: RateTable.Conversion?,
    _ formula: RateTable.Formula?,
    _ rows: [RateTable.Row]
  ) -> RateTable? {
    var shape: Shape?
    for row in rows {
      if let range = type.range, row.value < range.low || row.value > range.high {
        return tooLargeRates(row.span)
      }
      guard let one = try? Shape(of: row.value), let joined = try? shape?.joined(with: one) ?? one else {
        return tooLargeRates(row.span)
      }
      shape = joined
    }
    guard let shape else { return nil }
    return RateTable(
      name: syntax.name.text,
      type: type,
      conversion: conversion,
      formula: formula,
      rows: rows,
      shape: shape,
      span: syntax.name.span
    )
  }

  private func tooLargeRates(_ span: Span) -> RateTable? {
    _ = tooLarge(span)
    return nil
  }

  // MARK: Derived rates

  private func derived(_ syntax: RatesSyntax, _ formula: ExpressionSyntax) -> RateTable? {
    if let line = syntax.lines.first {
      report(
        .datedRates,
        at: line.span,
        "`\(syntax.name.text)` is computed from other rates, and has lines of its own",
        help: "remove the lines, or what stands after `is`"
      )
      return nil
    }
    guard let (type, conversion) = unit(syntax) else { return nil }
    if conversion != nil {
      report(
        .datedRates,
        at: syntax.span,
        "rates between two currencies are written line by line",
        help: "write a line for each day from which another rate is in force"
      )
      return nil
    }
    guard let (derivation, node) = derivation(formula), conforms(node, to: type, formula.span) else {
      return nil
    }
    let numbers = Set(derivation.tables)
    let tables = numbers.reduce(into: [Int: RateTable]()) { $0[$1] = rateTable($1) }
    guard let start = tables.values.map(\.firstDay).max() else {
      report(
        .datedRates,
        at: formula.span,
        "`\(syntax.name.text)` is computed from no other rates, so it never changes",
        help: "define it as a value: `\(syntax.name.text) = \(source(formula.span))` under `for the customer`"
      )
      return nil
    }
    let days = Set(tables.values.flatMap { $0.rows.map(\.from) }.filter { $0 > start } + [start]).sorted()
    var rows: [RateTable.Row] = []
    for day in days {
      guard let value = try? derivation.value(on: day, tables) else { return tooLargeRates(formula.span) }
      rows.append(RateTable.Row(from: day, value: value, reasons: [], sources: [], span: formula.span))
    }
    return table(syntax, type, nil, derivation, rows)
  }

  /// How rates follow from others, with a node that has their type.
  private func derivation(_ syntax: ExpressionSyntax) -> (RateTable.Formula, Node)? {
    let span = syntax.span
    func combined(_ operation: Operation, _ parts: [ExpressionSyntax]) -> (RateTable.Formula, Node)? {
      let found = parts.map { derivation($0) }
      let known = found.compactMap { $0 }
      guard known.count == found.count, let first = known.first?.1 else { return nil }
      var type = first.type
      if operation == .multiply {
        type =
          known.allSatisfy { $0.1.type == .percent } || known.contains { $0.1.type == .percent }
          ? .percent : .number
      } else {
        for (_, node) in known.dropFirst() where !conforms(node, to: type, node.span) { return nil }
      }
      return (.operation(operation, known.map(\.0)), Node(.constant(.missing), type, span: span))
    }
    switch syntax.kind {
    case .broken: return nil
    case .name(let name):
      guard let number = rateNumber(name, span), let table = rateTable(number) else { return nil }
      if table.conversion != nil { break }
      return (.table(number), Node(.constant(.missing), table.type, span: span))
    case .number:
      guard let node = typed(syntax, in: .group), node.type == .percent || node.type == .number,
        case .constant(.number(let number)) = node.kind
      else { break }
      return (.constant(number, node.type, span), node)
    case .negated(let operand): return combined(.negate, [operand])
    case .arithmetic(.add, let left, let right): return combined(.add, [left, right])
    case .arithmetic(.subtract, let left, let right): return combined(.subtract, [left, right])
    case .arithmetic(.multiply, let left, let right): return combined(.multiply, [left, right])
    case .summary(.lowest, let parts, leavingOutMissing: false): return combined(.lowest, parts)
    case .summary(.highest, let parts, leavingOutMissing: false): return combined(.highest, parts)
    default: break
    }
    report(
      .datedRates,
      at: span,
      "rates cannot be computed from this",
      help: "use the names of other rates, percentages and numbers, with `+`, `-`, `*`, `the highest of` and "
        + "`the lowest of`"
    )
    return nil
  }

  // MARK: Use

  private func rateNumber(_ name: String, _ span: Span) -> Int? {
    if let number = rateNumbers[name] { return number }
    reportUnknown(
      name,
      at: span,
      "no rates are called `\(name)`",
      among: rateNumbers.keys.sorted(),
      help:
        "declare them: `rates \(name), percent` and a line for each day from which another rate is in force"
    )
    return nil
  }

  /// Where a name of rates stands without its day.
  func reportUndated(_ name: String, at span: Span) {
    report(
      .incomplete,
      at: span,
      "`\(name)` has another rate from day to day, and this does not say which day is meant",
      help: "name the day after it, such as `\(name) on as_of`"
    )
  }

  func rate(_ name: NameSyntax, _ on: ExpressionSyntax, _ scope: Scope, _ span: Span) -> Node? {
    guard let number = rateNumber(name.text, name.span), let table = rateTable(number),
      let day = date(on, scope)
    else { return nil }
    return Node(.apply(.rateOn(number), [day]), table.type, shape: table.shape, span: span)
  }

  func converted(
    _ value: ExpressionSyntax,
    _ name: NameSyntax,
    _ on: ExpressionSyntax,
    _ scope: Scope,
    _ span: Span
  ) -> Node? {
    guard let amount = typed(value, in: scope), let number = rateNumber(name.text, name.span),
      let table = rateTable(number)
    else { return nil }
    guard let conversion = table.conversion else {
      report(
        .typeMismatch,
        at: name.span,
        "`\(name.text)` is no rate between two currencies",
        help: "declare one: `rates dollar, EUR for 1 USD`"
      )
      return nil
    }
    guard case .money(let currency) = amount.type else {
      report(
        .typeMismatch,
        at: value.span,
        "\(describe(amount.type)) has no currency to be converted from",
        help: "convert an amount"
      )
      return nil
    }
    guard currency == conversion.from || currency == conversion.to else {
      report(
        .currencyMismatch,
        at: value.span,
        "`\(name.text)` converts between \(conversion.from.code) and \(conversion.to.code), and this is an amount in \(currency.code)",
        help: "use rates of its own currency, such as `rates …, \(conversion.to.code) for 1 \(currency.code)`"
      )
      return nil
    }
    let place = Span(file: name.span.file, start: name.span.start, end: span.end)
    guard let rate = rate(name, on, scope, place) else { return nil }
    if currency == conversion.from {
      return combined(.multiply, [amount, rate], .money(conversion.to), span) {
        shapes throws(Shape.TooLarge) in
        try shapes[0].multiplied(by: shapes[1])
      }
    }
    return combined(.divide, [amount, rate], .money(conversion.from), span) { shapes throws(Shape.TooLarge) in
      try shapes[0].divided(by: shapes[1])
    }
  }
}
