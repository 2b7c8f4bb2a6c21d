import enum PolicySyntax.Suggestion

/// The heading of a CSV file: how its cells are separated, and which column stands where.
struct CSVHeading {
  /// The columns in the order of the file.
  let names: [String]

  init(_ scanner: CSVScanner, _ text: Span<UInt8>) {
    names = scanner.cells.map { $0.text(text) }
  }

  /// The place of a column: by its exact name, else in any case and with blanks or hyphens for underscores; nil
  /// where there is none.
  ///
  /// - Throws: two columns have the name.
  func place(of name: String, in file: String) throws(PortfolioFailure) -> Int? {
    let places = places(of: name)
    guard places.count <= 1 else {
      throw PortfolioFailure(
        .columnTwice,
        "`\(file)` has \(places.count) columns called `\(name)`",
        file: file,
        column: name,
        help: "keep the one that is meant"
      )
    }
    return places.first
  }

  private func places(of name: String) -> [Int] {
    let exact = names.indices.filter { names[$0] == name }
    if !exact.isEmpty { return exact }
    let folded = CSVHeading.folded(name)
    return names.indices.filter { CSVHeading.folded(names[$0]) == folded }
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" || $0 == "\u{A0}" ? "_" : $0 })
  }

  /// The comma, semicolon or tab that gives most of the columns that are read; among equals the one that
  /// occurs most often.
  static func separator(_ text: Span<UInt8>, from start: Int, plan: TablePlan) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var best = (separator: candidates[0], found: -1, cells: 0)
    for candidate in candidates {
      var scanner = CSVScanner(separator: candidate, start: start)
      guard scanner.next(text) != nil else { continue }
      let heading = CSVHeading(scanner, text)
      let wanted = plan.columns.map(\.name) + (plan.ownerColumn.map { [$0] } ?? [])
      let found = wanted.count { !heading.places(of: $0).isEmpty }
      if (found, heading.names.count) > (best.found, best.cells) {
        best = (candidate, found, heading.names.count)
      }
    }
    return best.separator
  }

  // MARK: What lacks

  /// Why columns that are needed are not there, with the heading that may be meant.
  func failure(_ lacking: [(attribute: String, name: String)], in file: String) -> PortfolioFailure {
    let list = lacking.map { "`\($0.name)`" }.joined(separator: ", ")
    let shown = names.prefix(40).map { "`\($0)`" }.joined(separator: ", ")
    var help = "its columns are \(shown)" + (names.count > 40 ? " and \(names.count - 40) more" : "")
    if names.count == 1 { help += "; the sign between cells is declared as in `separated by \"|\"`" }
    for (attribute, name) in lacking {
      guard let near = Suggestion.nearest(to: name, among: names) else { continue }
      help = "did you mean `\(near)`? a mapping file says so: `\(attribute) column \"\(near)\"`; " + help
      break
    }
    return PortfolioFailure(
      .columnLacking,
      "`\(file)` has no column \(list), which the policy reads",
      file: file,
      column: lacking.first?.name,
      help: help
    )
  }

  /// What to say of an optional column that is not there.
  func note(_ column: ColumnPlan, _ plan: TablePlan, in file: String) -> String {
    let read = Set(plan.columns.map(\.name) + (plan.ownerColumn.map { [$0] } ?? []))
    let near = Suggestion.nearest(to: column.name, among: names.filter { !read.contains($0) })
    return "\(file): there is no column `\(column.name)`, so it is missing for all \(plan.plural)"
      + (near.map { "; did you mean `\($0)`?" } ?? "")
  }
}
