import Evaluation
import Exact
import PolicyModel
import Portfolio
import Reports

/// Decides a portfolio group by group and gives one customer after the other, in the order of the input.
///
/// A customer waits only as long as one before it belongs to a group whose turn has not come.
struct DecidedCustomers {
  struct Customer {
    /// Its number in the portfolio.
    let number: Int
    /// Nil where it cannot be decided.
    let decided: DecidedMember?
    let failure: DecisionFailure?
  }

  let policy: Policy
  let portfolio: Portfolio
  private let asOf: CalendarDate
  private var waiting: [Int: Customer] = [:]
  private var group = 0
  private var customer = 0

  init(_ policy: Policy, _ portfolio: Portfolio, asOf: CalendarDate) {
    (self.policy, self.portfolio, self.asOf) = (policy, portfolio, asOf)
  }

  /// How many of the groups are decided, from 0 to 1.
  var done: Double { Double(group) / Double(max(portfolio.groups.count, 1)) }

  mutating func next() -> Customer? {
    guard customer < portfolio.customers.count else { return nil }
    while waiting[customer] == nil, group < portfolio.groups.count { decideGroup() }
    defer { customer += 1 }
    return waiting.removeValue(forKey: customer)
  }

  private mutating func decideGroup() {
    let unit = DecisionUnit(portfolio, group: group)
    do throws(DecisionFailure) {
      let decisions = try policy.decide(unit, asOf: asOf)
      for (member, customer) in portfolio.groups[group].enumerated() {
        let decided = DecidedMember(
          group: group,
          member: member,
          customer: customer,
          unit: unit,
          decided: decisions
        )
        waiting[customer] = Customer(number: customer, decided: decided, failure: nil)
      }
    } catch {
      for customer in portfolio.groups[group] {
        waiting[customer] = Customer(number: customer, decided: nil, failure: error)
      }
    }
    group += 1
  }

  /// The line on which a customer stands in its file.
  func row(_ customer: Customer) -> Int32 { portfolio.customers.origins[customer.number].row }

  func key(_ customer: Customer) -> String {
    let row = portfolio.customers.row(customer.number)
    return policy.customer.key.flatMap { portfolio.text(of: row[row.startIndex + $0]) }
      ?? String(customer.number + 1)
  }

  /// Why a customer with this key was not accepted.
  func reason(forKey key: String) -> String {
    guard let reject = portfolio.rejects.first(where: { $0.customer == key }) else { return "not read" }
    let column = reject.column.map { ", \($0)" } ?? ""
    return "\(reject.file):\(reject.row)\(column): \(reject.code.rawValue) \(reject.message)"
  }
}
