/// Writing CSV that a spreadsheet opens without running anything in it.
public enum CSVText {
  /// A cell, in quotes where it needs them; nothing for nil.
  ///
  /// What a spreadsheet would take for a formula gets an apostrophe in front; numbers stay as they are.
  public static func append(
    _ text: String?,
    separator: UInt8 = UInt8(ascii: ","),
    to bytes: inout [UInt8]
  ) {
    guard let text else { return }
    let letters = text.utf8
    let isFormula = startsFormula(letters) && !isNumber(letters)
    let needsQuotes = letters.contains { byte in
      switch byte {
      case UInt8(ascii: "\""), separator, 0x09, 0x0A, 0x0D: true
      // A spreadsheet may take either for what separates cells, unless the other one is declared.
      case UInt8(ascii: ";"): separator == UInt8(ascii: ",")
      default: false
      }
    }
    if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in letters {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
  }

  /// A row of cells and its line end.
  public static func appendRow(
    _ cells: [String?],
    separator: UInt8 = UInt8(ascii: ","),
    to bytes: inout [UInt8]
  ) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      append(cell, separator: separator, to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func startsFormula(_ letters: String.UTF8View) -> Bool {
    switch letters.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
    default: false
    }
  }

  /// Digits with at most a minus sign and one decimal point or comma.
  private static func isNumber(_ letters: String.UTF8View) -> Bool {
    let digits = letters.first == UInt8(ascii: "-") ? letters.dropFirst() : letters[...]
    let parts = digits.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
    }
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isDigit) }
  }
}
