/// Why a line is not the JSON that it should be.
struct JSONFault: Error {
  let code: RejectCode
  /// The byte at which reading stopped.
  let at: Int
  let expected: String
}

/// A value of JSON: where its text stands, or, for a list or an object, that one begins here.
enum JSONValue {
  case string(Range<Int>, hasEscapes: Bool)
  case number(Range<Int>)
  case yesNo(Range<Int>)
  case null
  case list
  case object
}

/// The grammar of JSON (RFC 8259) over the bytes of one line, value by value.
///
/// The bytes are given to each call, because a structure cannot keep a span.
struct JSONScanner {
  static let deepest = 64

  private(set) var at: Int
  private let end: Int

  init(_ range: Range<Int>) {
    at = range.lowerBound
    end = range.upperBound
  }

  // MARK: Values

  /// Reads a value, or stops before the bracket of a list or an object.
  mutating func value(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONValue {
    skipBlanks(bytes)
    guard at < end else { throw fault("a value") }
    switch bytes[at] {
    case UInt8(ascii: "\""):
      let (range, hasEscapes) = try string(bytes)
      return .string(range, hasEscapes: hasEscapes)
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .list
    case UInt8(ascii: "t"): return .yesNo(try word("true", bytes))
    case UInt8(ascii: "f"): return .yesNo(try word("false", bytes))
    case UInt8(ascii: "n"):
      _ = try word("null", bytes)
      return .null
    default: return .number(try number(bytes))
    }
  }

  /// Passes over a value with everything in it; `depth` counts the brackets around it.
  mutating func skip(_ value: JSONValue, _ bytes: Span<UInt8>, depth: Int) throws(JSONFault) {
    switch value {
    case .string, .number, .yesNo, .null: return
    case .list:
      try open(depth)
      var isFirst = true
      while try element(bytes, isFirst: isFirst) {
        isFirst = false
        try skip(try self.value(bytes), bytes, depth: depth + 1)
      }
    case .object:
      try open(depth)
      var isFirst = true
      while try name(bytes, isFirst: isFirst) != nil {
        isFirst = false
        try skip(try self.value(bytes), bytes, depth: depth + 1)
      }
    }
  }

  /// Passes the bracket that opens a list or an object.
  mutating func open(_ depth: Int) throws(JSONFault) {
    if depth >= JSONScanner.deepest {
      throw JSONFault(code: .nestedTooDeep, at: at, expected: "at most \(JSONScanner.deepest) levels")
    }
    at += 1
  }

  /// Moves to the next element of a list that is open; false after its end.
  mutating func element(_ bytes: Span<UInt8>, isFirst: Bool) throws(JSONFault) -> Bool {
    skipBlanks(bytes)
    if take("]", bytes) { return false }
    if isFirst { return true }
    guard take(",", bytes) else { throw fault("`,` or `]`") }
    return true
  }

  /// Reads the next name of an object that is open, with its colon; nil after its end.
  mutating func name(
    _ bytes: Span<UInt8>,
    isFirst: Bool
  ) throws(JSONFault) -> (range: Range<Int>, hasEscapes: Bool)? {
    skipBlanks(bytes)
    if take("}", bytes) { return nil }
    if !isFirst {
      guard take(",", bytes) else { throw fault("`,` or `}`") }
      skipBlanks(bytes)
    }
    guard at < end, bytes[at] == UInt8(ascii: "\"") else { throw fault("a name in quotes") }
    let name = try string(bytes)
    skipBlanks(bytes)
    guard take(":", bytes) else { throw fault("`:`") }
    return name
  }

  /// Makes sure that nothing follows.
  mutating func finish(_ bytes: Span<UInt8>) throws(JSONFault) {
    skipBlanks(bytes)
    if at < end { throw fault("the end of the line") }
  }

  // MARK: Tokens

  func fault(_ expected: String) -> JSONFault {
    JSONFault(code: .brokenLine, at: at, expected: expected)
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while at < end, [0x20, 0x09, 0x0D, 0x0A].contains(bytes[at]) { at += 1 }
  }

  private mutating func take(_ byte: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
    guard at < end, bytes[at] == UInt8(ascii: byte) else { return false }
    at += 1
    return true
  }

  private mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) throws(JSONFault) -> Range<Int> {
    let range = at..<min(at + word.utf8CodeUnitCount, end)
    let isWord = word.withUTF8Buffer { letters in
      letters.count == range.count
        && letters.indices.allSatisfy { bytes[range.lowerBound + $0] == letters[$0] }
    }
    if !isWord { throw fault("a value") }
    at = range.upperBound
    return range
  }

  private mutating func number(_ bytes: Span<UInt8>) throws(JSONFault) -> Range<Int> {
    let start = at
    _ = take("-", bytes)
    let whole = at
    guard skipDigits(bytes) > 0 else { throw fault("a value") }
    if bytes[whole] == UInt8(ascii: "0"), at > whole + 1 { throw fault("a number without zeros in front") }
    if take(".", bytes), skipDigits(bytes) == 0 { throw fault("a digit") }
    if take("e", bytes) || take("E", bytes) {
      if !take("+", bytes) { _ = take("-", bytes) }
      if skipDigits(bytes) == 0 { throw fault("a digit") }
    }
    return start..<at
  }

  private mutating func skipDigits(_ bytes: Span<UInt8>) -> Int {
    let start = at
    while at < end, bytes[at].isDigit { at += 1 }
    return at - start
  }

  /// Reads a string with its quotes; the range is that between them.
  private mutating func string(
    _ bytes: Span<UInt8>
  ) throws(JSONFault) -> (range: Range<Int>, hasEscapes: Bool) {
    at += 1
    let start = at
    var hasEscapes = false
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return (start..<at - 1, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        at = try JSONEscape.read(bytes, at, end).next
      case ..<0x20: throw fault("no control character within a text")
      default: at += 1
      }
    }
    throw fault("a closing quote")
  }
}
