import Exact
import PolicyModel
import PolicySyntax
import Proofs

/// Rules that never apply: because their conditions contradict each other or what is declared, or because earlier
/// rules take everybody; and results that nobody gets.
enum DeadRuleFinding {
  static func findings(_ subject: inout DecisionUnderProof) -> (findings: [Diagnostic], rules: Set<Int>) {
    let decision = subject.decision
    var dead: [Int: Diagnostic] = [:]
    for (index, rule) in decision.rules.enumerated() {
      let isContradiction = !rule.isOtherwise && subject.proof.isNever(.hold([index]))
      if isContradiction {
        dead[index] = contradiction(index, &subject)
      } else if isTaken(index, &subject) {
        dead[index] = taken(index, &subject)
      } else if let stronger = outranking(index, &subject) {
        dead[index] = outranked(index, stronger, &subject)
      }
    }
    // Steps that nobody gets to are said as such.
    let said = decision.kind == .escalation ? dead.filter { decision.rules[$0.key].isOtherwise } : dead
    return (unreached(said, subject), Set(dead.keys))
  }

  private static func isTaken(_ rule: Int, _ subject: inout DecisionUnderProof) -> Bool {
    guard subject.decision.combining == .first || subject.decision.rules[rule].isOtherwise else {
      return false
    }
    return subject.proof.isNever(.decides(rule))
  }

  /// The rules with results that prevail over a rule's own, where one of them applies whenever it does.
  private static func outranking(_ rule: Int, _ subject: inout DecisionUnderProof) -> [Int]? {
    let rules = subject.decision.rules
    guard !rules[rule].isOtherwise, let own = rank(rule, subject) else { return nil }
    let stronger = subject.written.filter { other in rank(other, subject).map { $0 < own } ?? false }
    guard !stronger.isEmpty, subject.proof.isNever(.prevails(rule, over: stronger)) else { return nil }
    // As few as do it.
    var kept = stronger
    for other in stronger where kept.count > 1 {
      let rest = kept.filter { $0 != other }
      if subject.proof.isNever(.prevails(rule, over: rest)) { kept = rest }
    }
    return kept
  }

  /// The place of a rule's result among those that prevail, the strongest first; nil where that is not a matter of
  /// constants.
  private static func rank(_ rule: Int, _ subject: DecisionUnderProof) -> Number? {
    let decision = subject.decision
    guard let result = decision.rules[rule].result.constant else { return nil }
    switch (decision.combining, result) {
    case (.strictest, _): return decision.ranking.firstIndex(of: result).map { Number($0) }
    case (.lowest, .number(let number)): return number
    case (.lowest, .symbol(let symbol)): return Number(Int(symbol))
    case (.highest, .number(let number)): return try? number.negated()
    case (.highest, .symbol(let symbol)), (.furthest, .symbol(let symbol)): return Number(-Int(symbol))
    default: return nil
    }
  }

  private static func outranked(_ rule: Int, _ stronger: [Int], _ subject: inout DecisionUnderProof)
    -> Diagnostic
  {
    let decision = subject.decision
    let label = decision.rules[rule].label
    return Diagnostic(
      .ruleNeverDecides,
      at: decision.rules[rule].span,
      about: decision.rules[rule].id,
      "\(subject.name(rule)) never decides: whenever it applies, "
        + (stronger.count == 1
          ? "\(subject.names(stronger)) does too" : "one of \(subject.names(stronger)) does too")
        + ", and prevails",
      help: "narrow \(stronger.count == 1 ? "that rule" : "those rules"), or leave this one out",
      notes: stronger.prefix(5).map { subject.place($0, "\(subject.name($0)) stands here") },
      witness: subject.witness(.hold([rule]), "\(label) of \(decision.name) never prevails")
    )
  }

  private static func contradiction(_ rule: Int, _ subject: inout DecisionUnderProof) -> Diagnostic {
    let parts = subject.decision.rules[rule].condition?.conjunctsWithin ?? []
    let guilty = subject.proof.contradicting(parts).map { parts[$0] }
    let texts = guilty.map { "`\(subject.policy.written($0.span))`" }
    let why =
      texts.count > 1
      ? "\(texts.dropLast().joined(separator: ", ")) and \(texts[texts.count - 1]) exclude each other"
      : "\(texts.first ?? "its condition") cannot hold, as its values are declared and computed"
    return Diagnostic(
      .ruleNeverHolds,
      at: subject.decision.rules[rule].span,
      about: subject.decision.rules[rule].id,
      "\(subject.name(rule)) never applies: \(why)",
      help: "correct the condition, or leave the rule out"
    )
  }

  private static func taken(_ rule: Int, _ subject: inout DecisionUnderProof) -> Diagnostic {
    let decision = subject.decision
    let takers = subject.proof.takers(rule)
    let isOtherwise = decision.rules[rule].isOtherwise
    let label = decision.rules[rule].label
    return Diagnostic(
      .ruleNeverDecides,
      at: decision.rules[rule].span,
      about: decision.rules[rule].id,
      isOtherwise
        ? "\(subject.name(rule)) is for nobody: \(takers.isEmpty ? "the other rules take" : takers.count == 1 ? "\(subject.names(takers)) takes" : "\(subject.names(takers)) together take") everybody"
        : "\(subject.name(rule)) never decides: "
          + (takers.count == 1
            ? "\(subject.names(takers)) comes first and takes everybody whom it could apply to"
            : "\(subject.names(takers)) come first and together take everybody whom it could apply to"),
      help: isOtherwise
        ? "leave it out: that the others cover everything is proven"
        : takers.count == 1
          ? "put it before \(subject.names(takers)), or leave it out" : "put it before them, or leave it out",
      notes: takers.prefix(5).map { subject.place($0, "\(subject.name($0)) stands here") },
      witness: isOtherwise
        ? nil : subject.witness(.hold([rule]), "\(label) of \(decision.name) comes too late")
    )
  }

  /// The findings, those about all rules of one result as one.
  private static func unreached(_ dead: [Int: Diagnostic], _ subject: DecisionUnderProof) -> [Diagnostic] {
    let rules = subject.decision.rules
    var left = dead
    var found: [Diagnostic] = []
    for index in dead.keys.sorted() {
      guard left[index] != nil, let value = rules[index].result.constant else { continue }
      let giving = rules.indices.filter { rules[$0].result.constant == value }
      guard giving.count > 1, giving.allSatisfy({ dead[$0] != nil }) else { continue }
      let shown = ValueText(policy: subject.policy).text(value, subject.decision.type)
      found.append(
        Diagnostic(
          .resultNeverReached,
          at: rules[index].span,
          about: rules[index].id,
          "nobody gets `\(shown)` from `\(subject.decision.name)`: none of its rules ever decides",
          help: "correct one of its rules, or leave them out",
          notes: giving.compactMap { rule in dead[rule].map { subject.place(rule, $0.message) } }
        )
      )
      for rule in giving { left[rule] = nil }
    }
    return found + left.sorted { $0.key < $1.key }.map(\.value)
  }
}
