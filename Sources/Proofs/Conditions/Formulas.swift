import Exact

/// A set of columns.
struct ColumnSet: Hashable {
  /// More columns than this are not gone through.
  static let capacity = 512
  private var words: SIMD8<UInt64> = .zero

  static let none = ColumnSet()

  init() {}

  init(_ column: Int) {
    words[column >> 6] = 1 << UInt64(column & 63)
  }

  func contains(_ column: Int) -> Bool { words[column >> 6] >> UInt64(column & 63) & 1 == 1 }
  var isEmpty: Bool { words == .zero }

  mutating func formUnion(_ other: ColumnSet) { words |= other.words }

  func isDisjoint(with other: ColumnSet) -> Bool { words & other.words == .zero }

  var members: [Int] {
    var found: [Int] = []
    for word in 0..<8 {
      var bits = words[word]
      while bits != 0 {
        found.append(word << 6 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
    return found
  }
}

/// Conditions as formulas over columns, each kept once.
///
/// A formula says that something has an answer and which: `yes` of a condition and `no` of it are two formulas,
/// and where a value is missing neither holds.
struct Formulas {
  typealias ID = Int32

  /// One possible value of one part of a sum.
  struct PartValue: Hashable {
    let guardedBy: ID
    let value: Int128
  }

  enum Formula: Hashable {
    case no, yes
    case question(column: Int32, Int32)
    case all([ID])
    case any([ID])
    /// A sum of parts, each of which has the value whose guard holds, compared with a bound.
    case points(parts: [[PartValue]], Comparison, Int128)
  }

  /// A formula laid out flat: a question by its column and number, parts by their place in the pool.
  struct Entry {
    enum Kind { case other, all, any }

    var kind = Kind.other
    /// -1 for what is no question.
    var column: Int32 = -1
    var number: Int32 = 0
    var parts: Range<Int> = 0..<0
  }

  static let no: ID = 0
  static let yes: ID = 1

  private(set) var formulas: [Formula] = [.no, .yes]
  /// The same laid out flat, for those who ask often.
  private(set) var entries = [Entry(), Entry()]
  private(set) var pool: [ID] = []
  private(set) var support: [ColumnSet] = [.none, .none]
  private var ids: [Formula: ID] = [.no: 0, .yes: 1]
  private(set) var columns: [Column] = []
  private var columnNumbers: [Column.Kind: Int] = [:]
  private var negations: [ID: ID] = [:]

  /// There are more columns than can be gone through.
  struct TooManyColumns: Error {}

  // MARK: Building

  private mutating func id(_ formula: Formula, _ support: @autoclosure () -> ColumnSet) -> ID {
    if let id = ids[formula] { return id }
    let id = ID(formulas.count)
    formulas.append(formula)
    entries.append(entry(formula))
    self.support.append(support())
    ids[formula] = id
    return id
  }

  private mutating func entry(_ formula: Formula) -> Entry {
    switch formula {
    case .question(let column, let number): return Entry(column: column, number: number)
    case .all(let parts), .any(let parts):
      pool += parts
      let kind: Entry.Kind = if case .all = formula { .all } else { .any }
      return Entry(kind: kind, parts: (pool.count - parts.count)..<pool.count)
    case .no, .yes, .points: return Entry()
    }
  }

  mutating func column(_ kind: Column.Kind) throws(TooManyColumns) -> Int {
    if let number = columnNumbers[kind] { return number }
    guard columns.count < ColumnSet.capacity else { throw TooManyColumns() }
    columns.append(Column(kind: kind))
    columnNumbers[kind] = columns.count - 1
    return columns.count - 1
  }

  mutating func describe(_ column: Int, _ written: Column.Written) {
    columns[column].written = written
  }

  mutating func question(_ column: Int, _ kind: Column.Question.Kind, isTurned: Bool = false) -> ID {
    let question = Column.Question(kind: kind, isTurned: isTurned)
    let number: Int32
    if let known = columns[column].numbers[question] {
      number = known
    } else {
      number = Int32(columns[column].questions.count)
      columns[column].questions.append(question)
      columns[column].numbers[question] = number
    }
    return id(.question(column: Int32(column), number), ColumnSet(column))
  }

  mutating func all(_ parts: [ID]) -> ID { junction(parts, decisive: Formulas.no) }

  mutating func any(_ parts: [ID]) -> ID { junction(parts, decisive: Formulas.yes) }

  private mutating func junction(_ parts: [ID], decisive: ID) -> ID {
    let neutral = 1 - decisive
    var kept: [ID] = []
    kept.reserveCapacity(parts.count)
    for part in parts where part != neutral {
      if part == decisive { return decisive }
      kept.append(part)
    }
    if kept.count > 1 {
      kept.sort()
      var unique = 1
      for index in 1..<kept.count where kept[index] != kept[unique - 1] {
        kept[unique] = kept[index]
        unique += 1
      }
      kept.removeLast(kept.count - unique)
    }
    if kept.isEmpty { return neutral }
    if kept.count == 1 { return kept[0] }
    let formula: Formula = decisive == Formulas.no ? .all(kept) : .any(kept)
    if let known = ids[formula] { return known }
    var support = ColumnSet()
    for part in kept { support.formUnion(self.support[Int(part)]) }
    return id(formula, support)
  }

  /// Where a formula does not hold.
  mutating func negation(_ id: ID) -> ID {
    if let known = negations[id] { return known }
    let turned = negated(formulas[Int(id)])
    negations[id] = turned
    return turned
  }

  private mutating func negated(_ formula: Formula) -> ID {
    switch formula {
    case .no: return Formulas.yes
    case .yes: return Formulas.no
    case .question(let column, let number):
      let question = columns[Int(column)].questions[Int(number)]
      return self.question(Int(column), question.kind, isTurned: !question.isTurned)
    case .all(let parts): return any(negations(parts))
    case .any(let parts): return all(negations(parts))
    case .points(let parts, let comparison, let bound):
      // A sum of which a part has no value is neither.
      var alternatives = [points(parts, comparison.opposite, bound)]
      for part in parts { alternatives.append(all(negations(part.map(\.guardedBy)))) }
      return any(alternatives)
    }
  }

  private mutating func negations(_ parts: [ID]) -> [ID] {
    var turned: [ID] = []
    turned.reserveCapacity(parts.count)
    for part in parts { turned.append(negation(part)) }
    return turned
  }

  /// A sum of parts compared with a bound; decided as soon as its least and its greatest value are.
  mutating func points(_ parts: [[PartValue]], _ comparison: Comparison, _ bound: Int128) -> ID {
    var open: [[PartValue]] = []
    var (low, high, rest): (Int128, Int128, Int128) = (0, 0, bound)
    for part in parts {
      var kept = part.filter { $0.guardedBy != Formulas.no }
      if let settled = kept.first(where: { $0.guardedBy == Formulas.yes }) { kept = [settled] }
      guard let least = kept.map(\.value).min(), let most = kept.map(\.value).max() else {
        return Formulas.no
      }
      if kept.count == 1, kept[0].guardedBy == Formulas.yes {
        rest -= kept[0].value
        continue
      }
      low += least
      high += most
      open.append(kept)
    }
    if open.isEmpty {
      return comparison.holds(isLess: 0 < rest, isEqual: rest == 0) ? Formulas.yes : Formulas.no
    }
    let always: Bool? =
      switch comparison {
      case .less: high < rest ? true : low >= rest ? false : nil
      case .atMost: high <= rest ? true : low > rest ? false : nil
      case .atLeast: low >= rest ? true : high < rest ? false : nil
      case .more: low > rest ? true : high <= rest ? false : nil
      case .equal: low > rest || high < rest ? false : nil
      case .notEqual: low > rest || high < rest ? true : nil
      }
    if always == false { return Formulas.no }
    if always == true {
      // It still needs each part to have a value.
      var known: [ID] = []
      for part in open { known.append(any(part.map(\.guardedBy))) }
      return all(known)
    }
    let formula = Formula.points(parts: open, comparison, rest)
    if let known = ids[formula] { return known }
    var support = ColumnSet()
    for part in open { for value in part { support.formUnion(self.support[Int(value.guardedBy)]) } }
    return id(formula, support)
  }
}
