import Exact

/// The table of a test: headings name what each row gives and what is expected of it.
extension Parser {
  mutating func testTable() -> TestTableSyntax {
    let start = at
    var columns: [TestTableSyntax.Column] = []
    var rows: [TestTableSyntax.Row] = []
    statement {
      parser throws(SyntaxFailure) in
      columns = try parser.testColumns()
    }
    while !isAtEnd, isAt("|") {
      statement {
        parser throws(SyntaxFailure) in
        if parser.skipDashes() { return }
        if columns.isEmpty {
          parser.skipRow()
          return
        }
        if let row = try parser.testRow(columns) { rows.append(row) }
      }
    }
    return TestTableSyntax(columns: columns, rows: rows, span: span(from: start))
  }

  private mutating func testColumns() throws(SyntaxFailure) -> [TestTableSyntax.Column] {
    var columns: [TestTableSyntax.Column] = []
    _ = take("|")
    while !isAtEnd, !current.startsLine {
      let start = at
      var subject = start
      let heading: TestTableSyntax.Heading
      if take(.asOfDate) {
        heading = .asOf
      } else if take(.expect) {
        subject = at
        heading = try expectedColumn()
      } else {
        let name = try name("a heading: an attribute, `as of`, or `expect` with what is decided")
        heading = .attribute(name, of: take(.of) ? try recordNumber() : nil)
      }
      let said = span(from: start)
      if columns.contains(where: { sameWords($0.span, span(from: subject)) && isSame($0.heading, heading) }) {
        reportTwice("the column `\(source.text(said))`", from: start)
      }
      columns.append(.init(heading: heading, span: span(from: subject)))
      guard take("|") else { throw expected("`|` after a heading") }
    }
    return columns
  }

  private func sameWords(_ one: Span, _ other: Span) -> Bool {
    source.text(one).split(whereSeparator: \.isWhitespace)
      == source.text(other).split(whereSeparator: \.isWhitespace)
  }

  /// Whether two headings are of one kind; a value can be given in one column and be expected in another.
  private func isSame(_ one: TestTableSyntax.Heading, _ other: TestTableSyntax.Heading) -> Bool {
    switch (one, other) {
    case (.asOf, .asOf), (.attribute, .attribute), (.expectation, .expectation): true
    default: false
    }
  }

  private mutating func expectedColumn() throws(SyntaxFailure) -> TestTableSyntax.Heading {
    if isAtName, isAt(.of, ahead: 1) {
      let decision = try name("the name of a decision")
      _ = take(.of)
      return .expectation(ExpressionSyntax(.name(decision.text), decision.span), of: try recordNumber())
    }
    return .expectation(try sum(), of: nil)
  }

  /// `invoice 2`: a record by its number from 1.
  mutating func recordNumber() throws(SyntaxFailure) -> (name: NameSyntax, position: Int) {
    (try name("the name of a record"), try wholeNumber("the number of the record, from 1"))
  }

  private mutating func testRow(_ columns: [TestTableSyntax.Column]) throws(SyntaxFailure) -> TestTableSyntax
    .Row?
  {
    let start = at
    guard hasCells(columns.count, help: "each cell stands between two bars; write `missing` for no value")
    else {
      return nil
    }
    _ = take("|")
    var cells: [(cell: TestTableSyntax.Cell, span: Span)] = []
    for column in columns {
      let cellStart = at
      if isAt("|") {
        throw failure(
          .incomplete,
          span(current),
          "this cell is empty",
          help: "write a value or what is expected; `missing` where there is no value"
        )
      }
      let cell: TestTableSyntax.Cell
      switch column.heading {
      case .asOf: cell = .day(try date("a day"))
      case .attribute: cell = .value(try sum())
      case .expectation: cell = .expectation(try predicate(), by: take(.by) ? try ruleIdentifier() : nil)
      }
      cells.append((cell, span(from: cellStart)))
      guard take("|") else { throw expected("`|` at the end of the cell") }
    }
    return TestTableSyntax.Row(cells: cells, span: span(from: start))
  }
}
