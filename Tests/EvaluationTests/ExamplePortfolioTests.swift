import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Portfolio
import TestSupport
import Testing

/// The example portfolio shows every rule of the first policy at work.
@Suite struct ExamplePortfolioTests {
  private func policy() throws -> Policy {
    let folder = "policies/general-b2b-france/"
    let names = ["edition-2026.policy", "customer-data.policy", "edition-2026-tests.policy"]
    let files = try names.enumerated().map { number, name in
      Parser.parse(Source(file: Int32(number), name: name, text: try Repository.text(folder + name)))
    }
    return try #require(Checker.check(files).policy)
  }

  @Test func everyRuleAppliesToSomebody() throws {
    let policy = try policy()
    let path = Repository.root.appendingPathComponent("examples/portfolio").path
    let portfolio = try PortfolioReader.read(path, for: policy)
    #expect(portfolio.rejects.isEmpty)
    #expect(portfolio.customers.count == 200)
    let asOf = try #require(CalendarDate(iso: "2026-06-30"))
    var applied: Set<String> = []
    for group in portfolio.groups.indices {
      let (_, trace) = try policy.trace(DecisionUnit(portfolio, group: group), asOf: asOf)
      for decision in trace.decisions {
        for rule in decision.rules where rule.outcome == .applies {
          applied.insert(policy.decisions[decision.decision].rules[rule.index].id)
        }
      }
    }
    let rules = policy.decisions.flatMap(\.rules).map(\.id)
    #expect(rules.filter { !applied.contains($0) } == [])
    #expect(rules.count >= 90, "The README says so.")
  }

  /// Evaluating with and without a trace is one code with two watchers; both must see the same.
  @Test func theTraceSeesWhatIsDecided() throws {
    let policy = try policy()
    let path = Repository.root.appendingPathComponent("examples/portfolio/portfolio.ndjson").path
    let portfolio = try PortfolioReader.read(path, for: policy)
    let asOf = try #require(CalendarDate(iso: "2026-06-30"))
    for group in portfolio.groups.indices {
      let unit = DecisionUnit(portfolio, group: group)
      let decided = try policy.decide(unit, asOf: asOf)
      let (traced, trace) = try policy.trace(unit, asOf: asOf)
      #expect(decided.members == traced.members)
      #expect(decided.records == traced.records)
      for decision in trace.decisions {
        let outcome = decided.outcomes[decision.place.member][decision.decision][
          max(decision.place.record, 0)
        ]
        #expect(outcome.value == decision.value)
        #expect(outcome.rules == decision.rules.filter { $0.outcome == .applies }.map(\.index).sorted())
      }
    }
  }
}
