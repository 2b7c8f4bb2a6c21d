/// Text to tokens.
///
/// It never fails: what it cannot read becomes an `unknown` token and a diagnostic.
package struct Lexer {
  private let source: Source
  private let table: KeywordTable
  private let bytes: [UInt8]
  private var at = 0
  private var tokens: [Token] = []
  private var diagnostics: [Diagnostic] = []
  private var lineStart = 0
  private var firstOfLine = true
  private var isUTF8 = true
  private var findingsOfLine = 0
  /// The indentation of the first line that says something: the left margin of the file.
  private var margin: Int?

  package init(_ source: Source, _ table: KeywordTable) {
    self.source = source
    self.table = table
    bytes = source.bytes
  }

  /// All tokens but comments, with an `end` token last; comments apart; and what could not be read.
  package mutating func run() -> (tokens: [Token], comments: [Token], diagnostics: [Diagnostic]) {
    if source.isTooLarge {
      refuseSize()
    } else {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3; lineStart = 3 }
      while at < bytes.count { next() }
    }
    firstOfLine = true
    lineStart = at
    margin = 0
    add(.end, from: at)
    let comments = tokens.filter { $0.kind == .comment }
    return (tokens.filter { $0.kind != .comment }, comments, diagnostics)
  }

  private mutating func refuseSize() {
    report(
      .nestedTooDeep,
      from: 0,
      "this file is larger than \(Source.largest / 1_000_000) MB, which no policy needs",
      "name the file of a policy, or divide it into several files"
    )
  }

  private mutating func next() {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: "\n"):
      at += 1
      lineStart = at
      firstOfLine = true
      findingsOfLine = 0
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
    case UInt8(ascii: "#"): comment()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    case UInt8(ascii: "\""): string(opening: 1, closings: [[byte]])
    case UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      word()
    case 0x21..<0x7F:
      at += 1
      add(.punctuation, from: at - 1, word: Int16(byte))
    default: beyondASCII()
    }
  }

  private mutating func add(_ kind: Token.Kind, from start: Int, word: Int16 = -1) {
    let indentation = start - lineStart
    if firstOfLine, kind != .comment, margin == nil { margin = indentation }
    tokens.append(
      Token(
        kind: kind,
        start: Int32(start),
        end: Int32(at),
        word: word,
        startsLine: firstOfLine,
        startsItem: firstOfLine && indentation <= (margin ?? 0)
      )
    )
    if kind != .comment { firstOfLine = false }
  }

  private func span(_ start: Int) -> Span {
    Span(file: source.file, start: Int32(start), end: Int32(at))
  }

  /// How many findings are reported of one line; one of nothing but signs without a meaning needs no more.
  private static let mostOfLine = 8

  private mutating func report(_ code: Code, from start: Int, _ message: String, _ help: String) {
    findingsOfLine += 1
    if findingsOfLine > Lexer.mostOfLine { return }
    diagnostics.append(Diagnostic(code, at: span(start), message, help: help))
  }

  private mutating func comment() {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
    add(.comment, from: start)
  }

  // MARK: Words

  private mutating func word() {
    let start = at
    while at < bytes.count {
      if isWordByte(bytes[at]) {
        at += 1
      } else if bytes[at] >= 0x80, let (scalar, length) = scalar(at: at), isWordScalar(scalar) {
        at += length
      } else {
        break
      }
    }
    add(.word, from: start, word: table.word(String(decoding: bytes[start..<at], as: UTF8.self)))
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    // A combining accent belongs to the letter before it.
    scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
  }

  private func scalar(at index: Int) -> (Unicode.Scalar, Int)? {
    var decoder = UTF8()
    var iterator = bytes[index..<min(index + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, String(scalar).utf8.count)
  }

  private mutating func beyondASCII() {
    guard let (scalar, length) = scalar(at: at) else {
      let start = at
      while at < bytes.count, bytes[at] >= 0x80 { at += 1 }
      // One setting of an editor spoils every accent of a file.
      guard isUTF8 else { return add(.unknown, from: start) }
      isUTF8 = false
      return unreadable(from: start, "this is not UTF-8 text", "save the file as UTF-8")
    }
    switch scalar {
    case "\u{A0}", "\u{202F}", "\u{2009}", "\u{FEFF}": at += length
    case "“", "”", "„": string(opening: length, closings: [Array("”".utf8), Array("“".utf8)])
    case "«": string(opening: length, closings: [Array("»".utf8)])
    case "≤", "≥", "×", "−", "€":
      let start = at
      at += length
      let meaning: [Unicode.Scalar: Int16] = ["≤": 1, "≥": 2, "×": 42, "−": 45, "€": 0x20AC]
      add(.punctuation, from: start, word: meaning[scalar] ?? -1)
    default:
      if isWordScalar(scalar) { return word() }
      let start = at
      at += length
      unreadable(from: start, "`\(scalar)` has no meaning here", "remove it, or put it into a text in quotes")
    }
  }

  private mutating func unreadable(from start: Int, _ message: String, _ help: String) {
    add(.unknown, from: start)
    report(.unreadableCharacter, from: start, message, help)
  }

  // MARK: Texts

  private mutating func string(opening length: Int, closings: [[UInt8]]) {
    let start = at
    at += length
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") {
      if let closing = closings.first(where: { bytes[at...].starts(with: $0) }) {
        at += closing.count
        return add(.string, from: start)
      }
      at += 1
    }
    if at > start, bytes[at - 1] == UInt8(ascii: "\r") { at -= 1 }
    add(.string, from: start)
    report(
      .unfinishedText,
      from: start,
      "the text that begins here has no closing quote on its line",
      "end the text with a quote; a text stands on one line"
    )
  }

  // MARK: Numbers and dates

  private func digits(from start: Int) -> Int {
    var index = start
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
    return index - start
  }

  private mutating func number() {
    let start = at
    if let length = dateLength() {
      at += length
      return add(.date, from: start)
    }
    at += digits(from: at)
    let leading = at - start
    if let suffix = wordAhead(), ["st", "nd", "rd", "th"].contains(suffix) {
      at += 2
      return add(.ordinal, from: start)
    }
    if leading <= 3 {
      // Thousands: groups of exactly three digits after one space, plain or not breaking.
      while let gap = spaceLength(at: at), digits(from: at + gap) == 3, !isDate(at: at + gap) {
        at += gap + 3
      }
    }
    if hasGroups(separatedBy: UInt8(ascii: ".")) || hasGroups(separatedBy: UInt8(ascii: ",")) {
      groups(from: start)
    } else if at < bytes.count, bytes[at] == UInt8(ascii: "."), digits(from: at + 1) > 0 {
      at += 1 + digits(from: at + 1)
    } else if at < bytes.count, bytes[at] == UInt8(ascii: ","), digits(from: at + 1) > 0 {
      comma(from: start)
    }
    add(.number, from: start)
  }

  /// A comma right before a digit is a decimal comma, unless three digits follow: then it could be thousands.
  private mutating func comma(from start: Int) {
    let width = digits(from: at + 1)
    at += 1 + width
    let written = String(decoding: bytes[start..<at], as: UTF8.self)
    let parts = written.split(separator: ",")
    // `0,125` and `1 234,567` can only be decimals.
    guard width == 3, parts[0].utf8.count <= 3, parts[0] != "0" else { return }
    let (thousands, decimals) = Lexer.readings(String(parts[0]), String(parts[1]))
    report(
      .unclearNumber,
      from: start,
      "`\(written)` can be read in two ways",
      "write `\(thousands)` for thousands or `\(decimals)` for decimals; a list has a space after each comma"
    )
  }

  /// How to write a number such as `1,250` without doubt, as a thousand and as decimals.
  static func readings(_ whole: String, _ digits: String) -> (thousands: String, decimals: String) {
    var decimals = digits
    while decimals.hasSuffix("0"), decimals.count > 1 { decimals.removeLast() }
    if decimals.count == 3 { decimals += "0" }
    return ("\(whole) \(digits)", "\(whole).\(decimals)")
  }

  /// Whether two groups of three digits follow, each after a separator: `1.000.000`.
  private func hasGroups(separatedBy separator: UInt8) -> Bool {
    [at, at + 4].allSatisfy { $0 < bytes.count && bytes[$0] == separator && digits(from: $0 + 1) == 3 }
  }

  private mutating func groups(from start: Int) {
    let separator = bytes[at]
    while at < bytes.count, bytes[at] == separator, digits(from: at + 1) == 3 { at += 4 }
    let written = String(decoding: bytes[start..<at], as: UTF8.self)
    let spaced = written.map { $0 == "." || $0 == "," ? " " : $0 }
    report(
      .unclearNumber,
      from: start,
      "thousands are separated by spaces",
      "write `\(String(spaced))`"
    )
  }

  private func wordAhead() -> String? {
    var end = at
    while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
    return end > at ? String(decoding: bytes[at..<end], as: UTF8.self) : nil
  }

  private func spaceLength(at index: Int) -> Int? {
    if index < bytes.count, bytes[index] == UInt8(ascii: " ") { return 1 }
    for space in ["\u{A0}", "\u{202F}", "\u{2009}"]
    where bytes[min(index, bytes.count)...].starts(with: space.utf8) {
      return space.utf8.count
    }
    return nil
  }

  private func isDate(at index: Int) -> Bool { dateLength(at: index) != nil }

  private func dateLength() -> Int? { dateLength(at: at) }

  /// The length of `2026-06-30` or `30/06/2026` at an index.
  private func dateLength(at index: Int) -> Int? {
    func part(_ start: Int, _ separator: UInt8, _ widths: ClosedRange<Int>) -> Int? {
      guard start < bytes.count, bytes[start] == separator else { return nil }
      let width = digits(from: start + 1)
      return widths.contains(width) ? width + 1 : nil
    }
    let first = digits(from: index)
    for (leading, separator, last) in [(4...4, UInt8(ascii: "-"), 1...2), (1...2, UInt8(ascii: "/"), 4...4)] {
      guard leading.contains(first), let second = part(index + first, separator, 1...2),
        let third = part(index + first + second, separator, last)
      else { continue }
      return first + second + third
    }
    return nil
  }
}
