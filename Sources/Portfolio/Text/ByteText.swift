// What the readers ask of bytes. A range always lies within the span.
extension Span where Element == UInt8 {
  /// The text of a range; what is not UTF-8 becomes U+FFFD.
  func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a range holds exactly these bytes.
  func matches(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    guard range.count == bytes.count else { return false }
    var at = range.lowerBound
    for byte in bytes {
      if self[at] != byte { return false }
      at += 1
    }
    return true
  }

  /// Whether a range holds this lower-case ASCII word in any case.
  func matchesWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { letters in
      for (index, letter) in letters.enumerated() where self[range.lowerBound + index] | 0x20 != letter {
        return false
      }
      return true
    }
  }

  /// The range without blanks at its ends: control characters, spaces, and spaces that do not break.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let length = self[start] <= 0x20 ? 1 : wideSpace(at: start, end)
      if length == 0 { break }
      start += length
    }
    while start < end {
      if self[end - 1] <= 0x20 {
        end -= 1
      } else if end - start >= 2, wideSpace(at: end - 2, end) == 2 {
        end -= 2
      } else if end - start >= 3, wideSpace(at: end - 3, end) == 3 {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  /// The length of a space at an index, plain or wide; 0 where there is none.
  func space(at index: Int, _ end: Int) -> Int {
    self[index] == UInt8(ascii: " ") ? 1 : wideSpace(at: index, end)
  }

  /// The length of a space beyond ASCII: U+00A0, U+2009, U+202F, or a byte order mark.
  private func wideSpace(at index: Int, _ end: Int) -> Int {
    switch self[index] {
    case 0xC2 where index + 1 < end && self[index + 1] == 0xA0: 2
    case 0xE2 where index + 2 < end && self[index + 1] == 0x80 && [0x89, 0xAF].contains(self[index + 2]): 3
    case 0xEF where index + 2 < end && self[index + 1] == 0xBB && self[index + 2] == 0xBF: 3
    default: 0
    }
  }

  /// Whether a range is well-formed UTF-8.
  func isUTF8(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    let end = range.upperBound
    while at < end {
      let lead = self[at]
      at += 1
      if lead < 0x80 { continue }
      // The first byte after the lead is bounded so that nothing is written longer than it needs to be, no
      // surrogate occurs and nothing lies beyond U+10FFFF.
      let (more, low, high): (Int, UInt8, UInt8) =
        switch lead {
        case 0xC2...0xDF: (1, 0x80, 0xBF)
        case 0xE0: (2, 0xA0, 0xBF)
        case 0xED: (2, 0x80, 0x9F)
        case 0xE1...0xEF: (2, 0x80, 0xBF)
        case 0xF0: (3, 0x90, 0xBF)
        case 0xF1...0xF3: (3, 0x80, 0xBF)
        case 0xF4: (3, 0x80, 0x8F)
        default: (0, 0, 0)
        }
      guard more > 0, at + more <= end, self[at] >= low, self[at] <= high else { return false }
      for index in at + 1..<at + more where self[index] & 0xC0 != 0x80 { return false }
      at += more
    }
    return true
  }

  /// How many letters beyond ASCII are well-formed UTF-8, and how many bytes are not.
  var lettersBeyondASCII: (letters: Int, strays: Int) {
    var (letters, strays) = (0, 0)
    var at = 0
    while at < count {
      if self[at] < 0x80 {
        at += 1
        continue
      }
      let length = [2, 3, 4].first { at + $0 <= count && isUTF8(at..<at + $0) }
      if length == nil { strays += 1 } else { letters += 1 }
      at += length ?? 1
    }
    return (letters, strays)
  }

  var lineFeeds: Int {
    var sum = 0
    for index in 0..<count where self[index] == UInt8(ascii: "\n") { sum += 1 }
    return sum
  }

  /// The length of a byte order mark at the start.
  var markLength: Int {
    count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF ? 3 : 0
  }
}

extension UInt8 {
  /// The value of a decimal digit; 10 or more for any other byte.
  var digit: UInt8 { self &- UInt8(ascii: "0") }

  var isDigit: Bool { digit < 10 }
}
