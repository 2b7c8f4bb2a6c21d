import Foundation
import PolicyModel
import PolicySyntax
import Portfolio
import Reports

/// Tables of decisions as `policyc evaluate` writes them: those of a file, and those of a run by the same way.
struct DecisionTableFile {
  private let policy: Policy
  let isCSV: Bool
  private let path: String

  /// - Parameter path: the file; JSON lines where its name or its first byte says so.
  init(_ policy: Policy, _ path: String, _ bytes: [UInt8]) {
    (self.policy, self.path) = (policy, path)
    isCSV = !path.hasSuffix(".ndjson") && bytes.first != UInt8(ascii: "{")
  }

  func table(_ bytes: [UInt8]) throws(CannotRun) -> DecisionTable {
    isCSV ? try csv(bytes) : try lines(bytes)
  }

  private func failure(_ line: Int) -> CannotRun {
    CannotRun(
      "`\(path)` cannot be read at line \(line)",
      help: "write it with `policyc evaluate --format \(isCSV ? "csv" : "ndjson") --output \(path)`"
    )
  }

  // MARK: CSV

  /// The columns that say whom a row is about: the customer, and a record.
  private var keyColumns: (customer: String?, records: [String]) {
    guard let output = policy.output else { return ("customer", policy.collections.map(\.name)) }
    var (customer, records) = (String?.none, [String]())
    for column in output.columns {
      guard case .value(let slot) = column.kind, policy.field(slot).type == .key else { continue }
      if slot.scope == .customer, slot.index == policy.customer.key {
        customer = column.title
      } else if case .collection = slot.scope {
        records.append(column.title)
      }
    }
    return (customer, records)
  }

  private func csv(_ bytes: [UInt8]) throws(CannotRun) -> DecisionTable {
    let (read, line) = CSVTable.read(bytes)
    guard let read else { throw failure(line) }
    let keys = keyColumns
    guard let name = keys.customer, let customer = read.columns.firstIndex(of: name) else {
      throw CannotRun(
        "`\(path)` does not say whom its rows are about",
        help: "it needs the column `\(keys.customer ?? "customer")`"
      )
    }
    let records = keys.records.compactMap { name in read.columns.firstIndex(of: name).map { (name, $0) } }
    let places = Set([customer] + records.map(\.1))
    let columns = read.columns.indices.filter { !places.contains($0) }
    var table = DecisionTable()
    table.declare(columns.map { read.columns[$0] })
    for row in read.rows {
      let record = records.filter { !row[$0.1].isEmpty }.map { "\($0.0) \(row[$0.1])" }.joined(
        separator: ", "
      )
      table.add(.init(customer: row[customer], record: record), columns.map { (read.columns[$0], row[$0]) })
    }
    return table
  }

  // MARK: JSON lines

  private func lines(_ bytes: [UInt8]) throws(CannotRun) -> DecisionTable {
    var table = DecisionTable()
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      guard case .object(let members)? = try? JSONDecoder().decode(DecodedJSON.self, from: Data(line)),
        case .string(let customer)? = members["customer"], case .object(let made)? = members["decisions"]
      else { throw failure(number + 1) }
      table.add(.init(customer: customer, record: ""), cells(made))
      for layout in policy.collections {
        guard case .array(let records)? = members[layout.plural] else { continue }
        for record in records {
          guard case .object(let members) = record, case .string(let id)? = members["id"],
            case .object(let made)? = members["decisions"]
          else { throw failure(number + 1) }
          table.add(.init(customer: customer, record: "\(layout.name) \(id)"), cells(made))
        }
      }
    }
    return table
  }

  private func cells(_ made: [String: DecodedJSON]) -> [(column: String, cell: String)] {
    made.sorted { $0.key < $1.key }.flatMap { name, value -> [(column: String, cell: String)] in
      guard case .object(let members) = value else { return [(name, value.text)] }
      let rule = (members["rule"] ?? members["rules"] ?? .null).text
      return [
        (name, (members["value"] ?? .null).text),
        (name + "_rule", members["overridden"] == nil ? rule : "override"),
      ]
    }
  }
}

/// A value of JSON as it was read.
private enum DecodedJSON: Decodable {
  case null
  case bool(Bool)
  case number(Decimal)
  case string(String)
  case array([DecodedJSON])
  case object([String: DecodedJSON])

  init(from decoder: any Decoder) throws {
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .null
    } else if let value = try? single.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? single.decode(String.self) {
      self = .string(value)
    } else if let value = try? single.decode([DecodedJSON].self) {
      self = .array(value)
    } else if let value = try? single.decode([String: DecodedJSON].self) {
      self = .object(value)
    } else {
      self = .number(try single.decode(Decimal.self))
    }
  }

  /// As in a cell: an amount with its currency, a list with blanks between.
  var text: String {
    switch self {
    case .null: ""
    case .bool(let answer): answer ? "yes" : "no"
    case .number(let number): "\(number)"
    case .string(let text): text
    case .array(let items): items.map(\.text).joined(separator: " ")
    case .object(let members):
      [members["amount"], members["currency"]].compactMap { $0?.text }.joined(separator: " ")
    }
  }
}
