import Exact

extension Parser {
  /// What an item can begin with, in the order in which the reference presents them.
  private static let itemKeywords: [Keyword] = [
    .policy, .data, .customer, .definitionsForEach, .definitionsForCustomer, .definitionsForGroup,
    .segment, .limit, .terms, .retentionOfTitle, .escalation, .approval, .scorecard, .decision, .override,
    .test,
  ]

  /// The word of the language that was probably meant at the beginning of an item.
  private func meantItem(_ word: String) -> String? {
    if let meaning = table.meaning(of: word), Parser.itemKeywords.contains(meaning) {
      return table.spelling(meaning)
    }
    return Suggestion.nearest(to: word, among: table.allSpellings(Parser.itemKeywords))
  }

  // MARK: Indentation

  /// Where the item that begins at an index ends: at the next one.
  ///
  /// An item stands at the left margin and what belongs to it is indented. Where that is broken, what is meant
  /// can mostly be told from the words: it is reported, and read as it was meant.
  mutating func endOfItem(from start: Int) -> Int {
    itemEnd = tokens.count - 1
    let isKnown = beginsItem(start)
    var isEmpty = true
    var isReported = !isKnown
    for index in (start + 1)..<max(start + 1, tokens.count) where tokens[index].startsLine {
      if tokens[index].kind == .end { return index }
      if !tokens[index].startsItem {
        isEmpty = false
        continue
      }
      if beginsItem(index) || seemsItem(index, afterBody: !isEmpty) { return index }
      if !isReported {
        isReported = true
        report(
          .unknownItem,
          span(tokens[index]),
          "`\(source.text(span(tokens[index])))` stands at the left margin, where a new part of the policy begins",
          help: "put spaces before it if it belongs to `\(source.text(span(tokens[start])))` above"
        )
      }
    }
    return tokens.count - 1
  }

  private func beginsItem(_ index: Int) -> Bool {
    isAt(any: Parser.itemKeywords, index) || isRecord(index)
  }

  private func isRecord(_ index: Int) -> Bool {
    tokens[index].kind == .word && !table.isReserved(tokens[index].word) && isAt(any: [.of], index + 1)
      && !isAt(any: [.ofEach], index + 1)
  }

  /// Whether what stands at the margin is meant as an item: a misspelt one with a title or with a body, or
  /// something with a body after an item that has its own.
  private func seemsItem(_ index: Int, afterBody: Bool) -> Bool {
    let hasBody = !isAlone(index)
    if afterBody && hasBody { return true }
    guard tokens[index].kind == .word, hasBody || tokens[index + 1].kind == .string else { return false }
    return meantItem(source.text(span(tokens[index]))) != nil
  }

  /// Whether nothing but clauses of the same rule is indented below a line at the margin.
  private func isAlone(_ index: Int) -> Bool {
    guard let next = lineAfter(index), !tokens[next].startsItem else { return true }
    return isAt(any: Parser.continuations, next)
  }

  private func lineAfter(_ index: Int) -> Int? {
    tokens[(index + 1)...].firstIndex { $0.startsLine && $0.kind != .end }
  }

  /// The first line in an item that could not be read which begins an item of its own, but is indented.
  func indentedItem(after start: Int) -> Int? {
    ((start + 1)..<max(itemEnd, start + 1)).first { tokens[$0].startsLine && isIndentedItem($0, in: start) }
  }

  /// Whether an indented line is the first of an item: in its words, and by what is below it.
  private func isIndentedItem(_ index: Int, in item: Int) -> Bool {
    guard let next = lineAfter(index), indentation(next) > indentation(index) else { return false }
    func endsLine(_ index: Int) -> Bool { index >= next }
    let kinds: [Keyword] = [.segment, .limit, .terms, .retentionOfTitle, .escalation]
    if isAt(any: kinds + [.customer], index) { return endsLine(index + 1) || isAt(any: [.ofEach], index + 1) }
    if isAt(any: [.definitionsForCustomer, .definitionsForGroup], index) { return endsLine(index + 3) }
    if isAt(any: [.definitionsForEach], index) { return endsLine(index + 3) }
    if isAt(any: [.approval], index) { return isAt(any: [.of], index + 1) && endsLine(index + 3) }
    if isAt(any: [.scorecard, .decision], index), !isRecord(item), !isAt(any: [.customer], item) {
      return index + 2 < next && tokens[index + 1].kind == .word
        && tokens[index + 2].word == Int16(UInt8(ascii: ","))
    }
    if isAt(any: [.policy, .data, .test], index) { return tokens[index + 1].kind == .string }
    if isAt(any: [.override], index) { return isAt(any: [.forCustomer], index + 1) }
    return isRecord(index) && isAt(any: [.customer], index + 2) && endsLine(index + 3)
  }

  mutating func reportIndentedItem(_ index: Int) {
    if hasReportedIndentedItem { return }
    hasReportedIndentedItem = true
    report(
      .unknownItem,
      span(tokens[index]),
      "`\(source.text(span(tokens[index])))` begins a part of the policy, but does not stand at the left margin",
      help: "remove the spaces before it, and before other parts of the policy"
    )
  }

  private func indentation(_ index: Int) -> Int {
    source.position(of: tokens[index].start).column
  }

  private func isAt(any keywords: [Keyword], _ index: Int) -> Bool {
    keywords.contains { isAt($0, ahead: index - at) }
  }

  // MARK: Items

  /// One item; nil when its kind was not understood, which has been reported.
  mutating func item() throws(SyntaxFailure) -> ItemSyntax? {
    let start = at
    if take(.definitionsForEach) {
      return .definitions(try definitions(.each(try name("the name of a record"))))
    }
    if take(.definitionsForCustomer) { return .definitions(try definitions(.customer)) }
    if take(.definitionsForGroup) { return .definitions(try definitions(.group)) }
    // A record may have such a name: `test of customer`.
    if !isAt(.of, ahead: 1) {
      if take(.policy) { return .policy(try header(from: start)) }
      if take(.data) { return .data(try dataHeader(from: start)) }
      if isAt(.override) { return .override(try override()) }
      if isAt(.test) { return .test(try test()) }
    }
    let isOfCustomer = isAtName && isAt(.of, ahead: 1) && !isAt(.ofEach, ahead: 1)
    if isOfCustomer, !isAtDecision || isAt(.customer, ahead: 2) { return .record(try record()) }
    if isAt(.customer) { return .record(try record()) }
    if let decision = try decision() { return .decision(decision) }
    let word = source.text(span(current))
    let meant = meantItem(word)
    let isRecord = isAtName && isAt(.customer, ahead: 1)
    // The decision or the record that this should have been is missing because of it.
    if let meant { unreadNames.insert(meant) }
    throw failure(
      .unknownItem,
      span(current),
      "no part of a policy begins with `\(word)`",
      help: isRecord
        ? "data that a customer has several of begin with `\(word) of customer`"
        : meant.map { "did you mean `\($0)`?" }
          ?? "what belongs to the part above is indented; a decision of your own begins with `decision`"
    )
  }

  // MARK: Headers

  private mutating func header(from start: Int) throws(SyntaxFailure) -> HeaderSyntax {
    let name = try text("the policy's name in quotes")
    var version = take(.version) ? try text("the version in quotes") : nil
    var from: CalendarDate?
    var to: CalendarDate?
    var currency: NameSyntax?
    var rounding: Rounding?
    var monthEnds: MonthEndRule?
    var approvals: [HeaderSyntax.Approval] = []
    var uses: [TextSyntax] = []
    let headSpan = span(from: start)
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        _ = parser.take(",")
        if parser.take(.version) {
          version = try parser.text("the version in quotes")
        } else if parser.take(.inForceFrom) {
          from = try parser.date("the first day in force")
          if parser.take(.to) { to = try parser.date("the last day in force") }
        } else if parser.take(.currency) {
          currency = try parser.name("a currency, such as `EUR`")
        } else if parser.take(.rounded) {
          rounding = try parser.roundingRule()
        } else if parser.take(.monthEndsStay) {
          monthEnds = .lastDay
        } else if parser.take(.monthEndsMove) {
          monthEnds = .nextFirst
        } else if parser.take(.approvedBy) {
          let by = try parser.text("who approved it, in quotes")
          approvals.append(
            .init(by: by, on: parser.take(.on) ? try parser.date("the day of the approval") : nil)
          )
        } else if parser.take(.uses) {
          uses.append(try parser.text("a file name in quotes"))
        } else {
          throw parser.expected(
            "a clause of the header",
            help: parser.hint(about: parser.source.text(parser.span(parser.current)))
              ?? "a header has `version`, `in force from`, `currency`, `rounded`, `month ends …`, "
              + "`approved by` and `uses`"
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
      span: headSpan
    )
  }

  private mutating func dataHeader(from start: Int) throws(SyntaxFailure) -> DataHeaderSyntax {
    let name = try text("a name in quotes for the shared data")
    var currency: NameSyntax?
    if take(.currency) { currency = try self.name("a currency, such as `EUR`") }
    guard isAtEnd else { throw expected("nothing more in this item") }
    return DataHeaderSyntax(name: name, currency: currency, span: span(from: start))
  }

  // MARK: Definitions

  private mutating func definitions(_ scope: DefinitionsSyntax.Scope) throws(SyntaxFailure)
    -> DefinitionsSyntax
  {
    var definitions: [DefinitionSyntax] = []
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        let name = try parser.name("the name of a definition", isDeclared: true)
        parser.mark(.column)
        guard parser.take("=") else { throw parser.noEqualsSign(after: name) }
        if parser.isAtEnd || parser.current.startsLine && parser.isAtDefinition {
          throw parser.failure(
            .incomplete,
            name.span,
            "the definition of `\(name.text)` has no value",
            help: "write a value after `=`, or remove the line"
          )
        }
        definitions.append(DefinitionSyntax(name: name, value: try parser.definitionValue()))
        try parser.expectStatementEnd(after: "the definition of `\(name.text)`")
      }
    }
    return DefinitionsSyntax(scope: scope, definitions: definitions)
  }

  private var isAtDefinition: Bool { isAtName && tokens[at + 1].word == Int16(UInt8(ascii: "=")) }

  /// A name of several words, or none before `=`.
  private mutating func noEqualsSign(after name: NameSyntax) -> SyntaxFailure {
    var words = [name.text]
    var index = at
    while index < itemEnd, !tokens[index].startsLine, tokens[index].kind == .word || isHyphen(index) {
      if tokens[index].kind == .word { words.append(source.text(span(tokens[index]))) }
      index += 1
    }
    let isName = words.count > 1 && index < itemEnd && tokens[index].word == Int16(UInt8(ascii: "="))
    guard isName else { return expected("`=` after the name `\(name.text)`") }
    let joined = words.joined(separator: "_")
    unreadNames.insert(joined)
    return failure(
      .unexpected,
      name.span.through(span(tokens[index - 1])),
      "a name is a single word",
      help: "write `\(joined)`"
    )
  }

  private func isHyphen(_ index: Int) -> Bool {
    tokens[index].kind == .punctuation && tokens[index].word == Int16(UInt8(ascii: "-"))
  }

  /// An expression, or cases that end with `otherwise`.
  private mutating func definitionValue() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    let first = try expression()
    guard isAt(.when) || isAt(.otherwise) else { return first }
    var cases: [CaseSyntax] = []
    var result = first
    var caseStart = start
    while true {
      let condition = try caseCondition()
      cases.append(CaseSyntax(result: result, condition: condition, span: span(from: caseStart)))
      if condition == nil { break }
      _ = take(",")
      // The next definition begins with a name and `=`.
      if isAtEnd || isAtDefinition { break }
      caseStart = at
      result = try expression()
    }
    return ExpressionSyntax(.cases(cases), span(from: start))
  }

  /// The condition after `when`; nil after `otherwise`.
  private mutating func caseCondition() throws(SyntaxFailure) -> ExpressionSyntax? {
    if take(.otherwise) { return nil }
    try expect(.when, "or `\(table.spelling(.otherwise))` after the result of a case")
    return try condition()
  }

  /// After a statement the next one begins on a line of its own, or the item is over.
  func expectStatementEnd(after what: String) throws(SyntaxFailure) {
    if isAtEnd || current.startsLine { return }
    let before = tokens[at - 1]
    let isValue = isAtName || sees(.number) || sees(.string) || sees(.date)
    let isNamed = before.kind == .word && !table.isReserved(before.word)
    let (subject, value) = (source.text(span(before)), source.text(span(current)))
    throw expected(
      "the end of the line after \(what)",
      help: hint(about: value)
        ?? (isValue && isNamed ? "to compare the two, write `\(subject) is \(value)`" : nil)
    )
  }

  // MARK: Records

  private mutating func record() throws(SyntaxFailure) -> RecordSyntax {
    let name = try name("the name of a record", isDeclared: true)
    var owner: NameSyntax?
    var plural: NameSyntax?
    if take(.of) { owner = try self.name("`customer`") }
    var form = DataForm()
    while isAt(",") || isAtFile || isAt(.plural) {
      _ = take(",")
      if take(.plural) {
        plural = try self.name("the word for several of them")
      } else if isAtFile {
        try fileClause(&form)
      } else if try !formClause(&form, allowsFile: true) {
        throw expected("`plural`, `in` or how the file is written", help: Parser.clausesOfFiles)
      }
    }
    var attributes: [AttributeSyntax] = []
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        let names = try parser.attributeNames()
        parser.mark(.column)
        let type = try parser.type()
        var (isOptional, isIdentity, isProtected) = (false, false, false)
        var column: TextSyntax?
        while parser.take(",") {
          if parser.take(.optional) {
            isOptional = true
          } else if parser.take(.identity) {
            isIdentity = true
          } else if parser.take(.protected) {
            isProtected = true
          } else if parser.take(.column) {
            column = try parser.text("the heading of the column in quotes")
          } else {
            throw parser.expected("`optional`, `identity`, `protected` or `column`")
          }
        }
        try parser.expectStatementEnd(after: "the declaration of `\(names[0].text)`")
        for name in names {
          attributes.append(
            AttributeSyntax(
              name: name,
              type: type,
              isOptional: isOptional,
              isIdentity: isIdentity,
              isProtected: isProtected,
              column: column
            )
          )
        }
      }
    }
    return RecordSyntax(name: name, owner: owner, plural: plural, form: form, attributes: attributes)
  }

  private mutating func attributeNames() throws(SyntaxFailure) -> [NameSyntax] {
    var names = [try name("the name of an attribute", isDeclared: true)]
    while take(",") { names.append(try name("the name of an attribute", isDeclared: true)) }
    return names
  }

  // MARK: Overrides

  private mutating func override() throws(SyntaxFailure) -> OverrideSyntax {
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
        if parser.take(.approvedBy) {
          approvedBy = try parser.text("who approved it, in quotes")
          if parser.take(.on) { approvedOn = try parser.date("the day of the approval") }
        } else if parser.isAt(.because) {
          reasons.append(try parser.reason())
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
      if take(.from) {
        from = try date("the first day of the override")
      } else if take(.until) {
        until = try date("the last day of the override")
      } else {
        break
      }
    }
    return .init(decision: decision, value: value, until: until, from: from, span: span(from: start))
  }

  // MARK: Tests

  private mutating func test() throws(SyntaxFailure) -> TestSyntax {
    let start = at
    at += 1
    let name = try text("the test's name in quotes")
    let headSpan = span(from: start)
    var asOf: CalendarDate?
    var like: TextSyntax?
    var records: [TestSyntax.Record] = []
    var expectations: [TestSyntax.Expectation] = []
    while !isAtEnd {
      statement {
        parser throws(SyntaxFailure) in
        if parser.take(.asOfDate) {
          asOf = try parser.date("the as-of date")
        } else if parser.take(.like) {
          like = try parser.text("the name of another test in quotes")
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
      values.append((attribute, try sum()))
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
      record = (try name("the name of a record"), try wholeNumber("the number of the record, from 1"))
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

  /// `limit.prime`: names and numbers joined by points.
  private mutating func ruleIdentifier() throws(SyntaxFailure) -> TextSyntax {
    let start = at
    guard sees(.word) else { throw expected("the id of a rule, such as `limit.prime`") }
    while !isAtEnd, sees(.word) || sees(.number) || isAt(".") || sees(.ordinal),
      at == start || !current.startsLine
    {
      at += 1
    }
    let span = span(from: start)
    return TextSyntax(text: source.text(span), span: span)
  }
}
