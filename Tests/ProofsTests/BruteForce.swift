import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Proofs

/// One random policy, everybody whom it could decide, and what the evaluator answers for each.
struct BruteForce {
  let text: RandomRules.Text
  let policy: Policy
  let findings: [Diagnostic]
  let index: Int
  let decision: Decision
  let units: [DecisionUnit]
  /// Only for some of all customers.
  let isSample: Bool

  /// A condition with its answers, one for each customer and record; nil where it has none.
  typealias Column = [Bool?]

  private(set) var concerned: Column = []
  /// The answers of each rule's condition; yes where it has none.
  private(set) var rules: [Column] = []
  /// The parts of each rule's condition with their answers, and those of the alternatives of a part.
  private(set) var parts: [[(node: Node, answers: Column)]] = []
  private(set) var alternatives: [[(of: Int, node: Node, answers: Column)]] = []
  private let base: Policy
  private let places: [(unit: Int, place: Place)]
  static let asOf = CalendarDate(year: 2026, month: 1, day: 1) ?? .earliest

  /// - Returns: nil where the policy has other mistakes, or too many customers.
  init?(_ text: RandomRules.Text, sample: ((Policy) -> [DecisionUnit])? = nil, atMost most: Int) {
    func compiled(_ text: String) -> Policy? {
      PolicyCompiler.compile([Parser.parse(Source(name: "random.policy", text: text))]).model
    }
    guard let policy = compiled(text.whole), let base = compiled(text.base),
      let index = policy.decisions.firstIndex(where: { $0.name == "target" }),
      let units = sample.map({ $0(policy) })
        ?? EveryCustomer.units(policy, policy.decisions[index], atMost: most)
    else { return nil }
    let findings = Checker.check(
      [Parser.parse(Source(name: "random.policy", text: text.whole))],
      advice: true
    )
    .diagnostics
    guard
      findings.allSatisfy({ $0.severity != .error || $0.code == .nothingApplies || $0.code == .rulesOverlap })
    else { return nil }
    (self.text, self.policy, self.base, self.findings, self.index, self.units) = (
      text, policy, base, findings, index, units
    )
    decision = policy.decisions[index]
    isSample = sample != nil
    if case .collection(let own) = decision.slot.scope {
      places = units.enumerated().flatMap { number, unit in
        (0..<unit.members[0].recordCounts[own]).map {
          (number, Place(member: 0, collection: own, record: $0))
        }
      }
    } else {
      places = units.indices.map { ($0, Place(member: 0)) }
    }
    var nodes = decision.applicability.map { [$0] } ?? []
    for rule in decision.rules {
      guard let condition = rule.condition else { continue }
      nodes.append(condition)
      nodes += condition.parts + condition.alternatives.map(\.node)
    }
    guard let answers = answers(nodes) else { return nil }
    var rest = answers[...]
    let always = Column(repeating: true, count: places.count)
    concerned = decision.applicability == nil ? always : rest.removeFirst()
    for rule in decision.rules {
      rules.append(rule.condition == nil ? always : rest.removeFirst())
      parts.append(rule.condition?.parts.map { ($0, rest.removeFirst()) } ?? [])
      alternatives.append(rule.condition?.alternatives.map { ($0.of, $0.node, rest.removeFirst()) } ?? [])
    }
  }

  /// What the evaluator answers for everybody.
  private func answers(_ nodes: [Node]) -> [Column]? {
    var columns = [Column](repeating: [], count: nodes.count)
    for (number, place) in places {
      guard
        let answers = try? base.answers(nodes.map { ($0, place) }, units[number], asOf: BruteForce.asOf)
          .answers
      else { return nil }
      for (index, answer) in answers.enumerated() {
        if case .yesNo(let yes) = answer.value {
          columns[index].append(yes)
        } else {
          columns[index].append(nil)
        }
      }
    }
    return columns
  }

  var count: Int { places.count }

  /// The rules without `otherwise`.
  var written: [Int] { decision.rules.indices.filter { !decision.rules[$0].isOtherwise } }

  func gap(_ at: Int) -> Bool {
    concerned[at] == true && written.allSatisfy { rules[$0][at] == false }
  }

  func hold(_ several: [Int], _ at: Int) -> Bool {
    concerned[at] == true && several.allSatisfy { rules[$0][at] == true }
  }

  func decides(_ rule: Int, _ at: Int) -> Bool {
    guard concerned[at] == true, rules[rule][at] == true else { return false }
    let before = decision.rules[rule].isOtherwise ? written : written.filter { $0 < rule }
    return before.allSatisfy { rules[$0][at] == false }
  }

  /// Whether the result of a rule counts: it is the first that applies, or applies and none that applies prevails.
  func counts(_ rule: Int, _ at: Int) -> Bool {
    if decision.combining == .first || decision.rules[rule].isOtherwise { return decides(rule, at) }
    return hold([rule], at) && !written.contains { prevails($0, rule) && hold([$0], at) }
  }

  private func prevails(_ one: Int, _ other: Int) -> Bool {
    guard let first = decision.rules[one].result.constant, let second = decision.rules[other].result.constant
    else { return false }
    switch (decision.combining, first, second) {
    case (.strictest, _, _):
      guard let place = decision.ranking.firstIndex(of: first),
        let than = decision.ranking.firstIndex(of: second)
      else { return false }
      return place < than
    case (.lowest, .number(let first), .number(let second)): return first < second
    case (.highest, .number(let first), .number(let second)): return first > second
    case (.furthest, .symbol(let first), .symbol(let second)): return first > second
    default: return false
    }
  }

  func someone(_ holds: (Int) -> Bool) -> Bool { (0..<count).contains(where: holds) }

  // MARK: What the evaluator decides

  /// How often the evaluator decides otherwise than the answers of the conditions say, in a first-match decision
  /// of the customer.
  func disagreements() -> Int {
    guard decision.combining == .first, decision.slot.scope == .customer else { return 0 }
    return units.indices.filter { number in
      let expected = decision.rules.indices.first { decides($0, number) }
      do throws(DecisionFailure) {
        let outcome = try policy.decide(units[number], asOf: BruteForce.asOf).outcomes[0][index][0]
        return concerned[number] == true ? outcome.rules.first != expected : !outcome.rules.isEmpty
      } catch {
        if case .nothingApplies = error.kind { return !gap(number) }
        return true
      }
    }.count
  }

  /// Whether two rules give the same to a reader.
  func isSame(_ left: Int, _ right: Int) -> Bool {
    let (one, other) = (decision.rules[left], decision.rules[right])
    return one.result.constant == other.result.constant
      && one.reasons.map(\.text) == other.reasons.map(\.text)
  }
}

extension Node {
  /// The parts of a conjunction, and of conjunctions in it.
  var parts: [Node] {
    if case .apply(.and, let parts) = kind { parts.flatMap(\.parts) } else { [self] }
  }

  /// The alternatives of parts, with the number of their part.
  var alternatives: [(of: Int, node: Node)] {
    parts.enumerated().flatMap { number, part -> [(of: Int, node: Node)] in
      if case .apply(.or, let all) = part.kind { all.map { (number, $0) } } else { [] }
    }
  }
}
