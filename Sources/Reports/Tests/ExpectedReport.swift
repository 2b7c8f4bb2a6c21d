/// Decisions as a table: what a policy decides, or what was expected of it.
public struct DecisionTable: Sendable, Equatable {
  /// A customer, or one of its records.
  public struct Key: Hashable, Sendable {
    public let customer: String
    /// Such as `invoice 4711`; empty for the customer itself.
    public let record: String

    public init(customer: String, record: String) { (self.customer, self.record) = (customer, record) }

    var text: String { record.isEmpty ? customer : "\(customer), \(record)" }
  }

  public private(set) var columns: [String] = []
  /// In the order of the table.
  public private(set) var keys: [Key] = []
  private var cells: [Key: [String: String]] = [:]

  public init() {}

  public mutating func add(_ key: Key, _ row: [(column: String, cell: String)]) {
    var unique = key
    var number = 2
    // A table need not name the records of which it has rows.
    while cells[unique] != nil {
      unique = Key(customer: key.customer, record: key.record + " (\(number))")
      number += 1
    }
    keys.append(unique)
    for (column, cell) in row {
      if !columns.contains(column) { columns.append(column) }
      cells[unique, default: [:]][column] = cell
    }
    if cells[unique] == nil { cells[unique] = [:] }
  }

  public mutating func declare(_ names: [String]) {
    for name in names where !columns.contains(name) { columns.append(name) }
  }

  public func has(_ key: Key) -> Bool { cells[key] != nil }

  /// Empty where there is no such cell.
  public func cell(_ key: Key, _ column: String) -> String { cells[key]?[column] ?? "" }
}

/// How what is decided differs from what was expected.
public struct ExpectedReport: Sendable {
  public struct Difference: Sendable {
    public let key: DecisionTable.Key
    /// Nil where a whole row is meant.
    public let column: String?
    /// Nil where it was not expected at all.
    public let expected: String?
    /// Nil where it was not decided at all.
    public let actual: String?
    /// Why it was not decided, where that is known.
    public let because: String?
  }

  public let rows: Int
  public let differences: [Difference]
  public let policy: (name: String, version: String, digest: String)
  public let asOf: String

  /// - Parameter rejects: why customers were not decided.
  public init(
    expected: DecisionTable,
    actual: DecisionTable,
    rejects: [String: String],
    policy: (name: String, version: String, digest: String),
    asOf: String
  ) {
    (self.policy, self.asOf) = (policy, asOf)
    rows = expected.keys.count
    var found: [Difference] = []
    for key in expected.keys {
      guard actual.has(key) else {
        found.append(
          Difference(key: key, column: nil, expected: "decided", actual: nil, because: rejects[key.customer])
        )
        continue
      }
      for column in expected.columns {
        let (wanted, is_) = (expected.cell(key, column), actual.cell(key, column))
        if wanted != is_ {
          found.append(Difference(key: key, column: column, expected: wanted, actual: is_, because: nil))
        }
      }
    }
    for key in actual.keys where !expected.has(key) {
      found.append(Difference(key: key, column: nil, expected: nil, actual: "decided", because: nil))
    }
    differences = found
  }

  /// How many customers differ in anything.
  public var customers: Int { Set(differences.map(\.key.customer)).count }

  /// The report as `policyc.expected/1`.
  public var json: JSON {
    .object([
      ("format", .string("policyc.expected/1")),
      (
        "policy",
        .object([
          ("name", .string(policy.name)), ("version", .string(policy.version)),
          ("digest", .string(policy.digest)),
        ])
      ),
      ("as_of", .string(asOf)), ("rows", .int(rows)), ("customers_that_differ", .int(customers)),
      (
        "differences",
        .array(
          differences.map { difference in
            .object([
              ("customer", .string(difference.key.customer)), ("record", .string(difference.key.record)),
              ("column", .optional(difference.column)), ("expected", .optional(difference.expected)),
              ("actual", .optional(difference.actual)), ("because", .optional(difference.because)),
            ])
          }
        )
      ),
    ])
  }

  /// The first differences, a summary and what to do next.
  public func text(style: Style = .plain, width: Int? = nil, next: (String) -> String) -> String {
    let shown = 40
    var text = ""
    if !differences.isEmpty {
      let rows = differences.prefix(shown).map { difference -> [String] in
        let because = difference.because.map { ": \($0)" } ?? ""
        return [
          difference.key.text, difference.column ?? "-",
          difference.expected.map(ExpectedReport.cell) ?? "not in the table",
          difference.actual.map(ExpectedReport.cell) ?? "not decided\(because)",
        ]
      }
      text += TextTable.text(["customer", "column", "expected", "actual"], rows, style: style, width: width)
      if differences.count > shown {
        text += "and \(differences.count - shown) more; `--format json` lists them all\n"
      }
    }
    let rowsText = "\(rows) \(rows == 1 ? "row" : "rows") expected"
    if differences.isEmpty { return text + "\(rowsText), all as decided\n" }
    text += "\(rowsText); \(customers) \(customers == 1 ? "customer differs" : "customers differ")\n"
    let first = differences.first { $0.actual != nil } ?? differences[0]
    return text + "next: " + next(first.key.customer) + "\n"
  }

  private static func cell(_ text: String) -> String { text.isEmpty ? "-" : text }
}
