import PolicyModel
import PolicySyntax

/// What the tests of a policy have seen of it: rules reached, and parts of conditions with either answer.
///
/// It is read from the traces of the tests, so it says what the evaluator did and nothing else.
public struct Coverage: Sendable {
  /// One rule, or one row of a table.
  public struct RuleCount: Sendable {
    public let decision: Int
    public let rule: Int
    /// How often it applied.
    public fileprivate(set) var times = 0
  }

  /// A part of a condition that is not put together from others by `and`, `or` and `not`.
  public struct Part: Sendable {
    /// The definition or decision in which it stands.
    public let slot: Slot
    /// The rule in which it stands; nil in a definition and in the head of a decision.
    public let rule: Int?
    public let node: Node
    /// How often the answer was yes, and how often no.
    public fileprivate(set) var yes = 0
    public fileprivate(set) var no = 0

    public var isSeenBothWays: Bool { yes > 0 && no > 0 }
  }

  /// In the order of the policy.
  public private(set) var rules: [RuleCount] = []
  /// In the order of the policy.
  public private(set) var parts: [Part] = []

  private var rulePlaces: [[Int?]] = []
  private var partPlaces: [Path: Int] = [:]

  /// A place in the expressions of a definition or decision.
  private struct Path: Hashable {
    let slot: Slot
    var steps: [Int]
  }

  /// Counts what the traces of some tests went through.
  public init(_ policy: Policy, _ run: TestRun) {
    for (number, decision) in policy.decisions.enumerated() {
      // A scorecard's rules are its characteristics, each of which always counts.
      let isTotal = decision.kind == .scorecard && decision.rules.allSatisfy { $0.condition == nil }
      rulePlaces.append(
        decision.rules.indices.map { rule in
          if isTotal { return nil }
          rules.append(RuleCount(decision: number, rule: rule))
          return rules.count - 1
        }
      )
    }
    for slot in policy.order {
      for root in Coverage.roots(policy, slot) {
        declare(root.node, Path(slot: slot, steps: [root.number]), root.rule)
      }
    }
    for trace in run.results.compactMap(\.trace) { add(trace, policy) }
  }

  // MARK: What there is

  /// The expressions of a field, each with a number of its own.
  private static func roots(_ policy: Policy, _ slot: Slot) -> [(node: Node, number: Int, rule: Int?)] {
    switch policy.field(slot).origin {
    case .attribute: return []
    case .definition(let node): return [(node, 0, nil)]
    case .decision(let index):
      let decision = policy.decisions[index]
      let head = [decision.applicability, decision.atLeast, decision.atMost].enumerated().compactMap {
        number,
        node in
        node.map { ($0, number, Int?.none) }
      }
      let rules = decision.rules.enumerated().flatMap { number, rule in
        [
          rule.condition.map { ($0, 3 + 2 * number, Int?.some(number)) },
          (rule.result, 4 + 2 * number, number),
        ]
        .compactMap { $0 }
      }
      return head + rules
    }
  }

  private mutating func declare(_ node: Node, _ path: Path, _ rule: Int?, below part: Bool = false) {
    let isPart = node.isPartOfCondition && !(part && node.isRead)
    if isPart {
      partPlaces[path] = parts.count
      parts.append(Part(slot: path.slot, rule: rule, node: node))
    }
    for (number, child) in node.numberedChildren {
      declare(child, Path(slot: path.slot, steps: path.steps + [number]), rule, below: isPart)
    }
  }

  // MARK: What was seen

  private mutating func add(_ trace: Trace, _ policy: Policy) {
    for definition in trace.definitions {
      for root in Coverage.roots(policy, definition.slot) {
        see(root.node, definition.step, trace, Path(slot: definition.slot, steps: [root.number]))
      }
    }
    for made in trace.decisions {
      let slot = policy.decisions[made.decision].slot
      var steps: [Int: Int] = [:]
      for (number, step) in [made.applicability, made.atLeast, made.atMost].enumerated() {
        steps[number] = step
      }
      for rule in made.rules {
        steps[3 + 2 * rule.index] = rule.condition
        steps[4 + 2 * rule.index] = rule.result
        if rule.outcome == .applies || rule.outcome == .outranked,
          let place = rulePlaces[made.decision][rule.index]
        {
          rules[place].times += 1
        }
      }
      for root in Coverage.roots(policy, slot) {
        if let step = steps[root.number] {
          see(root.node, step, trace, Path(slot: slot, steps: [root.number]))
        }
      }
    }
  }

  private mutating func see(_ node: Node, _ step: Int, _ trace: Trace, _ path: Path) {
    if let place = partPlaces[path], case .yesNo(let answer) = trace.steps[step].value {
      if answer { parts[place].yes += 1 } else { parts[place].no += 1 }
    }
    let children = node.numberedChildren
    if children.isEmpty { return }
    for (number, inner) in trace.steps(below: step, of: node) {
      guard let child = children.first(where: { $0.number == number }) else { continue }
      see(child.node, inner, trace, Path(slot: path.slot, steps: path.steps + [number]))
    }
  }
}

extension Node {
  fileprivate var isRead: Bool {
    if case .read = kind { true } else { false }
  }

  /// Whether it asks something that is not put together from other answers.
  fileprivate var isPartOfCondition: Bool {
    guard type == .yesNo else { return false }
    switch kind {
    case .constant, .cases: return false
    case .apply(let operation, _): return ![.and, .or, .not].contains(operation)
    case .asOf, .read, .aggregate: return true
    }
  }

  /// The nodes right below this one, each with a number that does not depend on which others there are.
  fileprivate var numberedChildren: [(number: Int, node: Node)] {
    switch kind {
    case .constant, .asOf, .read: []
    case .apply(_, let operands): operands.enumerated().map { ($0, $1) }
    case .aggregate(let aggregate):
      [aggregate.upTo, aggregate.condition, aggregate.value, aggregate.weight, aggregate.order].enumerated()
        .compactMap { number, node in node.map { (number, $0) } }
    case .cases(let cases):
      cases.enumerated().flatMap { number, entry in
        (entry.condition.map { [(2 * number, $0)] } ?? []) + [(2 * number + 1, entry.result)]
      }
    }
  }
}

extension Trace {
  /// The steps in which the children of a node were computed, with the numbers of those.
  fileprivate func steps(below step: Int, of node: Node) -> [(number: Int, step: Int)] {
    switch (node.kind, steps[step].kind) {
    case (.apply, .operation(_, let operands)): operands.enumerated().map { ($0, $1) }
    case (.aggregate, .aggregate(_, _, let rows, let upTo)): (upTo.map { [(0, $0)] } ?? []) + below(rows)
    case (.aggregate, .earlier(_, _, let sequence)): below(sequences[sequence])
    case (.cases, .cases(let cases)):
      cases.enumerated().flatMap { number, entry in
        (entry.condition.map { [(2 * number, $0)] } ?? [])
          + (entry.result.map { [(2 * number + 1, $0)] } ?? [])
      }
    default: []
    }
  }

  private func below(_ rows: [Row]) -> [(number: Int, step: Int)] {
    rows.flatMap { row in
      [row.condition, row.value, row.weight, row.order].enumerated().compactMap { number, step in
        step.map { (number + 1, $0) }
      }
    }
  }
}

extension Coverage {
  /// So many of so many.
  public struct Share: Sendable, Equatable {
    public let seen: Int
    public let all: Int

    public init(seen: Int, all: Int) { (self.seen, self.all) = (seen, all) }

    public static func + (left: Share, right: Share) -> Share {
      Share(seen: left.seen + right.seen, all: left.all + right.all)
    }

    /// Whether it is at least so many per cent, given as a ten thousandth of them.
    public func isAtLeast(hundredths: Int) -> Bool { seen * 10_000 >= all * hundredths }

    /// Per cent with one decimal, rounded down, so that only everything is 100%; everything where there is nothing.
    public var text: String {
      if all == 0 { return "100%" }
      let tenths = seen * 1_000 / all
      return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }
  }

  public var ruleShare: Share { Share(seen: rules.count { $0.times > 0 }, all: rules.count) }

  /// Parts of conditions seen with both answers.
  public var partShare: Share { Share(seen: parts.count(where: \.isSeenBothWays), all: parts.count) }
}
