/// One random change in the decisions of a random policy, as somebody makes it who writes a new edition.
public struct RandomEdit {
  private var generator: SeededGenerator

  public init(_ generator: SeededGenerator) { self.generator = generator }

  /// Words that stand for others: often the meaning changes, sometimes only how it is written.
  private static let pairs = [
    ("at least", "more than"), ("at most", "less than"), ("at least", "at most"), (" and ", " or "),
    ("10 EUR", "11 EUR"), ("0 EUR", "1 EUR"), ("500 EUR", "1000 EUR"), ("40", "41"), ("60", "59"),
    ("flag", "known_flag"),
    ("not (", "("), ("is known", "is missing"), ("lowest", "highest"),
    ("the highest of those", "the lowest of those"),
    ("r0:", "renamed:"), ("sector is a", "sector is b"), ("sector is a", "sector is one of a"),
    ("10%", "150%"),
    ("score is known", "not (score is missing)"), ("otherwise", "otherwise  # As before"),
    ("30 days", "31 days"),
    ("10 days", "9 days"), ("5 days before", "4 days before"), ("\"4\"", "\"6\""),
    ("due", "(due plus 10 days)"),
  ]

  /// The text with one change behind the data; nil where there was nothing to change.
  public mutating func edited(_ text: String) -> String? {
    guard text.hasPrefix(RandomPolicy.declarations) else { return nil }
    let head = RandomPolicy.declarations
    let body = String(text.dropFirst(head.count))
    for _ in 0..<20 {
      let changed = chance(20) ? swapped(body) : replaced(body)
      if let changed, changed != body { return head + changed }
    }
    return nil
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  private mutating func replaced(_ body: String) -> String? {
    let pair = RandomEdit.pairs[Int.random(in: 0..<RandomEdit.pairs.count, using: &generator)]
    let (old, new) = chance(50) ? pair : (pair.1, pair.0)
    let places = body.ranges(of: old)
    if places.isEmpty { return nil }
    let place = places[Int.random(in: 0..<places.count, using: &generator)]
    return body.replacingCharacters(in: place, with: new)
  }

  /// Two neighbouring lines of one kind in the other order.
  private mutating func swapped(_ body: String) -> String? {
    var lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    let places = lines.indices.dropLast().filter {
      lines[$0].hasPrefix("  ") && lines[$0 + 1].hasPrefix("  ")
    }
    guard !places.isEmpty else { return nil }
    let place = places[Int.random(in: 0..<places.count, using: &generator)]
    lines.swapAt(place, place + 1)
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
