import Exact
import PolicyModel

/// What two editions decide of everybody in one decision: how many from what to what.
///
/// It keeps counts only, so its size does not depend on how many are counted.
public struct DecisionDifference: Sendable {
  /// A result under the old edition and one under the new, by the place of each among the ways of its decision.
  struct Move: Hashable {
    let from, to: Int32
  }

  /// Amounts and numbers, whose sums say more than a matrix.
  struct Amounts {
    var up = 0
    var down = 0
    /// Nil where a sum would not be exact, or where values are no amounts of one currency.
    var before: Number? = .zero
    var after: Number? = .zero
    var unlimitedBefore = 0
    var unlimitedAfter = 0
    var largest: (move: Number, from: Number, to: Number, customer: String)?
  }

  /// Customers or records counted.
  private(set) var count = 0
  /// How many came out in which relation.
  private(set) var counts: [Leniency: Int] = [:]
  /// Who is decided by one edition only: the decision does not apply under the other.
  private(set) var nowMade = 0
  private(set) var noLongerMade = 0
  /// How often each result became which, where results can be listed.
  private(set) var moves: [Move: Int] = [:]
  private(set) var amounts: Amounts?
  let isListed: Bool

  /// Results of more ways than these are counted, and not listed.
  private static let mostMoves = 10_000

  init(_ old: Decision, _ new: Decision) {
    isListed = old.type.isListed && new.type.isListed
    if old.type.isNumeric, old.type == new.type {
      amounts = Amounts()
      if case .money = old.type {} else { amounts = Amounts(before: nil, after: nil) }
    }
  }

  /// How many are decided differently.
  public var changed: Int { count - counts[.same, default: 0] }

  mutating func add(_ old: Value, _ new: Value, _ leniency: Leniency, customer: () -> String) {
    count += 1
    counts[leniency, default: 0] += 1
    if leniency != .same {
      if old.isMissing { nowMade += 1 }
      if new.isMissing { noLongerMade += 1 }
    }
    if isListed {
      let move = Move(from: old.way, to: new.way)
      if moves[move] != nil || moves.count < DecisionDifference.mostMoves { moves[move, default: 0] += 1 }
    }
    if amounts != nil { addAmounts(old, new, customer) }
  }

  private mutating func addAmounts(_ old: Value, _ new: Value, _ customer: () -> String) {
    guard var amounts else { return }
    self.amounts = nil
    switch (old, new) {
    case (.number(let from), .number(let to)):
      if to > from { amounts.up += 1 }
      if to < from { amounts.down += 1 }
      if to != from, let move = try? to.subtracting(from) {
        if amounts.largest.map({ move.magnitude > $0.move.magnitude }) ?? true {
          amounts.largest = (move, from, to, customer())
        }
      }
    case (.number, .unlimited): amounts.up += 1
    case (.unlimited, .number): amounts.down += 1
    default: break
    }
    if case .number(let from) = old { amounts.before = amounts.before.plus(from) }
    if case .number(let to) = new { amounts.after = amounts.after.plus(to) }
    if case .unlimited = old { amounts.unlimitedBefore += 1 }
    if case .unlimited = new { amounts.unlimitedAfter += 1 }
    self.amounts = amounts
  }
}

extension Number? {
  /// A sum, and nil from where on it is not exact any more.
  func plus(_ number: Number) -> Number? { flatMap { try? $0.adding(number) } }
}

extension Number {
  /// Its size without its sign.
  var magnitude: Number { isNegative ? (try? negated()) ?? self : self }
}

extension ValueType {
  /// Whether its values are few names.
  fileprivate var isListed: Bool {
    switch self {
    case .symbol, .yesNo, .terms: true
    default: false
    }
  }
}

extension Value {
  /// Its place among the ways of its decision, in the order in which a matrix shows them.
  fileprivate var way: Int32 {
    switch self {
    case .symbol(let symbol): symbol >= 0 ? symbol : 1_000_000 - symbol
    case .terms(let number): number
    case .yesNo(let answer): answer ? 0 : 1
    default: DecisionDifference.missing
    }
  }
}

extension DecisionDifference {
  static let missing = Int32.max

  /// The value that stands at a place among the ways of a decision.
  static func value(_ way: Int32, _ type: ValueType) -> Value {
    if way == missing { return .missing }
    switch type {
    case .symbol: return .symbol(way >= 1_000_000 ? 1_000_000 - way : way)
    case .terms: return .terms(way)
    default: return .yesNo(way == 0)
    }
  }

  /// The results that occur, under each edition, in order.
  var ways: (from: [Int32], to: [Int32]) {
    (Set(moves.keys.map(\.from)).sorted(), Set(moves.keys.map(\.to)).sorted())
  }
}
