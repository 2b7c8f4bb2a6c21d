/// One policy file as it was read: its name and its bytes.
public struct Source: Sendable {
  /// The file's number among all files of a run; a ``Span`` names its file by it.
  public let file: Int32
  /// The name to show, as the user gave it.
  public let name: String
  public let bytes: [UInt8]
  /// The byte at which each line begins; the first is 0.
  private let lineStarts: [Int32]

  /// How many bytes are read as a policy; a hundred thousand lines need a third of them.
  ///
  /// Of more, not even the lines are told apart.
  public static let largest = 16_000_000

  public init(file: Int32, name: String, bytes: [UInt8]) {
    self.file = file
    self.name = name
    self.bytes = bytes
    var starts: [Int32] = [0]
    if !Source.isTooLarge(bytes.count) {
      for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
        starts.append(Int32(index) + 1)
      }
    }
    lineStarts = starts
  }

  public init(file: Int32 = 0, name: String, text: String) {
    self.init(file: file, name: name, bytes: Array(text.utf8))
  }

  public var isTooLarge: Bool { Source.isTooLarge(bytes.count) }

  /// Whether so many bytes are more than are read as a policy.
  public static func isTooLarge(_ count: Int) -> Bool { count > largest }

  public var lineCount: Int { lineStarts.count }

  /// Line and column of a byte, both from 1; columns count characters, not bytes.
  public func position(of offset: Int32) -> (line: Int, column: Int) {
    let line = lineNumber(of: offset)
    let start = Int(lineStarts[line])
    let end = min(max(Int(offset), start), bytes.count)
    return (line + 1, String(decoding: bytes[start..<end], as: UTF8.self).count + 1)
  }

  /// Line and column of a byte as other programs count them: columns count code points, and a mark of the byte order
  /// at the beginning of the file is none.
  public func codePointPosition(of offset: Int32) -> (line: Int, column: Int) {
    let line = lineNumber(of: offset)
    var start = Int(lineStarts[line])
    if line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    let end = min(max(Int(offset), start), bytes.count)
    return (line + 1, String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.count + 1)
  }

  /// The text of a line (from 1) without its line end.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = Int(lineStarts[number - 1])
    var end = number < lineStarts.count ? Int(lineStarts[number]) - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The line on which a span begins, divided into what stands before it, what belongs to it, and what follows.
  ///
  /// - Parameter reach: how many bytes of each part are given; dots stand for the others.
  public func excerpt(of span: Span, reach: Int) -> (before: String, part: String, after: String) {
    let lineStart = Int(lineStarts[lineNumber(of: span.start)])
    let start = min(max(Int(span.start), lineStart), bytes.count)
    let (first, middle, last) = (max(lineStart, start - reach), start + reach, start + 2 * reach)
    let rest = bytes[start..<min(last, bytes.count)]
    var lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
    let isCutOff = lineEnd == last && last < bytes.count
    if !isCutOff, lineEnd > start, bytes[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
    let end = min(max(start, Int(span.end)), lineEnd, middle)
    return (
      (first > lineStart ? "…" : "") + letters(first..<start),
      letters(start..<end),
      letters(end..<lineEnd) + (isCutOff ? "…" : "")
    )
  }

  /// The whole letters in a range of bytes.
  private func letters(_ range: Range<Int>) -> String {
    func isInside(_ index: Int) -> Bool { index < bytes.count && bytes[index] & 0xC0 == 0x80 }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isInside(start) { start += 1 }
    while start < end, isInside(end) { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  public func text(_ span: Span) -> String {
    let start = min(max(0, Int(span.start)), bytes.count)
    return String(decoding: bytes[start..<min(max(start, Int(span.end)), bytes.count)], as: UTF8.self)
  }

  private func lineNumber(of offset: Int32) -> Int {
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

/// A range of bytes of one source file.
public struct Span: Hashable, Sendable {
  public let file: Int32
  public let start: Int32
  public let end: Int32

  public init(file: Int32, start: Int32, end: Int32) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The span of something that stands in no file.
  public static let none = Span(file: -1, start: 0, end: 0)

  /// From the start of this span to the end of another one of the same file.
  public func through(_ other: Span) -> Span {
    other.file == file ? Span(file: file, start: min(start, other.start), end: max(end, other.end)) : self
  }
}
