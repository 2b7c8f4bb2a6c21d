/// The encoding of older Windows programs in western Europe.
enum Windows1252 {
  /// What the bytes from 0x80 to 0x9F stand for; five stand for nothing and keep their number.
  private static let specials: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The bytes as UTF-8.
  static func decoded(_ bytes: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16)
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        text.append(byte)
        continue
      }
      let scalar = byte < 0xA0 ? specials[Int(byte - 0x80)] : UInt16(byte)
      if scalar < 0x800 {
        text.append(UInt8(0xC0 | scalar >> 6))
      } else {
        text.append(UInt8(0xE0 | scalar >> 12))
        text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      }
      text.append(UInt8(0x80 | scalar & 0x3F))
    }
    return text
  }

  /// Decoded text as the bytes from which it came.
  static func encoded(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    text.text(range).unicodeScalars.map { scalar in
      if scalar.value < 0x80 { return UInt8(scalar.value) }
      if let place = specials.firstIndex(where: { $0 == scalar.value }) { return UInt8(0x80 + place) }
      return UInt8(truncatingIfNeeded: scalar.value)
    }
  }

  /// Whether a range of decoded text has one of the five bytes that stand for nothing.
  static func hasUndefined(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { text[$0] == 0xC2 && $0 + 1 < text.count && text[$0 + 1] < 0xA0 }
  }
}
