import Exact

extension Parser {
  mutating func test() throws(SyntaxFailure) -> TestSyntax {
    let start = at
    at += 1
    let name = try text("the test's name in quotes")
    let headSpan = span(from: start)
    var asOf: CalendarDate?
    var like: TextSyntax?
    var records: [TestSyntax.Record] = []
    var expectations: [TestSyntax.Expectation] = []
    var table: TestTableSyntax?
    while !isAtEnd {
      if isAt("|"), table == nil {
        table = testTable()
        continue
      }
      statement {
        parser throws(SyntaxFailure) in
        let place = parser.at
        if table != nil {
          throw parser.expected(
            "a row of the table, which begins with `|`",
            help: "what holds for every row stands above the table"
          )
        } else if parser.take(.asOfDate) {
          parser.once(&asOf, try parser.date("the as-of date"), .asOfDate, from: place)
        } else if parser.take(.like) {
          parser.once(&like, try parser.text("the name of another test in quotes"), .like, from: place)
        } else if parser.take(.expect) {
          expectations.append(try parser.expectation())
        } else {
          records.append(try parser.testRecord())
        }
      }
    }
    return TestSyntax(
      name: name,
      asOf: asOf,
      like: like,
      records: records,
      expectations: expectations,
      table: table,
      span: headSpan
    )
  }

  private mutating func testRecord() throws(SyntaxFailure) -> TestSyntax.Record {
    let kinds = "`as of`, `like`, `expect` or the name of a record"
    let name = try name(kinds)
    var values: [(name: NameSyntax, value: ExpressionSyntax)] = []
    while !isAtEnd, !(current.startsLine && values.isEmpty) {
      let attribute = try self.name("the name of an attribute")
      if values.isEmpty, isAt(.is_) {
        // Only an expectation says what something is: its first word is misspelt.
        throw failure(
          .unexpected,
          name.span,
          "expected \(kinds), found `\(name.text)`",
          help: "did you mean `\(table.spelling(.expect))`?"
        )
      }
      let place = at - 1
      let value = try sum()
      if values.contains(where: { $0.name.text == attribute.text }) {
        reportTwice("`\(attribute.text)`", from: place)
      }
      values.append((attribute, value))
      if !take(",") { break }
    }
    if !isAtEnd, !current.startsLine { throw expected("a comma before the next value") }
    return TestSyntax.Record(name: name, values: values)
  }

  private mutating func expectation() throws(SyntaxFailure) -> TestSyntax.Expectation {
    let start = at
    var record: (name: NameSyntax, position: Int)?
    let condition: ExpressionSyntax
    if isAtName, isAt(.of, ahead: 1) {
      // `escalation of invoice 2 is legal`
      let decision = try name("the name of a decision")
      _ = take(.of)
      record = try recordNumber()
      try expect(.is_, "after the record")
      let predicate = try predicate()
      condition = ExpressionSyntax(
        .comparison(ExpressionSyntax(.name(decision.text), decision.span), predicate),
        span(from: start)
      )
    } else {
      condition = try self.condition()
    }
    var rule: TextSyntax?
    if take(.by) { rule = try ruleIdentifier() }
    try expectStatementEnd(after: "the expectation")
    return .init(condition: condition, record: record, rule: rule, span: span(from: start))
  }

  /// `limit.prime`: names and numbers joined by points, without blanks.
  mutating func ruleIdentifier() throws(SyntaxFailure) -> TextSyntax {
    let start = at
    guard sees(.word) else { throw expected("the id of a rule, such as `limit.prime`") }
    at += 1
    while !isAtEnd, sees(.word) || sees(.number) || isAt(".") || sees(.ordinal),
      current.start == tokens[at - 1].end
    {
      joinNext()
    }
    let span = span(from: start)
    return TextSyntax(text: source.text(span), span: span)
  }
}
