import Exact
import PolicySyntax

/// One row of the table of a test: what it adds to what stands above the table.
struct TestRow {
  /// A value for an attribute of the n-th record of a kind.
  struct RecordValue {
    let record: NameSyntax
    let position: Int
    let attribute: NameSyntax
    let value: ExpressionSyntax
    let span: Span
  }

  let row: TestTableSyntax.Row
  /// From 1.
  let number: Int
  private(set) var records: [RecordValue] = []
  private var asOf: CalendarDate?
  private var customer: [(name: NameSyntax, value: ExpressionSyntax)] = []
  private var expectations: [TestSyntax.Expectation] = []

  init(_ table: TestTableSyntax, _ row: TestTableSyntax.Row, _ number: Int) {
    (self.row, self.number) = (row, number)
    for (column, (cell, span)) in zip(table.columns, row.cells) {
      switch (column.heading, cell) {
      case (.asOf, .day(let day)): asOf = day
      case (.attribute(let name, nil), .value(let value)): customer.append((name, value))
      case (.attribute(let name, let record?), .value(let value)):
        records.append(
          RecordValue(
            record: record.name,
            position: record.position,
            attribute: name,
            value: value,
            span: column.span
          )
        )
      case (.expectation(let subject, let record), .expectation(let predicate, let rule)):
        expectations.append(
          TestSyntax.Expectation(
            condition: ExpressionSyntax(.comparison(subject, predicate), span),
            record: record,
            rule: rule,
            heading: column.span,
            span: span
          )
        )
      default: break
      }
    }
  }

  /// What stands above the table, and the row.
  func test(_ above: TestSyntax, _ customerName: String) -> TestSyntax {
    let given = customer.first.map {
      [TestSyntax.Record(name: NameSyntax(customerName, $0.name.span), values: customer)]
    }
    return TestSyntax(
      name: above.name,
      asOf: asOf ?? above.asOf,
      like: above.like,
      records: customerFirst(above.records, given ?? [], customerName),
      expectations: above.expectations + expectations,
      table: nil,
      span: above.span
    )
  }

  /// The row's own values belong to the customer, before affiliates and their records.
  private func customerFirst(
    _ records: [TestSyntax.Record],
    _ given: [TestSyntax.Record],
    _ customerName: String
  ) -> [TestSyntax.Record] {
    guard let own = records.firstIndex(where: { $0.name.text == customerName }) else {
      return given + records
    }
    return records[...own] + given + records[(own + 1)...]
  }
}
