import PolicyModel

/// One CSV file into the rows of one table.
struct CSVReader {
  let file: Int32
  let name: String
  let table: Int
  let plan: TablePlan
  /// The customer of each key; nil while the customers themselves are read.
  private let customers: [Int32]?
  let content: CSVContent

  var scanner: CSVScanner
  /// The columns of the plan with their places in the file, and what their cells have shown.
  var columns: [(column: ColumnPlan, place: Int)] = []
  var evidence: [Evidence] = []
  private var ownerPlace: Int?
  /// A cell without the quotes that were doubled in it.
  private var plainCell: [UInt8] = []

  init(
    file: Int32,
    name: String,
    table: Int,
    plan: TablePlan,
    customers: [Int32]?,
    _ bytes: [UInt8]
  ) throws(PortfolioFailure) {
    self.file = file
    self.name = name
    self.table = table
    self.plan = plan
    self.customers = customers
    content = try CSVContent(bytes, name: name, plan: plan)
    scanner = content.scanner
  }

  /// Reads all rows; `progress` is told how much of the file is done.
  mutating func read(into intake: inout Intake, _ progress: (Double) -> Void) throws(PortfolioFailure) {
    let content = content
    let bytes = content.text.span
    try readHeading(bytes, &intake)
    intake.tables[table].reserve(bytes.lineFeeds)
    let rows = scanner
    let firstRow = intake.tables[table].count
    while let row = scanner.next(bytes) {
      intake.rowsRead[Int(file)] += 1
      takeRow(row, bytes, &intake)
      if intake.isOver { break }
      if intake.rowsRead[Int(file)] & 0x3FFF == 0 {
        progress(Double(scanner.rowRange.upperBound) / Double(bytes.count))
      }
    }
    if hasUnclear {
      scanner = rows
      settle(bytes, firstRow: firstRow, &intake)
    }
    if let found = found() { intake.notes.append("\(name): \(found)") }
  }

  // MARK: Heading

  private mutating func readHeading(_ bytes: Span<UInt8>, _ intake: inout Intake) throws(PortfolioFailure) {
    guard let row = scanner.next(bytes) else {
      throw PortfolioFailure(
        .notCSV,
        "`\(name)` is empty",
        file: name,
        help: "its first line must name the columns; a file with only that line has no rows"
      )
    }
    guard row == .sound, !content.isFaulty(scanner.rowRange) else {
      throw PortfolioFailure(
        .notCSV,
        "the heading of `\(name)` cannot be read",
        file: name,
        help: row == .sound ? "save the file as UTF-8" : "check the quotes in its first line"
      )
    }
    scanner.width = scanner.cells.count
    let heading = CSVHeading(scanner, bytes)
    var lacking: [(attribute: String, name: String)] = []
    if let owner = plan.ownerColumn {
      ownerPlace = try heading.place(of: owner, in: name)
      if ownerPlace == nil { lacking.append((plan.owner, owner)) }
    }
    for column in plan.columns {
      if let place = try heading.place(of: column.name, in: name) {
        columns.append((column, place))
      } else if column.isOptional {
        intake.notes.append(heading.note(column, plan, in: name))
      } else {
        lacking.append((column.attribute, column.name))
      }
    }
    evidence = [Evidence](repeating: [], count: columns.count)
    if !lacking.isEmpty { throw heading.failure(lacking, in: name) }
  }

  // MARK: Rows

  private mutating func takeRow(_ row: CSVScanner.Row, _ bytes: Span<UInt8>, _ intake: inout Intake) {
    let owner = ownerPlace.flatMap { place in
      place < scanner.cells.count ? scanner.cells[place].text(bytes) : nil
    }
    let parent = owner.map { parentRow(of: $0, &intake) } ?? -1
    let number = intake.begin(
      table,
      Origin(file: file, row: Int32(clamping: scanner.rowLine)),
      parent: parent
    )
    if content.isFaulty(scanner.rowRange) {
      intake.reject(
        table,
        number,
        .badEncoding,
        "the row has bytes that are no letters in \(content.encoding.rawValue); save the file as UTF-8"
      )
    }
    guard row == .sound else {
      rejectWhole(row, number, bytes, &intake)
      return
    }
    if let owner, parent < 0 { rejectOwner(owner, number, &intake) }
    for index in columns.indices {
      let column = columns[index].column
      takeCell(index, number, bytes, column.notation, &intake)
    }
  }

  /// Reads the cell of a column into a row; a number that can be read in two ways is left for later.
  private mutating func takeCell(
    _ index: Int,
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ notation: Notation,
    _ intake: inout Intake
  ) {
    let (column, place) = columns[index]
    let cell = scanner.cells[place]
    if cell.hasDoubledQuotes {
      plainCell.removeAll(keepingCapacity: true)
      var at = cell.range.lowerBound
      while at < cell.range.upperBound {
        plainCell.append(bytes[at])
        // Within quotes a quote is always one of two.
        at += bytes[at] == UInt8(ascii: "\"") ? 2 : 1
      }
      let plain = plainCell
      _ = intake.take(column, table, row, plain.span, 0..<plain.count, notation, &evidence[index])
    } else {
      _ = intake.take(column, table, row, bytes, cell.range, notation, &evidence[index])
    }
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
