import Exact

/// Columns that share unknowns, held together by inequalities: those of the cells chosen, the ranges of the unknowns,
/// and what is always known between them.
extension Search {
  mutating func link() {
    var parents = Array(unknowns.indices)
    func root(_ unknown: Int) -> Int {
      var unknown = unknown
      while parents[unknown] != unknown { unknown = parents[unknown] }
      return unknown
    }
    var isShared = [Bool](repeating: false, count: unknowns.count)
    func join(_ members: [Int]) {
      guard let first = members.first, members.count > 1 else { return }
      for member in members {
        parents[root(member)] = root(first)
        isShared[member] = true
      }
    }
    for column in formulas.columns {
      if case .form(let direction) = column.kind { join(direction.terms.map(\.unknown)) }
    }
    for fact in facts { join(fact.terms.map(\.unknown)) }
    links = formulas.columns.map { column in
      guard case .form(let direction) = column.kind, isShared[direction.terms[0].unknown] else { return nil }
      return root(direction.terms[0].unknown)
    }
    for (column, link) in links.enumerated() {
      if let link { linked[link, default: .none].formUnion(ColumnSet(column)) }
    }
  }

  /// Whether nothing is left that asks about the columns of a link.
  func isSettled(_ link: Int, _ left: Formulas.ID) -> Bool {
    linked[link]?.isDisjoint(with: formulas.support[Int(left)]) ?? true
  }

  /// Whether numbers can lie in all cells chosen for the columns of a link.
  ///
  /// On the way fractions will do; once nothing more is asked, the numbers must lie on their grids.
  mutating func isPossible(_ link: Int, isSettled: Bool) -> Bool {
    var conditions = Conditions()
    for (column, chosen) in assigned where links[column] == link { note(&conditions, column, chosen) }
    let (inequalities, steps) = bounded(conditions)
    // Each unknown alone has a value in the one cell chosen for it.
    if inequalities.rows.allSatisfy({ $0.factors.count == 1 }) { return true }
    switch isSettled ? inequalities.solve(on: steps, tries: Search.mostTries) : inequalities.solve() {
    case .none: return false
    case .some: return true
    case .unknown:
      isUncertain = true
      return true
    }
  }

  /// Numbers that are tried before a region is taken as one that may have a customer.
  private static let mostTries = 300

  /// What the cells chosen say of unknowns.
  private struct Conditions {
    var inequalities = Inequalities()
    /// The unknowns that are asked about.
    var seen: Set<Int> = []
    /// Those of which it is settled that they have a value.
    var known: Set<Int> = []
  }

  private func note(_ conditions: inout Conditions, _ column: Int, _ chosen: [Int]) {
    guard case .form(let direction) = formulas.columns[column].kind, let first = chosen.first,
      let last = chosen.last, let interval = cells[column]?.interval(first...last)
    else { return }
    conditions.seen.formUnion(direction.terms.map(\.unknown))
    if direction.terms.count == 1 { conditions.known.insert(direction.terms[0].unknown) }
    conditions.inequalities.add(
      direction.terms.map { ($0.unknown, Number(whole: $0.factor)) },
      in: interval
    )
  }

  /// Together with the ranges of unknowns and what is always true between them; and the grids on which they lie.
  private func bounded(_ conditions: Conditions) -> (Inequalities, steps: [Int: Number]) {
    var inequalities = conditions.inequalities
    var all = conditions.seen
    for fact in facts {
      let members = fact.terms.map(\.unknown)
      guard members.contains(where: conditions.seen.contains) else { continue }
      // A fact is about values. Of one that can be missing it says nothing before it is settled that it is not: a
      // column may ask about it all the same, where what is asked does not matter.
      if members.contains(where: { unknowns[$0].mayBeMissing && !conditions.known.contains($0) }) { continue }
      guard let bound = try? fact.constant.negated() else { continue }
      inequalities.add(fact.terms, atMost: bound, isStrict: false)
      all.formUnion(members)
    }
    var steps: [Int: Number] = [:]
    for unknown in all {
      guard case .number(let low, let high, let step) = unknowns[unknown].domain else { continue }
      inequalities.add([(unknown, .one)], in: Interval(low: low, high: high))
      steps[unknown] = step
    }
    return (inequalities, steps)
  }

  /// A value of each unknown in a region: numbers as far as they are bounded, choices, and what is missing.
  func values(_ region: Region) -> [Int: Unknown.Value]? {
    var values: [Int: Unknown.Value] = [:]
    var conditions = Conditions()
    for (column, chosen) in region.runs {
      guard let first = chosen.first, let cells = cells[column] else { return nil }
      switch (formulas.columns[column].kind, cells.cells[first]) {
      case (.choice(let unknown), .member(let member)): values[unknown] = .member(member)
      case (.choice(let unknown), .otherText): values[unknown] = .otherText
      case (.choice(let unknown), _): values[unknown] = .missing
      case (.form(let direction), .missing):
        if let unknown = direction.terms.first?.unknown { values[unknown] = .missing }
      case (.form, _):
        // Cells of a column that stands alone need not be neighbours.
        note(&conditions, column, links[column] == nil ? [first] : chosen)
      }
    }
    let (inequalities, steps) = bounded(conditions)
    guard case .some(let numbers) = inequalities.solve(on: steps, tries: 2_000, simple: true) else {
      return nil
    }
    // A value that is missing may have been asked about where it does not matter.
    for (unknown, number) in numbers where values[unknown] == nil { values[unknown] = .number(number) }
    return values
  }
}
