import PolicyModel

/// What has been read so far: every row, good or bad, and what was wrong with it.
///
/// Rows are judged one by one here; what depends on other rows is judged by ``Assembly``.
struct Intake {
  let plan: ReadPlan
  var pool: TextPool
  /// As in the plan: the customers, then the collections.
  var tables: [StagedTable]
  var findings: [Finding] = []
  /// Rows of each file.
  var rowsRead: [Int]
  var notes: [String] = []
  /// Whether reading ends with the first reject.
  private let stopsAtFirst: Bool

  init(_ plan: ReadPlan, _ policy: Policy, fileCount: Int, stopsAtFirst: Bool = false) {
    self.plan = plan
    self.stopsAtFirst = stopsAtFirst
    pool = TextPool(policy.texts)
    tables = plan.tables.map { StagedTable(width: $0.width) }
    rowsRead = [Int](repeating: 0, count: fileCount)
  }

  /// Whether nothing more needs to be read.
  var isOver: Bool { stopsAtFirst && !findings.isEmpty }

  // MARK: Rows

  /// Begins a row of missing values and gives its number; `parent` is the row of a record's customer, or -1.
  mutating func begin(_ table: Int, _ origin: Origin, parent: Int32 = -1) -> Int {
    tables[table].begin(origin, parent: parent)
    return tables[table].count - 1
  }

  /// Reads a cell into a row.
  ///
  /// A cell is empty when nothing but blanks stands in it, in quotes or not; its value is missing, unless it
  /// is declared to mean yes or no.
  ///
  /// - Returns: false for a number that can be read in two ways; whoever knows the other cells settles it.
  mutating func take(
    _ column: ColumnPlan,
    _ table: Int,
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>,
    _ notation: Notation,
    _ evidence: inout Evidence
  ) -> Bool {
    let range = bytes.trimmed(cell)
    if range.isEmpty {
      if let value = column.empty {
        tables[table].set(row, column.slot, value)
      } else {
        takeMissing(column, table, row)
      }
      return true
    }
    if !column.missing.isEmpty, column.missing.contains(where: { bytes.matches(range, $0) }) {
      takeMissing(column, table, row)
      return true
    }
    do {
      let value =
        try column.form.read(bytes, range, notation, &evidence) ?? .text(pool.number(of: bytes.text(range)))
      tables[table].set(row, column.slot, value)
    } catch {
      if error.code == .unclearNumber {
        evidence.insert(.unclearNumber)
        return false
      }
      reject(column, table, row, bytes, range, error)
    }
    return true
  }

  /// Rejects a row for a cell of it.
  mutating func reject(
    _ column: ColumnPlan,
    _ table: Int,
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ cell: Range<Int>,
    _ problem: CellProblem
  ) {
    let value = bytes.text(bytes.trimmed(cell))
    reject(table, row, problem.code, problem.message, column: column.name, value: value)
  }

  /// Reads a key of a row that is rejected already, so that its customer and its group are known; says
  /// nothing where there is none.
  mutating func takeLink(_ slot: Int, _ table: Int, _ row: Int, _ bytes: Span<UInt8>, _ cell: Range<Int>) {
    let range = bytes.trimmed(cell)
    if !range.isEmpty { tables[table].set(row, slot, .text(pool.number(of: bytes.text(range)))) }
  }

  mutating func takeMissing(_ column: ColumnPlan, _ table: Int, _ row: Int) {
    if column.isOptional { return }
    reject(table, row, .missing, "a value is needed here", column: column.name)
  }

  // MARK: Reasons

  /// Rejects a row; `customer` names the customer of a record where no row of a customer does.
  mutating func reject(
    _ table: Int,
    _ row: Int,
    _ code: RejectCode,
    _ message: String,
    column: String? = nil,
    value: String? = nil,
    customer: Int32 = -1
  ) {
    tables[table].isBad[row] = true
    findings.append(
      Finding(
        table: table,
        row: row,
        customer: customer,
        column: column,
        value: value.map(Intake.shortened),
        code: code,
        message: message
      )
    )
  }

  private static func shortened(_ value: String) -> String {
    value.utf8.count <= 200 ? value : String(value.prefix(199)) + "…"
  }

  // MARK: Customers

  /// The row of the customer with each key, by the number of its text.
  ///
  /// -1 for other texts, and the first row where a key stands twice.
  func customerRows() -> [Int32] {
    var rows = [Int32](repeating: -1, count: pool.texts.count)
    for row in 0..<tables[0].count {
      if let key = key(0, row), rows[Int(key)] < 0 { rows[Int(key)] = Int32(clamping: row) }
    }
    return rows
  }

  /// The number of a row's key in the pool.
  func key(_ table: Int, _ row: Int) -> Int32? {
    plan.tables[table].keySlot.flatMap { tables[table].text(row, $0) }
  }
}

/// A reason, before it is known which customers there are.
struct Finding {
  let table: Int
  let row: Int
  let customer: Int32
  let column: String?
  let value: String?
  let code: RejectCode
  let message: String
}

/// Rows of one layout as they were read.
struct StagedTable {
  let width: Int
  private(set) var values: [Value] = []
  private(set) var origins: [Origin] = []
  /// The row of the customer to whom a record belongs; -1 where it is not known, and for customers.
  private(set) var parents: [Int32] = []
  var isBad: [Bool] = []

  init(width: Int) {
    self.width = width
  }

  var count: Int { origins.count }

  /// Makes room, so that growing tables are not copied again and again.
  mutating func reserve(_ rows: Int) {
    values.reserveCapacity(rows * width)
    origins.reserveCapacity(rows)
    parents.reserveCapacity(rows)
    isBad.reserveCapacity(rows)
  }

  mutating func begin(_ origin: Origin, parent: Int32) {
    for _ in 0..<width { values.append(.missing) }
    origins.append(origin)
    parents.append(parent)
    isBad.append(false)
  }

  mutating func set(_ row: Int, _ slot: Int, _ value: Value) {
    values[row * width + slot] = value
  }

  func text(_ row: Int, _ slot: Int) -> Int32? {
    if case .text(let number) = values[row * width + slot] { number } else { nil }
  }

  /// Drops the rows from a number on.
  mutating func cut(to count: Int) {
    values.removeLast((origins.count - count) * width)
    parents.removeLast(origins.count - count)
    isBad.removeLast(origins.count - count)
    origins.removeLast(origins.count - count)
  }
}
