import Exact
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

@testable import Portfolio

/// Policies to read portfolios for, and short ways to read them.
enum Fixture {
  /// Customers in groups with invoices.
  static let policy = compiled(Sample.policy)

  /// One customer with an attribute of a given type, which the policy reads, and nothing else.
  static func policy(of type: String, condition: String = "x is known", head: String = "") -> Policy {
    compiled(
      """
      policy "T" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up

      customer\(head)
        id key
        x \(type), optional

      segment
        a when \(condition)
        b otherwise
      """
    )
  }

  /// The attribute `x` of one customer, or the reason why it cannot be read.
  static func read(_ cell: String, as type: String, delimiter: String = ",") throws -> (Value?, Reject?) {
    let quoted = cell.contains(delimiter) || cell.contains("\"") ? "\"\(cell)\"" : cell
    let text = "id\(delimiter)x\nC1\(delimiter)\(quoted)\n"
    let portfolio = try PortfolioReader.read(csv: ["customers.csv": Array(text.utf8)], for: policy(of: type))
    return (portfolio.customers.count == 1 ? portfolio.customers.row(0).last : nil, portfolio.rejects.first)
  }

  static let customerHeading = "id,name,sector,since,score,equity,in_insolvency,group_id\n"
  static let invoiceHeading = "number,customer_id,due,amount,paid\n"

  /// Rows under the headings of both files.
  static func csv(_ customers: String, _ invoices: String = "") throws -> Portfolio {
    try csv(files: ["customers.csv": customerHeading + customers, "invoices.csv": invoiceHeading + invoices])
  }

  static func csv(files: [String: String]) throws -> Portfolio {
    try PortfolioReader.read(csv: files.mapValues { Array($0.utf8) }, for: policy)
  }

  static func ndjson(_ lines: String) throws -> Portfolio {
    try PortfolioReader.read(ndjson: Array(lines.utf8), name: "p.ndjson", for: policy)
  }

  static func number(_ text: String) throws -> Number { try #require(Number(decimal: text)) }

  static func compiled(_ text: String) -> Policy {
    let result = PolicyCompiler.compile([Parser.parse(Source(name: "t.policy", text: text))])
    guard let policy = result.policy else {
      preconditionFailure("the policy of the test is wrong: \(result.diagnostics.map(\.message))")
    }
    return policy
  }
}

extension Portfolio {
  /// The keys of the accepted customers.
  var keys: [String] { (0..<customers.count).map { customers.row($0).first.flatMap { text(of: $0) } ?? "?" } }

  /// `C1 R201` for each reject.
  var reasons: [String] { rejects.map { "\($0.customer ?? "-") \($0.code.rawValue)" } }
}
