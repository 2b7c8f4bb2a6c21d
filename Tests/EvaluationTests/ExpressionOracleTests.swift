import Checks
import Evaluation
import Exact
import Foundation
import PolicyModel
import PolicySyntax
import Portfolio
import TestSupport
import Testing

/// Random policies whose definitions an independent program has computed with rationals of its own.
@Suite struct ExpressionOracleTests {
  private struct Case: Decodable {
    let policy: String
    let ndjson: [String]
    let names: [String]
    /// For each customer the value of each name.
    let expected: [[Expected]]
    let namesOfRecords: [String]
    /// For each customer and each of its records the value of each name.
    let expectedOfRecords: [[[Expected]]]
  }

  private enum Expected: Decodable, Equatable {
    case missing
    case flag(Bool)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  @Test func everyDefinitionHasTheOraclesValue() throws {
    // In the long run 100,000 expressions, each for three customers.
    let policies = PythonOracle.isLong ? 500 : 10
    let output = try PythonOracle.output(
      "expression_oracle.py",
      [PythonOracle.seed, String(policies), "200", "3"]
    )
    var mismatches = Mismatches()
    var compared = 0
    for line in output.split(separator: "\n") {
      let one = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
      let result = Checker.check([Parser.parse(Source(name: "oracle.policy", text: one.policy))])
      guard let policy = result.policy else {
        mismatches.note("refused: \(result.diagnostics.first?.message ?? "") in \(one.policy)")
        continue
      }
      let bytes = Array(one.ndjson.joined(separator: "\n").utf8)
      let portfolio = try PortfolioReader.read(ndjson: bytes, name: "oracle.ndjson", for: policy)
      #expect(portfolio.rejects.isEmpty, "\(portfolio.rejects)")
      for (group, expected) in zip(portfolio.groups.indices, one.expected) {
        let unit = DecisionUnit(portfolio, group: group)
        let decided = try policy.decide(unit, asOf: policy.inForce.lowerBound)
        compare(decided.members[0], policy.customer, one.names, expected, one.ndjson[group])
        let width = policy.collections[0].fields.count
        for (record, expected) in one.expectedOfRecords[group].enumerated() {
          let values = Array(decided.records[0][0][(record * width)..<((record + 1) * width)])
          compare(
            values,
            policy.collections[0],
            one.namesOfRecords,
            expected,
            "record \(record) of \(one.ndjson[group])"
          )
        }
      }
      func compare(
        _ values: [Value],
        _ layout: Layout,
        _ names: [String],
        _ expected: [Expected],
        _ where_: String
      ) {
        for (name, wanted) in zip(names, expected) {
          guard let index = layout.fields.firstIndex(where: { $0.name == name }) else { continue }
          mismatches.expect(
            shown(values[index]),
            wanted,
            "\(name) of \(where_) in\n\(one.policy.split(separator: "\n").first { $0.hasPrefix("  \(name) = ") } ?? "")\n\(one.policy)"
          )
          compared += 1
        }
      }
    }
    #expect(mismatches.count == 0, "\(mismatches)")
    #expect(compared >= policies * 220 * 3)
  }

  private func shown(_ value: Value) -> Expected {
    switch value {
    case .missing: .missing
    case .yesNo(let answer): .flag(answer)
    case .date(let date): .text(date.description)
    case .number(let number):
      // The oracle writes fractions in lowest terms, whole numbers without a denominator.
      .text(
        number.lowestTerms.denominator == 1
          ? "\(number.lowestTerms.numerator)"
          : "\(number.lowestTerms.numerator)/\(number.lowestTerms.denominator)"
      )
    default: .text("\(value)")
    }
  }
}
