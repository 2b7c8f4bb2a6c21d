import Checks
import Evaluation
import Exact
import Foundation
import PolicyModel
import PolicySyntax
import Portfolio
import Reports
import TestSupport
import Testing

/// A policy with a portfolio that it decides.
struct Example: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The policy's own file, then those that it uses, from the root of the repository.
  let policyFiles: [String]
  /// A folder of CSV files, or a file of JSON lines, from the root of the repository.
  let data: String
  var mapping: String?
  let asOf: String
  /// Whether it has every operation that there is.
  var isComplete = false
  /// Traces that a short run looks at, of those of all customers.
  var shortRun = Int.max

  private static let fixture = "Tests/ReportsTests/Fixtures/audit"
  private static let general = ["edition-2026", "customer-data", "edition-2026-tests"].map {
    "policies/general-b2b-france/\($0).policy"
  }

  static let all = [
    Example(
      testDescription: "every operation",
      policyFiles: [fixture + "/audit.policy", fixture + "/audit-data.policy"],
      data: fixture + "/data",
      asOf: "2026-06-30",
      isComplete: true
    ),
    Example(
      testDescription: "general trade credit",
      policyFiles: general,
      data: "examples/portfolio",
      asOf: "2026-06-30",
      shortRun: .max
    ),
    Example(
      testDescription: "general trade credit from JSON lines",
      policyFiles: general,
      data: "examples/portfolio/portfolio.ndjson",
      asOf: "2026-06-30",
      shortRun: 10
    ),
    Example(
      testDescription: "general trade credit from a French export",
      policyFiles: general,
      data: "examples/portfolio-french",
      mapping: "examples/portfolio-french/export.mapping",
      asOf: "2026-06-30",
      shortRun: 10
    ),
  ]

  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  func path(_ file: String) -> String { Repository.root.appendingPathComponent(file).path }

  /// The path of the folder in which the files lie that a trace names.
  var dataFolder: String {
    let url = Repository.root.appendingPathComponent(data)
    return data.hasSuffix(".ndjson") ? url.deletingLastPathComponent().path : url.path
  }

  func decided() throws -> Decided {
    let files = try policyFiles.enumerated().map { number, file in
      Parser.parse(Source(file: Int32(number), name: file, text: try Repository.text(file)))
    }
    let result = Checker.check(files)
    guard let policy = result.policy, let asOf = CalendarDate(iso: asOf) else {
      throw Unusable(description: "\(testDescription): \(result.diagnostics.map(\.message))")
    }
    var options = PortfolioReader.Options()
    if let mapping {
      let source = Source(name: mapping, text: try Repository.text(mapping))
      options.mapping = Mapping.resolve(Parser.parseMapping(source), for: policy).mapping
    }
    let portfolio = try PortfolioReader.read(path(data), for: policy, options)
    return Decided(policy: policy, portfolio: portfolio, asOf: asOf)
  }
}

/// A portfolio under a policy on a day.
struct Decided {
  let policy: Policy
  let portfolio: Portfolio
  let asOf: CalendarDate

  /// The traces of all customers who can be decided, one on each line.
  func traces(atMost limit: Int = .max) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var count = 0
    for group in portfolio.groups.indices {
      let unit = DecisionUnit(portfolio, group: group)
      guard let (_, trace) = try? policy.trace(unit, asOf: asOf) else { continue }
      for member in unit.members.indices where count < limit {
        let context = TraceContext(policy, unit, trace, asOf: asOf, member: member, portfolio: portfolio)
        TraceJSON(context).document().append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        count += 1
      }
    }
    return bytes
  }

  /// The dates to come of some customers who can be decided, one on each line.
  func timelines(atMost limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for group in portfolio.groups.indices.prefix(limit) {
      let unit = DecisionUnit(portfolio, group: group)
      guard let (_, trace) = try? policy.trace(unit, asOf: asOf) else { continue }
      let context = TraceContext(policy, unit, trace, asOf: asOf, member: 0, portfolio: portfolio)
      let timeline = try policy.timeline(unit, member: 0, asOf: asOf)
      TimelineJSON(timeline, context).document().append(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// The decision records of all customers who can be decided, one on each line.
  func records() -> [UInt8] {
    let records = DecisionRecords(policy, portfolio, asOf: asOf)
    var bytes: [UInt8] = []
    for group in portfolio.groups.indices {
      let unit = DecisionUnit(portfolio, group: group)
      guard let decided = try? policy.decide(unit, asOf: asOf) else { continue }
      for member in unit.members.indices {
        records.json(unit, decided, member: member).append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    return bytes
  }
}
