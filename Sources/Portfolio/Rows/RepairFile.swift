import PolicyModel

/// The rows of a file that were not decided, as they stood there: to be repaired and read again.
///
/// It begins with the heading of the file and is written as the file is, so whatever read the file reads it,
/// with the same mapping.
public struct RepairFile {
  private let file: InputFile
  /// How the file is read; nil for NDJSON.
  private let plan: TablePlan?

  /// For the file with a number in ``Portfolio/files``.
  public init(_ portfolio: Portfolio, file: Int, for policy: Policy, mapping: Mapping?) {
    self.file = portfolio.files[file]
    plan = ReadPlan(policy, mapping).tables.first { $0.fileName == portfolio.files[file].name }
  }

  /// The name under which it is read again.
  public var name: String { file.name == "-" ? "portfolio.ndjson" : file.name }

  /// Appends the heading and the rows that begin on these lines, and gives their number.
  public func append(_ lines: Set<Int32>, to output: inout [UInt8]) throws(PortfolioFailure) -> Int {
    let bytes = try bytes()
    if let plan { return appendRows(try CSVContent(bytes, name: file.name, plan: plan), lines, to: &output) }
    var count = 0
    var line: Int32 = 1
    for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if lines.contains(line) {
        output += row
        output.append(UInt8(ascii: "\n"))
        count += 1
      }
      line &+= 1
    }
    return count
  }

  private func bytes() throws(PortfolioFailure) -> [UInt8] {
    guard case .path(let path) = file.content else {
      if case .kept(let bytes) = file.content { return bytes }
      return []
    }
    let bytes = try InputBytes.file(path)
    guard PortfolioReader.digest(bytes) == file.digest else {
      throw PortfolioFailure(
        .unreadable,
        "`\(path)` has changed since it was read",
        file: file.name,
        help: "run again when nobody writes to it"
      )
    }
    return bytes
  }

  private func appendRows(_ content: CSVContent, _ lines: Set<Int32>, to output: inout [UInt8]) -> Int {
    var scanner = content.scanner
    let text = content.text.span
    guard scanner.next(text) != nil else { return 0 }
    scanner.width = scanner.cells.count
    // What stands before the heading, a mark or the sign between cells, belongs to it.
    append(content, 0..<scanner.rowRange.upperBound, to: &output)
    var count = 0
    while scanner.next(text) != nil {
      guard lines.contains(Int32(clamping: scanner.rowLine)) else { continue }
      append(content, scanner.rowRange, to: &output)
      count += 1
    }
    return count
  }

  private func append(_ content: CSVContent, _ range: Range<Int>, to output: inout [UInt8]) {
    output += content.original(range)
    if output.last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
  }
}
