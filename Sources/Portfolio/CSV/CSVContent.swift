import struct PolicySyntax.DataForm

/// The text of a CSV file as UTF-8 with line feeds, and what was found of how it is written.
struct CSVContent {
  /// Where a row has the sign between its cells from.
  enum SeparatorOrigin {
    case declared
    /// The first line, in which spreadsheets say `sep=;`.
    case firstLine
    case found
  }

  let text: [UInt8]
  let encoding: DataForm.Encoding
  /// Whether some bytes are no letters in the encoding; their rows are rejected.
  let hasFaults: Bool
  let separator: UInt8
  let separatorOrigin: SeparatorOrigin
  /// Where the heading stands, and on which line.
  private let headingStart: Int
  private let headingLine: Int

  init(_ bytes: [UInt8], name: String, plan: TablePlan) throws(PortfolioFailure) {
    try CSVContent.checkSort(bytes, name)
    let (encoding, hasFaults) = CSVContent.encoding(of: bytes.span, declared: plan.form.encoding)
    var text = encoding == .windows1252 ? Windows1252.decoded(bytes.span) : bytes
    if !text.contains(UInt8(ascii: "\n")) {
      // Lines that end as on old Macs.
      for index in text.indices where text[index] == UInt8(ascii: "\r") { text[index] = UInt8(ascii: "\n") }
    }
    let start = text.span.markLength
    let line = CSVContent.separatorLine(text.span, from: start)
    headingStart = line?.end ?? start
    headingLine = line == nil ? 1 : 2
    if let declared = plan.form.separator {
      (separator, separatorOrigin) = (declared, .declared)
    } else if let line {
      (separator, separatorOrigin) = (line.separator, .firstLine)
    } else {
      (separator, separatorOrigin) = (CSVHeading.separator(text.span, from: start, plan: plan), .found)
    }
    (self.text, self.encoding, self.hasFaults) = (text, encoding, hasFaults)
  }

  /// A scanner that stands before the heading.
  var scanner: CSVScanner { CSVScanner(separator: separator, start: headingStart, line: headingLine) }

  /// The bytes of a range as they stand in the file.
  func original(_ range: Range<Int>) -> [UInt8] {
    encoding == .windows1252 ? Windows1252.encoded(text.span, range) : Array(text[range])
  }

  /// Whether the text of a range has bytes that are no letters.
  func isFaulty(_ range: Range<Int>) -> Bool {
    guard hasFaults else { return false }
    return encoding == .utf8 ? !text.span.isUTF8(range) : Windows1252.hasUndefined(text.span, range)
  }

  // MARK: Finding out

  /// Refuses what is clearly no CSV.
  private static func checkSort(_ bytes: [UInt8], _ name: String) throws(PortfolioFailure) {
    let help = "save it in the spreadsheet as `CSV UTF-8`"
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw PortfolioFailure(.notCSV, "`\(name)` is encoded as UTF-16", file: name, help: help)
    }
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw PortfolioFailure(
        .notCSV,
        "`\(name)` is a workbook of a spreadsheet, not CSV",
        file: name,
        help: help
      )
    }
  }

  /// UTF-8 where the file begins with a byte order mark or is well-formed, else Windows-1252.
  ///
  /// A file in which more letters than stray bytes are UTF-8 is UTF-8 that was damaged: read otherwise, all its
  /// accents would be wrong.
  private static func encoding(
    of bytes: Span<UInt8>,
    declared: DataForm.Encoding?
  ) -> (encoding: DataForm.Encoding, hasFaults: Bool) {
    if bytes.markLength > 0 || declared == .utf8 { return (.utf8, !bytes.isUTF8(0..<bytes.count)) }
    if declared == nil {
      if bytes.isUTF8(0..<bytes.count) { return (.utf8, false) }
      let (letters, strays) = bytes.lettersBeyondASCII
      if letters > strays { return (.utf8, true) }
    }
    let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    return (.windows1252, (0..<bytes.count).contains { bytes[$0] >= 0x80 && undefined.contains(bytes[$0]) })
  }

  /// The sign in a first line `sep=;`, and where the next line begins.
  private static func separatorLine(_ text: Span<UInt8>, from start: Int) -> (separator: UInt8, end: Int)? {
    var end = start
    while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
    var range = start..<end
    if range.count > 0, text[range.upperBound - 1] == UInt8(ascii: "\r") { range = start..<end - 1 }
    if range.count == 7, text[start] == UInt8(ascii: "\""), text[start + 6] == UInt8(ascii: "\"") {
      range = start + 1..<start + 6
    }
    guard range.count == 5, text.matchesWord(range.lowerBound..<range.lowerBound + 3, "sep"),
      text[range.lowerBound + 3] == UInt8(ascii: "="), text[range.lowerBound + 4] < 0x80
    else { return nil }
    return (text[range.lowerBound + 4], min(end + 1, text.count))
  }
}
