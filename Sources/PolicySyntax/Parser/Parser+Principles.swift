extension Parser {
  /// `principle "…"` with a line for each claim, and what it rests on.
  mutating func principle() throws(SyntaxFailure) -> PrincipleSyntax {
    let start = at
    _ = take(.principle)
    let name = try text("the principle in quotes")
    let each = take(.ofEach) ? try self.name("the name of a record") : nil
    let headSpan = span(from: start)
    var claims: [PrincipleSyntax.Claim] = []
    var reasons: [ReasonSyntax] = []
    var sources: [TextSyntax] = []
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        if parser.isAt(.because) || parser.isAt(.cites) {
          try parser.grounds(&reasons, &sources)
        } else {
          claims.append(try parser.claim())
        }
      }
    }
    return PrincipleSyntax(
      name: name,
      each: each,
      claims: claims,
      reasons: reasons,
      sources: sources,
      span: headSpan
    )
  }

  private mutating func claim() throws(SyntaxFailure) -> PrincipleSyntax.Claim {
    let start = at
    let kind = try claimKind()
    try expectStatementEnd(after: "a claim")
    return PrincipleSyntax.Claim(kind: kind, span: span(from: start))
  }

  private mutating func claimKind() throws(SyntaxFailure) -> PrincipleSyntax.Claim.Kind {
    if take(.noDecisionIsMoreLenient) {
      return .noMoreLenient(decision: nil, than: try text("the file of the other policy in quotes"))
    }
    if take(.never) { return try condition(isNever: true) }
    guard isAtName else { return try condition(isNever: false) }
    if isAt(.isNeverMoreLenient, ahead: 1) {
      let decision = try name("the name of a decision")
      _ = take(.isNeverMoreLenient)
      return .noMoreLenient(decision: decision, than: try text("the file of the other policy in quotes"))
    }
    let movements: [(Keyword, PrincipleSyntax.Movement)] = [
      (.neverFalls, .falls), (.neverRises, .rises), (.neverGetsStricter, .getsStricter),
      (.neverGetsMoreLenient, .getsMoreLenient),
    ]
    for (keyword, movement) in movements where isAt(keyword, ahead: 1) {
      let decision = try name("the name of a decision")
      _ = take(keyword)
      return try monotone(decision, movement)
    }
    return try condition(isNever: false)
  }

  private mutating func condition(isNever: Bool) throws(SyntaxFailure) -> PrincipleSyntax.Claim.Kind {
    let claim = try condition()
    return .condition(claim, isNever: isNever, when: take(.when) ? try condition() : nil)
  }

  /// `as score rises`, and a ranking where the decision has none.
  private mutating func monotone(_ decision: NameSyntax, _ movement: PrincipleSyntax.Movement)
    throws(SyntaxFailure) -> PrincipleSyntax.Claim.Kind
  {
    try expect(.as_, "and the value that changes, such as `as score rises`")
    let value = try name("the name of a value")
    let rises = take(.rises)
    if !rises { try expect(.falls, "or `\(table.spelling(.rises))`") }
    var ranking: [ExpressionSyntax]?
    if take(",") {
      try expect(.rankedFrom, "and the results in order")
      ranking = try self.ranking()
    }
    return .monotone(decision: decision, never: movement, as_: value, rises: rises, ranking: ranking)
  }
}
