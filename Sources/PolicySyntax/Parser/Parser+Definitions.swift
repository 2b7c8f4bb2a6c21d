import Exact

extension Parser {
  mutating func definitions(_ scope: DefinitionsSyntax.Scope) throws(SyntaxFailure)
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
        // A value that is read in part would have a meaning of its own, and perhaps another type.
        let value = try parser.definitionValue()
        try parser.expectStatementEnd(after: "the definition of `\(name.text)`")
        definitions.append(DefinitionSyntax(name: name, value: value))
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
    unreadNames.append(joined)
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
      let isInList = take(",")
      // The next definition begins with a name and `=`.
      if isAtEnd || isAtDefinition { break }
      if !isInList { mark(.nextCase) }
      caseStart = at
      result = try expression()
    }
    return ExpressionSyntax(.cases(cases), span(from: start))
  }

  /// The condition after `when`; nil after `otherwise`.
  private mutating func caseCondition() throws(SyntaxFailure) -> ExpressionSyntax? {
    mark(.caseCondition)
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
        ?? (isValue && isNamed ? "to compare the two, write `\(subject) is \(value)`" : nil),
      edit: respelled(value)
    )
  }
}
