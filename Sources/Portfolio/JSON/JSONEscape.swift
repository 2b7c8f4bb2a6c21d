/// The escapes within a JSON string.
enum JSONEscape {
  /// The text of a string with its escapes undone, appended to bytes; the scanner has checked them.
  static func appendText(_ bytes: Span<UInt8>, _ range: Range<Int>, to text: inout [UInt8]) {
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "\\"), let (scalar, next) = try? read(bytes, at, range.upperBound) {
        text.append(contentsOf: String(Character(scalar)).utf8)
        at = next
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
  }

  /// Reads the escape that begins with the backslash at an index, a pair of surrogates as one.
  static func read(
    _ bytes: Span<UInt8>,
    _ start: Int,
    _ end: Int
  ) throws(JSONFault) -> (scalar: Unicode.Scalar, next: Int) {
    guard start + 1 < end else { throw fault(start) }
    let simple: Unicode.Scalar? =
      switch bytes[start + 1] {
      case UInt8(ascii: "\""): "\""
      case UInt8(ascii: "\\"): "\\"
      case UInt8(ascii: "/"): "/"
      case UInt8(ascii: "b"): "\u{8}"
      case UInt8(ascii: "f"): "\u{C}"
      case UInt8(ascii: "n"): "\n"
      case UInt8(ascii: "r"): "\r"
      case UInt8(ascii: "t"): "\t"
      default: nil
      }
    if let simple { return (simple, start + 2) }
    let first = try unit(bytes, start, end)
    if let scalar = Unicode.Scalar(first) { return (scalar, start + 6) }
    let second = try unit(bytes, start + 6, end)
    guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault(start) }
    return (scalar, start + 12)
  }

  /// The four hexadecimal digits of `\u00e9`.
  private static func unit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(JSONFault) -> UInt32 {
    guard start + 6 <= end, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else {
      throw fault(start)
    }
    var unit: UInt32 = 0
    for index in start + 2..<start + 6 {
      let byte = bytes[index]
      let digit: UInt8 =
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte.digit
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: throw fault(index)
        }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private static func fault(_ at: Int) -> JSONFault {
    JSONFault(code: .brokenLine, at: at, expected: "an escape such as `\\n` or `\\u00e9`")
  }
}
