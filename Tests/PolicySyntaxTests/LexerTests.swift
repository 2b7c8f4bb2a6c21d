import Exact
import Testing

@testable import PolicySyntax

/// Numbers, dates, texts and blanks in every form in which they arrive.
@Suite struct LexerTests {
  /// The value of a definition that consists of one number.
  private func number(_ written: String) -> (number: Number?, unit: ExpressionSyntax.Unit?, codes: [Code]) {
    let file = parse("for the customer\n  x = \(written)\n")
    guard case .definitions(let block)? = file.items.first, let definition = block.definitions.first,
      case .number(let number, let unit) = definition.value.kind
    else { return (nil, nil, file.diagnostics.map(\.code)) }
    return (number, unit, file.diagnostics.map(\.code))
  }

  private func parse(_ text: String) -> PolicySyntaxFile {
    Parser.parse(Source(name: "t.policy", text: text))
  }

  @Test(arguments: [
    ("0", "0"), ("7", "7"), ("007", "7"), ("1234567", "1234567"), ("0.5", "0.5"), ("0,5", "0.5"),
    ("1 234", "1234"), ("1\u{A0}234", "1234"), ("1\u{202F}234", "1234"), ("1\u{2009}234", "1234"),
    ("1 234 567", "1234567"), ("1\u{202F}234\u{A0}567", "1234567"), ("1 234,56", "1234.56"),
    ("1 234.56", "1234.56"), ("12 345,678", "12345.678"), ("0,125", "0.125"), ("1234,567", "1234.567"),
    ("0.123456789012", "0.123456789012"), ("99999999999999999999999999999999999999", nil as String?),
  ])
  func numbers(_ written: String, _ value: String?) throws {
    let (number, unit, codes) = number(written)
    let expected = value ?? written
    #expect(codes.isEmpty)
    #expect(number == Number(decimal: expected))
    #expect(unit == nil)
  }

  @Test(arguments: [
    ("10%", ExpressionSyntax.Unit.percent), ("10 %", .percent), ("10\u{A0}%", .percent), ("60 days", .days),
    ("1 day", .days), ("2 months", .months), ("3 years", .years), ("5 EUR", .currency("EUR")),
    ("1 000 EUR", .currency("EUR")), ("5 €", .currency("EUR")), ("5€", .currency("EUR")),
    ("5\u{202F}€", .currency("EUR")), ("5EUR", .currency("EUR")),
  ])
  func units(_ written: String, _ unit: ExpressionSyntax.Unit) {
    let found = number(written)
    #expect(found.unit == unit)
    #expect(found.codes.isEmpty)
  }

  @Test(arguments: [
    "1,000", "1,000 EUR", "1.000 EUR", "12,345", "1.000.000 EUR", "1,000,000 EUR", "1.234.567",
    "1234567890123456789012345678901234567890",
  ])
  func numbersInDoubt(_ written: String) {
    #expect(number(written).codes == [.unclearNumber])
  }

  @Test func aNumberIsNotJoinedWithADateOrAnotherLine() {
    #expect(number("1 2026-06-30").codes == [.unexpected])
    let file = parse("decision points, number\n  1\n    when yes\n  234 otherwise\n")
    #expect(file.diagnostics.isEmpty)
    guard case .decision(let decision)? = file.items.first, case .rules(let rules) = decision.body else {
      return #expect(Bool(false))
    }
    #expect(rules.count == 2)
  }

  @Test(arguments: [
    ("2026-06-30", "2026-06-30"), ("2026-6-3", "2026-06-03"), ("30/06/2026", "2026-06-30"),
    ("3/6/2026", "2026-06-03"), ("2024-02-29", "2024-02-29"),
  ])
  func dates(_ written: String, _ date: String) {
    let file = parse("for the customer\n  x = \(written)\n")
    #expect(file.diagnostics.isEmpty)
    guard case .definitions(let block)? = file.items.first,
      case .date(let found)? = block.definitions.first?.value.kind
    else { return #expect(Bool(false)) }
    #expect(found.description == date)
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "31/06/2026", "06/31/2026", "0000-01-01", "2026-00-10"])
  func noSuchDay(_ written: String) {
    #expect(number(written).codes == [.noSuchDay])
  }

  @Test(arguments: [
    ("\"plain\"", "plain"), ("“curly”", "curly"), ("„low”", "low"), ("„low“", "low"), ("«tight»", "tight"),
    ("« French »", "French"), ("«\u{A0}French\u{202F}»", "French"), ("\"it's\"", "it's"), ("\"\"", ""),
    ("\"Procédure : « ouverte »\"", "Procédure : « ouverte »"), ("\"# no comment\"", "# no comment"),
    ("\"👩‍👧 1 000 €\"", "👩‍👧 1 000 €"),
  ])
  func texts(_ written: String, _ text: String) {
    let file = parse("for the customer\n  x = \(written)\n")
    #expect(file.diagnostics.isEmpty)
    guard case .definitions(let block)? = file.items.first,
      case .text(let found)? = block.definitions.first?.value.kind
    else { return #expect(Bool(false)) }
    #expect(found == text)
  }

  @Test(arguments: ["\"open", "«open\"", "“open\"", "\"", "«"])
  func unfinishedText(_ written: String) {
    #expect(
      parse("for the customer\n  x = \(written)\n  y = 1\n").diagnostics.map(\.code) == [.unfinishedText]
    )
  }

  // MARK: Lines and places

  private static let plain = """
    policy "T" version "1"
      currency EUR
    segment
      blocked when in_insolvency # the worst
      standard otherwise
    """

  @Test func lineEndsTabsAndByteOrderMarkChangeNothing() {
    let wanted = shape(Self.plain)
    #expect(shape(Self.plain.replacing("\n", with: "\r\n")) == wanted)
    #expect(shape("\u{FEFF}" + Self.plain) == wanted)
    #expect(shape(Self.plain.replacing("  ", with: "\t")) == wanted)
    #expect(shape(Self.plain.replacing("\n  ", with: "\n\u{A0}\u{A0}")) == wanted)
    #expect(shape(Self.plain + "\n\n  \n# last") == wanted)
    #expect(shape(Self.plain.replacing("\n", with: "\n\n# between\n")) == wanted)
  }

  /// A whole policy that is indented in an e-mail is still a policy.
  @Test func theMarginIsThatOfTheFirstLine() {
    #expect(
      shape(Self.plain.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
        == shape(Self.plain)
    )
  }

  private func shape(_ text: String) -> [String] {
    let file = parse(text)
    #expect(file.diagnostics.isEmpty)
    return file.items.map { item in
      switch item {
      case .policy(let header):
        "policy \(header.name.text) \(header.version?.text ?? "") \(header.currency?.text ?? "")"
      case .decision(let decision):
        if case .rules(let rules) = decision.body { "decision \(rules.count)" } else { "" }
      default: "?"
      }
    }
  }

  @Test func columnsCountCharacters() {
    let lines = [
      "segment", "  fidèle when é☂", "  fide\u{300}le when e\u{301}☂", "  a when \"👩‍👧\" ☂", "\ta when \t☂",
    ]
    let source = Source(name: "t.policy", text: lines.joined(separator: "\r\n"))
    let places = Parser.parse(source).diagnostics.filter { $0.code == .unreadableCharacter }.map {
      let (line, column) = source.position(of: $0.span.start)
      return "\(line):\(column)"
    }
    #expect(places == ["2:16", "3:16", "4:14", "5:10"])
  }

  @Test func aCombiningAccentBelongsToItsWord() {
    let file = parse("for the customer\n  ancienneté = 1\n  anciennete\u{301} = 2\n")
    guard case .definitions(let block)? = file.items.first else { return #expect(Bool(false)) }
    #expect(block.definitions.count == 2)
    #expect(block.definitions[0].name.text == block.definitions[1].name.text)
    #expect(file.diagnostics.isEmpty)
  }

  @Test func anotherEncodingIsReportedOnce() {
    var bytes: [UInt8] = Array("segment\n  fid".utf8)
    bytes +=
      [0xE8] + Array("le when pay".utf8) + [0xE9] + Array("\n  ".utf8) + [0xE9]
      + Array("tat otherwise\n".utf8)
    let file = Parser.parse(Source(file: 0, name: "t.policy", bytes: bytes))
    #expect(file.diagnostics.filter { $0.code == .unreadableCharacter }.count == 1)
    #expect(file.diagnostics.first?.message == "this is not UTF-8 text")
  }

  @Test func signsOfOtherKeyboards() {
    let file = parse("segment\n  a when x ≤ 1 and y ≥ 2 and z − 1 > 0 and 2 × z < 8\n  b otherwise\n")
    #expect(file.diagnostics.isEmpty)
  }
}
