import Synchronization

/// How the result of one edition of a policy stands to the result of an earlier edition for the same customer.
public enum Leniency: String, Sendable, CaseIterable {
  /// The same result, whatever numbers the two policies have for it.
  case same
  /// The new result is stricter.
  case stricter
  /// The new result is more lenient.
  case moreLenient = "more_lenient"
  /// Another result, and nothing says which of the two is stricter.
  case different
}

/// What is more lenient in one decision, of which an old and a new edition of a policy may each have its own form.
///
/// - A **limit**: the higher amount; `unlimited` is above every amount.
/// - Whatever has a **ranking** from strictest to mildest: the milder one, by the rankings written.
/// - **Terms** without one: those under which nobody pays earlier, see ``PaymentTerms/isAtLeastAsStrict(as:)``.
/// - An **escalation**: the earlier step. A state that pauses or stops is neither milder nor stricter than a step.
/// - An **approval**: the lower level of the ladder.
/// - **Retention of title**: not required.
/// - A scale from **mildest to strictest**: the milder end; a scale from **worst to best**: the better end.
///
/// Everything else has no order: other names, yes and no, numbers, dates, texts, lists of rules. Two editions that
/// order two results differently say nothing about them; one that knows both is believed where the other lacks one
/// of them. A decision that is not made, and so is missing, is neither milder nor stricter than one that is.
/// Results of different types, such as amounts in two currencies, are different.
public struct LeniencyOrder: Sendable {
  private let old: Side
  private let new: Side
  private let isComparable: Bool
  /// For names: how each new one stands to each old one.
  private var table: [Leniency] = []
  private var width = 0
  /// For lists of rules: the rule of the new decision with the label of each of the old one.
  private var rules: [Int?] = []
  private let terms = TermsCompared()
  private let oldTexts: [String]
  private let newTexts: [String]

  /// The order of one decision of two policies.
  ///
  /// - Parameters:
  ///   - oldTexts: the texts that values of the old policy refer to; its own where a portfolio does not
  ///     continue them.
  ///   - newTexts: the same for the new policy.
  public init(
    old: Policy,
    _ oldDecision: Decision,
    new: Policy,
    _ newDecision: Decision,
    oldTexts: [String]? = nil,
    newTexts: [String]? = nil
  ) {
    self.old = Side(policy: old, decision: oldDecision)
    self.new = Side(policy: new, decision: newDecision)
    self.oldTexts = oldTexts ?? old.texts
    self.newTexts = newTexts ?? new.texts
    switch (oldDecision.type, newDecision.type) {
    case (.symbol, .symbol): isComparable = true
    case (let one, let other): isComparable = one == other
    }
    guard isComparable else { return }
    let (rows, columns) = (self.old.values, self.new.values)
    width = columns.count
    table = rows.flatMap { row in columns.map { settled(row, $0) } }
    if oldDecision.type == .rules {
      rules = oldDecision.rules.map { rule in newDecision.rules.firstIndex { $0.label == rule.label } }
    }
  }

  /// How a result of the new decision stands to one of the old decision.
  public func compare(_ oldValue: Value, _ newValue: Value) -> Leniency {
    switch (oldValue, newValue) {
    case (.missing, .missing): return .same
    case (.missing, _), (_, .missing): return .different
    default: break
    }
    guard isComparable else { return .different }
    switch (oldValue, newValue) {
    case (.terms(let one), .terms(let other)):
      return terms.leniency(one, other) { settled(oldValue, newValue) }
    case (.symbol(let one), .symbol(let other)):
      let index = old.index(one) * width + new.index(other)
      return table.indices.contains(index) ? table[index] : .different
    case (.text(let one), .text(let other)):
      guard Int(one) < oldTexts.count, Int(other) < newTexts.count else { return .different }
      return oldTexts[Int(one)] == newTexts[Int(other)] ? .same : .different
    case (.rules(let bits), .rules(let others)): return translated(bits) == others ? .same : .different
    default: return oldValue == newValue ? .same : settledNumber(oldValue, newValue)
    }
  }

  /// The rules of the new decision with the labels of some of the old one; nil where one has none.
  private func translated(_ bits: UInt64) -> UInt64? {
    var result: UInt64 = 0
    for (index, counterpart) in rules.enumerated() where bits >> UInt64(index) & 1 == 1 {
      guard let counterpart else { return nil }
      result |= 1 << UInt64(counterpart)
    }
    return result
  }

  // MARK: What orders two results

  private func settledNumber(_ oldValue: Value, _ newValue: Value) -> Leniency {
    guard old.decision.kind == .limit, new.decision.kind == .limit else {
      return LeniencyOrder.agreed([old.ranked(oldValue, newValue), new.ranked(oldValue, newValue)])
    }
    switch (oldValue, newValue) {
    case (.number(let one), .number(let other)): return other < one ? .stricter : .moreLenient
    case (.unlimited, .number): return .stricter
    case (.number, .unlimited): return .moreLenient
    default: return .different
    }
  }

  /// How two names, or two terms, stand to each other.
  private func settled(_ oldValue: Value, _ newValue: Value) -> Leniency {
    let (inOld, inNew) = (new.counterpart(of: newValue, in: old), old.counterpart(of: oldValue, in: new))
    if inNew == newValue { return .same }
    let ranked = [
      inOld.flatMap { old.ranked(oldValue, $0) }, inNew.flatMap { new.ranked($0, newValue) },
    ]
    if ranked.contains(where: { $0 != nil }) { return LeniencyOrder.agreed(ranked) }
    if case .terms(let one) = oldValue, case .terms(let other) = newValue {
      return strictness(of: new.policy.terms[Int(other)], beside: old.policy.terms[Int(one)])
    }
    return LeniencyOrder.agreed([
      inOld.flatMap { old.onScale(oldValue, $0) }, inNew.flatMap { new.onScale($0, newValue) },
    ])
  }

  private static func agreed(_ opinions: [Leniency?]) -> Leniency {
    let opinions = Set(opinions.compactMap { $0 })
    return opinions.count == 1 ? opinions.first ?? .different : .different
  }

  private func strictness(of newTerms: PaymentTerms, beside oldTerms: PaymentTerms) -> Leniency {
    let isStricter = newTerms.isAtLeastAsStrict(as: oldTerms)
    let isMilder = oldTerms.isAtLeastAsStrict(as: newTerms)
    if isStricter == isMilder { return .different }
    return isStricter ? .stricter : .moreLenient
  }
}

/// Terms that have been compared, since comparing two goes through thousands of days.
private final class TermsCompared: Sendable {
  private struct Pair: Hashable {
    let old, new: Int32
  }

  private let known = Mutex<[Pair: Leniency]>([:])

  func leniency(_ old: Int32, _ new: Int32, _ compare: () -> Leniency) -> Leniency {
    let pair = Pair(old: old, new: new)
    if let found = known.withLock({ $0[pair] }) { return found }
    let found = compare()
    known.withLock { $0[pair] = found }
    return found
  }
}

/// One edition's form of a decision.
private struct Side: Sendable {
  let policy: Policy
  let decision: Decision
  /// Names that pause or stop an escalation.
  private let states: Set<String>

  init(policy: Policy, decision: Decision) {
    (self.policy, self.decision) = (policy, decision)
    guard case .symbol(let number) = decision.type else {
      states = []
      return
    }
    let names = decision.rules.compactMap { rule -> String? in
      guard rule.state != nil, case .symbol(let symbol) = rule.result.constant else { return nil }
      return policy.enumerations[number].name(of: symbol)
    }
    states = Set(names)
  }

  private var names: Enumeration? {
    if case .symbol(let number) = decision.type { policy.enumerations[number] } else { nil }
  }

  /// Every name that the decision can give.
  var values: [Value] {
    guard let names else { return [] }
    return names.members.indices.map { .symbol(Int32($0)) }
      + names.outside.indices.map { .symbol(-1 - Int32($0)) }
  }

  /// The place of a name among all.
  func index(_ symbol: Int32) -> Int {
    symbol >= 0 ? Int(symbol) : (names?.members.count ?? 0) + Int(-1 - symbol)
  }

  /// The same name or terms in the other policy.
  func counterpart(of value: Value, in other: Side) -> Value? {
    switch value {
    case .terms(let number):
      other.policy.terms.firstIndex(of: policy.terms[Int(number)]).map { .terms(Int32($0)) }
    case .symbol(let symbol):
      (names?.name(of: symbol)).flatMap { other.names?.symbol($0) }.map { .symbol($0) }
    default: value
    }
  }

  /// What the ranking written says of a new value beside an old one, both of this policy.
  func ranked(_ oldValue: Value, _ newValue: Value) -> Leniency? {
    guard let one = decision.ranking.firstIndex(of: oldValue),
      let other = decision.ranking.firstIndex(of: newValue)
    else { return nil }
    return other < one ? .stricter : .moreLenient
  }

  /// What the order of the names says, where one end is the stricter one.
  func onScale(_ oldValue: Value, _ newValue: Value) -> Leniency? {
    guard case .symbol(let one) = oldValue, case .symbol(let other) = newValue, let names, one != other,
      one >= 0, other >= 0, let isStrictestLast,
      !states.contains(names.name(of: one)), !states.contains(names.name(of: other))
    else { return nil }
    return (other > one) == isStrictestLast ? .stricter : .moreLenient
  }

  /// Whether the last name is the strictest; nil where neither end is.
  private var isStrictestLast: Bool? {
    switch decision.kind {
    case .escalation, .approval, .retentionOfTitle: true
    case .custom:
      switch decision.scale {
      case .mildestToStrictest: true
      case .worstToBest: false
      case .lowestToHighest, nil: nil
      }
    default: nil
    }
  }
}
