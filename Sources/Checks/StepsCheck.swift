import Exact
import PolicyModel
import PolicySyntax
import Proofs

/// Every step and every state of an escalation can be reached, and no step comes before the one that precedes it.
///
/// That none is skipped and none follows itself needs no check: one step at a time, each asks for the one before.
enum StepsCheck {
  static func findings(_ policy: Policy) -> [Diagnostic] {
    let missing = MissingAnalysis(policy)
    return policy.decisions.filter { $0.kind == .escalation }.flatMap { decision in
      var proof = DecisionProof(decision, policy, missing)
      return unreachable(decision, policy, &proof) + early(decision, policy)
    }
  }

  // MARK: Reaching

  /// The results of which every rule is proven never to apply; of steps in turn only the first.
  private static func unreachable(
    _ decision: Decision,
    _ policy: Policy,
    _ optional: inout DecisionProof?
  ) -> [Diagnostic] {
    guard var proof = optional else { return [] }
    defer { optional = proof }
    var found: [Diagnostic] = []
    for group in results(decision) {
      guard group.rules.allSatisfy({ isImpossible($0, after: 0, &proof) }) else { continue }
      let rule = group.rules[0]
      let isHeldBack = !isImpossible(rule, after: statesBefore(rule, decision), &proof)
      let name = text(group.value, decision, policy)
      let later = decision.stepsTaken == nil || rule.state != nil ? [] : after(group.value, decision, policy)
      found.append(
        Diagnostic(
          .stepNeverReached,
          at: rule.span,
          about: rule.id,
          "nothing ever gets to `\(name)`: "
            + (isHeldBack
              ? "whenever its condition holds, so does that of a state before it"
              : "its conditions contradict each other")
            + (later.isEmpty ? "" : ", and so nothing gets to \(later.joined(separator: ", "))"),
          help: isHeldBack
            ? "narrow the state, or leave out what it always precedes"
            : "correct its condition, or leave it out"
        )
      )
      if rule.state == nil, decision.stepsTaken != nil { break }
    }
    return found
  }

  /// Rules by their result, in the order of the results.
  private static func results(_ decision: Decision) -> [(value: Value, symbol: Int32, rules: [Rule])] {
    var groups: [Int32: [Rule]] = [:]
    for rule in decision.rules where !rule.isOtherwise {
      if case .symbol(let symbol)? = rule.result.constant { groups[symbol, default: []].append(rule) }
    }
    return groups.sorted { $0.key < $1.key }.map { (.symbol($0.key), $0.key, $0.value) }
  }

  /// How many parts of a rule's condition come from states.
  private static func statesBefore(_ rule: Rule, _ decision: Decision) -> Int {
    let states = decision.rules.filter { $0.state != nil }
    return states.firstIndex { $0.id == rule.id } ?? states.count
  }

  /// Whether a condition is proven never to hold, without its first parts.
  private static func isImpossible(_ rule: Rule, after skipped: Int, _ proof: inout DecisionProof) -> Bool {
    guard let parts = rule.condition?.parts, parts.count > skipped else { return false }
    return proof.canHold(Array(parts.dropFirst(skipped))).isNever
  }

  private static func after(_ value: Value, _ decision: Decision, _ policy: Policy) -> [String] {
    guard case .symbol(let symbol) = value else { return [] }
    return results(decision).filter { $0.symbol > symbol }.map { "`\(text($0.value, decision, policy))`" }
  }

  private static func text(_ value: Value, _ decision: Decision, _ policy: Policy) -> String {
    ValueText(policy: policy).text(value, decision.type)
  }

  // MARK: Timing

  /// A step with the one date on which it depends.
  private struct Timed {
    let rule: Rule
    /// What the days are counted from.
    let base: String
    let days: Number
    /// The other parts of its condition.
    let others: Set<String>

    /// Whether this one applies whenever the other does.
    func hides(_ other: Timed) -> Bool {
      base == other.base && days <= other.days && others.isSubset(of: other.others)
    }
  }

  private static func early(_ decision: Decision, _ policy: Policy) -> [Diagnostic] {
    let steps = results(decision).filter { $0.rules[0].state == nil }
    if decision.stepsTaken != nil { return immediate(decision, steps.map(\.rules)) }
    guard decision.combining == .furthest || decision.combining == .highest else { return [] }
    var found: [Diagnostic] = []
    var all: [(symbol: Int32, step: Timed)] = []
    for step in steps {
      for rule in step.rules {
        if let timed = timed(rule, decision) { all.append((step.symbol, timed)) }
      }
    }
    for (symbol, milder) in all {
      let later = all.filter { $0.symbol > symbol }.map(\.step)
      guard let further = later.first(where: { $0.hides(milder) }) else { continue }
      found.append(
        Diagnostic(
          .stepTooEarly,
          at: milder.rule.span,
          about: milder.rule.id,
          "`\(milder.rule.id)` is never seen: `\(further.rule.id)` goes further and is due no later",
          help: "let the further step be due later",
          notes: [Diagnostic.Note("the further step stands here", at: further.rule.span)]
        )
      )
    }
    return found
  }

  /// Steps in turn that are due as soon as the one before them has been taken.
  private static func immediate(_ decision: Decision, _ steps: [[Rule]]) -> [Diagnostic] {
    zip(steps, steps.dropFirst()).compactMap { before, after in
      guard before.count == 1, after.count == 1, let earlier = timed(before[0], decision),
        let later = timed(after[0], decision), earlier.base == later.base, later.days <= earlier.days
      else { return nil }
      return Diagnostic(
        .stepTooEarly,
        at: later.rule.span,
        about: later.rule.id,
        "`\(later.rule.id)` is taken the day after `\(earlier.rule.id)`: it is due no later",
        help: "let it wait: `and 10 days after the previous step`",
        notes: [Diagnostic.Note("the step before it stands here", at: earlier.rule.span)]
      )
    }
  }

  /// A rule whose condition asks for one date only, which is so many days before or after something.
  private static func timed(_ rule: Rule, _ decision: Decision) -> Timed? {
    var dates: [(base: String, days: Number)] = []
    var others: Set<String> = []
    for part in rule.condition?.parts ?? [] {
      if let date = dueDate(part) { dates.append(date) } else { others.insert(part.fingerprint) }
    }
    guard dates.count == 1 else { return nil }
    return Timed(rule: rule, base: dates[0].base, days: dates[0].days, others: others)
  }

  /// The date of a condition `as_of is at least DATE`.
  private static func dueDate(_ node: Node) -> (base: String, days: Number)? {
    guard case .apply(.atLeast, let sides) = node.kind, case .asOf = sides[0].kind else { return nil }
    guard case .apply(let operation, let operands) = sides[1].kind, operands.count == 2,
      operation == .addDays || operation == .subtractDays, case .number(let days)? = operands[1].constant
    else { return (sides[1].fingerprint, .zero) }
    return (operands[0].fingerprint, operation == .addDays ? days : (try? days.negated()) ?? .zero)
  }
}

extension Node {
  /// The parts of a conjunction; the node itself where it is none.
  fileprivate var parts: [Node] {
    if case .apply(.and, let parts) = kind { parts } else { [self] }
  }
}
