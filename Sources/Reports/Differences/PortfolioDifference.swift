import Evaluation
import Exact
import PolicyModel
import Portfolio

/// What a new edition changes for the customers of a portfolio: counts, sums by segment, and those most affected.
///
/// Customers are handed in one after the other; only counters and the most affected are kept.
public struct PortfolioDifference: Sendable {
  /// The customers of one segment of the old edition.
  struct Segment {
    var customers = 0
    /// How many have another result in any decision.
    var changed = 0
    /// Those whose limit is missing or unlimited under an edition, so that it is in no sum.
    var withoutLimit = 0
    /// Those whose open balance is missing.
    var withoutBalance = 0
    var limitBefore: Number? = .zero
    var limitAfter: Number? = .zero
    /// By how much limits rise and fall, each by itself.
    var raised: Number? = .zero
    var lowered: Number? = .zero
    var balance: Number? = .zero
    /// The open balance of those with another result.
    var balanceChanged: Number? = .zero
  }

  /// A customer with another result, and how much weighs with it.
  struct Affected {
    let key: String
    let old: (group: Int, member: Int)
    let new: (group: Int, member: Int)
    /// By how much the limit moves; nil where one of the two is unlimited, which is more than any amount.
    let move: Number?
    let decisions: Int
    let balance: Number

    func isMore(than other: Affected) -> Bool {
      switch (move, other.move) {
      case (nil, .some): return true
      case (.some, nil): return false
      case (let one?, let two?) where one != two: return one > two
      default:
        if decisions != other.decisions { return decisions > other.decisions }
        return balance > other.balance
      }
    }
  }

  public let pair: EditionPair
  private(set) var decisions: [DecisionDifference]
  /// By the place of the old segment among all; one for everybody where there are no segments.
  private(set) var segments: [Segment]
  private(set) var affected: [Affected] = []
  private(set) var customers = 0
  /// Customers with another result in any decision, whatever it is.
  private(set) var changed = 0
  /// Customers who can be decided under one edition only, and why not under the other; the first of them.
  private(set) var onlyOld: [(customer: String, reason: String)] = []
  private(set) var onlyNew: [(customer: String, reason: String)] = []
  private(set) var onlyOldCount = 0
  private(set) var onlyNewCount = 0
  /// Customers whom neither edition decides.
  private(set) var neither = 0
  private let top: Int
  /// The limit, by its place among the decisions in common.
  let limit: Int?
  /// The segment of the old edition, by its number.
  let segment: Int?
  /// Where the open balance stands.
  let balance: (isOld: Bool, slot: Int, name: String)?

  /// - Parameters:
  ///   - top: how many of the most affected customers are kept.
  ///   - balance: the name of the value that is the open balance; nil where there is none.
  public init(_ pair: EditionPair, top: Int, balance name: String) {
    (self.pair, self.top) = (pair, top)
    decisions = pair.common.map { DecisionDifference(pair.old.decisions[$0.old], pair.new.decisions[$0.new]) }
    let limits = pair.common.indices.filter {
      pair.old.decisions[pair.common[$0].old].kind == .limit && pair.common[$0].records == nil
    }
    limit = limits.first { pair.common[$0].name == "limit" } ?? limits.last
    segment = pair.old.decisions.firstIndex { $0.kind == .segment && $0.slot.scope == .customer }
    balance = PortfolioDifference.balance(pair, name)
    var count = 1
    if let segment, case .symbol(let number) = pair.old.decisions[segment].type {
      count = pair.old.enumerations[number].members.count + 1
    }
    segments = [Segment](repeating: Segment(), count: count)
  }

  private static func balance(_ pair: EditionPair, _ name: String) -> (isOld: Bool, slot: Int, name: String)?
  {
    for (policy, isOld) in [(pair.old, true), (pair.new, false)] {
      let found = policy.customer.fields.firstIndex {
        if $0.name == name, case .money(policy.currency) = $0.type { true } else { false }
      }
      // An attribute that the policy does not read is not looked at in the data.
      let headings = (isOld ? pair.oldSide : pair.newSide).portfolio?.headings.first
      if let found, found >= policy.customer.attributeCount || headings?.columns[found] != nil {
        return (isOld, found, name)
      }
    }
    return nil
  }

  /// Whether no value is the open balance.
  public var hasNoBalance: Bool { balance == nil }

  /// Whether anybody is decided more leniently.
  public var isMoreLenient: Bool { decisions.contains { $0.counts[.moreLenient, default: 0] > 0 } }

  /// Whether anything is decided differently, or somebody by one edition only.
  public var isDifferent: Bool { changed > 0 || onlyOldCount > 0 || onlyNewCount > 0 }

  // MARK: Customers

  /// Adds a customer whom both editions decide.
  public mutating func add(_ old: DecidedMember, _ new: DecidedMember) {
    customers += 1
    var different = 0
    for (index, common) in pair.common.enumerated() {
      let (before, after) = (old.decided.outcomes[old.member], new.decided.outcomes[new.member])
      var isDifferent = false
      for (one, other) in pair.records(common, old, new) {
        let (from, to) = (before[common.old][one].value, after[common.new][other].value)
        let leniency = common.order.compare(from, to)
        decisions[index].add(from, to, leniency) { old.key(pair.oldSide) }
        if leniency != .same { isDifferent = true }
      }
      if isDifferent { different += 1 }
    }
    if different > 0 { changed += 1 }
    let balance = balance(old, new)
    let limits = limit.map { index in
      let common = pair.common[index]
      return (
        old.decided.outcomes[old.member][common.old][0].value,
        new.decided.outcomes[new.member][common.new][0].value
      )
    }
    addToSegment(old, limits, balance, isDifferent: different > 0)
    if different > 0, top > 0 { keep(old, new, limits, balance, different) }
  }

  private func balance(_ old: DecidedMember, _ new: DecidedMember) -> Number? {
    guard let balance else { return nil }
    let side = balance.isOld ? old : new
    if case .number(let number) = side.decided.members[side.member][balance.slot] { return number }
    return nil
  }

  private mutating func addToSegment(
    _ old: DecidedMember,
    _ limits: (from: Value, to: Value)?,
    _ balance: Number?,
    isDifferent: Bool
  ) {
    var place = segments.count - 1
    if let segment, case .symbol(let symbol) = old.decided.outcomes[old.member][segment][0].value {
      place = Int(symbol)
    }
    segments[place].customers += 1
    if isDifferent { segments[place].changed += 1 }
    if let balance {
      segments[place].balance = segments[place].balance.plus(balance)
      if isDifferent { segments[place].balanceChanged = segments[place].balanceChanged.plus(balance) }
    } else if self.balance != nil {
      segments[place].withoutBalance += 1
    }
    guard let limits else { return }
    if case .number(let from) = limits.from {
      segments[place].limitBefore = segments[place].limitBefore.plus(from)
    }
    if case .number(let to) = limits.to { segments[place].limitAfter = segments[place].limitAfter.plus(to) }
    guard case .number(let from) = limits.from, case .number(let to) = limits.to,
      let move = try? to.subtracting(from)
    else {
      segments[place].withoutLimit += 1
      return
    }
    if move > .zero { segments[place].raised = segments[place].raised.plus(move) }
    if move < .zero { segments[place].lowered = segments[place].lowered.plus(move.magnitude) }
  }

  private mutating func keep(
    _ old: DecidedMember,
    _ new: DecidedMember,
    _ limits: (from: Value, to: Value)?,
    _ balance: Number?,
    _ decisions: Int
  ) {
    var move: Number? = .zero
    if let limits {
      switch (limits.from, limits.to) {
      case (.number(let from), .number(let to)): move = (try? to.subtracting(from))?.magnitude
      case (.unlimited, .number), (.number, .unlimited): move = nil
      default: break
      }
    }
    let candidate = Affected(
      key: old.key(pair.oldSide),
      old: (old.group, old.member),
      new: (new.group, new.member),
      move: move,
      decisions: decisions,
      balance: balance ?? .zero
    )
    // Of two alike the first in the data is kept.
    let place = affected.firstIndex { candidate.isMore(than: $0) } ?? affected.count
    if place >= top { return }
    affected.insert(candidate, at: place)
    if affected.count > top { affected.removeLast() }
  }

  // MARK: Customers of one edition

  /// Adds a customer whom only the old edition decides, or only the new.
  public mutating func addOnly(old isOld: Bool, _ customer: String, reason: () -> String) {
    if isOld {
      onlyOldCount += 1
      if onlyOld.count < max(top, 1) { onlyOld.append((customer, reason())) }
    } else {
      onlyNewCount += 1
      if onlyNew.count < max(top, 1) { onlyNew.append((customer, reason())) }
    }
  }

  public mutating func addNeither(_ count: Int = 1) { neither += count }

  /// The name of a segment; nil for those without one.
  func name(ofSegment place: Int) -> String? {
    guard let segment, place < segments.count - 1 else { return nil }
    return pair.oldSide.shown(.symbol(Int32(place)), pair.old.decisions[segment])
  }
}
