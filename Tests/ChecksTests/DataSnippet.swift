import Checks
import Evaluation
import Exact
import Foundation
import PolicyModel
import PolicySyntax
import Portfolio
import TestSupport
import Testing

/// A piece of data from a page about a reject, completed to a portfolio that can be decided.
///
/// `# In customers.csv` begins a file. A folder of CSV files has no invoices unless the piece says so;
/// `# No invoices.csv` says that even the file is not there.
struct DataSnippet {
  private(set) var files: [String: String] = [:]
  private var completion = ["invoices.csv": "number,customer_id,due,amount\n"]

  init(_ text: String) {
    var name = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# In ") {
        name = String(line.dropFirst(5))
        files[name] = ""
      } else if line.hasPrefix("# No ") {
        completion[String(line.dropFirst(5))] = nil
      } else {
        files[name]? += line + "\n"
      }
    }
  }

  /// The codes of everybody who is not decided by the policy of the examples of a code.
  func rejects(like code: RejectCode) throws -> [RejectCode] {
    let policy = try Self.policy(code)
    let portfolio: Portfolio
    do throws(PortfolioFailure) {
      if let lines = files["portfolio.ndjson"] {
        portfolio = try PortfolioReader.read(ndjson: Self.bytes(lines), name: "portfolio.ndjson", for: policy)
      } else {
        let all = completion.merging(files) { $1 }
        portfolio = try PortfolioReader.read(csv: all.mapValues(Self.bytes), for: policy)
      }
    } catch {
      return [error.code]
    }
    let asOf = try #require(CalendarDate(iso: "2026-06-30"))
    var codes = portfolio.rejects.map(\.code)
    for group in portfolio.groups.indices {
      do throws(DecisionFailure) {
        _ = try policy.decide(DecisionUnit(portfolio, group: group), asOf: asOf)
      } catch {
        switch error.kind {
        case .outOfRange: codes.append(.valueOutsideRange)
        case .overflow: codes.append(.valueTooLarge)
        case .outsideCalendar: codes.append(.outsideCalendar)
        case .severalApply: codes.append(.severalRulesApply)
        case .nothingApplies: codes.append(.noRuleApplies)
        case .stepWithoutDay: codes.append(.stepWithoutDay)
        case .unresolved: codes.append(.valueUnresolved)
        }
      }
    }
    return codes
  }

  /// A letter that a page cannot show stands for the byte of an `è` in Windows-1252.
  private static func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { $0 == "\u{FFFD}" ? [0xE8] : Array(String($0).utf8) }
  }

  // MARK: Examples

  static func exampleFolders(of code: RejectCode) -> [String] {
    Golden.files(in: "../../examples/broken/data").filter { $0.contains("/\(code.rawValue)-") }.map {
      String($0.dropFirst(6))
    }
  }

  static func texts(in folder: String) throws -> [String] {
    try Golden.files(in: "../../" + folder).map { try Repository.text(String($0.dropFirst(6))) }
  }

  private static func policy(_ code: RejectCode) throws -> Policy {
    let own = exampleFolders(of: code).flatMap { [$0 + "/own.policy", $0 + "/own.broken"] }
    let texts = own.compactMap { try? Repository.text($0) }
    let text = try texts.first ?? Repository.text("examples/broken/credit.policy")
    return try #require(Checker.check([Parser.parse(Source(name: "credit.policy", text: text))]).policy)
  }
}
