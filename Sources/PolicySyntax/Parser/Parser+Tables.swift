import Exact

extension Parser {
  /// Rows between bars; the first row holds the headings, a row of dashes is only decoration.
  ///
  /// With a measure it is a matrix, whose headings are results where they are not values.
  mutating func tableBody(_ results: [ResultColumn], _ measure: ExpressionSyntax? = nil) -> TableSyntax {
    let start = at
    var headings: [(heading: TableSyntax.Heading, span: Span)] = []
    var rows: [TableSyntax.Row] = []
    statement {
      parser throws(SyntaxFailure) in
      headings = try parser.headings(measure == nil ? results.map(\.name) : [])
      if measure == nil { try parser.demandResults(results, in: headings.map(\.heading), from: start) }
      if measure != nil, headings.isEmpty {
        throw parser.failure(
          .incomplete,
          parser.span(from: start),
          "the matrix has no headings",
          help: "name the steps in its first row, such as `| segment | reminder | call |`"
        )
      }
    }
    // In a scorecard the next characteristic may stand below the table of one.
    let isOfCharacteristic = results.first?.kind == .characteristic
    while !isAtEnd, !(isOfCharacteristic && isAt(.pointsFor)) {
      statement {
        parser throws(SyntaxFailure) in
        guard parser.isAt("|") else { throw parser.expected("a row of the table, which begins with `|`") }
        if parser.skipDashes() { return }
        if headings.isEmpty {
          parser.skipRow()
          return
        }
        if let row = try parser.row(headings.map(\.heading), results, isMatrix: measure != nil) {
          rows.append(row)
        }
      }
    }
    return TableSyntax(measure: measure, headings: headings, rows: rows, span: span(from: start))
  }

  private func demandResults(
    _ results: [ResultColumn],
    in headings: [TableSyntax.Heading],
    from start: Int
  ) throws(SyntaxFailure) {
    for result in results {
      let isThere = headings.contains {
        if case .result(let name) = $0 { name.text == result.name.text } else { false }
      }
      if isThere { continue }
      throw failure(
        .incomplete,
        span(from: start),
        "the table has no column `\(result.name.text)`",
        help: "add a column with this heading: it holds the result of each row"
      )
    }
  }

  private mutating func headings(_ names: [NameSyntax]) throws(SyntaxFailure) -> [(
    heading: TableSyntax.Heading, span: Span
  )] {
    var headings: [(heading: TableSyntax.Heading, span: Span)] = []
    _ = take("|")
    while !isAtEnd, !current.startsLine {
      let start = at
      let heading: TableSyntax.Heading
      if take(.because) {
        heading = .because(language: isAtName ? try name("a language").text : nil)
      } else if take(.cites) {
        heading = .cites
      } else if isAt(.rule), tokens[at + 1].word == Int16(UInt8(ascii: "|")) {
        at += 1
        heading = .label
      } else if take(.needsApprovalBy) {
        heading = .approval
      } else if take(.by) {
        heading = .channels
      } else if let name = names.first(where: { $0.text == source.text(span(current)) }),
        tokens[at + 1].word == Int16(UInt8(ascii: "|"))
      {
        at += 1
        heading = .result(name)
      } else {
        heading = .condition(try expression())
      }
      if let said = headings.first(where: { isSame($0.heading, heading) }) {
        reportTwice("the column `\(source.text(said.span))`", from: start)
      }
      headings.append((heading, span(from: start)))
      guard take("|") else { throw expected("`|` after a heading") }
    }
    return headings
  }

  /// Whether two columns say the same of a row, so that one would be lost.
  ///
  /// Several conditions, sources and names are joined.
  private func isSame(_ one: TableSyntax.Heading, _ other: TableSyntax.Heading) -> Bool {
    switch (one, other) {
    case (.label, .label): true
    case (.result(let one), .result(let other)): one.text == other.text
    case (.because(let one), .because(let other)): one == other
    default: false
    }
  }

  /// Passes over `|---|---|`, but not over a row of empty cells.
  mutating func skipDashes() -> Bool {
    var index = at
    var hasDash = false
    while index < itemEnd, index == at || !tokens[index].startsLine {
      let word = tokens[index].word
      guard tokens[index].kind == .punctuation, "|-:+".utf8.contains(where: { Int16($0) == word }) else {
        return false
      }
      if word == Int16(UInt8(ascii: "-")) { hasDash = true }
      index += 1
    }
    guard hasDash else { return false }
    at = index
    return true
  }

  mutating func skipRow() {
    repeat { at += 1 } while !isAtEnd && !current.startsLine
  }

  private mutating func row(
    _ headings: [TableSyntax.Heading],
    _ results: [ResultColumn],
    isMatrix: Bool
  ) throws(SyntaxFailure) -> TableSyntax.Row? {
    let start = at
    guard
      hasCells(
        headings.count,
        help: "each cell stands between two bars; write `all` where a column does not matter"
      )
    else { return nil }
    _ = take("|")
    var cells: [(cell: TableSyntax.Cell, span: Span)] = []
    var isReadable = true
    for heading in headings {
      let cellStart = at
      let cell: TableSyntax.Cell
      do throws(SyntaxFailure) {
        cell = try self.cell(heading, results, isMatrix)
        guard isAt("|") else { throw expected("`|` at the end of the cell") }
      } catch {
        // The other cells of the row can still be read.
        report(error.diagnostic)
        isReadable = false
        while !isAtEnd, !isAt("|"), !(current.startsLine && at > cellStart) { at += 1 }
        _ = take("|")
        continue
      }
      cells.append((cell, at > cellStart ? span(from: cellStart) : span(current)))
      _ = take("|")
    }
    if isReadable { return TableSyntax.Row(cells: cells, span: span(from: start)) }
    leaveUnread(from: start, to: at)
    return nil
  }

  /// Whether the row at hand has as many cells as the table has columns; else it is reported and passed over.
  mutating func hasCells(_ columns: Int, help: String) -> Bool {
    let start = at
    let count = cellCount()
    if count == columns { return true }
    skipRow()
    leaveUnread(from: start, to: at)
    report(
      .rowLength,
      span(from: start),
      "this row has \(count) \(count == 1 ? "cell" : "cells"), the table has \(columns) columns",
      help: help
    )
    return false
  }

  private func cellCount() -> Int {
    var bars = 0
    var index = at
    while index < itemEnd, index == at || !tokens[index].startsLine {
      if tokens[index].kind == .punctuation, tokens[index].word == Int16(UInt8(ascii: "|")) { bars += 1 }
      index += 1
    }
    let closed = index > at && tokens[index - 1].word == Int16(UInt8(ascii: "|"))
    return max(0, closed ? bars - 1 : bars)
  }

  private mutating func cell(
    _ heading: TableSyntax.Heading,
    _ results: [ResultColumn],
    _ isMatrix: Bool
  ) throws(SyntaxFailure) -> TableSyntax.Cell {
    let empty = isAt("|")
    switch heading {
    case .condition:
      if empty {
        throw failure(
          .incomplete,
          span(current),
          "this cell is empty",
          help: "write `all` where the column does not matter, `missing` where there must be no value"
        )
      }
      if take(.all) { return .all }
      if take(.otherwise) { return .otherwise }
      if isMatrix, take(.never) { return .never }
      return .predicate(try predicate(inCell: true))
    case .result(let name):
      if empty {
        throw failure(.incomplete, span(current), "this cell is empty", help: "write the result of this row")
      }
      let column = results.first { $0.name.text == name.text }
      return .result(try result(of: column?.kind ?? .custom))
    case .label where current.kind == .word: return .names([label()])
    case .label: return .names(empty ? [] : [try nameOrText("the label of the rule")])
    case .channels, .approval:
      return .names(empty ? [] : try names("a name", separator: .and))
    case .because: return .texts(empty ? [] : [try text("a reason in quotes")])
    case .cites:
      if empty { return .texts([]) }
      var texts = [try text("a text in quotes")]
      while take(",") { texts.append(try text("a text in quotes")) }
      return .texts(texts)
    }
  }
}
