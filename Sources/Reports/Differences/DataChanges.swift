import Exact
import PolicyModel

/// What changed in the data that a policy declares, and which decisions read what is new.
struct DataChanges {
  private(set) var changes: [MeaningChange] = []
  private let pair: EditionPair

  init(_ pair: EditionPair) {
    self.pair = pair
    let (old, new) = (pair.old, pair.new)
    addLayout(old.customer, new.customer)
    for layout in new.collections {
      if let before = old.collections.first(where: { $0.name == layout.name }) {
        addLayout(before, layout)
      } else {
        add(.new, layout.name, "records of each \(layout.name) are new")
      }
    }
    for layout in old.collections where !new.collections.contains(where: { $0.name == layout.name }) {
      add(.gone, layout.name, "records of each \(layout.name) are gone")
    }
    addReads()
  }

  private mutating func add(
    _ kind: MeaningChange.Kind,
    _ subject: String,
    _ text: String,
    _ area: MeaningChange.Area = .data
  ) {
    changes.append(MeaningChange(area: area, kind: kind, subject: subject, decision: nil, text: text))
  }

  private mutating func addLayout(_ before: Layout, _ after: Layout) {
    let (old, new) = (before.attributes, after.attributes)
    for (field, attribute) in new {
      let name = "\(after.name).\(field.name)"
      if let (counterpart, own) = old.first(where: { $0.0.name == field.name }) {
        addAttribute(name, (counterpart, own), (field, attribute))
      } else {
        let optional = attribute.isOptional ? ", which can be missing" : ""
        add(.new, name, "\(name) is new: \(field.type.words)\(optional)")
      }
    }
    for (field, _) in old where !new.contains(where: { $0.0.name == field.name }) {
      add(.gone, "\(before.name).\(field.name)", "\(before.name).\(field.name) is gone")
    }
  }

  private mutating func addAttribute(
    _ name: String,
    _ before: (field: Field, attribute: Attribute),
    _ after: (field: Field, attribute: Attribute)
  ) {
    let (oldKeys, newKeys) = (MeaningKeys(policy: pair.old), MeaningKeys(policy: pair.new))
    let (one, other) = (before.attribute, after.attribute)
    if oldKeys.type(before.field) != newKeys.type(after.field) {
      add(
        .changed,
        name,
        "\(name) is now \(described(after.field, pair.new)) (was \(described(before.field, pair.old)))"
      )
    } else if oldKeys.range(before.field) != newKeys.range(after.field) {
      add(.changed, name, "\(name) is now \(newKeys.range(after.field)) (was \(oldKeys.range(before.field)))")
    } else if before.field.shape?.decimals != after.field.shape?.decimals {
      add(
        .changed,
        name,
        "\(name) now has \(after.field.shape?.decimals ?? 0) decimals (was \(before.field.shape?.decimals ?? 0))"
      )
    }
    if one.isOptional != other.isOptional {
      add(.changed, name, other.isOptional ? "\(name) can now be missing" : "\(name) must now be given")
    }
    let terms = { (attribute: Attribute, policy: Policy) in
      attribute.terms.map { policy.terms[Int($0)].description }.joined(separator: "; ")
    }
    if terms(one, pair.old) != terms(other, pair.new) {
      add(.changed, name, "\(name) can now be \(terms(other, pair.new)) (was \(terms(one, pair.old)))")
    }
    if one.restriction != other.restriction {
      add(
        .changed,
        name,
        "\(name) \(DataChanges.words(other.restriction)) (it \(DataChanges.words(one.restriction)))"
      )
    }
    if one.column != other.column {
      add(.changed, name, "\(name) now stands in the column \"\(other.column)\" (was \"\(one.column)\")")
    }
  }

  private static func words(_ restriction: Attribute.Restriction?) -> String {
    switch restriction {
    case nil: "can decide"
    case .identity: "says who somebody is and cannot decide"
    case .protected: "is protected and cannot decide"
    case .proxy(let ground): "is a proxy for \(ground) and cannot decide"
    }
  }

  private func described(_ field: Field, _ policy: Policy) -> String {
    guard case .symbol(let number) = field.type else { return field.type.words }
    let names = policy.enumerations[number]
    return "one of " + (names.members + names.outside).joined(separator: ", ")
  }

  // MARK: What decisions read

  /// Which attributes a decision reads that it did not read before, and which no longer.
  private mutating func addReads() {
    let (oldKeys, newKeys) = (MeaningKeys(policy: pair.old), MeaningKeys(policy: pair.new))
    let isNew = Set(changes.filter { $0.kind == .new }.map(\.subject))
    for common in pair.common {
      let was = Set(oldKeys.attributesRead(common.old))
      let now = Set(newKeys.attributesRead(common.new))
      let name = common.name
      let added = now.subtracting(was).sorted()
      if !added.isEmpty {
        let fresh = added.filter(isNew.contains)
        let known = added.filter { !isNew.contains($0) }
        var texts: [String] = []
        if !fresh.isEmpty {
          texts.append(
            "the new \(fresh.count == 1 ? "attribute" : "attributes") \(fresh.joined(separator: ", "))"
          )
        }
        if !known.isEmpty { texts.append(known.joined(separator: ", ")) }
        append(name, "\(name) now reads \(texts.joined(separator: " and "))")
      }
      let dropped = was.subtracting(now).sorted()
      if !dropped.isEmpty {
        append(name, "\(name) no longer reads \(dropped.joined(separator: ", "))")
      }
    }
  }

  private mutating func append(_ name: String, _ text: String) {
    changes.append(MeaningChange(area: .decisions, kind: .changed, subject: name, decision: name, text: text))
  }
}

extension Layout {
  fileprivate var attributes: [(Field, Attribute)] {
    fields.prefix(attributeCount).compactMap { field in field.attribute.map { (field, $0) } }
  }
}

extension MeaningKeys {
  /// The attributes that a decision reads, itself or through definitions, by their names.
  fileprivate func attributesRead(_ number: Int) -> [String] {
    let names = Set(
      ([policy.customer] + policy.collections).flatMap { layout in
        layout.fields.prefix(layout.attributeCount).map { "\(layout.name).\($0.name)" }
      }
    )
    return closure(number, throughDecisions: false).keys.filter(names.contains)
  }
}
