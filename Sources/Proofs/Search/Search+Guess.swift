/// A quick look for a customer by moving from cell to cell: most questions have one, and who asks whether something
/// can happen at all need not know the region.
extension Search {
  /// Moves that are made before the columns are gone through one by one.
  private static let mostMoves = 80

  /// Whether cells are found in which a formula holds; false says nothing.
  ///
  /// Only for columns that stand alone: in each of their cells there is a value.
  mutating func isMet(_ formula: Formulas.ID) -> Bool {
    if formula == Formulas.yes { return true }
    let entry = formulas.entries[Int(formula)]
    let columns = formulas.support[Int(formula)].members
    guard entry.kind == .all, columns.allSatisfy({ links[$0] == nil }) else { return false }
    let parts = Array(formulas.pool[entry.parts])
    var allowed: [Int: [Int]] = [:]
    for column in columns { allowed[column] = Array(0..<(cells[column]?.count ?? 0)) }
    // What is demanded of one column alone stays so.
    for part in parts {
      let own = formulas.support[Int(part)].members
      guard own.count == 1, let open = allowed[own[0]] else { continue }
      var kept: [Int] = []
      for cell in open where restrict(part, own[0], cell) == Formulas.yes { kept.append(cell) }
      allowed[own[0]] = kept
    }
    var chance = UInt64(UInt32(bitPattern: formula)) &+ 0x9E37_79B9_7F4A_7C15
    func next(_ count: Int) -> Int {
      chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(chance >> 33) % count
    }
    // A cell of each column; -1 for those that are not asked about.
    var point = [Int](repeating: -1, count: formulas.columns.count)
    for column in columns {
      guard let open = allowed[column], !open.isEmpty else { return false }
      point[column] = open[next(open.count)]
    }
    for _ in 0..<Search.mostMoves {
      guard let broken = parts.first(where: { !holds($0, point) }) else { return true }
      let own = formulas.support[Int(broken)].members
      let start = next(own.count)
      for turn in 0..<own.count {
        let column = own[(start + turn) % own.count]
        guard let open = allowed[column] else { continue }
        var moved = point
        var isMended = false
        // A cell that mends it, from a place by chance on.
        let from = next(open.count)
        for step in 0..<open.count where !isMended {
          moved[column] = open[(from + step) % open.count]
          isMended = holds(broken, moved)
        }
        if isMended {
          point = moved
          break
        }
      }
    }
    return false
  }

  /// Whether a formula holds in one cell of each of its columns.
  private mutating func holds(_ id: Formulas.ID, _ point: [Int]) -> Bool {
    if id == Formulas.yes { return true }
    if id == Formulas.no { return false }
    let entry = formulas.entries[Int(id)]
    if entry.column >= 0 {
      let cell = point[Int(entry.column)]
      return cell >= 0 && answer(entry, cell)
    }
    switch entry.kind {
    case .all: return entry.parts.allSatisfy { holds(formulas.pool[$0], point) }
    case .any: return entry.parts.contains { holds(formulas.pool[$0], point) }
    case .other:
      guard case .points(let parts, let comparison, let bound) = formulas.formulas[Int(id)] else {
        return false
      }
      var sum: Int128 = 0
      for part in parts {
        guard let value = part.first(where: { holds($0.guardedBy, point) })?.value else { return false }
        sum += value
      }
      return comparison.holds(isLess: sum < bound, isEqual: sum == bound)
    }
  }
}
