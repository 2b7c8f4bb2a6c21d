/// The enumerations of two policies, as few as serve both.
///
/// Enumerations are one where their members are the same, and where an attribute, a definition or a decision with one
/// name has the one in the first policy and the other in the second; then as far as the orders of their members agree.
struct JoinedEnumerations {
  private(set) var joined: [Enumeration] = []
  /// By side: the number there of each enumeration.
  private(set) var numbers: [[Int]] = [[], []]

  init(_ first: Policy, _ second: Policy) {
    for enumeration in first.enumerations {
      if let known = joined.firstIndex(of: enumeration) {
        numbers[0].append(known)
      } else {
        numbers[0].append(joined.count)
        joined.append(enumeration)
      }
    }
    let partners = JoinedEnumerations.partners(first, second)
    for (number, enumeration) in second.enumerations.enumerated() {
      if let known = joined.firstIndex(of: enumeration) {
        numbers[1].append(known)
        continue
      }
      var place: Int?
      for partner in partners[number] ?? [] where place == nil {
        let there = numbers[0][partner]
        guard let both = joined[there].joined(with: enumeration) else { continue }
        joined[there] = both
        place = there
      }
      if place == nil {
        place = joined.count
        joined.append(enumeration)
      }
      numbers[1].append(place ?? 0)
    }
  }

  /// For enumerations of the second policy those of the first that fields of the same name have.
  private static func partners(_ first: Policy, _ second: Policy) -> [Int: [Int]] {
    func layouts(_ policy: Policy) -> [Layout] { [policy.customer, policy.group] + policy.collections }
    var found: [Int: [Int]] = [:]
    for layout in layouts(second) {
      guard let other = layouts(first).first(where: { $0.name == layout.name }) else { continue }
      for field in layout.fields {
        guard case .symbol(let own) = field.type,
          case .symbol(let there)? = other.fields.first(where: { $0.name == field.name })?.type
        else { continue }
        found[own, default: []].append(there)
      }
    }
    return found
  }
}

extension Enumeration {
  /// One enumeration with the members of both; nil where their orders contradict each other, or only one has one.
  func joined(with other: Enumeration) -> Enumeration? {
    guard isOrdered == other.isOrdered, isStrictestLast == other.isStrictestLast,
      Set(members).isDisjoint(with: other.outside), Set(outside).isDisjoint(with: other.members)
    else { return nil }
    var merged: [String] = []
    if isOrdered {
      let common = members.filter(other.members.contains)
      guard common == other.members.filter(members.contains) else { return nil }
      var (left, right) = (members[...], other.members[...])
      for name in common + [""] {
        let before = left.prefix { $0 != name }
        let after = right.prefix { $0 != name }
        // Which of these comes first neither says.
        guard before.isEmpty || after.isEmpty else { return nil }
        merged += before + after + (name.isEmpty ? [] : [name])
        (left, right) = (left.dropFirst(before.count + 1), right.dropFirst(after.count + 1))
      }
    } else {
      merged = members + other.members.filter { !members.contains($0) }
    }
    return Enumeration(
      members: merged,
      outside: outside + other.outside.filter { !outside.contains($0) },
      isOrdered: isOrdered,
      isStrictestLast: isStrictestLast
    )
  }
}
