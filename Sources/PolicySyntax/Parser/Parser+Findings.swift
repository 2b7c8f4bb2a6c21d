extension Parser {
  /// `findings` with a line for each ruling.
  mutating func findings() throws(SyntaxFailure) -> FindingsSyntax {
    let start = at
    _ = take(.findings)
    let headSpan = span(from: start)
    var rulings: [FindingsSyntax.Ruling] = []
    while !isAtEnd {
      statement { parser throws(SyntaxFailure) in rulings.append(try parser.ruling()) }
    }
    return FindingsSyntax(rulings: rulings, span: headSpan)
  }

  /// `P705 is an error`, `P704 about limit.standard is accepted because "…"`.
  private mutating func ruling() throws(SyntaxFailure) -> FindingsSyntax.Ruling {
    let start = at
    let code = try name("the code of a finding, such as `P701`")
    var about: TextSyntax?
    if take(.about) {
      about = sees(.string) ? try text("what the finding is about") : try ruleIdentifier()
    }
    try expect(.is_, "before what becomes of the finding, as in `\(code.text) is accepted`")
    let verdict: FindingsSyntax.Ruling.Verdict
    if take(.anError) {
      verdict = .error
    } else if take(.aWarning) {
      verdict = .warning
    } else if take(.accepted) {
      verdict = .accepted
    } else {
      throw expected("`accepted`, `an error` or `a warning`")
    }
    let place = span(from: start)
    var reasons: [ReasonSyntax] = []
    var sources: [TextSyntax] = []
    while isAt(.because) || isAt(.cites) {
      markClause()
      try grounds(&reasons, &sources)
    }
    try expectStatementEnd(after: "a line about findings")
    return .init(code: code, about: about, verdict: verdict, reasons: reasons, sources: sources, span: place)
  }

  /// `every rule has a reason`, `every rule of terms cites a source`.
  mutating func demand() throws(SyntaxFailure) -> DemandSyntax {
    let start = at
    _ = take(.everyRule)
    let decision = take(.of) ? try name("the name of a decision") : nil
    let kind: DemandSyntax.Kind
    if take(.hasAReason) {
      kind = .reason
    } else if take(.citesASource) {
      kind = .source
    } else {
      throw expected("`\(table.spelling(.hasAReason))` or `\(table.spelling(.citesASource))`")
    }
    return DemandSyntax(kind: kind, decision: decision, span: span(from: start))
  }
}
