import Exact

/// A sum of unknowns, each times a factor, and a constant.
///
/// Dates take part by their day numbers, so that the days between two dates are a form as well.
struct LinearForm {
  /// In order of the unknowns; no factor is zero.
  private(set) var terms: [(unknown: Int, factor: Number)]
  private(set) var constant: Number

  init(constant: Number) {
    terms = []
    self.constant = constant
  }

  init(unknown: Int) {
    terms = [(unknown, .one)]
    constant = .zero
  }

  /// The value where no unknown is in it.
  var known: Number? { terms.isEmpty ? constant : nil }

  func adding(_ other: LinearForm, times factor: Number = .one) throws(ArithmeticOverflow) -> LinearForm {
    var factors: [Int: Number] = [:]
    for term in terms { factors[term.unknown] = term.factor }
    for term in other.terms {
      let more = try term.factor.multiplied(by: factor)
      factors[term.unknown] =
        try factors[term.unknown].map { old throws(ArithmeticOverflow) in
          try old.adding(more)
        } ?? more
    }
    var sum = LinearForm(constant: try constant.adding(try other.constant.multiplied(by: factor)))
    sum.terms = factors.filter { !$0.value.isZero }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return sum
  }

  func multiplied(by factor: Number) throws(ArithmeticOverflow) -> LinearForm {
    try LinearForm(constant: .zero).adding(self, times: factor)
  }
}

/// The unknowns of a form with whole factors that have no common divisor, the first of them positive: two forms
/// that differ by a factor and a constant have the same direction, and so are questions about one value.
struct Direction: Hashable {
  struct Term: Hashable {
    let unknown: Int
    let factor: Int128
  }

  let terms: [Term]

  /// The direction of a form, and the factor by which the form goes along it.
  static func of(_ form: LinearForm) throws(ArithmeticOverflow) -> (direction: Direction, factor: Number) {
    let lowest = form.terms.map { ($0.unknown, $0.factor.lowestTerms) }
    var denominator: Int128 = 1
    for (_, factor) in lowest {
      let step = factor.denominator / divisor(denominator, factor.denominator)
      let (product, overflow) = denominator.multipliedReportingOverflow(by: step)
      if overflow { throw ArithmeticOverflow() }
      denominator = product
    }
    var whole: [Int128] = []
    for (_, factor) in lowest {
      let (product, overflow) = factor.numerator.multipliedReportingOverflow(
        by: denominator / factor.denominator
      )
      if overflow || product == .min { throw ArithmeticOverflow() }
      whole.append(product)
    }
    var common: Int128 = 0
    for number in whole { common = divisor(common, number) }
    if let first = whole.first, first < 0 { common = -common }
    let terms = zip(lowest, whole).map { Term(unknown: $0.0, factor: $1 / common) }
    guard let factor = Number(common, over: denominator) else { throw ArithmeticOverflow() }
    return (Direction(terms: terms), factor)
  }

  private static func divisor(_ left: Int128, _ right: Int128) -> Int128 {
    var (left, right) = (left < 0 ? -left : left, right < 0 ? -right : right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
