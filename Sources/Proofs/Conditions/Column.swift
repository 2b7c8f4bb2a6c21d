import Exact

/// One value about which conditions ask, with the questions asked: a member of a choice, or a form compared with
/// constants.
struct Column {
  enum Kind: Hashable {
    case choice(unknown: Int)
    case form(Direction)
  }

  /// A question about the value of a column.
  struct Question: Hashable {
    enum Kind: Hashable {
      case compared(Comparison, Constant)
      case among([Int32])
      case known
    }

    let kind: Kind
    /// Whether the answer wanted is the other one, a missing value included.
    var isTurned: Bool
  }

  let kind: Kind
  var questions: [Question] = []
  var numbers: [Question: Int32] = [:]
  /// How the form is written where it is first asked for: its text, and the factor and constant by which its value
  /// comes from the direction's.
  var written: Written?

  struct Written {
    let text: String
    let factor: Number
    let constant: Number
    let type: Unknown
  }
}

/// How a form is compared with a constant.
enum Comparison: Hashable {
  case less, atMost, equal, notEqual, atLeast, more

  /// The comparison that holds where this one does not.
  var opposite: Comparison {
    switch self {
    case .less: .atLeast
    case .atMost: .more
    case .equal: .notEqual
    case .notEqual: .equal
    case .atLeast: .less
    case .more: .atMost
    }
  }

  /// The same with its sides exchanged.
  var turned: Comparison {
    switch self {
    case .less: .more
    case .atMost: .atLeast
    case .atLeast: .atMost
    case .more: .less
    case .equal, .notEqual: self
    }
  }

  func holds(isLess: Bool, isEqual: Bool) -> Bool {
    switch self {
    case .less: isLess
    case .atMost: isLess || isEqual
    case .equal: isEqual
    case .notEqual: !isEqual
    case .atLeast: !isLess
    case .more: !isLess && !isEqual
    }
  }

  func holds(_ left: Number, _ right: Number) -> Bool {
    holds(isLess: left < right, isEqual: left == right)
  }
}

/// A number that can be a key: always in lowest terms.
struct Constant: Hashable {
  let numerator: Int128
  let denominator: Int128

  init(_ number: Number) {
    let lowest = number.lowestTerms
    (numerator, denominator) = (lowest.numerator, lowest.denominator)
  }

  var number: Number { Number(numerator, over: denominator) ?? .zero }
}
