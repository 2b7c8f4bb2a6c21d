/// The heading of a CSV file: how its cells are separated, and which column stands where.
struct CSVHeading {
  /// The columns in the order of the file.
  let names: [String]

  /// The place of a column: by its exact name, else by its name in any case; nil where there is none.
  ///
  /// - Throws: two columns have the name.
  func place(of name: String, in file: String) throws(PortfolioFailure) -> Int? {
    var places = names.indices.filter { names[$0] == name }
    if places.isEmpty {
      let folded = name.lowercased()
      places = names.indices.filter { names[$0].lowercased() == folded }
    }
    guard places.count <= 1 else {
      throw PortfolioFailure(
        "`\(file)` has \(places.count) columns called `\(name)`",
        help: "keep the one that is meant"
      )
    }
    return places.first
  }

  /// The comma, semicolon or tab that occurs most often in the first line outside quotes.
  static func delimiter(_ bytes: Span<UInt8>, from start: Int) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted { break }
      if !isQuoted, let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
      index += 1
    }
    let most = counts.indices.max { counts[$0] < counts[$1] } ?? 0
    return counts[most] == 0 ? candidates[0] : candidates[most]
  }
}
