/// A table of texts as it was written to CSV, with the names of its columns; read by the rules of all other CSV.
public struct CSVTable: Sendable {
  public let columns: [String]
  /// As many cells in each as there are columns.
  public let rows: [[String]]

  /// - Parameter separators: the bytes that may stand between cells; the one that gives most columns is taken.
  /// - Returns: nil and the line on which a row cannot be read, or 1 where there is no heading.
  public static func read(_ bytes: [UInt8], separators: [UInt8] = Array(",;\t".utf8)) -> (
    table: CSVTable?, line: Int
  ) {
    let text = bytes.span
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var best: (scanner: CSVScanner, names: [String])?
    for separator in separators {
      var scanner = CSVScanner(separator: separator, start: start)
      guard scanner.next(text) != nil else { continue }
      let names = CSVHeading(scanner, text).names
      if names.count > best?.names.count ?? 0 { best = (scanner, names) }
    }
    guard let best else { return (nil, 1) }
    var scanner = best.scanner
    let names = best.names
    scanner.width = names.count
    var rows: [[String]] = []
    while let row = scanner.next(text) {
      guard row == .sound else { return (nil, scanner.rowLine) }
      rows.append(scanner.cells.map { $0.text(text) })
    }
    return (CSVTable(columns: names, rows: rows), scanner.rowLine)
  }
}
