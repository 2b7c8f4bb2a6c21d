import Exact
import PolicyModel

/// What changed in the definitions, and which decisions read them.
struct DefinitionChanges {
  private(set) var changes: [MeaningChange] = []
  private let pair: EditionPair

  init(_ pair: EditionPair) {
    self.pair = pair
    let (old, new) = (DefinitionChanges.definitions(pair.old), DefinitionChanges.definitions(pair.new))
    let readers = DefinitionChanges.readers(pair.new)
    for (name, node) in new {
      let read = readers[name, default: []]
      let by = read.isEmpty ? "" : "; read by " + read.joined(separator: ", ")
      let now = NamedNode(node, pair.new)
      guard let before = old.first(where: { $0.0 == name }).map({ NamedNode($0.1, pair.old) }) else {
        add(.new, name, "\(name) is new: \(now.words)\(by)")
        continue
      }
      if before.key != now.key {
        add(.changed, name, "\(name) is now \(now.words) (was \(before.words))\(by)")
      }
    }
    for (name, _) in old where !new.contains(where: { $0.0 == name }) { add(.gone, name, "\(name) is gone") }
  }

  private mutating func add(_ kind: MeaningChange.Kind, _ name: String, _ text: String) {
    changes.append(
      MeaningChange(area: .definitions, kind: kind, subject: name, decision: nil, text: text)
    )
  }

  private static func definitions(_ policy: Policy) -> [(String, Node)] {
    ([policy.group, policy.customer] + policy.collections).flatMap { layout in
      layout.fields.compactMap { field in
        guard case .definition(let node) = field.origin else { return nil }
        return ("\(layout.name).\(field.name)", node)
      }
    }
  }

  /// The decisions that read each value, themselves or through definitions, by its name.
  private static func readers(_ policy: Policy) -> [String: [String]] {
    var readers: [String: [String]] = [:]
    for (number, decision) in policy.decisions.enumerated() where decision.isShown {
      for name in MeaningKeys(policy: policy).closure(number, throughDecisions: false).keys {
        readers[name, default: []].append(decision.name)
      }
    }
    return readers
  }
}

/// Overrides that are new, ended or changed.
struct OverrideChanges {
  let changes: [MeaningChange]

  init(_ pair: EditionPair) {
    let (old, new) = (OverrideChanges.list(pair.old), OverrideChanges.list(pair.new))
    var changes: [MeaningChange] = []
    for (subject, text) in new where !old.contains(where: { $0 == (subject, text) }) {
      let was = old.filter { before in
        before.0 == subject && !new.contains(where: { $0 == before })
      }.map(\.1)
      changes.append(
        MeaningChange(
          area: .overrides,
          kind: was.isEmpty ? .new : .changed,
          subject: subject,
          decision: nil,
          text: "\(subject): \(was.isEmpty ? "new override" : "override") \(text)"
            + (was.isEmpty ? "" : " (was \(was.joined(separator: "; ")))")
        )
      )
    }
    for (subject, text) in old where !new.contains(where: { $0.0 == subject }) {
      changes.append(
        MeaningChange(
          area: .overrides,
          kind: .gone,
          subject: subject,
          decision: nil,
          text: "\(subject): the override is gone, \(text)"
        )
      )
    }
    self.changes = changes
  }

  private static func list(_ policy: Policy) -> [(String, String)] {
    policy.overrides.map { override in
      let decision = policy.decisions[override.decision]
      let value = ValueText(policy: policy).text(override.value, decision.type)
      return (
        "\(decision.name) of \(MeaningKeys(policy: policy).customer(override))",
        "\(value) from \(override.from) until \(override.until)"
      )
    }
  }
}
