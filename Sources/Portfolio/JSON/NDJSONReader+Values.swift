import PolicyModel

extension NDJSONReader {
  /// Reads the value of an attribute.
  mutating func take(
    _ value: JSONValue,
    _ index: Int,
    _ table: Int,
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ depth: Int,
    _ intake: inout Intake
  ) throws(JSONFault) {
    let column = plan.tables[table].columns[index]
    switch (value, column.form) {
    case (.null, _): intake.takeMissing(column, table, row)
    case (.string(let range, hasEscapes: false), _): takeText(bytes, range, range, index, table, row, &intake)
    case (.string(let range, hasEscapes: true), _):
      undoEscapes(bytes, range)
      let plain = plainText
      takeText(plain.span, 0..<plain.count, range, index, table, row, &intake)
    case (.number(let range), .text) where !isWhole(bytes, range):
      rejectKind("expected a text in quotes", column.name, bytes.text(range), table, row, &intake)
    case (.number(let range), _), (.yesNo(let range), .yesNo):
      _ = intake.take(column, table, row, bytes, range, .json, &evidence[table][index])
    case (.yesNo(let range), _):
      rejectKind("expected no `true` or `false` here", column.name, bytes.text(range), table, row, &intake)
    case (.list, _), (.object, _):
      rejectKind("expected one value, not a list or an object", column.name, nil, table, row, &intake)
      try scanner.skip(value, bytes, depth: depth)
    }
  }

  /// Reads a text; in JSON a point stands before decimals unless something else is declared or seen.
  private mutating func takeText(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    _ origin: Range<Int>,
    _ index: Int,
    _ table: Int,
    _ row: Int,
    _ intake: inout Intake
  ) {
    let column = plan.tables[table].columns[index]
    if intake.take(column, table, row, bytes, range, column.notation, &evidence[table][index]) { return }
    if range.contains(where: { bytes[$0] == UInt8(ascii: ",") }) {
      let problem = CellProblem(
        .unclearNumber,
        "this can be read in two ways; expected a point before decimals, or no comma"
      )
      intake.reject(column, table, row, bytes, range, problem)
    } else {
      unclearPoints.append((table, index, row, origin))
      var none: Evidence = []
      _ = intake.take(column, table, row, bytes, range, .decimalPoint, &none)
    }
  }

  /// Reads the records of a customer.
  mutating func takeList(
    _ value: JSONValue,
    _ table: Int,
    _ customer: Int,
    _ bytes: Span<UInt8>,
    _ origin: Origin,
    _ intake: inout Intake
  ) throws(JSONFault) {
    hasList[table] = true
    let name = plan.tables[table].listName
    switch value {
    case .null: return
    case .list: break
    case .string, .number, .yesNo, .object:
      rejectKind("expected a list of objects", name, nil, 0, customer, &intake)
      try scanner.skip(value, bytes, depth: 1)
      return
    }
    try scanner.open(1)
    var position: Int32 = 0
    while try scanner.element(bytes, isFirst: position == 0) {
      let place = Origin(file: origin.file, row: origin.row, position: position)
      let record = intake.begin(table, place, parent: Int32(clamping: customer))
      // A line is shorter than a list that could not be counted would be.
      position &+= 1
      let element = try scanner.value(bytes)
      if case .object = element {
        try takeObject(bytes, table, record, place, &intake)
      } else {
        rejectKind("expected an object in braces", nil, nil, table, record, &intake)
        try scanner.skip(element, bytes, depth: 2)
      }
    }
  }

  // MARK: Customers that records name

  mutating func takeOwner(
    _ value: JSONValue,
    _ name: String,
    _ table: Int,
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ depth: Int,
    _ intake: inout Intake
  ) throws(JSONFault) {
    let owner: String
    switch value {
    case .null: return
    case .string(let range, let hasEscapes):
      if hasEscapes {
        undoEscapes(bytes, range)
        owner = plainText.span.text(plainText.span.trimmed(0..<plainText.count))
      } else {
        owner = bytes.text(bytes.trimmed(range))
      }
    case .number(let range): owner = bytes.text(range)
    case .yesNo, .list, .object:
      rejectKind("expected the key of a customer", name, nil, table, row, &intake)
      try scanner.skip(value, bytes, depth: depth)
      return
    }
    if !owner.isEmpty { namedOwners.append((table, row, intake.pool.number(of: owner))) }
  }

  /// Rejects the records that name another customer than the one they stand under.
  func compareOwners(with customer: Int, _ intake: inout Intake) {
    guard let key = intake.key(0, customer) else { return }
    for named in namedOwners where named.customer != key {
      intake.reject(
        named.table,
        named.row,
        .otherCustomer,
        "expected the key of the customer that the record stands under",
        column: plan.tables[named.table].ownerColumn,
        value: intake.pool[named.customer]
      )
    }
  }

  // MARK: Names

  /// The number of the column with a name, among those that are read.
  func column(_ range: Range<Int>, _ hasEscapes: Bool, _ table: Int, _ bytes: Span<UInt8>) -> Int? {
    for (index, column) in plan.tables[table].columns.enumerated()
    where bytes.matches(range, column.nameBytes) {
      return index
    }
    guard let name = unusual(range, hasEscapes, bytes) else { return nil }
    return plan.tables[table].columns.firstIndex { $0.name == name }
  }

  /// The number of the table whose list has a name.
  func list(_ range: Range<Int>, _ hasEscapes: Bool, _ bytes: Span<UInt8>) -> Int? {
    plan.tables.indices.dropFirst().first { isName(plan.tables[$0].listName, range, hasEscapes, bytes) }
  }

  func isName(_ name: String, _ range: Range<Int>, _ hasEscapes: Bool, _ bytes: Span<UInt8>) -> Bool {
    unusual(range, hasEscapes, bytes).map { $0 == name }
      ?? (range.count == name.utf8.count && bytes.text(range) == name)
  }

  /// A name with escapes or accents, which can be written in more ways than one; nil for any other.
  private func unusual(_ range: Range<Int>, _ hasEscapes: Bool, _ bytes: Span<UInt8>) -> String? {
    guard hasEscapes || range.contains(where: { bytes[$0] >= 0x80 }) else { return nil }
    if !hasEscapes { return bytes.text(range) }
    var text: [UInt8] = []
    JSONEscape.appendText(bytes, range, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Helpers

  func rejectTwice(_ name: String, _ table: Int, _ row: Int, _ intake: inout Intake) {
    intake.reject(table, row, .nameTwice, "the name stands twice in one object", column: name)
  }

  private func rejectKind(
    _ message: String,
    _ column: String?,
    _ value: String?,
    _ table: Int,
    _ row: Int,
    _ intake: inout Intake
  ) {
    intake.reject(table, row, .wrongKind, message, column: column, value: value)
  }

  private mutating func undoEscapes(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    plainText.removeAll(keepingCapacity: true)
    JSONEscape.appendText(bytes, range, to: &plainText)
  }

  private func isWhole(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.allSatisfy { bytes[$0].isDigit || bytes[$0] == UInt8(ascii: "-") }
  }
}
