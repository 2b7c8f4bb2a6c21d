import Exact
import PolicySyntax

/// Rates by the day from which each is in force.
public struct RateTable: Sendable {
  public struct Row: Sendable {
    public let from: CalendarDate
    public let value: Number
    public let reasons: [Rule.Reason]
    public let sources: [String]
    /// Where the rate is written, or what it is computed by.
    public let span: Span
  }

  /// What an amount in one currency is worth in another.
  public struct Conversion: Sendable {
    /// The currency of which one unit has a price.
    public let from: Currency
    /// The currency of the price.
    public let to: Currency
  }

  /// How the rates follow from other rates on the same day.
  public indirect enum Formula: Sendable {
    /// The rates of the table with this number.
    case table(Int)
    case constant(Number, ValueType, Span)
    /// Addition, subtraction, multiplication, negation, or the lowest or highest of several.
    case operation(Operation, [Formula])
  }

  public let name: String
  public let type: ValueType
  public let conversion: Conversion?
  /// Nil where the rates are written.
  public let formula: Formula?
  /// In the order of their first days, at least one.
  public let rows: [Row]
  /// What all the rates have in common.
  public let shape: Shape
  public let span: Span

  public var firstDay: CalendarDate { rows[0].from }

  /// The row in force on a day; nil before the first.
  public func row(on day: CalendarDate) -> Row? { index(on: day).map { rows[$0] } }

  /// The number of the row in force on a day; nil before the first.
  public func index(on day: CalendarDate) -> Int? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].from <= day { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}

extension RateTable.Formula {
  /// The tables that are read.
  var tables: [Int] {
    switch self {
    case .table(let number): [number]
    case .constant: []
    case .operation(_, let parts): parts.flatMap(\.tables)
    }
  }

  /// The value on a day on which every table read has one.
  func value(on day: CalendarDate, _ tables: [Int: RateTable]) throws(ArithmeticOverflow) -> Number {
    switch self {
    case .table(let number): return tables[number]?.row(on: day)?.value ?? .zero
    case .constant(let number, _, _): return number
    case .operation(let operation, let parts):
      var values: [Number] = []
      for part in parts { values.append(try part.value(on: day, tables)) }
      guard var result = values.first else { return .zero }
      if operation == .negate { return try result.negated() }
      for value in values.dropFirst() {
        switch operation {
        case .add: result = try result.adding(value)
        case .subtract: result = try result.subtracting(value)
        case .multiply: result = try result.multiplied(by: value)
        case .lowest: result = min(result, value)
        default: result = max(result, value)
        }
      }
      return result
    }
  }
}
