/// What the cells of one column show of how its numbers and dates are written.
///
/// No cell is guessed. One that can be read in one way only tells about its column; one that can be read in
/// two is read as its column is, and where the column does not tell, it is rejected.
struct Evidence: OptionSet, Sendable {
  let rawValue: UInt8

  /// A number in which only the comma can stand before decimals: `12,5`, `1.234,56`.
  static let comma = Evidence(rawValue: 1)
  /// A number in which only the point can: `12.5`, `1,234.56`.
  static let point = Evidence(rawValue: 2)
  /// A number that can be read either way: `1,234`, `1.234`.
  static let unclearNumber = Evidence(rawValue: 4)
  /// A date in which only the first number can be the day: `31/12/2025`.
  static let dayFirst = Evidence(rawValue: 8)
  /// A date in which only the second number can be the day: `12/31/2025`.
  static let monthFirst = Evidence(rawValue: 16)
  /// A date that can be read either way: `03/04/2026`.
  static let eitherFirst = Evidence(rawValue: 32)
}

/// Which signs separate decimals and thousands where a number comes from; spaces always separate thousands.
enum Notation: Sendable {
  /// Nobody said: what could be read in two ways is not read.
  case open
  /// A comma before decimals; points can separate thousands.
  case decimalComma
  /// A point before decimals; commas can separate thousands.
  case decimalPoint
  /// A number of JSON, which can have an exponent.
  case json
}
