/// Whether bytes are one JSON value by the letter of RFC 8259, apart from what reads and writes JSON elsewhere.
struct JSONSyntax {
  private let bytes: [UInt8]
  private var at = 0

  static func isDocument(_ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var syntax = JSONSyntax(bytes: bytes)
    return syntax.value(depth: 0) && syntax.skipBlanks() == nil
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next byte after blanks; nil at the end.
  @discardableResult
  private mutating func skipBlanks() -> UInt8? {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    return at < bytes.count ? bytes[at] : nil
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: sign) else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) -> Bool {
    guard depth < 200, let first = skipBlanks() else { return false }
    switch first {
    case UInt8(ascii: "{"): return list("}", depth) { $0.string() && $0.skipBlanks() != nil && $0.take(":") }
    case UInt8(ascii: "["): return list("]", depth) { _ in true }
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func list(
    _ end: Unicode.Scalar,
    _ depth: Int,
    _ name: (inout JSONSyntax) -> Bool
  ) -> Bool {
    at += 1
    skipBlanks()
    if take(end) { return true }
    while true {
      skipBlanks()
      guard name(&self), value(depth: depth + 1) else { return false }
      skipBlanks()
      if take(end) { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[at...].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case 0..<0x20: return false
      case UInt8(ascii: "\\"):
        guard at < bytes.count else { return false }
        let escape = bytes[at]
        at += 1
        if escape == UInt8(ascii: "u") {
          guard at + 4 <= bytes.count, bytes[at..<at + 4].allSatisfy(isHexadecimal) else { return false }
          at += 4
        } else if !Array("\"\\/bfnrt".utf8).contains(escape) {
          return false
        }
      default: continue
      }
    }
    return false
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
  }

  private mutating func number() -> Bool {
    _ = take("-")
    let isZero = take("0")
    if isZero == (digits() > 0) { return false }
    if take("."), digits() == 0 { return false }
    if take("e") || take("E") {
      if !take("-") { _ = take("+") }
      if digits() == 0 { return false }
    }
    return true
  }

  private mutating func digits() -> Int {
    let start = at
    while at < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[at] { at += 1 }
    return at - start
  }
}
