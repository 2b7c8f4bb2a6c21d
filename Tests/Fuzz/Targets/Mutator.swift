import PolicySyntax
import TestSupport

/// Sound inputs changed at random, by somebody who knows the words of the language and sees no coverage.
public struct Mutator {
  private var generator: SeededGenerator
  private let seeds: [[UInt8]]
  private let longest: Int

  /// What stands in policies and in data, whole.
  public static let dictionary: [String] =
    KeywordTable.english.allSpellings(Keyword.allCases) + [
      "1 000 EUR", "10%", "30 days", "2026-06-30", "30/06/2026", "\n  ", "\n\n", "\"", "“", "”", "« ", " »",
      "\u{A0}", "\u{202F}", "€", "≤", "é", "e\u{301}", "😀", "\u{FEFF}", "sep=;\n", "===\n", "\r\n", "null",
      "\\u00e9", "\\ud83d", "{\"", "\":", "[]", "1e3", "-0", "1.234,56", "1,234", "0.1",
      "99999999999999999999999999999999999999", "x", "|", "#", "(", ")", ",", ";", ":", "=", "\t", "\0",
    ]
  private static let words = dictionary.map { Array($0.utf8) }

  public init(_ target: FuzzTarget, seed: UInt64, corpus: [[UInt8]]) {
    generator = SeededGenerator(seed: seed)
    seeds = corpus.isEmpty ? [[]] : corpus
    longest = target.longest
  }

  private mutating func number(below bound: Int) -> Int {
    Int.random(in: 0..<max(bound, 1), using: &generator)
  }

  /// The next input.
  public mutating func next() -> [UInt8] {
    var bytes = seeds[number(below: seeds.count)]
    for _ in 0...number(below: 6) {
      if bytes.count > longest {
        // Another part of a long text, often from the beginning of a line.
        var start = number(below: bytes.count - longest)
        if number(below: 4) > 0 { start = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 }
        bytes = Array(bytes[start..<min(start + longest, bytes.count)])
      }
      change(&bytes)
    }
    return Array(bytes.prefix(longest))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let at = number(below: bytes.count + 1)
    switch number(below: 10) {
    case 0 where at < bytes.count: bytes[at] = UInt8(number(below: 256))
    case 1 where at < bytes.count: bytes[at] ^= 1 << UInt8(number(below: 8))
    case 2: bytes.insert(UInt8(number(below: 256)), at: at)
    case 3, 4: bytes.insert(contentsOf: Mutator.words[number(below: Mutator.words.count)], at: at)
    case 5: bytes.removeSubrange(at..<min(at + 1 + number(below: 4), bytes.count))
    case 6: bytes.removeSubrange(at..<min(at + number(below: 40), bytes.count))
    case 7: bytes.insert(contentsOf: part(of: bytes), at: at)
    case 8: bytes.insert(contentsOf: part(of: seeds[number(below: seeds.count)]), at: at)
    default: bytes.replaceSubrange(at..<min(at + number(below: 12), bytes.count), with: part(of: bytes))
    }
  }

  private mutating func part(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    let start = number(below: bytes.count)
    return bytes[start..<min(start + number(below: 60), bytes.count)]
  }
}
