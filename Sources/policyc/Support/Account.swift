import PolicyModel
import Portfolio

/// What became of every row that was read.
///
/// The three sides come from three places: readers count the rows of each file, the output counts what it
/// writes, and the rejected are known row by row.
struct Account {
  private let policy: Policy
  private let portfolio: Portfolio
  /// Customers that were read soundly and could not be decided.
  private let undecided: [Int]
  /// Customers, then records of each collection, that stand in the output or belong to one that does.
  private let decided: [Int]

  init(_ policy: Policy, _ portfolio: Portfolio, decided: [Int], undecided: [Int]) {
    self.policy = policy
    self.portfolio = portfolio
    self.undecided = undecided
    self.decided = decided
  }

  // MARK: Rejected rows

  /// The lines of a file on which rows begin that are not decided.
  func rejectedLines(of file: Int) -> Set<Int32> {
    var lines: Set<Int32> = []
    for origin in rejectedRows where Int(origin.file) == file { lines.insert(origin.row) }
    return lines
  }

  private var rejectedRows: [Origin] {
    var rows = portfolio.rejectedRows
    for customer in undecided {
      rows.append(portfolio.customers.origins[customer])
      for (table, ranges) in zip(portfolio.collections, portfolio.ranges) {
        rows += table.origins[ranges[customer]]
      }
    }
    return rows
  }

  // MARK: Sums

  private struct Line {
    let plural: String
    let read: Int
    let decided: Int
    let rejected: Int
  }

  private var lines: [Line] {
    let counts = portfolio.counts
    let undecidedRecords = portfolio.ranges.map { ranges in undecided.reduce(0) { $0 + ranges[$1].count } }
    let names = [policy.customer.plural] + policy.collections.map(\.plural)
    let unmade = [undecided.count] + undecidedRecords
    return ([counts.customers] + counts.collections).enumerated().map { index, tally in
      Line(
        plural: names[index],
        read: tally.read,
        decided: decided[index],
        rejected: tally.rejected + unmade[index]
      )
    }
  }

  /// Makes sure that every row is decided or rejected, and none both.
  func check() throws(CannotRun) {
    let lines = lines
    for line in lines where line.read != line.decided + line.rejected {
      throw Account.failure(text(line))
    }
    let rejected = rejectedRows.count
    let read = lines.reduce(0) { $0 + $1.read }
    let written = decided.reduce(0, +)
    if read != written + rejected {
      throw Account.failure("\(read) read, \(written) decided, \(rejected) rejected")
    }
    // Lines of NDJSON are customers; rows of CSV files are all sorts together.
    let rows = portfolio.counts.rowsRead.reduce(0, +)
    let expected = portfolio.files.count == 1 ? portfolio.counts.customers.read : read
    if rows != expected { throw Account.failure("\(rows) rows of the files are \(expected) of the policy") }
  }

  static func failure(_ text: String) -> CannotRun {
    CannotRun(
      "the rows do not add up, so nothing is written: \(text)",
      help: "this is a mistake of policyc; please report it with the files"
    )
  }

  private func text(_ line: Line) -> String {
    "\(line.plural): \(line.read) read = \(line.decided) decided + \(line.rejected) rejected"
  }

  var summary: String { lines.map { "policyc: \(text($0))\n" }.joined() }
}
