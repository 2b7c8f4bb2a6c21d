import Exact

extension Parser {
  /// One value from many records: `sum of open over invoices where overdue` and its relatives.
  mutating func aggregate() throws(SyntaxFailure) -> AggregateSyntax? {
    if take(.countOf) { return try counted() }
    for (keyword, function) in [(Keyword.any, AggregateSyntax.Function.any), (.every, .every)]
    where take(keyword) {
      return try quantified(function)
    }
    if let monthly = try monthly() { return monthly }
    var position = 1
    if sees(.ordinal), isAt(.latest, ahead: 1) || isAt(.earliest, ahead: 1) {
      position = Int(source.text(span(current)).prefix { $0.isNumber }) ?? 0
      if !(1...1_000).contains(position) { throw expected("an ordinal from 1st to 1000th") }
      at += 1
    }
    for (keyword, latest) in [(Keyword.latest, true), (.earliest, false)] where take(keyword) {
      let value = try sum()
      var records = try overRecords()
      if !records.isEarlier { records.order = try order() }
      return try aggregate(latest ? .latest(position) : .earliest(position), value, records)
    }
    let functions: [(Keyword, AggregateSyntax.Function)] = [
      (.sumOf, .sum), (.highest, .highest), (.lowest, .lowest), (.averageOf, .average), (.medianOf, .median),
    ]
    guard let (keyword, function) = functions.first(where: { isAt($0.0) }) else { return nil }
    _ = take(keyword)
    let value = try sum()
    let weight = keyword == .averageOf && take(.weightedBy) ? try sum() : nil
    return try aggregate(function, value, try overRecords(), weight: weight)
  }

  /// What is gone through, and the date that orders the records where their order counts.
  private struct Records {
    let collection: NameSyntax
    let isEarlier: Bool
    var order: ExpressionSyntax?
  }

  private mutating func aggregate(
    _ function: AggregateSyntax.Function,
    _ value: ExpressionSyntax?,
    _ records: Records,
    weight: ExpressionSyntax? = nil,
    upTo: ExpressionSyntax? = nil
  ) throws(SyntaxFailure) -> AggregateSyntax {
    AggregateSyntax(
      function: function,
      value: value,
      weight: weight,
      order: records.order,
      collection: records.collection,
      condition: try whereClause(),
      isEarlier: records.isEarlier,
      upTo: upTo
    )
  }

  /// `months in a row [up to as_of] over invoices by due`, `highest monthly sum of amount over invoices by issued`.
  private mutating func monthly() throws(SyntaxFailure) -> AggregateSyntax? {
    if take(.monthsInARow) {
      let upTo = take(.upTo) ? try sum() : nil
      return try aggregate(.monthsInARow, nil, try datedRecords(), upTo: upTo)
    }
    guard take(.highestMonthlySumOf) else { return nil }
    let value = try sum()
    return try aggregate(.highestMonthlySum, value, try datedRecords())
  }

  private mutating func datedRecords() throws(SyntaxFailure) -> Records {
    try expect(.over, "and the records, such as `over invoices`")
    let collection = try name("the records, such as `invoices`")
    let order = try order("says in which month each falls")
    return Records(collection: collection, isEarlier: false, order: order)
  }

  private mutating func order(
    _ purpose: String = "orders the records"
  ) throws(SyntaxFailure) -> ExpressionSyntax {
    try expect(.by, "and the date that \(purpose), such as `by due`")
    return try sum()
  }

  private mutating func counted() throws(SyntaxFailure) -> AggregateSyntax {
    try aggregate(.count, nil, try records("what is counted, such as `invoices`"))
  }

  /// `any invoice where …`, `every invoice [where …] satisfies …`.
  private mutating func quantified(_ function: AggregateSyntax.Function) throws(SyntaxFailure)
    -> AggregateSyntax
  {
    let records = try records("the name of a record, such as `invoice`")
    let filter = try whereClause()
    var value: ExpressionSyntax?
    if case .every = function {
      try expect(.satisfies, "and a condition")
      value = try condition()
    } else if filter == nil {
      throw expected("`\(table.spelling(.where_))` and a condition")
    }
    return AggregateSyntax(
      function: function,
      value: value,
      weight: nil,
      order: records.order,
      collection: records.collection,
      condition: filter,
      isEarlier: records.isEarlier
    )
  }

  private mutating func overRecords() throws(SyntaxFailure) -> Records {
    try expect(.over, "and the records, such as `over invoices`")
    return try records("the records, such as `invoices`")
  }

  /// `invoices`, or `earlier invoices by due`: those before the one at hand.
  private mutating func records(_ what: String) throws(SyntaxFailure) -> Records {
    let isNext = at + 1 < itemEnd && tokens[at + 1].kind == .word && !table.isReserved(tokens[at + 1].word)
    let isEarlier = isNext && take(.earlier)
    let collection = try name(what)
    return Records(collection: collection, isEarlier: isEarlier, order: isEarlier ? try order() : nil)
  }

  private mutating func whereClause() throws(SyntaxFailure) -> ExpressionSyntax? {
    take(.where_) ? try condition() : nil
  }
}
