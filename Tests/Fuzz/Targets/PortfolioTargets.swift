import PolicyModel
import Portfolio
import TestSupport

/// Data: every row is accepted or rejected, and comes back when it is rejected.
enum PortfolioTargets {
  /// Both files of a portfolio, the second after a line of `===`.
  static func csv(_ bytes: [UInt8]) throws(FuzzViolation) {
    let (customers, invoices) = parts(bytes)
    let files = ["customers.csv": customers, "invoices.csv": invoices]
    guard
      let portfolio = try read({ () throws(PortfolioFailure) in
        try PortfolioReader.read(csv: files, for: FuzzPolicies.portfolio)
      })
    else { return }
    let counts = portfolio.counts
    try require(
      portfolio.rejectedRows.count + portfolio.customers.count + portfolio.collections[0].count
        == counts.rowsRead.reduce(0, +),
      "\(portfolio.rejectedRows.count) rejected and \(counts) do not add up"
    )
    for (number, text) in [customers, invoices].enumerated() {
      if let lines = plainLines(text) {
        try require(
          counts.rowsRead[number] == lines,
          "\(counts.rowsRead[number]) rows read of \(lines) lines"
        )
      }
      try repaired(portfolio, number)
    }
  }

  static func ndjson(_ bytes: [UInt8]) throws(FuzzViolation) {
    guard
      let portfolio = try read({ () throws(PortfolioFailure) in
        try PortfolioReader.read(ndjson: bytes, name: "p.ndjson", for: FuzzPolicies.portfolio)
      })
    else { return }
    if bytes.allSatisfy({ $0 < 0x80 }) {
      let lines = bytes.split(separator: 0x0A).count { !$0.allSatisfy { $0 <= 0x20 } }
      try require(portfolio.counts.rowsRead == [lines], "\(portfolio.counts.rowsRead) of \(lines) lines")
    }
    try repaired(portfolio, 0)
  }

  // MARK: Properties

  /// A portfolio that adds up; nil where the data is refused as a whole.
  private static func read(
    _ body: () throws(PortfolioFailure) -> Portfolio
  ) throws(FuzzViolation) -> Portfolio? {
    let portfolio: Portfolio
    do throws(PortfolioFailure) {
      portfolio = try body()
    } catch {
      try require(!error.message.isEmpty && !error.message.utf8.contains(0x0A), "refused: \(error)")
      return nil
    }
    try require(portfolio.addsUp(), "the rows do not add up: \(portfolio.counts)")
    for reject in portfolio.rejects {
      try require(!reject.message.isEmpty && reject.row >= 1, "a reject without a reason or a row: \(reject)")
    }
    return portfolio
  }

  /// Every line with a rejected row comes back.
  private static func repaired(_ portfolio: Portfolio, _ file: Int) throws(FuzzViolation) {
    let lines = Set(portfolio.rejectedRows.filter { Int($0.file) == file }.map(\.row))
    if lines.isEmpty { return }
    var bytes: [UInt8] = []
    let repair = RepairFile(portfolio, file: file, for: FuzzPolicies.portfolio, mapping: nil)
    let count: Int
    do throws(PortfolioFailure) {
      count = try repair.append(lines, to: &bytes)
    } catch {
      throw FuzzViolation("rejected rows cannot be read again: \(error)")
    }
    try require(count == lines.count, "\(count) of \(lines.count) rejected rows come back")
  }

  /// The rows of a file in which a row is a line: no quotes, nothing beyond ASCII, no line ends of old Macs.
  private static func plainLines(_ bytes: [UInt8]) -> Int? {
    let head = bytes.prefix(4)
    guard bytes.allSatisfy({ $0 < 0x80 && $0 != 0x22 && $0 != 0x0D }),
      head.map({ $0 | 0x20 }) != Array("sep=".utf8)
    else { return nil }
    // A row of nothing but separators and blanks is blank.
    let blank = Array(",;\t |".utf8)
    guard let heading = bytes.firstIndex(of: 0x0A) else { return 0 }
    if bytes[..<heading].allSatisfy({ $0 <= 0x20 || blank.contains($0) }) { return nil }
    let lines = bytes[heading...].split(separator: 0x0A)
    let hasBlank = lines.contains { line in line.allSatisfy { $0 <= 0x20 || blank.contains($0) } }
    return hasBlank ? nil : lines.count
  }

  private static func parts(_ bytes: [UInt8]) -> ([UInt8], [UInt8]) {
    let mark = Array("===\n".utf8)
    var at = 0
    while at + mark.count <= bytes.count {
      if bytes[at..<at + mark.count].elementsEqual(mark), at == 0 || bytes[at - 1] == 0x0A {
        return (Array(bytes[..<at]), Array(bytes[(at + mark.count)...]))
      }
      at += 1
    }
    return (bytes, Array("number,customer_id,due,amount,paid\n".utf8))
  }
}
