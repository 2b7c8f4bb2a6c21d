import Evaluation
import Exact
import PolicyModel
import Portfolio
import Reports

/// The command `policyc evaluate`.
enum EvaluateCommand: Command {
  static let info = CommandInfo(
    "evaluate",
    "POLICY",
    "Decide every customer of a portfolio.",
    [
      Option(
        "--data",
        "PATH",
        required: true,
        "a folder with one CSV per record, an NDJSON file, or - for NDJSON on stdin"
      ),
      Option(
        "--as-of",
        "DATE",
        required: true,
        "the day for which it is decided, such as 2026-06-30, or today"
      ),
      Option("--output", "FILE", "where decisions go; - or nothing for standard output"),
      Option("--format", "ndjson|csv|table", "how decisions are written; ndjson by default"),
      Option("--rejects", "FILE", "where rejected rows go, as NDJSON, or as CSV if the name ends in .csv"),
    ],
    "POLICY is a policy file, or a folder with the editions of one; the as-of date chooses the one in force.\n"
      + "Exit code 0: everybody is decided; 1: some customers are rejected; 2: cannot run."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let path = try Common.policyPath(arguments, info)
    let asOf = try Common.asOf(arguments)
    let format = try arguments.choice("--format", ["ndjson", "csv", "table"])
    guard let policy = try Common.policy(path, on: asOf) else { return .cannotRun }
    let portfolio = try Common.portfolio(arguments.value("--data") ?? "", for: policy)
    for note in portfolio.notes { Terminal.error("policyc: \(note)\n") }
    let decided = DecidedPortfolio(policy, portfolio, asOf: asOf)
    try Output.write(arguments.value("--output") ?? "-") { bytes in
      decided.append(
        format,
        style: arguments.value("--output") == nil ? Terminal.style(1) : .plain,
        to: &bytes
      )
    }
    let rejects = decided.rejects
    if let file = arguments.value("--rejects") {
      try Output.write(file) { bytes in
        if file.hasSuffix(".csv") {
          RejectsWriter.appendCSVHeading(to: &bytes)
          for reject in rejects { RejectsWriter.appendCSV(reject, to: &bytes) }
        } else {
          for reject in rejects { RejectsWriter.appendJSON(reject, to: &bytes) }
        }
      }
    } else {
      show(rejects)
    }
    Terminal.error(decided.summary)
    return rejects.isEmpty ? .fine : .findings
  }

  /// The first rejects, where nobody asked for a file of them.
  private static func show(_ rejects: [Reject]) {
    for reject in rejects.prefix(10) {
      let column = reject.column.map { ", \($0)" } ?? ""
      let customer = reject.customer.map { " (customer \($0))" } ?? ""
      Terminal.error(
        "policyc: \(reject.file):\(reject.row)\(column)\(customer): \(reject.code.rawValue) \(reject.message)\n"
      )
    }
    if rejects.count > 10 {
      Terminal.error("policyc: and \(rejects.count - 10) more; `--rejects FILE` writes them all\n")
    }
  }
}

/// The decisions on a portfolio, in the order of its customers.
private struct DecidedPortfolio {
  private let policy: Policy
  private let portfolio: Portfolio
  private let records: DecisionRecords
  /// For each accepted customer its unit and place in it, or nil where it could not be decided.
  private var units: [(unit: DecisionUnit, decisions: UnitDecisions)] = []
  private var places: [(unit: Int, member: Int)?]
  private(set) var rejects: [Reject]

  init(_ policy: Policy, _ portfolio: Portfolio, asOf: CalendarDate) {
    self.policy = policy
    self.portfolio = portfolio
    records = DecisionRecords(policy, portfolio, asOf: asOf)
    rejects = portfolio.rejects
    places = [(unit: Int, member: Int)?](repeating: nil, count: portfolio.customers.count)
    for group in portfolio.groups.indices {
      let unit = DecisionUnit(portfolio, group: group)
      do throws(DecisionFailure) {
        units.append((unit, try policy.decide(unit, asOf: asOf)))
        for (member, customer) in portfolio.groups[group].enumerated() {
          places[customer] = (units.count - 1, member)
        }
      } catch {
        for customer in portfolio.groups[group] {
          rejects.append(reject(customer, error, portfolio.groups[group]))
        }
      }
    }
  }

  private func reject(_ customer: Int, _ failure: DecisionFailure, _ group: [Int]) -> Reject {
    let origin = portfolio.customers.origins[customer]
    let key = policy.customer.key.flatMap {
      portfolio.text(of: portfolio.customers.row(customer)[portfolio.customers.row(customer).startIndex + $0])
    }
    var message = failure.message(policy)
    let at = failure.place.member
    if at >= 0, group[at] != customer {
      message = "another member of its group cannot be decided: " + message
    }
    return Reject(
      customer: key,
      file: portfolio.files[Int(origin.file)].name,
      row: Int(origin.row),
      column: nil,
      value: nil,
      code: failure.rejectCode,
      message: message
    )
  }

  func append(_ format: String, style: Style, to bytes: inout [UInt8]) {
    switch format {
    case "csv":
      records.appendCSVHeading(to: &bytes)
      for case let (unit, member)? in places {
        records.appendCSV(units[unit].unit, units[unit].decisions, member: member, to: &bytes)
      }
    case "table":
      let rows = places.compactMap { place in
        place.map { records.tableRow(units[$0.unit].unit, units[$0.unit].decisions, member: $0.member) }
      }
      bytes += Array(TextTable.text(records.tableHeadings, rows, style: style).utf8)
    default:
      for case let (unit, member)? in places {
        records.json(units[unit].unit, units[unit].decisions, member: member).append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      }
    }
  }

  /// What became of every row that was read.
  var summary: String {
    let decided = places.count { $0 != nil }
    let customers = portfolio.counts.customers
    let undecided = customers.accepted - decided
    var text =
      "policyc: \(customers.read) customers read, \(decided) decided, \(customers.rejected + undecided) rejected"
    for (layout, tally) in zip(policy.collections, portfolio.counts.collections) {
      text += "; \(tally.read) \(layout.plural) read, \(tally.rejected) rejected"
    }
    return text + "\n"
  }
}

extension DecisionFailure {
  var rejectCode: RejectCode {
    switch kind {
    case .outOfRange: .valueOutsideRange
    case .overflow: .valueTooLarge
    case .severalApply: .severalRulesApply
    case .nothingApplies: .noRuleApplies
    case .unresolved: .valueUnresolved
    }
  }
}
