import PolicyModel
import Portfolio

extension DecisionUnit {
  /// The unit with a number among the groups of a portfolio.
  public init(_ portfolio: Portfolio, group: Int) {
    members = portfolio.groups[group].map { customer in
      let ranges = portfolio.ranges.map { $0[customer] }
      let records = zip(portfolio.collections, ranges).map { table, range in
        Array(table.values[(range.lowerBound * table.width)..<(range.upperBound * table.width)])
      }
      return Member(
        attributes: Array(portfolio.customers.row(customer)),
        records: records,
        recordCounts: ranges.map(\.count),
        customer: customer
      )
    }
  }
}
