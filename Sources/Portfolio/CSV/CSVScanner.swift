/// CSV to rows of cells, one row at a time.
///
/// A row whose quotes do not work out or that has the wrong number of cells is given up at the end of its
/// first line, and the next row begins on the next line. So a stray quote never swallows the rows behind it.
///
/// That reads no byte more often than a row has cells: lines within a cell in quotes hold only doubled
/// quotes, so each of them ends on itself when it is read as a row, and no row is followed beyond its width.
struct CSVScanner {
  /// Where the text of a cell stands, without its quotes.
  struct Cell {
    var range: Range<Int>
    var hasDoubledQuotes: Bool

    /// What stands in it, without blanks at its ends.
    func text(_ bytes: Span<UInt8>) -> String {
      let text = bytes.text(bytes.trimmed(range))
      return hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }
  }

  enum Row: Equatable {
    case sound
    case cellCount(Int)
    case brokenQuote
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")

  let separator: UInt8
  /// The number of cells that a row must have; nil for the heading.
  var width: Int?
  /// The cells of the row read last.
  private(set) var cells: [Cell] = []
  /// The line on which it begins, from 1.
  private(set) var rowLine = 1
  /// All of its bytes.
  private(set) var rowRange = 0..<0
  private var at: Int
  private var line: Int

  init(separator: UInt8, start: Int, line: Int = 1) {
    self.separator = separator
    at = start
    self.line = line
  }

  /// Reads the next row that is not blank; nil at the end.
  mutating func next(_ bytes: Span<UInt8>) -> Row? {
    while at < bytes.count {
      let start = at
      rowLine = line
      var row = Row.sound
      if !scanRow(bytes, until: bytes.count, width: width) || cells.count != width ?? cells.count {
        row = giveUp(bytes, from: start)
      }
      rowRange = start..<at
      if row == .brokenQuote || !isBlank(bytes) { return row }
    }
    return nil
  }

  /// Reads the first line of a row again, and that line only, to see whom it names.
  private mutating func giveUp(_ bytes: Span<UInt8>, from start: Int) -> Row {
    let end = endOfLine(bytes, from: start)
    at = start
    let isSound = scanRow(bytes, until: end, width: nil)
    at = min(end + 1, bytes.count)
    line = rowLine + 1
    return isSound ? .cellCount(cells.count) : .brokenQuote
  }

  private func endOfLine(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != CSVScanner.lineFeed { index += 1 }
    return index
  }

  private func isBlank(_ bytes: Span<UInt8>) -> Bool {
    cells.allSatisfy { bytes.trimmed($0.range).isEmpty }
  }

  // MARK: Cells

  /// Reads the cells up to the end of the row, at most to `end`; false where quotes do not work out, or there
  /// are more cells than there may be.
  private mutating func scanRow(_ bytes: Span<UInt8>, until end: Int, width: Int?) -> Bool {
    cells.removeAll(keepingCapacity: true)
    var isSound = true
    while true {
      if let width, cells.count >= width { return false }
      if at < end, bytes[at] == CSVScanner.quote {
        if !scanQuoted(bytes, until: end) { isSound = false }
      } else {
        let start = at
        skipCell(bytes, until: end)
        cells.append(Cell(range: start..<at, hasDoubledQuotes: false))
      }
      guard at < end else { return isSound }
      let isSeparator = bytes[at] == separator
      at += 1
      if !isSeparator {
        line += 1
        return isSound
      }
    }
  }

  /// Moves to the separator or line feed after a cell.
  private mutating func skipCell(_ bytes: Span<UInt8>, until end: Int) {
    while at < end, bytes[at] != separator, bytes[at] != CSVScanner.lineFeed { at += 1 }
  }

  /// Reads a cell in quotes and what blanks follow it; false where it is not closed or something else
  /// follows.
  private mutating func scanQuoted(_ bytes: Span<UInt8>, until end: Int) -> Bool {
    at += 1
    let start = at
    var hasDoubledQuotes = false
    // Separators on the first line of the cell and, once there is another, on its last.
    var separators: (first: Int, last: Int?) = (0, nil)
    while at < end {
      let byte = bytes[at]
      if byte == CSVScanner.quote {
        if at + 1 < end, bytes[at + 1] == CSVScanner.quote {
          hasDoubledQuotes = true
          at += 1
        } else {
          break
        }
      } else if byte == CSVScanner.lineFeed {
        line += 1
        separators.last = 0
      } else if byte == separator {
        if let last = separators.last { separators.last = last + 1 } else { separators.first += 1 }
      }
      at += 1
    }
    let holdsRowEnds = holdsRowEnds(separators.first, separators.last)
    cells.append(Cell(range: start..<at, hasDoubledQuotes: hasDoubledQuotes))
    guard at < end else { return false }
    at += 1
    let behind = at
    skipCell(bytes, until: end)
    return !holdsRowEnds && bytes.trimmed(behind..<at).isEmpty
  }

  /// Whether a cell over several lines holds just what ends its row and begins another up to its column.
  ///
  /// Two stray quotes look like that, and would make one customer of two. Short rows look like it by chance.
  private func holdsRowEnds(_ first: Int, _ last: Int?) -> Bool {
    guard let width, width >= 4, let last else { return false }
    return last == cells.count && first == width - 1 - cells.count
  }
}
