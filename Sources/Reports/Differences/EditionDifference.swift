import Exact
import PolicyModel

/// Everything that is known of what a new edition changes.
public struct EditionDifference: Sendable {
  public let pair: EditionPair
  /// What changed in the policy, in words.
  public let changes: EditionChanges
  /// What is proven of each decision, by its name; empty where nothing was asked.
  public let verdicts: [String: DecisionVerdict]
  /// The day for which a portfolio was decided under both; nil where none was.
  public let asOf: CalendarDate?
  public let portfolio: PortfolioDifference?
  public let affected: [AffectedCustomer]

  public init(
    _ pair: EditionPair,
    verdicts: [String: DecisionVerdict] = [:],
    asOf: CalendarDate? = nil,
    portfolio: PortfolioDifference? = nil,
    affected: [AffectedCustomer] = []
  ) {
    self.pair = pair
    changes = EditionChanges(pair)
    self.verdicts = verdicts
    (self.asOf, self.portfolio, self.affected) = (asOf, portfolio, affected)
  }

  /// Whether somebody is, or could be, decided more leniently.
  ///
  /// Where a portfolio was decided, what it shows counts. Where policies alone are compared, what is not proven
  /// counts as more lenient.
  public var isMoreLenient: Bool {
    if let portfolio { return portfolio.isMoreLenient }
    return pair.common.contains { verdict($0.name).mayBeMoreLenient }
  }

  /// Whether anything is, or could be, decided differently.
  public var isDifferent: Bool {
    if !pair.onlyOld.isEmpty || !pair.onlyNew.isEmpty { return true }
    if let portfolio { return portfolio.isDifferent }
    return pair.common.contains { !verdict($0.name).isSame }
  }

  /// Whether a decision that both editions have, and all that it reads, say the same.
  public func saysNothingChanges(_ name: String) -> Bool { changes.isUntouched(name) }

  /// What is known of a decision that both editions have; nil where nothing was asked and something changed.
  func knownVerdict(_ name: String) -> DecisionVerdict? {
    changes.isUntouched(name) ? .same(.unchanged) : verdicts[name]
  }

  func verdict(_ name: String) -> DecisionVerdict {
    knownVerdict(name) ?? .unproven("no proof was asked for")
  }

  // MARK: Forms

  public func text(style: Style = .plain, width: Int? = nil) -> String {
    BlockText(style: style, width: width).text(DifferenceBlocks(self).blocks)
  }

  public var markdown: String { BlockMarkdown.text(DifferenceBlocks(self).blocks) }

  public var json: JSON { DifferenceJSON(self).document }
}

/// What is known of everybody whom a decision concerns.
public enum DecisionVerdict: Sendable {
  public enum Ground: String, Sendable {
    /// The decision and all that it reads say the same.
    case unchanged
    /// They say something else, and it is proven that nobody is decided differently.
    case proven
  }

  /// One way in which results differ.
  public struct Way: Sendable {
    /// Never `same`.
    let leniency: Leniency
    /// For whom, in words; empty where that is not known.
    let region: String
    /// A customer decided so, as a test of the new edition; nil where none was found, and then it is not proven that
    /// there is one.
    let witness: String?

    public init(leniency: Leniency, region: String, witness: String?) {
      (self.leniency, self.region, self.witness) = (leniency, region, witness)
    }
  }

  case same(Ground)
  /// Somebody is, or may be, decided differently; in a way that is not listed nobody is: that is proven.
  case differs([Way])
  case unproven(String)

  var isSame: Bool { if case .same = self { true } else { false } }

  /// Whether it is not proven that nobody is decided more leniently.
  var mayBeMoreLenient: Bool {
    switch self {
    case .same: false
    case .differs(let ways): ways.contains { $0.leniency == .moreLenient }
    case .unproven: true
    }
  }

  /// The verdict in a few words.
  var words: String {
    switch self {
    case .same(.unchanged): return "nothing: it and all that it reads say the same"
    case .same(.proven): return "proven: nobody is decided differently"
    case .unproven(let reason): return "not proven: \(reason)"
    case .differs(let ways):
      let shown = ways.filter { $0.witness != nil }.map { "\($0.leniency.words) for some" }
      let open = ways.filter { $0.witness == nil }.map(\.leniency.words)
      let doubt =
        open.isEmpty
        ? "" : "perhaps \(open.joined(separator: " or ")) for some (not proven: no customer was found)"
      return (shown + [doubt]).filter { !$0.isEmpty }.joined(separator: ", ")
    }
  }
}

extension Leniency {
  var words: String {
    switch self {
    case .same: "the same"
    case .stricter: "stricter"
    case .moreLenient: "more lenient"
    case .different: "different"
    }
  }
}
