extension Parser {
  /// Reads a mapping file; what cannot be read is in the result's diagnostics.
  public static func parseMapping(_ source: Source, words table: KeywordTable = .english) -> MappingFile {
    var parser = Parser(source, table)
    var mapping: MappingSyntax?
    parser.itemEnd = parser.tokens.count - 1
    parser.statement { parser throws(SyntaxFailure) in mapping = try parser.mapping() }
    return MappingFile(
      tree: parser.tree,
      mapping: mapping,
      diagnostics: parser.diagnostics.sorted { $0.span.start < $1.span.start }
    )
  }

  private mutating func mapping() throws(SyntaxFailure) -> MappingSyntax {
    guard take(.mapping) else {
      throw expected(
        "`\(table.spelling(.mapping))`",
        help: "a mapping file begins with `mapping \"ERP export\"`"
      )
    }
    let name = try text("the mapping's name in quotes")
    var records: [MappingSyntax.Record] = []
    while !isAtEnd {
      var head: (name: NameSyntax, form: DataForm)?
      statement { parser throws(SyntaxFailure) in head = try parser.mappedRecord() }
      // The columns are read even where their record is not understood, so that one mistake stays one.
      var columns: [MappingSyntax.Column] = []
      below { parser in
        while !parser.isAtEnd, !(parser.isAtName && parser.isAt(.in_, ahead: 1)) {
          parser.statement { parser throws(SyntaxFailure) in columns.append(try parser.mappedColumn()) }
        }
      }
      if let head { records.append(.init(name: head.name, form: head.form, columns: columns)) }
    }
    return MappingSyntax(name: name, records: records)
  }

  /// `invoices in "factures.csv"` with how the file is written.
  private mutating func mappedRecord() throws(SyntaxFailure) -> (name: NameSyntax, form: DataForm) {
    let name = try name("the word for several records, such as `customers`")
    var form = DataForm()
    guard isAtFile else {
      let help =
        isAt(.column)
        ? "a column stands below the file that it is in: `customers in \"customers.csv\"`"
        : "write `\(name.text) in \"\(name.text).csv\"`"
      throw expected("`\(table.spelling(.in_))` and a file name in quotes", help: help)
    }
    try fileClause(&form)
    try formClauses(&form, allowsFile: true)
    try expectStatementEnd(after: "the file of `\(name.text)`")
    return (name, form)
  }

  private mutating func mappedColumn() throws(SyntaxFailure) -> MappingSyntax.Column {
    let name = try name("the name of an attribute, or of a record with `in` and its file")
    mark(.column)
    try expect(.column, "and the heading in quotes after `\(name.text)`")
    let heading = try text("the heading of the column in quotes")
    var form = DataForm()
    try formClauses(&form, allowsFile: false)
    try expectStatementEnd(after: "the column of `\(name.text)`")
    return MappingSyntax.Column(name: name, heading: heading, form: form)
  }

  // MARK: Clauses

  /// Whether `in` and a file name stand here.
  var isAtFile: Bool { isAt(.in_) && at + 1 < itemEnd && tokens[at + 1].kind == .string }

  mutating func fileClause(_ form: inout DataForm) throws(SyntaxFailure) {
    let start = at
    _ = take(.in_)
    let name = try text("a file name in quotes")
    if name.text.isEmpty || name.text.contains("/") {
      throw failure(
        .unexpected,
        name.span,
        "this is no name of a file in the folder of the data",
        help: "write the name alone, such as `in \"clients.csv\"`; `--data` names the folder"
      )
    }
    once(&form.file, name, "the file", from: start)
  }

  /// Clauses after commas: `, separated by ";", decimal comma`; stops before a comma that none follows.
  mutating func formClauses(_ form: inout DataForm, allowsFile: Bool) throws(SyntaxFailure) {
    while isAt(",") {
      let before = at
      at += 1
      if try formClause(&form, allowsFile: allowsFile) { continue }
      at = before
      throw expected(
        "the end of the line, or a clause after the comma",
        help: allowsFile ? Parser.clausesOfFiles : Parser.clausesOfColumns
      )
    }
  }

  private static let clausesOfColumns =
    "the clauses are `decimal comma`, `decimal point`, `dates as dd/mm/yyyy`, `yes is \"O\"`, `no is \"N\"` and "
    + "`missing is \"n/a\"`"

  static let clausesOfFiles =
    clausesOfColumns + ", for a file also `separated by \";\"` and `encoded as \"Windows-1252\"`"

  /// One clause; false where none stands here.
  mutating func formClause(_ form: inout DataForm, allowsFile: Bool) throws(SyntaxFailure) -> Bool {
    let start = at
    if allowsFile {
      if take(.separatedBy) {
        once(&form.separator, try separator(), .separatedBy, from: start)
        return true
      }
      if take(.encodedAs) {
        once(&form.encoding, try encoding(), .encodedAs, from: start)
        return true
      }
    }
    if take(.decimalComma) {
      once(&form.decimalSign, .comma, "the decimal sign", from: start)
    } else if take(.decimalPoint) {
      once(&form.decimalSign, .point, "the decimal sign", from: start)
    } else if take(.datesAs) {
      once(&form.dates, try datePattern(), .datesAs, from: start)
    } else if take(.yesIs) {
      try words(&form.yes, "a word for yes in quotes", .yesIs, from: start)
    } else if take(.noIs) {
      try words(&form.no, "a word for no in quotes", .noIs, from: start)
    } else if take(.missingIs) {
      try words(&form.missing, "what stands for a missing value, in quotes", .missingIs, from: start)
    } else {
      return false
    }
    return true
  }

  private mutating func separator() throws(SyntaxFailure) -> UInt8 {
    if take(.tab) { return 0x09 }
    let written = try text("`\(table.spelling(.tab))` or one sign in quotes, such as `\";\"`")
    let bytes = Array(written.text.utf8)
    guard bytes.count == 1, bytes[0] == 0x09 || (0x21..<0x7F).contains(bytes[0]), bytes[0] != 0x22,
      !UnicodeScalar(bytes[0]).properties.isAlphabetic, !(0x30...0x39).contains(bytes[0])
    else {
      throw failure(
        .unexpected,
        written.span,
        "cells cannot be separated by `\(written.text)`",
        help: "write `separated by \",\"`, `separated by \";\"` or `separated by tab`"
      )
    }
    return bytes[0]
  }

  private mutating func encoding() throws(SyntaxFailure) -> DataForm.Encoding {
    let written = try text("`\"UTF-8\"` or `\"Windows-1252\"`")
    let known = DataForm.Encoding.allCases.first { $0.rawValue.lowercased() == written.text.lowercased() }
    guard let known else {
      throw failure(
        .unexpected,
        written.span,
        "files encoded as `\(written.text)` cannot be read",
        help: "write `encoded as \"UTF-8\"` or `encoded as \"Windows-1252\"`, and save the file so"
      )
    }
    return known
  }

  /// `dd/mm/yyyy` as it stands, or in quotes.
  private mutating func datePattern() throws(SyntaxFailure) -> DatePattern {
    let start = at
    if sees(.string) {
      let written = try text("a form of dates")
      return try datePattern(written.text, written.span)
    }
    guard sees(.word) else { throw expected("a form of dates, such as `dd/mm/yyyy`") }
    at += 1
    while isAt("/") || isAt(".") || isAt("-"), at + 1 < itemEnd, tokens[at + 1].kind == .word {
      joinNext()
      joinNext()
    }
    let written = tokens[start..<at].map { source.text(span($0)) }.joined()
    return try datePattern(written, span(from: start))
  }

  private func datePattern(_ written: String, _ span: Span) throws(SyntaxFailure) -> DatePattern {
    if let pattern = DatePattern(written) { return pattern }
    throw failure(
      .unexpected,
      span,
      "`\(written)` is no form of dates",
      help: "write dd, mm and yyyy in their order with `/`, `.`, `-` or nothing between them, such as "
        + "`dd/mm/yyyy`, `mm/dd/yyyy`, `dd.mm.yyyy` or `yyyymmdd`"
    )
  }

  /// Texts in quotes; a comma goes on only when another text follows it.
  private mutating func words(
    _ place: inout [String],
    _ what: String,
    _ keyword: Keyword,
    from start: Int
  ) throws(SyntaxFailure) {
    var words = [try text(what).text]
    while isAt(","), at + 1 < itemEnd, tokens[at + 1].kind == .string {
      at += 1
      words.append(try text(what).text)
    }
    if !place.isEmpty { reportTwice("`\(table.spelling(keyword))`", from: start) }
    place = words
  }
}
