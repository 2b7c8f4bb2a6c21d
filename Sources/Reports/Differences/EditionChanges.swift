import Exact
import PolicyModel

/// One thing that changed between two editions, as a sentence to be read aloud.
public struct MeaningChange: Sendable {
  public enum Area: String, Sendable, CaseIterable {
    case policy, data, rates, calendar, definitions, decisions, overrides
    /// Reasons, sources and names: what is said and not what is decided.
    case words
  }

  public enum Kind: String, Sendable {
    case new, gone, changed, renamed, moved
  }

  public let area: Area
  public let kind: Kind
  /// What changed: `segment.prime`, `customer.turnover`.
  public let subject: String
  /// The decision to which it belongs; nil for anything else.
  public let decision: String?
  public let text: String
}

/// Everything that changed in meaning between two editions of a policy.
public struct EditionChanges: Sendable {
  public let changes: [MeaningChange]
  /// Decisions that say the same in both editions, and so does all that they read.
  private let untouched: Set<String>

  init(_ pair: EditionPair) {
    let (old, new) = (MeaningKeys(policy: pair.old), MeaningKeys(policy: pair.new))
    untouched = Set(
      pair.common.filter { old.closure($0.old) == new.closure($0.new) }.map(\.name)
    )
    var changes = PolicyChanges(pair).changes + DataChanges(pair).changes + DefinitionChanges(pair).changes
    for (before, after) in EditionChanges.alike(pair) {
      changes += DecisionChanges(pair.old, before, pair.new, after).changes
    }
    changes += pair.onlyOld.map { number in
      let name = pair.old.decisions[number].name
      return MeaningChange(
        area: .decisions,
        kind: .gone,
        subject: name,
        decision: name,
        text: "\(name) is gone"
      )
    }
    changes += pair.onlyNew.map { number in
      let decision = pair.new.decisions[number]
      return MeaningChange(
        area: .decisions,
        kind: .new,
        subject: decision.name,
        decision: decision.name,
        text:
          "\(decision.name) is new, with \(decision.rules.count) \(decision.rules.count == 1 ? "rule" : "rules")"
      )
    }
    self.changes = changes + OverrideChanges(pair).changes
  }

  /// The decisions of both editions, also the characteristics of scorecards, in the order of the new one.
  private static func alike(_ pair: EditionPair) -> [(Decision, Decision)] {
    pair.new.decisions.enumerated().compactMap { number, decision in
      if decision.isShown {
        return pair.common.first { $0.new == number }.map { (pair.old.decisions[$0.old], decision) }
      }
      return pair.old.decisions.first { $0.name == decision.name && !$0.isShown }.map { ($0, decision) }
    }
  }

  /// Whether a decision that both editions have, and all that it reads, say the same.
  func isUntouched(_ name: String) -> Bool { untouched.contains(name) }

  /// The changes of each area under its title, decisions each by itself.
  var sections: [(title: String, changes: [MeaningChange])] {
    var sections: [(String, [MeaningChange])] = []
    var names: [String] = []
    let whole = changes.filter { change in
      change.area == .decisions && change.subject == change.decision && [.new, .gone].contains(change.kind)
    }
    let isWhole = Set(whole.map(\.subject))
    for change in changes where change.area == .decisions && !isWhole.contains(change.subject) {
      if let name = change.decision, !names.contains(name) { names.append(name) }
    }
    for name in names {
      sections.append((name, changes.filter { $0.area == .decisions && $0.decision == name }))
    }
    if !whole.isEmpty { sections.append(("Decisions that are new or gone", whole)) }
    for area in MeaningChange.Area.allCases where area != .decisions {
      let found = changes.filter { $0.area == area }
      if !found.isEmpty { sections.append((EditionChanges.title(area), found)) }
    }
    return sections
  }

  private static func title(_ area: MeaningChange.Area) -> String {
    switch area {
    case .policy: "The policy"
    case .data: "Data"
    case .rates: "Rates"
    case .calendar: "Calendar"
    case .definitions: "Definitions"
    case .decisions: "Decisions"
    case .overrides: "Overrides"
    case .words: "Words only"
    }
  }
}
