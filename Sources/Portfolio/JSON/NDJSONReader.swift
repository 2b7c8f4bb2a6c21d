import PolicyModel

/// Lines of JSON, each a customer with its records in lists, into the rows of all tables.
struct NDJSONReader {
  private let file: Int32
  private let name: String
  let plan: ReadPlan
  /// For each table, whether any line had its list.
  var hasList: [Bool]
  /// For each table and column, whether any object had it.
  private var hasColumn: [[Bool]]
  /// For each table and column, the object that had it last, so that nothing is cleared between objects.
  private var lastSeen: [[Int]]
  private var objects = 0
  var scanner = JSONScanner(0..<0)
  /// A text without its escapes.
  var plainText: [UInt8] = []
  /// For each table and column, what its texts have shown of how numbers and dates are written.
  var evidence: [[Evidence]]
  /// Numbers in texts that were read with a decimal point and could be read otherwise.
  var unclearPoints: [(table: Int, column: Int, row: Int, range: Range<Int>)] = []
  /// The customers that the records of the line name, to be compared when its own key is known.
  var namedOwners: [(table: Int, row: Int, customer: Int32)] = []

  init(file: Int32, name: String, plan: ReadPlan) {
    self.file = file
    self.name = name
    self.plan = plan
    hasList = plan.tables.map { _ in false }
    hasColumn = plan.tables.map { $0.columns.map { _ in false } }
    lastSeen = plan.tables.map { $0.columns.map { _ in -1 } }
    evidence = plan.tables.map { $0.columns.map { _ in [] } }
  }

  /// Reads all lines; `progress` is told how much of the file is done.
  mutating func read(
    _ bytes: Span<UInt8>,
    into intake: inout Intake,
    _ progress: (Double) -> Void
  ) throws(PortfolioFailure) {
    var start = bytes.markLength
    var line = 1
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      let range = bytes.trimmed(start..<end)
      if !range.isEmpty { takeLine(bytes, range, line, &intake) }
      start = end + 1
      line += 1
      if intake.isOver { return }
      if line & 0xFFF == 0 { progress(Double(min(start, bytes.count)) / Double(bytes.count)) }
    }
    rejectUnclear(bytes, &intake)
    noteDates(&intake)
    try checkNames(&intake)
  }

  /// Where one line has a decimal comma, a point before three digits could separate thousands in another.
  private func rejectUnclear(_ bytes: Span<UInt8>, _ intake: inout Intake) {
    for (table, column, row, range) in unclearPoints where evidence[table][column].contains(.comma) {
      intake.reject(
        plan.tables[table].columns[column],
        table,
        row,
        bytes,
        range,
        CellProblem(.unclearNumber, "this can be read in two ways, since other lines have a decimal comma")
      )
    }
  }

  private func noteDates(_ intake: inout Intake) {
    let all = evidence.joined().reduce(Evidence()) { $0.union($1) }
    if !all.intersection([.dayFirst, .eitherFirst]).isEmpty {
      intake.notes.append("\(name): dates as dd/mm/yyyy")
    }
  }

  /// What no line has at all is more likely misspelt than missing.
  private func checkNames(_ intake: inout Intake) throws(PortfolioFailure) {
    guard intake.tables[0].isBad.contains(false) else { return }
    for (number, table) in plan.tables.enumerated() {
      if number > 0, table.isUsed, !hasList[number] {
        throw PortfolioFailure(
          .listLacking,
          "no line has the list `\(table.listName)`, which the policy reads",
          file: name,
          column: table.listName,
          help: "write `\"\(table.listName)\": []` for a customer who has none"
        )
      }
      if intake.tables[number].count == 0 { continue }
      for (index, column) in table.columns.enumerated() where column.isOptional && !hasColumn[number][index] {
        intake.notes.append("\(name): no line has `\(column.name)`, so it is missing for all \(table.plural)")
      }
    }
  }

  // MARK: Lines

  private mutating func takeLine(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    _ line: Int,
    _ intake: inout Intake
  ) {
    intake.rowsRead[Int(file)] += 1
    let counts = intake.tables.map(\.count)
    let findings = intake.findings.count
    let origin = Origin(file: file, row: Int32(clamping: line))
    let row = intake.begin(0, origin)
    if !bytes.isUTF8(range) {
      intake.reject(0, row, .badEncoding, "the line is not UTF-8 text; save the file as UTF-8")
    }
    scanner = JSONScanner(range)
    namedOwners.removeAll(keepingCapacity: true)
    do throws(JSONFault) {
      guard case .object = try scanner.value(bytes) else { throw scanner.fault("an object in braces") }
      try takeObject(bytes, 0, row, origin, &intake)
      try scanner.finish(bytes)
      compareOwners(with: row, &intake)
    } catch {
      // The records of a line that breaks off are not counted: nobody knows how many there were.
      for table in intake.tables.indices.dropFirst() { intake.tables[table].cut(to: counts[table]) }
      let kept = intake.findings[findings...].filter { $0.table == 0 }
      intake.findings.replaceSubrange(findings..., with: kept)
      unclearPoints.removeAll { $0.table > 0 && $0.row >= counts[$0.table] }
      let place =
        bytes.text(range.lowerBound..<min(max(error.at, range.lowerBound), range.upperBound)).count + 1
      intake.reject(
        0,
        row,
        error.code,
        "the line cannot be read at character \(place); expected \(error.expected)"
      )
    }
  }

  /// Reads the object of a customer, or of a record when `table` is not 0.
  mutating func takeObject(
    _ bytes: Span<UInt8>,
    _ table: Int,
    _ row: Int,
    _ origin: Origin,
    _ intake: inout Intake
  ) throws(JSONFault) {
    let depth = table == 0 ? 0 : 2
    try scanner.open(depth)
    let object = objects
    objects += 1
    var lists: Set<Int> = []
    var isFirst = true
    while let name = try scanner.name(bytes, isFirst: isFirst) {
      isFirst = false
      let value = try scanner.value(bytes)
      if let index = column(name.range, name.hasEscapes, table, bytes) {
        let column = plan.tables[table].columns[index]
        if lastSeen[table][index] == object {
          rejectTwice(column.name, table, row, &intake)
          try scanner.skip(value, bytes, depth: depth + 1)
          continue
        }
        lastSeen[table][index] = object
        hasColumn[table][index] = true
        try take(value, index, table, row, bytes, depth + 1, &intake)
      } else if table == 0, let list = list(name.range, name.hasEscapes, bytes) {
        if !lists.insert(list).inserted { rejectTwice(plan.tables[list].listName, 0, row, &intake) }
        try takeList(value, list, row, bytes, origin, &intake)
      } else if table > 0, let owner = plan.tables[table].ownerColumn,
        isName(owner, name.range, name.hasEscapes, bytes)
      {
        try takeOwner(value, owner, table, row, bytes, depth + 1, &intake)
      } else {
        try scanner.skip(value, bytes, depth: depth + 1)
      }
    }
    for (index, column) in plan.tables[table].columns.enumerated() where lastSeen[table][index] != object {
      intake.takeMissing(column, table, row)
    }
  }
}
