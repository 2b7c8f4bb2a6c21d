import Exact

/// Whether a formula can hold, gone through column by column.
///
/// What is left of a formula once some columns are settled is a formula again, and one that has been seen to have
/// no solution is not gone through a second time: the work grows with the formulas that are left and not with the
/// number of regions. Columns that share unknowns are held together by linear inequalities
/// (`Search+Links.swift`).
struct Search {
  enum Answer {
    /// It never holds.
    case never
    /// It holds in a region, as far as the columns tell.
    case somewhere(Region)
    /// It took too long to tell, or the numbers were too large.
    case undecided
  }

  /// Cells of some columns; whatever the others are, the formula holds.
  struct Region {
    var runs: [(column: Int, cells: [Int])] = []
    /// Whether inequalities were too large to be decided on the way.
    var isUncertain = false
  }

  var formulas: Formulas
  let unknowns: [Unknown]
  let facts: [LinearForm]
  var cells: [Cells?] = []
  private var restricted = FormulaTable()
  /// Columns that inequalities hold together have one number; nil for those that stand alone.
  var links: [Int?] = []
  /// The columns of each number.
  var linked: [Int: ColumnSet] = [:]
  private var failed: Set<Key> = []
  var assigned: [(column: Int, cells: [Int])] = []
  var isUncertain = false
  private var work = 0
  /// In which round of looking for runs a formula was last seen.
  private var seen: [Int32] = []
  private var round: Int32 = 0
  private let budget: Int

  private struct Key: Hashable {
    let formula: Formulas.ID
    let links: [Int32]
  }

  /// - Parameter budget: steps of the search after which it is given up.
  init(_ translator: Translator, budget: Int = 4_000_000) {
    formulas = translator.formulas
    unknowns = translator.unknowns
    facts = translator.facts
    self.budget = budget
    cells = formulas.columns.map { Cells($0, translator.unknowns) }
    link()
  }

  /// Formulas made of those that are searched, such as that two rules apply.
  mutating func all(_ parts: [Formulas.ID]) -> Formulas.ID { formulas.all(parts) }
  mutating func any(_ parts: [Formulas.ID]) -> Formulas.ID { formulas.any(parts) }
  mutating func negation(_ id: Formulas.ID) -> Formulas.ID { formulas.negation(id) }
  func support(_ id: Formulas.ID) -> ColumnSet { formulas.support[Int(id)] }
  func cell(_ column: Int, _ cell: Int) -> Cells.Cell? { cells[column]?.cells[cell] }
  func cells(_ column: Int) -> Cells? { cells[column] }
  var columns: [Column] { formulas.columns }

  // MARK: Search

  mutating func find(_ formula: Formulas.ID) -> Answer {
    failed.removeAll(keepingCapacity: true)
    assigned = []
    isUncertain = false
    work = 0
    switch solve(formula) {
    case nil: return .undecided
    case false: return .never
    case true: return .somewhere(Region(runs: assigned, isUncertain: isUncertain))
    }
  }

  /// Whether what is left of the formula can hold; nil where that takes too long.
  private mutating func solve(_ formula: Formulas.ID) -> Bool? {
    if formula == Formulas.yes { return true }
    if formula == Formulas.no { return false }
    let key = key(formula)
    if failed.contains(key) { return false }
    guard let column = next(formula), let all = cells[column] else { return nil }
    // Cells after which the same is left are one; of linked columns only neighbours, whose union is an interval.
    var groups: [(left: Formulas.ID, cells: [Int])] = []
    var places: [Formulas.ID: Int] = [:]
    let isLinked = links[column] != nil
    let demanded = questions(formula, on: column)
    for run in runs(formula, column, all.count) {
      // What the formula demands of this column is quickly asked, and leaves few cells.
      guard demanded.allSatisfy({ restrict($0, column, run.lowerBound) == Formulas.yes }) else { continue }
      let left = restrict(formula, column, run.lowerBound)
      if left == Formulas.no { continue }
      if !isLinked {
        if let place = places[left] {
          groups[place].cells += run
        } else {
          places[left] = groups.count
          groups.append((left, Array(run)))
        }
      } else if let last = groups.indices.last, groups[last].left == left,
        groups[last].cells.last == run.lowerBound - 1, !isMissing(column, run.lowerBound)
      {
        groups[last].cells += run
      } else {
        groups.append((left, Array(run)))
      }
    }
    if work > budget { return nil }
    // What is settled at once is the shortest way.
    groups.sort { ($0.left == Formulas.yes ? 0 : 1) < ($1.left == Formulas.yes ? 0 : 1) }
    var isOpen = false
    for group in groups {
      assigned.append((column, group.cells))
      if let link = links[column], !isPossible(link, isSettled: isSettled(link, group.left)) {
        assigned.removeLast()
        continue
      }
      switch solve(group.left) {
      case true?: return true
      case nil:
        assigned.removeLast()
        if work > budget { return nil }
        isOpen = true
      case false?: assigned.removeLast()
      }
    }
    if isOpen { return nil }
    failed.insert(key)
    return false
  }

  // MARK: Runs

  /// Neighbouring cells in which every question of a formula about a column has one answer.
  ///
  /// What is left of the formula is the same in all of a run. A missing value stands alone.
  private mutating func runs(_ formula: Formulas.ID, _ column: Int, _ count: Int) -> [Range<Int>] {
    var marks = [UInt64](repeating: 0, count: count / 64 + 1)
    if seen.count < formulas.formulas.count {
      seen += [Int32](repeating: 0, count: formulas.formulas.count - seen.count)
    }
    round += 1
    mark(&marks, formula, column)
    // A missing value is the last cell.
    if count > 0, isMissing(column, count - 1) { marks[(count - 1) >> 6] |= 1 << UInt64((count - 1) & 63) }
    var runs: [Range<Int>] = []
    var start = 0
    for (word, bits) in marks.enumerated() {
      var bits = bits
      while bits != 0 {
        let cell = word << 6 + bits.trailingZeroBitCount
        bits &= bits - 1
        guard cell > start, cell < count else { continue }
        runs.append(start..<cell)
        start = cell
      }
    }
    if start < count { runs.append(start..<count) }
    return runs
  }

  private mutating func mark(_ marks: inout [UInt64], _ id: Formulas.ID, _ column: Int) {
    guard seen[Int(id)] != round, formulas.support[Int(id)].contains(column) else { return }
    seen[Int(id)] = round
    work += 1
    let entry = formulas.entries[Int(id)]
    if entry.column >= 0 {
      let number = Int(entry.number)
      cells[column]?.mark(&marks, number, formulas.columns[column].questions[number])
    } else if case .points(let parts, _, _) = formulas.formulas[Int(id)] {
      for part in parts { for value in part { mark(&marks, value.guardedBy, column) } }
    } else {
      for place in entry.parts { mark(&marks, formulas.pool[place], column) }
    }
  }

  private func isMissing(_ column: Int, _ cell: Int) -> Bool {
    if case .missing? = cells[column]?.cells[cell] { true } else { false }
  }

  private func key(_ formula: Formulas.ID) -> Key {
    // What has been chosen for linked columns matters as long as one of their link is still open.
    var open: Set<Int> = []
    for column in formulas.support[Int(formula)].members { if let link = links[column] { open.insert(link) } }
    if open.isEmpty { return Key(formula: formula, links: []) }
    var chosen: [Int32] = []
    for (column, cells) in assigned {
      guard let link = links[column], open.contains(link), let first = cells.first, let last = cells.last
      else {
        continue
      }
      chosen += [Int32(column), Int32(first), Int32(last)]
    }
    return Key(formula: formula, links: chosen)
  }

  /// The column that is settled next: one that a part of the formula demands, else the one with fewest cells.
  private func next(_ formula: Formulas.ID) -> Int? {
    if case .all(let parts) = formulas.formulas[Int(formula)] {
      for part in parts {
        if case .question(let column, _) = formulas.formulas[Int(part)] { return Int(column) }
      }
    }
    return formulas.support[Int(formula)].members.min { left, right in
      ((cells[left]?.count ?? 0), left) < ((cells[right]?.count ?? 0), right)
    }
  }

  /// The questions about a column that a formula demands to be answered with yes.
  private func questions(_ formula: Formulas.ID, on column: Int) -> [Formulas.ID] {
    guard case .all(let parts) = formulas.formulas[Int(formula)] else { return [] }
    return parts.filter { part in
      if case .question(let other, _) = formulas.formulas[Int(part)] { other == column } else { false }
    }
  }

  // MARK: Hulls

  /// The cells of single columns outside which a formula cannot hold, a bit each: a quick look at whether two
  /// formulas can hold together.
  typealias Hull = [Int: [UInt64]]

  mutating func hull(_ id: Formulas.ID) -> Hull {
    var hull: Hull = [:]
    narrow(&hull, id)
    return hull
  }

  private mutating func narrow(_ hull: inout Hull, _ id: Formulas.ID) {
    let members = formulas.support[Int(id)].members
    if members.count == 1, let count = cells[members[0]]?.count {
      var bits = hull[members[0]] ?? [UInt64](repeating: .max, count: count / 64 + 1)
      for cell in 0..<count where restrict(id, members[0], cell) == Formulas.no {
        bits[cell >> 6] &= ~(1 << UInt64(cell & 63))
      }
      for cell in count..<(bits.count * 64) { bits[cell >> 6] &= ~(1 << UInt64(cell & 63)) }
      hull[members[0]] = bits
    } else if case .all(let parts) = formulas.formulas[Int(id)] {
      for part in parts { narrow(&hull, part) }
    }
  }

  /// Whether two hulls have no cell in common in some column.
  static func areApart(_ left: Hull, _ right: Hull) -> Bool {
    for (column, bits) in left {
      guard let others = right[column] else { continue }
      if zip(bits, others).allSatisfy({ $0 & $1 == 0 }) { return true }
    }
    return false
  }

  // MARK: What is left

  mutating func restrict(_ id: Formulas.ID, _ column: Int, _ cell: Int) -> Formulas.ID {
    if !formulas.support[Int(id)].contains(column) { return id }
    work += 1
    let entry = formulas.entries[Int(id)]
    if entry.column >= 0 { return answer(entry, cell) ? Formulas.yes : Formulas.no }
    var place = cell
    if entry.kind != .other, entry.parts.count <= Search.fewParts {
      let decisive = entry.kind == .any
      var isFlat = true
      for part in entry.parts {
        let part = formulas.pool[part]
        let question = formulas.entries[Int(part)]
        if question.column == column {
          if answer(question, cell) == decisive { return decisive ? Formulas.yes : Formulas.no }
        } else if question.column < 0, formulas.support[Int(part)].contains(column) {
          isFlat = false
        }
      }
      // What is left without the questions about the column, which are settled, is the same in every cell.
      if isFlat { place = Search.anyCell }
    }
    let key = UInt64(UInt32(bitPattern: id)) << 32 | UInt64(column) << 22 | UInt64(place)
    if let known = restricted[key] { return known }
    let left: Formulas.ID
    switch formulas.formulas[Int(id)] {
    case .no, .yes, .question: left = id
    case .all(let parts): left = junction(parts, column, cell, decisive: Formulas.no)
    case .any(let parts): left = junction(parts, column, cell, decisive: Formulas.yes)
    case .points(let parts, let comparison, let bound):
      var open: [[Formulas.PartValue]] = []
      for part in parts {
        var values: [Formulas.PartValue] = []
        for value in part {
          values.append(.init(guardedBy: restrict(value.guardedBy, column, cell), value: value.value))
        }
        open.append(values)
      }
      left = formulas.points(open, comparison, bound)
    }
    restricted[key] = left
    return left
  }

  /// Formulas of so many parts, as the cells of a row are, are looked through before it is looked up what is left.
  private static let fewParts = 24
  /// Stands for all cells in which the questions about a column do not settle a formula.
  private static let anyCell = 0x3F_FFFF

  mutating func answer(_ question: Formulas.Entry, _ cell: Int) -> Bool {
    let (column, number) = (Int(question.column), Int(question.number))
    return cells[column]?.holds(number, formulas.columns[column].questions[number], cell) ?? false
  }

  private mutating func junction(_ parts: [Formulas.ID], _ column: Int, _ cell: Int, decisive: Formulas.ID)
    -> Formulas.ID
  {
    var left: [Formulas.ID] = []
    left.reserveCapacity(parts.count)
    for part in parts {
      let next = restrict(part, column, cell)
      if next == decisive { return decisive }
      left.append(next)
    }
    return decisive == Formulas.no ? formulas.all(left) : formulas.any(left)
  }

  /// Whether a formula holds in one cell of each of some columns, whatever the others are.
  mutating func holds(_ formula: Formulas.ID, _ chosen: [(column: Int, cell: Int)]) -> Bool {
    var left = formula
    for (column, cell) in chosen {
      guard let all = cells[column], (0..<all.count).contains(cell) else { return false }
      left = restrict(left, column, cell)
    }
    return left == Formulas.yes
  }
}

extension Unknown {
  /// What is chosen for an unknown.
  enum Value {
    case missing
    case member(Int32)
    case otherText
    case number(Number)
  }
}
