import Evaluation
import Exact
import PolicyModel
import Portfolio
import Reports

/// Decides a portfolio group by group and hands on each customer in the order of the input.
///
/// A customer waits only as long as one before it belongs to a group whose turn has not come.
struct PortfolioRun {
  private let policy: Policy
  private let portfolio: Portfolio
  private let asOf: CalendarDate
  private let stopsAtFirstReject: Bool
  private(set) var rejects: [Reject]
  /// Customers and records of each collection that were handed on.
  private(set) var decided: [Int]
  private(set) var counts: DecisionCounts
  /// Customers that were read soundly and could not be decided.
  private(set) var undecided: [Int] = []

  init(_ policy: Policy, _ portfolio: Portfolio, asOf: CalendarDate, stopsAtFirstReject: Bool) {
    self.policy = policy
    self.portfolio = portfolio
    self.asOf = asOf
    self.stopsAtFirstReject = stopsAtFirstReject
    rejects = portfolio.rejects
    counts = DecisionCounts(policy)
    decided = [Int](repeating: 0, count: policy.collections.count + 1)
  }

  /// Decides everybody; `encode` gives what is written for a customer, and `write` writes it in order.
  mutating func run<Encoded>(
    _ encode: (DecisionUnit, UnitDecisions, _ member: Int) -> Encoded,
    _ write: (Encoded) throws(CannotRun) -> Void
  ) throws(CannotRun) {
    var waiting: [Int: Encoded?] = [:]
    var next = 0
    for (number, group) in portfolio.groups.enumerated() {
      if stopsAtFirstReject, !rejects.isEmpty { return }
      let unit = DecisionUnit(portfolio, group: number)
      do throws(DecisionFailure) {
        let decisions = try policy.decide(unit, asOf: asOf)
        for (member, customer) in group.enumerated() {
          waiting[customer] = .some(encode(unit, decisions, member))
          decided[0] += 1
          counts.add(decisions, member: member)
          for (index, count) in unit.members[member].recordCounts.enumerated() { decided[index + 1] += count }
        }
      } catch {
        for customer in group {
          waiting[customer] = .some(nil)
          undecided.append(customer)
          rejects.append(reject(customer, error, group))
        }
      }
      while let encoded = waiting.removeValue(forKey: next) {
        if let encoded { try write(encoded) }
        next += 1
      }
      if number & 0x3FF == 0 { Progress.show("deciding", Double(number) / Double(portfolio.groups.count)) }
    }
  }

  /// Decides everybody; `write` gets the line of each customer in order, in CSV or as JSON.
  mutating func run(
    _ records: DecisionRecords,
    asCSV isCSV: Bool,
    _ write: ([UInt8]) throws(CannotRun) -> Void
  ) throws(CannotRun) {
    try run(
      { unit, decisions, member in
        var encoded: [UInt8] = []
        if isCSV {
          records.appendCSV(unit, decisions, member: member, to: &encoded)
        } else {
          records.json(unit, decisions, member: member).append(to: &encoded)
          encoded.append(UInt8(ascii: "\n"))
        }
        return encoded
      },
      write
    )
  }

  private func reject(_ customer: Int, _ failure: DecisionFailure, _ group: [Int]) -> Reject {
    let origin = origin(customer, failure, group)
    let row = portfolio.customers.row(customer)
    var message = failure.message(policy)
    let at = failure.place.member
    if at >= 0, group[at] != customer {
      message = "another member of its group cannot be decided: " + message
    }
    return Reject(
      customer: policy.customer.key.flatMap { portfolio.text(of: row[row.startIndex + $0]) },
      file: portfolio.files[Int(origin.file)].name,
      row: Int(origin.row),
      column: nil,
      value: nil,
      code: failure.rejectCode,
      message: message
    )
  }
}

extension PortfolioRun {
  /// Where the data are at fault: the record of the customer's own that they stand in, else the customer.
  private func origin(_ customer: Int, _ failure: DecisionFailure, _ group: [Int]) -> Origin {
    let place = failure.place
    guard case .stepWithoutDay = failure.kind, place.collection >= 0, group[place.member] == customer else {
      return portfolio.customers.origins[customer]
    }
    let first = portfolio.ranges[place.collection][customer].lowerBound
    return portfolio.collections[place.collection].origins[first + place.record]
  }
}

extension DecisionFailure {
  fileprivate var rejectCode: RejectCode {
    switch kind {
    case .outOfRange: .valueOutsideRange
    case .overflow: .valueTooLarge
    case .outsideCalendar: .outsideCalendar
    case .severalApply: .severalRulesApply
    case .nothingApplies: .noRuleApplies
    case .stepWithoutDay: .stepWithoutDay
    case .unresolved: .valueUnresolved
    }
  }
}
