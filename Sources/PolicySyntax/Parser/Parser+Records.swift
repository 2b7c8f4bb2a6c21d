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
        vouching = (.agreedIndividually, span(from: place))
      } else if take(.recordedByAPerson) {
        vouching = (.recordedByAPerson, span(from: place))
      } else if take(.plural) {
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
        var role: VouchingRole?
        while parser.take(",") {
          if let (keyword, found) = Parser.roles.first(where: { parser.isAt($0.0) }) {
            _ = parser.take(keyword)
            role = found
          } else if parser.take(.optional) {
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
              role: role,
              column: column
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
