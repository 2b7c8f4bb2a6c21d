import Exact

extension Parser {
  private static let decisionKinds: [(Keyword, DecisionKind)] = [
    (.segment, .segment), (.limit, .limit), (.terms, .terms), (.retentionOfTitle, .retentionOfTitle),
    (.escalation, .escalation), (.approval, .approval), (.scorecard, .scorecard), (.decision, .custom),
  ]

  var isAtDecision: Bool { Parser.decisionKinds.contains { isAt($0.0) } }

  /// A decision of any kind; nil when no decision begins here.
  mutating func decision() throws(SyntaxFailure) -> DecisionSyntax? {
    let start = at
    guard let (keyword, kind) = Parser.decisionKinds.first(where: { isAt($0.0) }) else { return nil }
    _ = take(keyword)
    var name = NameSyntax(kind.rawValue, span(from: start))
    var approvalOf: NameSyntax?
    switch kind {
    case .custom: name = try self.name("the name of the decision", isDeclared: true)
    case .scorecard: name = try self.name("the name of the scorecard", isDeclared: true)
    case .approval:
      try expect(.of, "and the decision that needs approval")
      approvalOf = try self.name("the decision that needs approval")
    default: break
    }
    let kindSpan = span(from: start)
    if take(.called) { name = try self.name("the name of the decision", isDeclared: true) }
    if isAt(.of), !isAt(.ofEach), !isAt(.ofTheGroup), at + 1 < itemEnd {
      let record = source.text(span(tokens[at + 1]))
      throw expected("`of each`", help: "write `\(table.spelling(keyword)) of each \(record)`")
    }
    var head = DecisionHead()
    try self.head(&head)
    let headSpan = span(from: start)
    if let called = head.called {
      report(
        .unexpected,
        called.span,
        "`\(table.spelling(.called))` stands right after the kind",
        help: "write `\(source.text(kindSpan)) \(source.text(called.span))`, and the rest after it"
      )
      name = called.name
    }
    var results = [ResultColumn(name: name, kind: head.type?.isTerms ?? false ? .terms : kind)]
    results += head.further.map { ResultColumn(name: $0.name, kind: $0.type.isTerms ? .terms : .custom) }
    var states: [RuleSyntax] = []
    var body = BodySyntax.rules([])
    var characteristics: [(name: NameSyntax, body: BodySyntax)] = []
    if kind == .scorecard, isAt(.pointsFor) {
      while !isAtEnd {
        statement {
          parser throws(SyntaxFailure) in
          try parser.expect(.pointsFor, "before the next characteristic")
          let characteristic = try parser.name("the name of a characteristic", isDeclared: true)
          let column = ResultColumn(name: characteristic, kind: .characteristic)
          characteristics.append((characteristic, parser.body([column])))
        }
      }
    } else {
      if kind == .escalation { states = self.states() }
      if let measure = head.measure, !isAt("|") {
        throw failure(
          .unexpected,
          measure.span,
          "what stands after `\(table.spelling(.by))` is the measure of a matrix, and there is none",
          help: "write a table with a column for each step, or leave the measure out"
        )
      }
      if let further = head.further.first, !isAt("|") {
        throw failure(
          .unexpected,
          further.name.span,
          "further results such as `\(further.name.text)` need a table",
          help: "write the rules as a table with a column for each result, or a decision of its own"
        )
      }
      body = self.body(results, head.measure)
      if case .table = body {} else { (states, body) = ([], body.adding(states)) }
    }
    return DecisionSyntax(
      kind: kind,
      name: name,
      each: head.each,
      isOfGroup: head.isOfGroup,
      approvalOf: approvalOf,
      type: head.type,
      further: head.further,
      applicability: head.applicability,
      combining: head.combining,
      ranking: head.ranking,
      atLeast: head.atLeast,
      atMost: head.atMost,
      rounding: head.rounding,
      isFinal: head.isFinal,
      stepsTaken: head.stepsTaken,
      states: states,
      body: body,
      characteristics: characteristics,
      span: headSpan
    )
  }

  // MARK: Head

  private struct DecisionHead {
    var each: NameSyntax?
    var isOfGroup = false
    var type: TypeSyntax?
    var further: [(name: NameSyntax, type: TypeSyntax)] = []
    var applicability: ExpressionSyntax?
    var combining: (value: Combining, span: Span)?
    var ranking: [ExpressionSyntax]?
    var atLeast: ExpressionSyntax?
    var atMost: ExpressionSyntax?
    var rounding: RoundingSyntax?
    var isFinal = false
    var stepsTaken: StepsTakenSyntax?
    var measure: ExpressionSyntax?
    /// A name of the decision that stands too late.
    var called: (name: NameSyntax, span: Span)?
  }

  private static let combinings: [(Keyword, Combining)] = [
    (.firstThatApplies, .first), (.exactlyOne, .exactlyOne), (.strictestThatApplies, .strictest),
    (.lowestThatApplies, .lowest), (.highestThatApplies, .highest), (.furthestThatApplies, .furthest),
    (.sumThatApplies, .sum), (.allThatApply, .all),
  ]

  /// What stands between a decision's name and its rules.
  private mutating func head(_ head: inout DecisionHead) throws(SyntaxFailure) {
    while take(",") || isAt(.ofEach) || isAt(.ofTheGroup) || isAt(.where_)
      || isAt(.called) && !current.startsLine
    {
      let start = at
      if take(.called) {
        let name = try name("the name of the decision", isDeclared: true)
        head.called = (name, span(from: start))
      } else if take(.ofEach) {
        if head.isOfGroup { reportTwice("of whom the decision is", from: start) }
        once(&head.each, try name("the name of a record"), .ofEach, from: start)
      } else if take(.ofTheGroup) {
        if head.each != nil { reportTwice("of whom the decision is", from: start) }
        once(&head.isOfGroup, .ofTheGroup, from: start)
      } else if take(.where_) {
        once(&head.applicability, try condition(), .where_, from: start)
      } else if let (keyword, combining) = Parser.combinings.first(where: { isAt($0.0) }) {
        _ = take(keyword)
        if let earlier = head.combining {
          report(
            .saidTwice,
            span(from: start),
            "the way in which the rules combine is said twice",
            help: "keep one; the first is `\(source.text(earlier.span))`"
          )
        }
        head.combining = (combining, span(from: start))
      } else if take(.rankedFrom) {
        once(&head.ranking, try ranking(), .rankedFrom, from: start)
      } else if take(.atLeast) {
        once(&head.atLeast, try sum(), .atLeast, from: start)
      } else if take(.atMost) {
        once(&head.atMost, try sum(), .atMost, from: start)
      } else if take(.rounded) {
        once(&head.rounding, try rounding(from: start), .rounded, from: start)
      } else if take(.final) {
        once(&head.isFinal, .final, from: start)
      } else if isAt(.oneStepAtATimeAfter) {
        once(&head.stepsTaken, try stepsTaken(), .oneStepAtATimeAfter, from: start)
      } else if take(.by) {
        once(&head.measure, try sum(), .by, from: start)
      } else if take(.from) {
        // A scorecard's range: `from 0 to 100`.
        let low = try sum()
        try expect(.to, "in the range")
        let high = try sum()
        let range = TypeSyntax(kind: .number, from: low, to: high, decimals: nil, span: span(from: start))
        once(&head.type, range, "the type", from: start)
      } else if take(.with) {
        let further = try name("the name of the further result", isDeclared: true)
        try expect(.as_, "and the type of `\(further.text)`")
        head.further.append((further, try type()))
      } else {
        once(&head.type, try type(), "the type", from: start)
      }
    }
  }

  /// `from strictest to mildest: a, b, c`, always returned from the strictest.
  mutating func ranking() throws(SyntaxFailure) -> [ExpressionSyntax] {
    let isReversed = take(.mildest)
    if !isReversed { try expect(.strictest, "or `\(table.spelling(.mildest))`") }
    try expect(.to, "in the direction of the ranking")
    try expect(isReversed ? .strictest : .mildest, "as the other end of the ranking")
    guard take(":") else { throw expected("`:` and the results in order") }
    var results = [try terms()]
    while isAt(","), !Parser.combinings.contains(where: { isAt($0.0, ahead: 1) }), !isAt(.final, ahead: 1) {
      at += 1
      results.append(try terms())
    }
    return isReversed ? results.reversed() : results
  }

  // MARK: Rules

  /// A result that the rules of a decision give, and how it is read.
  struct ResultColumn {
    let name: NameSyntax
    let kind: DecisionKind
  }

  /// The rules of a decision or its table; only a table has more than one result.
  private mutating func body(_ results: [ResultColumn], _ measure: ExpressionSyntax? = nil) -> BodySyntax {
    if isAt("|") { return .table(tableBody(results, measure)) }
    let kind = results.first?.kind ?? .custom
    var rules: [RuleSyntax] = []
    while !isAtEnd, !(kind == .characteristic && isAt(.pointsFor)) {
      statement {
        parser throws(SyntaxFailure) in rules.append(try parser.rule(of: kind))
      }
    }
    return .rules(rules)
  }

  mutating func rule(of kind: DecisionKind) throws(SyntaxFailure) -> RuleSyntax {
    let start = at
    var label: NameSyntax?
    if current.kind == .word, tokens[at + 1].word == Int16(UInt8(ascii: ":")) {
      // The colon makes it a label, whatever the word means elsewhere.
      label = self.label()
      at += 1
    }
    var segments: [NameSyntax] = []
    if take(.for_) { segments = try names("the name of a segment", separator: .and) }
    if !segments.isEmpty { mark(.column) }
    let result = try result(of: kind)
    if kind == .escalation || kind == .approval { mark(.column) }
    let state = try state(in: kind)
    let timings = kind == .escalation && state == nil ? try timings() : []
    var rung: RuleSyntax.Rung?
    if kind == .approval {
      let place = at
      if take(.upTo) { rung = .upTo(try sum()) } else if take(.above) { rung = .above(span(from: place)) }
    }
    var rule = RuleClauses()
    try clauses(&rule, from: start)
    try expectStatementEnd(after: "a rule")
    return RuleSyntax(
      label: label,
      segments: segments,
      result: result,
      timings: timings,
      state: state,
      rung: rung,
      condition: rule.condition,
      reasons: rule.reasons,
      sources: rule.sources,
      channels: rule.channels,
      approvals: rule.approvals,
      span: span(from: start)
    )
  }

  /// The word at this place as the label of a rule; a word of the language is refused, and read nevertheless.
  mutating func label() -> NameSyntax {
    let place = span(current)
    let word = source.text(place)
    if table.isReserved(current.word) {
      report(
        .reservedWord,
        place,
        "`\(word)` is a word of the language and cannot be a label",
        help: "choose another label, such as `\(word)_\(word == "over" ? "limit" : "case")`"
      )
    }
    at += 1
    return NameSyntax(word, place)
  }

  mutating func result(of kind: DecisionKind) throws(SyntaxFailure) -> ExpressionSyntax {
    switch kind {
    case .terms: return try terms()
    case .segment, .escalation, .approval, .retentionOfTitle:
      let name = try nameOrText("the result of a rule")
      return ExpressionSyntax(.name(name.text), name.span)
    default: return try expression()
    }
  }

  private struct RuleClauses {
    var condition = RuleSyntax.Condition.unconditional
    var reasons: [ReasonSyntax] = []
    var sources: [TextSyntax] = []
    var channels: [NameSyntax] = []
    var approvals: [NameSyntax] = []
  }

  private mutating func clauses(_ rule: inout RuleClauses, from start: Int) throws(SyntaxFailure) {
    while !isAtEnd {
      let place = at
      // What follows a reason has a line of its own, as the reason has.
      let isAfterReason = !rule.reasons.isEmpty || !rule.sources.isEmpty
      if isAt(.because) || isAt(.cites) || isAfterReason && isAt(.needsApprovalBy) { markClause() }
      if isAt(.when) || isAt(.otherwise) || isAt(.always) {
        mark(.column)
        guard case .unconditional = rule.condition else {
          throw failure(
            .saidTwice,
            span(current),
            "this rule already has a condition",
            help: "join conditions with `and`, or begin a new rule with its own result"
          )
        }
        if take(.otherwise) {
          rule.condition = .otherwise(span(from: place))
        } else if take(.always) {
          rule.condition = .always(span(from: place))
        } else {
          _ = take(.when)
          rule.condition = .when(try condition())
        }
      } else if isAt(.because) {
        try reason(&rule.reasons)
      } else if take(.cites) {
        rule.sources.append(try text("a source in quotes"))
        while take(",") { rule.sources.append(try text("a source in quotes")) }
      } else if take(.needsApprovalBy) {
        rule.approvals += try names("who must approve", separator: .and)
      } else if take(.by) {
        rule.channels += try names("a channel, such as `email`", separator: .and)
      } else {
        return
      }
    }
  }

  /// `because "…"` or `because fr "…"`, one for each language.
  mutating func reason(_ reasons: inout [ReasonSyntax]) throws(SyntaxFailure) {
    let start = at
    _ = take(.because)
    let language = isAtName ? try name("a language").text : nil
    let text = try text("a reason in quotes")
    if reasons.contains(where: { $0.language == language }) {
      reportTwice("the reason" + (language.map { " in `\($0)`" } ?? ""), from: start)
    }
    reasons.append(ReasonSyntax(language: language, text: text.text, span: span(from: start)))
  }
}

extension TypeSyntax {
  fileprivate var isTerms: Bool {
    if case .terms = kind { true } else { false }
  }
}
