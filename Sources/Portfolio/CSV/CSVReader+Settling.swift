/// The second look at a file, for cells that only the others of their column can explain.
extension CSVReader {
  /// How the unclear numbers of a column are read.
  private enum Reading {
    case as_(Notation)
    /// A point stands before decimals, as in any file that separates cells by commas; a comma stays unclear.
    case pointsOnly
    case unclear
  }

  /// Whether any cell needs a second look.
  var hasUnclear: Bool { evidence.contains { $0.contains(.unclearNumber) || CSVReader.isUnclearDate($0) } }

  private static func isUnclearDate(_ evidence: Evidence) -> Bool {
    evidence.isSuperset(of: [.monthFirst, .eitherFirst])
  }

  /// What all columns together have shown of numbers.
  private var shown: Evidence {
    evidence.reduce(Evidence()) { $0.union($1) }.intersection([.comma, .point])
  }

  private func reading(_ column: Int) -> Reading {
    for seen in [evidence[column].intersection([.comma, .point]), shown] where !seen.isEmpty {
      switch seen {
      case .comma: return .as_(.decimalComma)
      case .point: return .as_(.decimalPoint)
      default: return .unclear
      }
    }
    return content.separator == UInt8(ascii: ",") ? .pointsOnly : .unclear
  }

  /// Goes through the rows again, for the columns that have unclear cells.
  mutating func settle(_ bytes: Span<UInt8>, firstRow: Int, _ intake: inout Intake) {
    let numbers = columns.indices.filter { evidence[$0].contains(.unclearNumber) }
      .map { (index: $0, reading: reading($0)) }
    let dates = columns.indices.filter { CSVReader.isUnclearDate(evidence[$0]) }
    var row = firstRow
    while row < intake.tables[table].count, let found = scanner.next(bytes) {
      if found == .sound {
        for (index, reading) in numbers { settleNumber(columns[index], reading, row, bytes, &intake) }
        for index in dates { settleDate(columns[index], row, bytes, &intake) }
      }
      row += 1
    }
  }

  private func settleNumber(
    _ column: (column: ColumnPlan, place: Int),
    _ reading: Reading,
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ intake: inout Intake
  ) {
    // Whoever doubles quotes in a number has written none, and has been told.
    let cell = scanner.cells[column.place].range
    let range = bytes.trimmed(cell)
    var evidence: Evidence = []
    do {
      _ = try range.isEmpty ? nil : column.column.form.read(bytes, range, .open, &evidence)
    } catch {
      guard error.code == .unclearNumber else { return }
      let isPoint = range.contains { bytes[$0] == UInt8(ascii: ".") }
      switch reading {
      case .as_(let notation): _ = intake.take(column.column, table, row, bytes, cell, notation, &evidence)
      case .pointsOnly where isPoint:
        _ = intake.take(column.column, table, row, bytes, cell, .decimalPoint, &evidence)
      case .pointsOnly, .unclear: intake.reject(column.column, table, row, bytes, cell, error)
      }
    }
  }

  private func settleDate(
    _ column: (column: ColumnPlan, place: Int),
    _ row: Int,
    _ bytes: Span<UInt8>,
    _ intake: inout Intake
  ) {
    let cell = scanner.cells[column.place].range
    guard DateForm.isUnclear(bytes, bytes.trimmed(cell)) else { return }
    let problem = CellProblem(
      .unclearDate,
      "other dates of this column have the month first; say `dates as dd/mm/yyyy` or `dates as mm/dd/yyyy`"
    )
    intake.reject(column.column, table, row, bytes, cell, problem)
  }

  /// What was found of how the file is written, where that is not the standard form (commas, UTF-8, decimal
  /// points, dates as `2026-06-30`) and nobody declared it.
  func found() -> String? {
    var parts: [String] = []
    if content.separatorOrigin != .declared, content.separator != UInt8(ascii: ",") {
      let sign = content.separator == 0x09 ? "tabs" : "`\(UnicodeScalar(content.separator))`"
      parts.append("separated by \(sign)" + (content.separatorOrigin == .firstLine ? " as it says" : ""))
    }
    if plan.form.encoding == nil, content.encoding == .windows1252 { parts.append("Windows-1252") }
    switch shown {
    case .comma: parts.append("decimal comma")
    case [.comma, .point]: parts.append("decimal comma in some cells, decimal point in others")
    default: break
    }
    if evidence.contains(where: { !$0.intersection([.dayFirst, .eitherFirst]).isEmpty }) {
      parts.append("dates as dd/mm/yyyy")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
