import Exact

extension Parser {
  mutating func record() throws(SyntaxFailure) -> RecordSyntax {
    let name = try name("the name of a record", isDeclared: true)
    var owner: NameSyntax?
    var plural: NameSyntax?
    if take(.of) { owner = try self.name("`customer`") }
    var form = DataForm()
    var vouching: (kind: Vouching, span: Span)?
    while isAt(",") || isAtFile || isAt(.plural) {
      _ = take(",")
      let place = at
      if take(.agreedIndividually) {
        once(&vouching, (.agreedIndividually, span(from: place)), "who vouches", from: place)
      } else if take(.recordedByAPerson) {
        once(&vouching, (.recordedByAPerson, span(from: place)), "who vouches", from: place)
      } else if take(.plural) {
        once(&plural, try self.name("the word for several of them"), .plural, from: place)
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
        let marks = try parser.marks()
        try parser.expectStatementEnd(after: "the declaration of `\(names[0].text)`")
        for name in names {
          attributes.append(
            AttributeSyntax(
              name: name,
              type: type,
              isOptional: marks.isOptional,
              isIdentity: marks.isIdentity,
              isProtected: marks.isProtected,
              proxy: marks.proxy,
              role: marks.role,
              column: marks.column
            )
          )
        }
      }
    }
    return RecordSyntax(
      name: name,
      owner: owner,
      plural: plural,
      vouching: vouching,
      form: form,
      attributes: attributes
    )
  }

  /// What follows the type of an attribute.
  private struct Marks {
    var (isOptional, isIdentity, isProtected) = (false, false, false)
    var proxy: ProxySyntax?
    var role: VouchingRole?
    var column: TextSyntax?
  }

  private mutating func marks() throws(SyntaxFailure) -> Marks {
    var marks = Marks()
    while take(",") {
      let start = at
      if let (keyword, found) = Parser.roles.first(where: { isAt($0.0) }) {
        _ = take(keyword)
        once(&marks.role, found, "what the attribute is for", from: start)
      } else if take(.optional) {
        once(&marks.isOptional, .optional, from: start)
      } else if take(.identity) {
        once(&marks.isIdentity, .identity, from: start)
      } else if take(.protected) {
        once(&marks.isProtected, .protected, from: start)
      } else if take(.proxyFor) {
        once(&marks.proxy, try proxy(), .proxyFor, from: start)
      } else if take(.column) {
        once(&marks.column, try text("the heading of the column in quotes"), .column, from: start)
      } else if isAt(.allowedBecause) {
        throw expected("`proxy for …` before the reason for which it is allowed")
      } else {
        throw expected("`optional`, `identity`, `protected`, `proxy for` or `column`")
      }
    }
    return marks
  }

  /// What an attribute stands in for, and why decisions may depend on it if they may.
  private mutating func proxy() throws(SyntaxFailure) -> ProxySyntax {
    let ground = try nameOrText("what the attribute stands in for, as in `proxy for origin`")
    guard isAt(","), isAt(.allowedBecause, ahead: 1) else { return ProxySyntax(ground: ground, allowed: nil) }
    _ = take(",")
    _ = take(.allowedBecause)
    return ProxySyntax(ground: ground, allowed: try text("the reason in quotes"))
  }

  private static let roles: [(Keyword, VouchingRole)] = [
    (.approver, .approver), (.reason, .reason), (.lastDay, .lastDay), (.recorder, .recorder),
    (.recordedOn, .recordedOn),
  ]

  private mutating func attributeNames() throws(SyntaxFailure) -> [NameSyntax] {
    var names = [try name("the name of an attribute", isDeclared: true)]
    while take(",") { names.append(try name("the name of an attribute", isDeclared: true)) }
    return names
  }
}
