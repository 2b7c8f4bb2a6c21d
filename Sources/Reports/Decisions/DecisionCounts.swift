import Evaluation
import PolicyModel

/// How often each decision came out in which way.
public struct DecisionCounts: Sendable {
  /// The ways of one decision: its values where it has a few, else its rules; then the three that any can have.
  private struct Ways {
    let decision: Int
    let own: Int
    var counts: [Int]

    var override: Int { own }
    /// Of rules that all apply, none does.
    var none: Int { own + 1 }
    /// The decision does not apply.
    var notMade: Int { own + 2 }

    init(_ decision: Int, own: Int) {
      self.decision = decision
      self.own = own
      counts = [Int](repeating: 0, count: own + 3)
    }
  }

  private let policy: Policy
  private var all: [Ways]

  public init(_ policy: Policy) {
    self.policy = policy
    // The points of scorecards add up to almost any number.
    all = policy.decisions.enumerated().filter { ![.characteristic, .scorecard].contains($1.kind) }.map {
      Ways($0, own: Self.ownWays($1, policy))
    }
  }

  private static func ownWays(_ decision: Decision, _ policy: Policy) -> Int {
    switch decision.type {
    case .symbol(let number):
      policy.enumerations[number].members.count + policy.enumerations[number].outside.count
    case .yesNo: 2
    case .terms: policy.terms.count
    default: decision.rules.count
    }
  }

  /// Adds what was decided for one member of a unit and for its records.
  public mutating func add(_ decided: UnitDecisions, member: Int) {
    for index in all.indices {
      for outcome in decided.outcomes[member][all[index].decision] { add(outcome, index) }
    }
  }

  private mutating func add(_ outcome: Outcome, _ index: Int) {
    let ways = all[index]
    switch (outcome.value, policy.decisions[ways.decision].type) {
    case (.missing, _): all[index].counts[ways.notMade] += 1
    case (.symbol(let symbol), .symbol(let number)):
      // Members outside a scale are numbered from -1 downwards.
      let members = policy.enumerations[number].members.count
      all[index].counts[symbol >= 0 ? Int(symbol) : members - 1 - Int(symbol)] += 1
    case (.yesNo(let answer), _): all[index].counts[answer ? 0 : 1] += 1
    case (.terms(let number), _) where ways.own > number: all[index].counts[Int(number)] += 1
    default:
      if outcome.override != nil {
        all[index].counts[ways.override] += 1
      } else if outcome.rules.isEmpty {
        all[index].counts[ways.none] += 1
      } else {
        for rule in outcome.rules { all[index].counts[rule] += 1 }
      }
    }
  }

  // MARK: Text

  /// A line for each decision, such as `segment: blocked 6, standard 194`; it goes on below where it would be
  /// wider than the terminal.
  public func text(width: Int? = nil) -> String {
    all.map { ways in
      let decision = policy.decisions[ways.decision]
      let parts = ways.counts.enumerated().filter { $1 > 0 }.map { way, count in
        "\(ShownText.onOneLine(name(way, ways, decision))) \(count)"
      }
      let plural: String
      if case .collection(let number) = decision.slot.scope {
        plural = " of \(policy.collections[number].plural)"
      } else {
        plural = ""
      }
      return Self.wrapped(
        "policyc: \(decision.name)\(plural):",
        parts.isEmpty ? ["nobody"] : parts,
        width ?? .max
      )
    }.joined()
  }

  private static func wrapped(_ head: String, _ parts: [String], _ width: Int) -> String {
    // Terms such as `45 days, then end of month` have a comma of their own.
    let separator = parts.contains { $0.contains(",") } ? ";" : ","
    var text = head
    var column = head.count
    for (number, part) in parts.enumerated() {
      let shown = part + (number + 1 < parts.count ? separator : "")
      let fits = number == 0 || column + 1 + shown.count <= width
      text += fits ? " " : "\n    "
      text += shown
      column = (fits ? column + 1 : 4) + shown.count
    }
    return text + "\n"
  }

  private func name(_ way: Int, _ ways: Ways, _ decision: Decision) -> String {
    if way == ways.override { return "override" }
    if way == ways.none { return "none" }
    if way == ways.notMade { return "not made" }
    switch decision.type {
    case .symbol(let number):
      let enumeration = policy.enumerations[number]
      return (enumeration.members + enumeration.outside)[way]
    case .yesNo: return way == 0 ? "yes" : "no"
    case .terms: return ValueText(policy: policy).text(.terms(Int32(clamping: way)), decision.type)
    default: return decision.rules[way].label
    }
  }
}
