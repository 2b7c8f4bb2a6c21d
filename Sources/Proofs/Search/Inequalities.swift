import Exact

/// Linear inequalities between unknowns, and whether numbers can meet all of them.
///
/// Unknowns are eliminated one after the other (Fourier and Motzkin), exactly. Inequalities that no fractions meet
/// no decimals meet either, so "none" is a proof. Asked for values on grids, bounds are taken to sums that there are
/// (`2·a + 4·b ≤ 5` is `≤ 4`), and what is left is gone through as far as it is small.
struct Inequalities {
  /// The sum of factors times unknowns is at most a bound, or less than it.
  struct Row {
    var factors: [Int: Number]
    var bound: Number
    var isStrict: Bool

    /// The same with all factors multiplied by a positive number.
    func scaled(by scale: Number) throws(ArithmeticOverflow) -> Row {
      var scaled = self
      scaled.bound = try bound.multiplied(by: scale).lowestTerms
      for (unknown, factor) in factors {
        scaled.factors[unknown] = try factor.multiplied(by: scale).lowestTerms
      }
      return scaled
    }

    /// The same with its bound taken to the nearest sum that there is, where all unknowns lie on grids.
    func tightened(_ steps: [Int: Number]) -> Row {
      if steps.isEmpty { return self }
      var unit = Number.zero
      for (unknown, factor) in factors {
        guard let step = steps[unknown], let own = try? step.multiplied(by: factor),
          let common = Grid.common(unit, own)
        else { return self }
        unit = common
      }
      guard !unit.isZero, var down = try? bound.rounded(.down, toMultipleOf: unit) else { return self }
      if isStrict, down == bound {
        guard let below = try? down.subtracting(unit) else { return self }
        down = below
      }
      return Row(factors: factors, bound: down.lowestTerms, isStrict: false)
    }
  }

  enum Answer {
    case none
    /// Numbers that meet them, where they were asked for.
    case some([Int: Number])
    /// It was too large to tell.
    case unknown
  }

  private(set) var rows: [Row] = []
  private static let mostRows = 400

  mutating func add(_ terms: [(unknown: Int, factor: Number)], atMost bound: Number, isStrict: Bool) {
    rows.append(
      Row(
        factors: Dictionary(uniqueKeysWithValues: terms.map { ($0.unknown, $0.factor) }),
        bound: bound,
        isStrict: isStrict
      )
    )
  }

  mutating func add(_ terms: [(unknown: Int, factor: Number)], in interval: Interval) {
    if let high = interval.high { add(terms, atMost: high, isStrict: interval.isHighStrict) }
    if let low = interval.low, let bound = try? low.negated() {
      let turned = terms.compactMap { term in (try? term.factor.negated()).map { (term.unknown, $0) } }
      add(turned, atMost: bound, isStrict: interval.isLowStrict)
    }
  }

  /// What was eliminated: the unknown with the rows that bound it.
  fileprivate struct Stage {
    let unknown: Int
    let rows: [Row]
  }

  /// Whether fractions meet them.
  func solve() -> Answer {
    switch eliminated([:]) {
    case .none: .none
    case .unknown: .unknown
    case .stages: .some([:])
    }
  }

  /// Numbers that meet them, each a multiple of its step where it has one.
  ///
  /// - Parameter simple: whether numbers that are easy to read are tried first.
  func solve(on steps: [Int: Number], tries: Int, simple: Bool = false) -> Answer {
    switch eliminated(steps) {
    case .none: return .none
    case .unknown: return .unknown
    case .stages(let stages):
      var trial = Trial(steps: steps, left: tries, simple: simple)
      if let numbers = trial.numbers(stages[...], [:]) { return .some(numbers) }
      return trial.isExhausted ? .none : .unknown
    }
  }

  private enum Elimination {
    case none
    case stages([Stage])
    case unknown
  }

  private func eliminated(_ steps: [Int: Number]) -> Elimination {
    guard var open = Inequalities.tightest(rows, steps) else { return .unknown }
    var stages: [Stage] = []
    while true {
      var counts: [Int: (low: Int, high: Int)] = [:]
      for row in open {
        for (unknown, factor) in row.factors {
          var count = counts[unknown] ?? (0, 0)
          if factor.isNegative { count.low += 1 } else { count.high += 1 }
          counts[unknown] = count
        }
      }
      // The one that makes fewest new rows.
      guard
        let next = counts.min(by: {
          ($0.value.low * $0.value.high - $0.value.low - $0.value.high, $0.key)
            < ($1.value.low * $1.value.high - $1.value.low - $1.value.high, $1.key)
        })?.key
      else { return .stages(stages) }
      let (bounding, others) = open.split { $0.factors[next] != nil }
      stages.append(Stage(unknown: next, rows: bounding))
      guard let joined = Inequalities.eliminated(next, bounding) else { return .unknown }
      for row in joined where row.factors.isEmpty {
        if row.bound.isNegative || (row.isStrict && row.bound.isZero) { return .none }
      }
      guard let kept = Inequalities.tightest(others + joined, steps), kept.count <= Inequalities.mostRows
      else { return .unknown }
      open = kept
    }
  }

  /// Of rows with one direction only the tightest, so that eliminating does not square what says the same; nil
  /// where numbers grow too large.
  private static func tightest(_ rows: [Row], _ steps: [Int: Number]) -> [Row]? {
    var places: [[Int: Constant]: Int] = [:]
    var kept: [Row] = []
    for row in rows {
      guard let first = row.factors.keys.min(), let lead = row.factors[first] else { continue }
      guard
        let scale = (try? Number.one.divided(by: lead.isNegative ? lead.negated() : lead)).flatMap(\.self),
        let scaled = try? row.scaled(by: scale).tightened(steps)
      else { return nil }
      let key = scaled.factors.mapValues(Constant.init)
      if let place = places[key] {
        let known = kept[place]
        if scaled.bound < known.bound || (scaled.bound == known.bound && scaled.isStrict) {
          kept[place] = scaled
        }
      } else {
        places[key] = kept.count
        kept.append(scaled)
      }
    }
    return kept
  }

  private static func eliminated(_ unknown: Int, _ rows: [Row]) -> [Row]? {
    let (lows, highs) = rows.split { $0.factors[unknown].map(\.isNegative) ?? false }
    var joined: [Row] = []
    for low in lows {
      for high in highs {
        guard let left = low.factors[unknown], let right = high.factors[unknown],
          let turned = try? left.negated(),
          let row = try? sum(low, times: right, high, times: turned, without: unknown)
        else { return nil }
        joined.append(row)
      }
    }
    return joined
  }

  private static func sum(
    _ first: Row,
    times one: Number,
    _ second: Row,
    times other: Number,
    without unknown: Int
  ) throws(ArithmeticOverflow) -> Row {
    var factors: [Int: Number] = [:]
    for (row, scale) in [(first, one), (second, other)] {
      for (number, factor) in row.factors where number != unknown {
        let more = try factor.multiplied(by: scale).lowestTerms
        factors[number] =
          try factors[number].map { old throws(ArithmeticOverflow) in
            try old.adding(more).lowestTerms
          } ?? more
      }
    }
    let bound = try first.bound.multiplied(by: one).adding(try second.bound.multiplied(by: other)).lowestTerms
    return Row(
      factors: factors.filter { !$0.value.isZero },
      bound: bound,
      isStrict: first.isStrict || second.isStrict
    )
  }
}

/// Numbers for unknowns that have been eliminated, the last one first: each in what the others leave it.
private struct Trial {
  let steps: [Int: Number]
  /// Numbers that may be tried before it is given up: on a grid the first choice need not leave one for the next.
  var left: Int
  /// Whether numbers that are easy to read come first.
  let simple: Bool
  /// Whether all that there are have been tried.
  var isExhausted = true

  init(steps: [Int: Number], left: Int, simple: Bool) {
    (self.steps, self.left, self.simple) = (steps, left, simple)
  }

  /// Of more values only some are tried.
  private static let mostValues = 128

  mutating func numbers(_ stages: ArraySlice<Inequalities.Stage>, _ found: [Int: Number]) -> [Int: Number]? {
    guard let stage = stages.last else { return found }
    guard let interval = interval(of: stage, found) else {
      isExhausted = false
      return nil
    }
    for number in candidates(interval, steps[stage.unknown]) {
      left -= 1
      if left < 0 {
        isExhausted = false
        return nil
      }
      var next = found
      next[stage.unknown] = number
      if let all = numbers(stages.dropLast(), next) { return all }
    }
    return nil
  }

  private mutating func candidates(_ interval: Interval, _ step: Number?) -> [Number] {
    guard let step else {
      if !interval.isPoint { isExhausted = false }
      return interval.simple(step: nil)
    }
    let all = interval.all(step: step, atMost: Trial.mostValues)
    if all == nil { isExhausted = false }
    if !simple { return all ?? interval.ends(step: step) }
    let first = interval.simple(step: step)
    guard let all else { return first }
    let seen = Set(first.map(Constant.init))
    return first + all.filter { !seen.contains(Constant($0)) }
  }

  /// Where an unknown can lie once those eliminated after it have their numbers.
  private func interval(of stage: Inequalities.Stage, _ found: [Int: Number]) -> Interval? {
    var interval = Interval()
    for row in stage.rows {
      guard let factor = row.factors[stage.unknown] else { continue }
      var rest = row.bound
      for (unknown, factor) in row.factors where unknown != stage.unknown {
        guard let product = try? factor.multiplied(by: found[unknown] ?? .zero),
          let next = try? rest.subtracting(product)
        else { return nil }
        rest = next.lowestTerms
      }
      guard let bound = (try? rest.divided(by: factor)).flatMap(\.self) else { return nil }
      if factor.isNegative {
        if interval.low.map({ bound > $0 || bound == $0 && row.isStrict }) ?? true {
          (interval.low, interval.isLowStrict) = (bound, row.isStrict)
        }
      } else if interval.high.map({ bound < $0 || bound == $0 && row.isStrict }) ?? true {
        (interval.high, interval.isHighStrict) = (bound, row.isStrict)
      }
    }
    return interval
  }
}

extension Interval {
  func contains(_ number: Number) -> Bool {
    if let low, isLowStrict ? number <= low : number < low { return false }
    if let high, isHighStrict ? number >= high : number > high { return false }
    return true
  }

  /// Whether it holds one number only.
  var isPoint: Bool {
    guard let low, let high else { return false }
    return low == high
  }

  /// The multiples of a step next to the bounds.
  func ends(step: Number) -> [Number] {
    let grid = Grid(low: nil, high: nil, step: step)
    let ends = [
      low.flatMap { grid.first(from: $0, isStrict: isLowStrict) },
      high.flatMap { grid.last(to: $0, isStrict: isHighStrict) },
    ]
    let found = ends.compactMap(\.self).filter(contains)
    return found.isEmpty && low == nil && high == nil ? [.zero] : found
  }

  /// All multiples of a step inside; nil where there are more than so many.
  func all(step: Number, atMost most: Int) -> [Number]? {
    guard let low, high != nil, var next = try? low.rounded(.up, toMultipleOf: step) else { return nil }
    if isLowStrict, next == low {
      guard let above = try? next.adding(step) else { return nil }
      next = above
    }
    var found: [Number] = []
    while contains(next) {
      guard found.count < most, let above = try? next.adding(step) else { return nil }
      found.append(next)
      next = above
    }
    return found
  }

  /// Some numbers inside, those first that are easy to read: zero, a bound, or one with few digits.
  func simple(step: Number?) -> [Number] {
    var tried: [Number] = []
    if let low {
      if !isLowStrict { tried.append(low) }
      for scale in [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1] {
        if let up = try? low.rounded(.up, toMultipleOf: Number(scale)) { tried += [up] }
        if let up = try? low.adding(.one).rounded(.up, toMultipleOf: Number(scale)) { tried += [up] }
      }
      if let step, let up = try? low.rounded(.up, toMultipleOf: step) {
        tried.append(up)
        if let next = try? up.adding(step) { tried.append(next) }
      }
    }
    if let high {
      if !isHighStrict { tried.append(high) }
      for scale in [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1] {
        if let down = try? high.rounded(.down, toMultipleOf: Number(scale)) { tried += [down] }
        if let down = try? high.subtracting(.one).rounded(.down, toMultipleOf: Number(scale)) {
          tried += [down]
        }
      }
      if let step, let down = try? high.rounded(.down, toMultipleOf: step) {
        tried.append(down)
        if let next = try? down.subtracting(step) { tried.append(next) }
      }
    }
    if let low, let high, let sum = try? low.adding(high),
      let half = try? sum.multiplied(by: Number(mantissa: 5, scale: 1))
    {
      if let step, let down = try? half.rounded(.down, toMultipleOf: step) { tried.append(down) }
      tried.append(half.lowestTerms)
    }
    let zero = [Number.zero]
    func fits(_ number: Number) -> Bool {
      contains(number) && (step.map { (try? number.rounded(.down, toMultipleOf: $0)) == number } ?? true)
    }
    var seen: Set<Constant> = []
    return (zero + tried).filter { fits($0) && seen.insert(Constant($0)).inserted }
  }
}

extension Array {
  /// Those of which something holds, and the others.
  fileprivate func split(_ isWanted: (Element) -> Bool) -> (wanted: [Element], others: [Element]) {
    var (wanted, others): ([Element], [Element]) = ([], [])
    for element in self { if isWanted(element) { wanted.append(element) } else { others.append(element) } }
    return (wanted, others)
  }
}
