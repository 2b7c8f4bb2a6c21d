import Exact
import PolicySyntax

/// A typed expression.
public struct Node: Sendable {
  public indirect enum Kind: Sendable {
    case constant(Value)
    case asOf
    /// A field of the record at hand, of its customer, or of its customer's group.
    case read(Slot)
    case apply(Operation, [Node])
    case aggregate(Aggregate)
    /// The result of the first case whose condition holds; missing when none does.
    case cases([Case])
  }

  public struct Case: Sendable {
    /// Nil for `otherwise`.
    public let condition: Node?
    public let result: Node

    public init(condition: Node?, result: Node) {
      self.condition = condition
      self.result = result
    }
  }

  public let kind: Kind
  public let type: ValueType
  /// The size of a number; nil for anything else.
  public let shape: Shape?
  public let span: Span

  public init(_ kind: Kind, _ type: ValueType, shape: Shape? = nil, span: Span) {
    self.kind = kind
    self.type = type
    self.shape = shape
    self.span = span
  }
}

/// One number from the records of a collection, or from the members of a group.
public struct Aggregate: Sendable {
  public enum Function: Hashable, Sendable {
    case sum, count, highest, lowest, average, median, any, every
    /// The value of the n-th latest or n-th earliest record, from 1; of two of one day the later in the input
    /// counts as later.
    case latest(Int), earliest(Int)
    /// The longest run of calendar months one after the other that each have a record; with `upTo` the run that
    /// ends in the month of that day.
    case monthsInARow
    /// The highest of the sums of each calendar month that has a record.
    case highestMonthlySum

    /// The name under which the trace shows it.
    public var name: String {
      switch self {
      case .sum: "sum"
      case .count: "count"
      case .highest: "highest"
      case .lowest: "lowest"
      case .average: "average"
      case .median: "median"
      case .any: "any"
      case .every: "every"
      case .latest: "latest"
      case .earliest: "earliest"
      case .monthsInARow: "months_in_a_row"
      case .highestMonthlySum: "highest_monthly_sum"
      }
    }
  }

  public let function: Function
  /// What is aggregated over: a collection of the customer, or `.customer` for the members of a group.
  public let scope: Scope
  public let value: Node?
  public let weight: Node?
  public var order: Node?
  public let condition: Node?
  /// The last month of a run, at the place that asks; nil for the longest run.
  public var upTo: Node?
  /// For records before the one at hand, by `order` and then by their place in the data: a number of its own,
  /// under which what it gives is kept; nil over all records.
  public var earlier: Int?
}

extension Node {
  /// The nodes right below this one.
  public var children: [Node] {
    switch kind {
    case .constant, .asOf, .read: []
    case .apply(_, let operands): operands
    case .aggregate(let aggregate):
      [aggregate.upTo, aggregate.condition, aggregate.value, aggregate.weight, aggregate.order]
        .compactMap { $0 }
    case .cases(let cases): cases.flatMap { [$0.condition, $0.result].compactMap { $0 } }
    }
  }

  /// Every field read anywhere in the expression.
  public var reads: [Slot] {
    if case .read(let slot) = kind { return [slot] }
    return children.flatMap(\.reads)
  }

  /// The value where it is the same for everybody.
  public var constant: Value? {
    if case .constant(let value) = kind { value } else { nil }
  }
}

extension Decision {
  /// Every expression of the decision.
  public var nodes: [Node] {
    [applicability, atLeast, atMost].compactMap { $0 }
      + rules.flatMap { [$0.condition, $0.result].compactMap { $0 } } + (stepsTaken?.nodes ?? [])
  }
}
