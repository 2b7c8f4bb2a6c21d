import Exact

/// The cells into which the questions about one column divide its values: within a cell every question has one
/// answer.
struct Cells {
  enum Cell {
    case missing
    case member(Int32)
    /// A text that is none of those asked for.
    case otherText
    case point(Number)
    /// Everything strictly between two bounds; nil stands for no bound.
    case between(Number?, Number?)
  }

  let cells: [Cell]
  /// Where values of a form can lie; nil for a choice.
  let grid: Grid?
  /// Which cells answer each question with yes, a bit each, one question after the other; made when it is first asked.
  private var bits: [UInt64] = []
  /// Where the answers to a question begin; -1 where it has not been asked.
  private var places: [Int] = []

  init(_ column: Column, _ unknowns: [Unknown]) {
    var cells: [Cell] = []
    switch column.kind {
    case .choice(let number):
      grid = nil
      switch unknowns[number].domain {
      case .choice(let members): cells = members.map(Cell.member)
      case .text:
        var texts: Set<Int32> = []
        for question in column.questions {
          if case .among(let members) = question.kind { texts.formUnion(members) }
        }
        cells = texts.sorted().map(Cell.member) + [.otherText]
      case .number: break
      }
      if unknowns[number].mayBeMissing { cells.append(.missing) }
    case .form(let direction):
      let grid =
        Grid.of(direction.terms.map { ($0.unknown, Number(whole: $0.factor)) }, unknowns.map(\.domain))
        ?? Grid(low: nil, high: nil, step: nil)
      self.grid = grid
      cells = Cells.intervals(column, grid)
      if direction.terms.count == 1, unknowns[direction.terms[0].unknown].mayBeMissing {
        cells.append(.missing)
      }
    }
    self.cells = cells
  }

  private static func intervals(_ column: Column, _ grid: Grid) -> [Cell] {
    var cuts: [Number] = []
    for question in column.questions {
      if case .compared(_, let bound) = question.kind { cuts.append(bound.number) }
    }
    cuts.sort()
    var cells: [Cell] = []
    var last: Number?
    for cut in cuts where last.map({ $0 != cut }) ?? true {
      if grid.hasValue(between: last, and: cut) { cells.append(.between(last, cut)) }
      if grid.contains(cut) { cells.append(.point(cut)) }
      last = cut
    }
    if grid.hasValue(between: last, and: nil) { cells.append(.between(last, nil)) }
    return cells
  }

  var count: Int { cells.count }

  private var words: Int { cells.count / 64 + 1 }

  /// Whether a cell answers a question with yes.
  mutating func holds(_ number: Int, _ question: @autoclosure () -> Column.Question, _ cell: Int) -> Bool {
    let place = place(number, question())
    return bits[place + cell >> 6] >> UInt64(cell & 63) & 1 == 1
  }

  private mutating func place(_ number: Int, _ question: @autoclosure () -> Column.Question) -> Int {
    if number < places.count, places[number] >= 0 { return places[number] }
    while places.count <= number { places.append(-1) }
    let place = bits.count
    places[number] = place
    bits += [UInt64](repeating: 0, count: words)
    let question = question()
    let first = first(question)
    for (index, cell) in cells.enumerated() where answer(question, index, cell, first) {
      bits[place + index >> 6] |= 1 << UInt64(index & 63)
    }
    return place
  }

  /// Marks the cells at which the answer to a question is another one than in the cell before.
  mutating func mark(_ marks: inout [UInt64], _ number: Int, _ question: @autoclosure () -> Column.Question) {
    let place = place(number, question())
    var carry: UInt64 = bits[place] & 1
    for word in 0..<words {
      marks[word] |= bits[place + word] ^ (bits[place + word] << 1 | carry)
      carry = bits[place + word] >> 63
    }
  }

  /// The first cell that is not wholly below the bound of a question.
  private func first(_ question: Column.Question) -> Int {
    guard case .compared(_, let constant) = question.kind else { return 0 }
    let bound = constant.number
    func isBelow(_ cell: Cell) -> Bool {
      switch cell {
      case .point(let value): value < bound
      // The cell holds no bound itself, so it lies wholly on one side of each.
      case .between(let low, _): low.map { $0 < bound } ?? true
      default: false
      }
    }
    // They are in order, a missing value last.
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if isBelow(cells[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func answer(_ question: Column.Question, _ index: Int, _ cell: Cell, _ first: Int) -> Bool {
    let answer: Bool
    switch (question.kind, cell) {
    case (.known, .missing): answer = false
    case (.known, _): answer = true
    case (_, .missing): answer = false
    case (.among(let members), .member(let member)): answer = members.contains(member)
    case (.among, _): answer = false
    case (.compared(let comparison, let bound), .point(let value)):
      answer = comparison.holds(isLess: index < first, isEqual: index == first && value == bound.number)
    case (.compared(let comparison, _), .between):
      answer = comparison.holds(isLess: index < first, isEqual: false)
    case (.compared, _): answer = false
    }
    return answer != question.isTurned
  }

  /// The bounds of neighbouring cells, of which none is missing or a member.
  func interval(_ run: ClosedRange<Int>) -> Interval? {
    var interval = Interval()
    switch cells[run.lowerBound] {
    case .point(let value): (interval.low, interval.isLowStrict) = (value, false)
    case .between(let low, _): (interval.low, interval.isLowStrict) = (low, true)
    default: return nil
    }
    switch cells[run.upperBound] {
    case .point(let value): (interval.high, interval.isHighStrict) = (value, false)
    case .between(_, let high): (interval.high, interval.isHighStrict) = (high, true)
    default: return nil
    }
    guard let grid else { return interval }
    interval.narrow(to: grid)
    return interval
  }
}

/// Numbers between two bounds; nil stands for no bound.
struct Interval {
  var low: Number?
  var isLowStrict = false
  var high: Number?
  var isHighStrict = false

  /// Takes the bounds to the nearest values of a grid inside.
  mutating func narrow(to grid: Grid) {
    if let least = grid.low, low.map({ least > $0 }) ?? true { (low, isLowStrict) = (least, false) }
    if let most = grid.high, high.map({ most < $0 }) ?? true { (high, isHighStrict) = (most, false) }
    if let bound = low, let first = grid.first(from: bound, isStrict: isLowStrict) {
      (low, isLowStrict) = (first, false)
    }
    if let bound = high, let last = grid.last(to: bound, isStrict: isHighStrict) {
      (high, isHighStrict) = (last, false)
    }
  }
}
