extension Parser {
  /// `output`, or `output of each invoice`; a record may be called so as well.
  var isAtOutput: Bool { isAt(.output) && (!isAt(.of, ahead: 1) || isAt(.ofEach, ahead: 1)) }

  mutating func output() throws(SyntaxFailure) -> OutputSyntax {
    let start = at
    at += 1
    var each: NameSyntax?
    if take(.ofEach) { each = try name("the name of a record") }
    var form = DataForm()
    try formClauses(&form, allowsFile: true)
    let headSpan = span(from: start)
    var columns: [OutputSyntax.Column] = []
    while !isAtEnd {
      statement { parser throws(SyntaxFailure) in columns.append(try parser.outputColumn()) }
    }
    return OutputSyntax(each: each, form: form, columns: columns, span: headSpan)
  }

  private mutating func outputColumn() throws(SyntaxFailure) -> OutputSyntax.Column {
    var kind = OutputSyntax.Column.Kind.value
    if take(.ruleOf) {
      kind = .rule
    } else if take(.becauseOf) {
      kind = .because(language: nil)
    } else if isAt(.because), isAt(.of, ahead: 2) {
      at += 1
      kind = .because(language: try name("a language, such as `fr`").text)
      _ = take(.of)
    }
    let name = try name("what the column shows: an attribute, a definition or a decision")
    var title: TextSyntax?
    mark(.column)
    if take(.as_) { title = try text("the heading in quotes") }
    try expectStatementEnd(after: "the column `\(name.text)`")
    return OutputSyntax.Column(kind: kind, name: name, title: title)
  }
}
