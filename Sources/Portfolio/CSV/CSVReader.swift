import PolicyModel

/// One CSV file into the rows of one table.
struct CSVReader {
  private let file: Int32
  private let name: String
  private let table: Int
  private let plan: TablePlan
  /// The customer of each key; nil while the customers themselves are read.
  private let customers: [Int32]?

  private var scanner: CSVScanner
  private var notation: Notation = .unclearComma
  /// The columns of the plan with their places in the file.
  private var columns: [(column: ColumnPlan, place: Int)] = []
  private var ownerPlace: Int?
  private var isWhollyUTF8 = true
  /// A cell without the quotes that were doubled in it.
  private var plainCell: [UInt8] = []

  init(file: Int32, name: String, table: Int, plan: TablePlan, customers: [Int32]?) {
    self.file = file
    self.name = name
    self.table = table
    self.plan = plan
    self.customers = customers
    scanner = CSVScanner(delimiter: UInt8(ascii: ","), start: 0)
  }

  mutating func read(_ bytes: Span<UInt8>, into intake: inout Intake) throws(PortfolioFailure) {
    let start = bytes.markLength
    scanner = CSVScanner(delimiter: CSVHeading.delimiter(bytes, from: start), start: start)
    notation = scanner.delimiter == UInt8(ascii: ",") ? .unclearComma : .decimalComma
    try readHeading(bytes, &intake)
    intake.tables[table].reserve(bytes.lineFeeds)
    isWhollyUTF8 = bytes.isUTF8(0..<bytes.count)
    while let row = scanner.next(bytes) {
      intake.rowsRead[Int(file)] += 1
      takeRow(row, bytes, &intake)
    }
  }

  // MARK: Heading

  private mutating func readHeading(_ bytes: Span<UInt8>, _ intake: inout Intake) throws(PortfolioFailure) {
    guard let row = scanner.next(bytes) else {
      throw PortfolioFailure(
        "`\(name)` is empty",
        help: "its first line must name the columns; a file with only that line has no rows"
      )
    }
    guard row == .sound, bytes.isUTF8(scanner.rowRange) else {
      throw PortfolioFailure(
        "the heading of `\(name)` cannot be read",
        help: row == .sound ? "save the file as UTF-8" : "check the quotes in its first line"
      )
    }
    scanner.width = scanner.cells.count
    let heading = CSVHeading(names: scanner.cells.map { text($0, bytes) })
    var lacking: [String] = []
    if let owner = plan.ownerColumn {
      ownerPlace = try heading.place(of: owner, in: name)
      if ownerPlace == nil { lacking.append(owner) }
    }
    for column in plan.columns {
      if let place = try heading.place(of: column.name, in: name) {
        columns.append((column, place))
      } else if column.isOptional {
        intake.notes.append(
          "`\(name)` has no column `\(column.name)`, so it is missing for all \(plan.plural)"
        )
      } else {
        lacking.append(column.name)
      }
    }
    if lacking.isEmpty { return }
    let list = lacking.map { "`\($0)`" }.joined(separator: ", ")
    throw PortfolioFailure(
      "`\(name)` has no column \(list), which the policy reads",
      help: "its columns are " + heading.names.prefix(40).map { "`\($0)`" }.joined(separator: ", ")
    )
  }

  private func text(_ cell: CSVScanner.Cell, _ bytes: Span<UInt8>) -> String {
    let text = bytes.text(bytes.trimmed(cell.range))
    return cell.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
  }

  // MARK: Rows

  private mutating func takeRow(_ row: CSVScanner.Row, _ bytes: Span<UInt8>, _ intake: inout Intake) {
    let owner = ownerPlace.flatMap { place in
      place < scanner.cells.count ? text(scanner.cells[place], bytes) : nil
    }
    let parent = owner.map { parentRow(of: $0, &intake) } ?? -1
    let number = intake.begin(
      table,
      Origin(file: file, row: Int32(clamping: scanner.rowLine)),
      parent: parent
    )
    if !isWhollyUTF8, !bytes.isUTF8(scanner.rowRange) {
      intake.reject(table, number, .notUTF8, "the row is not UTF-8 text; save the file as UTF-8")
    }
    guard row == .sound else {
      rejectWhole(row, number, bytes, &intake)
      return
    }
    if let owner, parent < 0 { rejectOwner(owner, number, &intake) }
    for (column, place) in columns {
      let cell = scanner.cells[place]
      if cell.hasDoubledQuotes {
        takeDoubled(cell, column, number, bytes, &intake)
      } else {
        intake.take(column, table, number, bytes, cell.range, notation)
      }
    }
  }

  private mutating func takeDoubled(
    _ cell: CSVScanner.Cell,
    _ column: ColumnPlan,
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ intake: inout Intake
  ) {
    plainCell.removeAll(keepingCapacity: true)
    var at = cell.range.lowerBound
    while at < cell.range.upperBound {
      plainCell.append(bytes[at])
      // Within quotes a quote is always one of two.
      at += bytes[at] == UInt8(ascii: "\"") ? 2 : 1
    }
    intake.take(column, table, row, plainCell.span, 0..<plainCell.count, notation)
  }

  private func parentRow(of owner: String, _ intake: inout Intake) -> Int32 {
    if owner.isEmpty { return -1 }
    let key = Int(intake.pool.number(of: owner))
    guard let customers, key < customers.count else { return -1 }
    return customers[key]
  }

  private func rejectOwner(_ owner: String, _ row: Int, _ intake: inout Intake) {
    if owner.isEmpty {
      intake.reject(table, row, .missing, "a value is needed here", column: plan.ownerColumn)
    } else {
      intake.reject(
        table,
        row,
        .unknownCustomer,
        "no customer has this key",
        column: plan.ownerColumn,
        value: owner,
        customer: intake.pool.number(of: owner)
      )
    }
  }

  /// Rejects a row whose cells cannot be told apart; whom it names as far as that can be seen is rejected
  /// too.
  private func rejectWhole(
    _ row: CSVScanner.Row,
    _ number: Int,
    _ bytes: Span<UInt8>,
    _ intake: inout Intake
  ) {
    let message =
      if case .cellCount(let count) = row {
        "the row has \(count) cells and the heading \(scanner.width ?? 0)"
      } else {
        "a quote is not closed before the line or the cell ends"
      }
    intake.reject(table, number, row == .brokenQuote ? .brokenQuote : .cellCount, message)
    guard table == 0 else { return }
    for (column, place) in columns where column.slot == plan.keySlot || column.slot == plan.groupSlot {
      guard place < scanner.cells.count else { continue }
      intake.takeLink(column.slot, table, number, bytes, scanner.cells[place].range)
    }
  }
}
