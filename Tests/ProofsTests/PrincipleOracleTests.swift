import Foundation
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Proofs
import TestSupport
import Testing

/// Principles and comparisons of random policies, beside what the evaluator decides for every customer.
@Suite struct PrincipleOracleTests {
  /// A policy, everybody whom it could decide, and what `target` comes to for each; nil where it cannot be decided.
  private struct Everybody {
    let policy: Policy
    let index: Int
    let units: [DecisionUnit]
    let values: [Value?]

    init?(_ text: String, atMost most: Int) {
      let source = Source(name: "random.policy", text: text)
      guard let policy = PolicyCompiler.compile([Parser.parse(source)]).policy,
        let index = policy.decisions.firstIndex(where: { $0.name == "target" }),
        let units = EveryCustomer.units(policy, policy.decisions[index], atMost: most)
      else { return nil }
      (self.policy, self.index, self.units) = (policy, index, units)
      values = units.map { unit in
        (try? policy.decide(unit, asOf: BruteForce.asOf))?.outcomes[0][index][0].value
      }
    }
  }

  private struct Tally {
    var (proven, refuted, open, missed) = (0, 0, 0, 0)
  }

  private static var wanted: Int { PythonOracle.isLong ? 3_000 : 12 }

  // MARK: As one value rises

  @Test func claimsAboutRisingValuesAgreeWithEveryPair() {
    var rules = RandomRules(SeededGenerator())
    var tally = Tally()
    var policies = 0
    for _ in 0..<(40 * PrincipleOracleTests.wanted) where policies < PrincipleOracleTests.wanted {
      let text = rules.text().whole
      guard let all = Everybody(text, atMost: PythonOracle.isLong ? 2_000 : 200) else { continue }
      policies += 1
      for attribute in 1..<all.policy.customer.attributeCount {
        let slot = Slot(.customer, attribute)
        let type = all.policy.customer.fields[attribute].type
        guard type.isNumeric || type == .yesNo || isScale(type, all.policy) else { continue }
        for rises in [true, false] {
          let claim = Principle.Monotone(
            decision: all.index,
            never: .getsStricter,
            value: slot,
            rises: rises,
            ranking: ranking(all)
          )
          judge(claim, all, rises, attribute, &tally, text)
        }
      }
    }
    print("POLICYC_SEED=\(PythonOracle.seed): \(policies) policies, \(tally)")
    #expect(policies == PrincipleOracleTests.wanted)
    #expect(tally.refuted > 5 && tally.proven > 20)
    #expect(tally.missed * 4 <= tally.refuted + 4, "customers are not found too often")
  }

  /// The results in some order: that of the first values found.
  private func ranking(_ all: Everybody) -> [Value] {
    var found: [Value] = []
    for case let value? in all.values where !value.isMissing && !found.contains(value) { found.append(value) }
    return found
  }

  private func isScale(_ type: ValueType, _ policy: Policy) -> Bool {
    if case .symbol(let number) = type { policy.enumerations[number].isOrdered } else { false }
  }

  private func judge(
    _ claim: Principle.Monotone,
    _ all: Everybody,
    _ rises: Bool,
    _ attribute: Int,
    _ tally: inout Tally,
    _ text: String
  ) {
    // Numbers have no ranking of theirs here.
    guard case .symbol = all.policy.decisions[all.index].type else { return }
    let counterexample = pair(all, attribute, rises, claim.ranking)
    let outcome = PrincipleProof(all.policy).outcome(
      .init(kind: .monotone(claim), span: .none),
      about: .customer,
      beside: nil
    )
    let name = all.policy.customer.fields[attribute].name
    switch outcome {
    case .proven, .aboutNobody:
      tally.proven += 1
      #expect(!counterexample, "\(PythonOracle.seed): as \(name) rises \(rises) is called proven:\n\(text)")
    case .refuted:
      tally.refuted += 1
      #expect(counterexample, "\(PythonOracle.seed): as \(name) rises \(rises) is called untrue:\n\(text)")
    case .unproven:
      tally.open += 1
      if counterexample { tally.missed += 1 }
    }
  }

  /// Whether two customers who differ in one attribute alone are decided the wrong way.
  private func pair(_ all: Everybody, _ attribute: Int, _ rises: Bool, _ ranking: [Value]) -> Bool {
    var groups: [String: [Int]] = [:]
    for (number, unit) in all.units.enumerated() {
      var rest = unit.members[0].attributes
      rest[attribute] = .missing
      groups["\(rest)", default: []].append(number)
    }
    for group in groups.values {
      for first in group {
        for second in group {
          guard isLess(value(all, first, attribute), value(all, second, attribute)),
            let low = all.values[rises ? first : second], let high = all.values[rises ? second : first],
            let from = ranking.firstIndex(of: low), let to = ranking.firstIndex(of: high)
          else { continue }
          if to < from { return true }
        }
      }
    }
    return false
  }

  private func value(_ all: Everybody, _ unit: Int, _ attribute: Int) -> Value {
    all.units[unit].members[0].attributes[attribute]
  }

  private func isLess(_ one: Value, _ other: Value) -> Bool {
    switch (one, other) {
    case (.number(let one), .number(let other)): one < other
    case (.symbol(let one), .symbol(let other)): one >= 0 && other >= 0 && one < other
    case (.yesNo(let one), .yesNo(let other)): !one && other
    default: false
    }
  }

  // MARK: Two editions

  @Test func comparisonsOfEditionsAgreeWithEveryCustomer() {
    var rules = RandomRules(SeededGenerator())
    var generator = SeededGenerator()
    var tally = Tally()
    var policies = 0
    for _ in 0..<(40 * PrincipleOracleTests.wanted) where policies < 3 * PrincipleOracleTests.wanted {
      let text = rules.text()
      let other = edited(text.target, &generator)
      guard other != text.target, let one = Everybody(text.whole, atMost: PythonOracle.isLong ? 3_000 : 200),
        let two = Everybody(text.base + other, atMost: PythonOracle.isLong ? 3_000 : 200),
        one.units.count <= two.units.count,
        let comparison = try? EditionComparison(one.policy, two.policy)
      else { continue }
      policies += 1
      var compared = comparison
      let differs = two.units.indices.contains { number in
        guard let new = two.values[number],
          let old = try? one.policy.decide(two.units[number], asOf: BruteForce.asOf).outcomes[0][one.index][0]
            .value
        else { return false }
        return ValueText(policy: two.policy).text(new, two.policy.decisions[two.index].type)
          != ValueText(policy: one.policy).text(old, one.policy.decisions[one.index].type)
      }
      let both = "\(PythonOracle.seed):\n\(text.whole)\nand\n\(other)"
      switch compared.difference("target") {
      case .same?:
        tally.proven += 1
        #expect(!differs, "called the same, \(both)")
      case .differs(let changes)? where changes.contains { $0.witness != nil }:
        tally.refuted += 1
        #expect(differs, "called different, \(both)")
      default:
        tally.open += 1
        if differs { tally.missed += 1 }
      }
    }
    print("POLICYC_SEED=\(PythonOracle.seed): \(policies) pairs of editions, \(tally)")
    #expect(policies == 3 * PrincipleOracleTests.wanted)
    #expect(tally.refuted > 3 && tally.proven > 3)
    #expect(tally.missed * 4 <= tally.refuted + 4, "customers are not found too often")
  }

  /// A decision with one thing changed: a number, a comparison, a rule left out, or two that change places.
  private func edited(_ target: String, _ generator: inout SeededGenerator) -> String {
    var lines = target.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let rules = lines.indices.filter { lines[$0].contains(": ") && lines[$0].hasPrefix("  ") }
    guard let line = rules.randomElement(using: &generator) else { return target }
    let changes = [
      ("at least", "more than"), ("at most", "less than"), ("more than", "at least"),
      ("less than", "at most"),
      (" 1", " 2"), (" 2", " 1"), (" and ", " or "), (" x", " y"), ("is known", "is missing"),
    ].filter { lines[line].contains($0.0) }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0 where rules.count > 2: lines.remove(at: line)
    case 1 where line > rules[0]: lines.swapAt(line, line - 1)
    default:
      guard let change = changes.randomElement(using: &generator),
        let place = lines[line].range(of: change.0)
      else { return target }
      lines[line].replaceSubrange(place, with: change.1)
    }
    return lines.joined(separator: "\n")
  }
}
