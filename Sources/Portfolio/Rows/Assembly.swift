import PolicyModel

/// From rows to a portfolio: what the rows say about each other, and what is left when all that is rejected
/// is taken out.
struct Assembly {
  private var intake: Intake
  private let files: [InputFile]
  private let limits: Limits

  /// How many rows can be added up for one customer or group, see ``Policy/mostRecords``.
  struct Limits: Sendable {
    var records = Policy.mostRecords
    var members = Policy.mostRecords
  }

  init(_ intake: Intake, _ files: [InputFile], _ limits: Limits = Limits()) {
    self.intake = intake
    self.files = files
    self.limits = limits
  }

  mutating func portfolio() -> Portfolio {
    for table in intake.tables.indices { rejectSharedKeys(table) }
    rejectForRecords()
    let groups = groupsOfRows()
    rejectForMembers(groups)
    noteUnattributed()
    return assembled(groups)
  }

  // MARK: Between rows

  /// Rows with the same key are all rejected: nobody can say which is right.
  private mutating func rejectSharedKeys(_ table: Int) {
    guard let slot = intake.plan.tables[table].keySlot,
      let column = intake.plan.tables[table].columns.first(where: { $0.slot == slot })
    else { return }
    var first = [Int](repeating: -1, count: intake.pool.texts.count)
    var shared: [(row: Int, other: Int)] = []
    var isReported: Set<Int> = []
    for row in 0..<intake.tables[table].count {
      guard let key = intake.key(table, row) else { continue }
      let earlier = first[Int(key)]
      if earlier < 0 {
        first[Int(key)] = row
        continue
      }
      if isReported.insert(earlier).inserted { shared.append((earlier, row)) }
      shared.append((row, earlier))
    }
    for (row, other) in shared {
      let place = intake.tables[table].origins[other]
      let sort = table == 0 ? "customer" : "record"
      intake.reject(
        table,
        row,
        table == 0 ? .customerTwice : .recordTwice,
        "the \(sort) on row \(place.row) has the same key",
        column: column.name,
        value: intake.key(table, row).flatMap { intake.pool[$0] }
      )
    }
  }

  /// A bad record rejects its customer, and so do more records than can be added up.
  private mutating func rejectForRecords() {
    for table in intake.tables.indices.dropFirst() {
      var counts = [Int](repeating: 0, count: intake.tables[0].count)
      for row in 0..<intake.tables[table].count {
        let parent = Int(intake.tables[table].parents[row])
        guard parent >= 0 else { continue }
        counts[parent] += 1
        if intake.tables[table].isBad[row] { intake.tables[0].isBad[parent] = true }
      }
      for (row, count) in counts.enumerated() where count > limits.records {
        intake.reject(
          0,
          row,
          .tooMany,
          "\(count) \(intake.plan.tables[table].plural) are more than a policy can add up"
        )
      }
    }
  }

  // MARK: Groups

  /// The rows of customers that are decided together, in the order of their first row.
  private func groupsOfRows() -> [[Int]] {
    guard let slot = intake.plan.tables[0].groupSlot else { return (0..<intake.tables[0].count).map { [$0] } }
    var groups: [[Int]] = []
    var groupOfText = [Int](repeating: -1, count: intake.pool.texts.count)
    for row in 0..<intake.tables[0].count {
      guard let text = intake.tables[0].text(row, slot) else {
        groups.append([row])
        continue
      }
      let group = groupOfText[Int(text)]
      if group < 0 {
        groupOfText[Int(text)] = groups.count
        groups.append([row])
      } else {
        groups[group].append(row)
      }
    }
    return groups
  }

  /// A bad member rejects its whole group.
  private mutating func rejectForMembers(_ groups: [[Int]]) {
    for group in groups where group.count > 1 {
      if group.count > limits.members {
        for row in group {
          intake.reject(
            0,
            row,
            .tooMany,
            "\(group.count) members of a group are more than a policy can add up"
          )
        }
      }
      let bad = group.filter { intake.tables[0].isBad[$0] }
      for row in group {
        // Three names tell enough, and a large group with many bad members stays readable.
        let others = bad.prefix(4).filter { $0 != row }.prefix(3)
        if others.isEmpty { continue }
        let count = bad.count - (intake.tables[0].isBad[row] ? 1 : 0)
        intake.reject(
          0,
          row,
          .groupMember,
          explanation(others, count),
          column: groupColumn,
          value: groupName(row)
        )
      }
    }
  }

  private var groupColumn: String? {
    let plan = intake.plan.tables[0]
    return plan.columns.first { $0.slot == plan.groupSlot }?.name
  }

  private func groupName(_ row: Int) -> String? {
    intake.plan.tables[0].groupSlot.flatMap { intake.tables[0].text(row, $0) }.flatMap { intake.pool[$0] }
  }

  private func explanation(_ others: ArraySlice<Int>, _ count: Int) -> String {
    let names = others.map { row in
      intake.key(0, row).flatMap { intake.pool[$0] }.map { "`\($0)`" }
        ?? "the customer on row \(intake.tables[0].origins[row].row)"
    }
    let more = count > others.count ? " and \(count - others.count) more" : ""
    return "its group cannot be decided because of \(names.joined(separator: ", "))\(more)"
  }

  // MARK: What cannot be attributed

  /// Says so where a rejected row names nobody, because somebody may then be decided without it.
  private mutating func noteUnattributed() {
    for (table, plan) in intake.plan.tables.enumerated() {
      let count = (0..<intake.tables[table].count).count { row in
        guard intake.tables[table].isBad[row] else { return false }
        return table == 0 ? intake.key(0, row) == nil : intake.tables[table].parents[row] < 0
      }
      if count == 0 { continue }
      let rows = count == 1 ? "1 row" : "\(count) rows"
      let problem =
        table == 0
        ? "cannot be told by a key" : "cannot be given to a customer, so no customer is rejected for them"
      intake.notes.append("\(rows) of \(plan.plural) \(problem); see the rejects")
    }
  }

  // MARK: Result

  private func assembled(_ groups: [[Int]]) -> Portfolio {
    let staged = intake.tables[0]
    var numbers = [Int32](repeating: -1, count: staged.count)
    var rows: [Int] = []
    for row in 0..<staged.count where !staged.isBad[row] {
      numbers[row] = Int32(clamping: rows.count)
      rows.append(row)
    }
    let records = intake.tables.dropFirst().map { AcceptedRecords($0, numbers, customerCount: rows.count) }
    let accepted = groups.compactMap { group -> [Int]? in
      let members = group.compactMap { numbers[$0] < 0 ? nil : Int(numbers[$0]) }
      return members.isEmpty ? nil : members
    }
    return Portfolio(
      files: files,
      customers: staged.table(rows),
      collections: records.map(\.table),
      ranges: records.map(\.ranges),
      groups: accepted,
      texts: intake.pool.texts,
      headings: intake.plan.tables.map(Headings.init),
      mapping: intake.plan.mappingFile,
      rejects: rejects(),
      counts: Counts(
        rowsRead: intake.rowsRead,
        customers: Counts.Tally(read: staged.count, accepted: rows.count),
        collections: records.map { Counts.Tally(read: $0.read, accepted: $0.table.count) }
      ),
      notes: intake.notes,
      rejectedRows: rejectedRows(numbers)
    )
  }

  /// The places of rows that are not accepted; `numbers` gives for each customer's row its number among the
  /// accepted, or -1.
  private func rejectedRows(_ numbers: [Int32]) -> [Origin] {
    var origins: [Origin] = []
    for (number, table) in intake.tables.enumerated() {
      for row in 0..<table.count {
        let customer = number == 0 ? row : Int(table.parents[row])
        if customer < 0 || numbers[customer] < 0 { origins.append(table.origins[row]) }
      }
    }
    return origins
  }

  /// The findings in the order of the input, each with its customer.
  private func rejects() -> [Reject] {
    let places = intake.findings.map { intake.tables[$0.table].origins[$0.row] }
    let order = intake.findings.indices.sorted { first, second in
      let (left, right) = (places[first], places[second])
      return (left.file, left.row, left.position, first) < (right.file, right.row, right.position, second)
    }
    return order.map { index in
      let (finding, place) = (intake.findings[index], places[index])
      return Reject(
        customer: customer(of: finding),
        file: files[Int(place.file)].name,
        row: Int(place.row),
        column: finding.column,
        value: finding.value,
        code: finding.code,
        message: finding.message
      )
    }
  }

  private func customer(of finding: Finding) -> String? {
    if finding.customer >= 0 { return intake.pool[finding.customer] }
    let row = finding.table == 0 ? finding.row : Int(intake.tables[finding.table].parents[finding.row])
    return row < 0 ? nil : intake.key(0, row).flatMap { intake.pool[$0] }
  }
}
