import Exact

extension Parser {
  mutating func header(from start: Int) throws(SyntaxFailure) -> HeaderSyntax {
    let name = try text("the policy's name in quotes")
    var version = take(.version) ? try text("the version in quotes") : nil
    var from: CalendarDate?
    var to: CalendarDate?
    var currency: NameSyntax?
    var rounding: Rounding?
    var monthEnds: MonthEndRule?
    var approvals: [HeaderSyntax.Approval] = []
    var uses: [TextSyntax] = []
    var demands: [DemandSyntax] = []
    let headSpan = span(from: start)
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        _ = parser.take(",")
        let place = parser.at
        if parser.take(.version) {
          parser.once(&version, try parser.text("the version in quotes"), .version, from: place)
        } else if parser.take(.inForceFrom) {
          let first = try parser.date("the first day in force")
          if parser.take(.to) { to = try parser.date("the last day in force") }
          parser.once(&from, first, .inForceFrom, from: place)
        } else if parser.take(.currency) {
          parser.once(&currency, try parser.name("a currency, such as `EUR`"), .currency, from: place)
        } else if parser.take(.rounded) {
          parser.once(&rounding, try parser.roundingRule(), .rounded, from: place)
        } else if parser.take(.monthEndsStay) {
          parser.once(&monthEnds, .lastDay, "what month ends do", from: place)
        } else if parser.take(.monthEndsMove) {
          parser.once(&monthEnds, .nextFirst, "what month ends do", from: place)
        } else if parser.take(.approvedBy) {
          let by = try parser.text("who approved it, in quotes")
          approvals.append(
            .init(by: by, on: parser.take(.on) ? try parser.date("the day of the approval") : nil)
          )
        } else if parser.take(.uses) {
          uses.append(try parser.text("a file name in quotes"))
        } else if parser.isAt(.everyRule) {
          demands.append(try parser.demand())
        } else {
          throw parser.expected(
            "a clause of the header",
            help: parser.hint(about: parser.source.text(parser.span(parser.current)))
              ?? "a header has `version`, `in force from`, `currency`, `rounded`, `month ends …`, "
              + "`approved by`, `uses` and `every rule …`"
          )
        }
      }
    }
    return HeaderSyntax(
      name: name,
      version: version,
      inForceFrom: from,
      inForceTo: to,
      currency: currency,
      rounding: rounding,
      monthEnds: monthEnds,
      approvals: approvals,
      uses: uses,
      demands: demands,
      span: headSpan
    )
  }

  mutating func dataHeader(from start: Int) throws(SyntaxFailure) -> DataHeaderSyntax {
    let name = try text("a name in quotes for the shared data")
    var currency: NameSyntax?
    if take(.currency) { currency = try self.name("a currency, such as `EUR`") }
    guard isAtEnd else { throw expected("nothing more in this item") }
    return DataHeaderSyntax(name: name, currency: currency, span: span(from: start))
  }
}
