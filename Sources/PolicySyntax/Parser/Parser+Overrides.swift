import Exact

extension Parser {
  mutating func override() throws(SyntaxFailure) -> OverrideSyntax {
    let start = at
    at += 1
    try expect(.forCustomer, "and the customer's key in quotes")
    let customer = try text("the customer's key in quotes")
    let headSpan = span(from: start)
    var replacements: [OverrideSyntax.Replacement] = []
    var approvedBy: TextSyntax?
    var approvedOn: CalendarDate?
    var reasons: [ReasonSyntax] = []
    var sources: [TextSyntax] = []
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        let place = parser.at
        if parser.take(.approvedBy) {
          let by = try parser.text("who approved it, in quotes")
          if parser.take(.on) { approvedOn = try parser.date("the day of the approval") }
          parser.once(&approvedBy, by, .approvedBy, from: place)
        } else if parser.isAt(.because) {
          try parser.reason(&reasons)
        } else if parser.take(.cites) {
          sources.append(try parser.text("a source in quotes"))
        } else {
          replacements.append(try parser.replacement())
        }
      }
    }
    return OverrideSyntax(
      customer: customer,
      replacements: replacements,
      approvedBy: approvedBy,
      approvedOn: approvedOn,
      reasons: reasons,
      sources: sources,
      span: headSpan
    )
  }

  private mutating func replacement() throws(SyntaxFailure) -> OverrideSyntax.Replacement {
    let start = at
    let clauses = "`approved by`, `because`, `cites` or the name of a decision"
    // A misspelt clause is followed by what no decision's value begins with.
    if isAt(.by, ahead: 1) { throw expected(clauses) }
    let decision = try name(clauses)
    let value = try valueOrTerms()
    var from: CalendarDate?
    var until: CalendarDate?
    while true {
      _ = take(",")
      let place = at
      if take(.from) {
        once(&from, try date("the first day of the override"), .from, from: place)
      } else if take(.until) {
        once(&until, try date("the last day of the override"), .until, from: place)
      } else {
        break
      }
    }
    return .init(decision: decision, value: value, until: until, from: from, span: span(from: start))
  }
}
