import Exact
import PolicyModel
import PolicySyntax

/// A question about one value, as conditions ask it.
struct Question {
  enum Kind {
    case compare(Operation, Value)
    case oneOf([Value])
    case missing(Bool)
    case outsideScale
    /// A yes or no by itself.
    case isYes
  }

  let subject: Node
  let kind: Kind
  let key: String

  /// The question that a condition is which neither is a constant nor joins others.
  init(_ node: Node) {
    switch node.kind {
    case .apply(let operation, let operands):
      switch operation {
      case .isMissing, .isKnown:
        (subject, kind) = (operands[0], .missing(operation == .isMissing))
      case .isOutsideScale: (subject, kind) = (operands[0], .outsideScale)
      case .equal, .less, .atMost, .atLeast, .more:
        if let value = operands[1].constant, !value.isMissing {
          (subject, kind) = (operands[0], .compare(operation, value))
        } else if let value = operands[0].constant, !value.isMissing {
          (subject, kind) = (operands[1], .compare(Question.turned(operation), value))
        } else {
          (subject, kind) = (node, .isYes)
        }
      case .oneOf:
        let values = operands.dropFirst().compactMap(\.constant)
        (subject, kind) = values.count == operands.count - 1 ? (operands[0], .oneOf(values)) : (node, .isYes)
      default: (subject, kind) = (node, .isYes)
      }
    default: (subject, kind) = (node, .isYes)
    }
    key = subject.fingerprint
  }

  private static func turned(_ operation: Operation) -> Operation {
    switch operation {
    case .less: .more
    case .atMost: .atLeast
    case .atLeast: .atMost
    case .more: .less
    default: operation
    }
  }
}

/// A value about which conditions ask, with the cells that their questions distinguish.
struct Subject {
  let key: String
  let node: Node
  let cells: [Cell]

  enum Cell {
    case missing
    /// One value, or any value between two neighbours that questions name.
    case value(Value)
    case between(Value?, Value?)

    func holds(_ question: Question) -> Bool {
      switch (question.kind, self) {
      case (.missing(let wanted), .missing): return wanted
      case (.missing(let wanted), _): return !wanted
      // A missing value passes no other question; that it is asked one is reported elsewhere.
      case (_, .missing): return false
      case (.isYes, .value(let value)): return value.isYes
      case (.oneOf(let values), .value(let value)): return values.contains(value)
      case (.outsideScale, .value(.symbol(let symbol))): return symbol < 0
      case (.compare(let operation, let bound), .value(let value)):
        return Cell.compare(value, operation, bound)
      case (.compare(let operation, let bound), .between(let low, _)):
        // The cell holds no bound itself, so it lies wholly on one side of each.
        let isAbove = low.map { Cell.compare($0, .atLeast, bound) } ?? false
        return operation == .atLeast || operation == .more ? isAbove : operation == .equal ? false : !isAbove
      default: return false
      }
    }

    private static func compare(_ value: Value, _ operation: Operation, _ bound: Value) -> Bool {
      switch (value, bound) {
      case (.number(let left), .number(let right)): holds(left < right, left == right, operation)
      case (.date(let left), .date(let right)): holds(left < right, left == right, operation)
      case (.symbol(let left), .symbol(let right)):
        operation == .equal ? left == right : left >= 0 && holds(left < right, left == right, operation)
      default: operation == .equal && value == bound
      }
    }

    private static func holds(_ isLess: Bool, _ isEqual: Bool, _ operation: Operation) -> Bool {
      switch operation {
      case .less: isLess
      case .atMost: isLess || isEqual
      case .atLeast: !isLess
      case .more: !isLess && !isEqual
      default: isEqual
      }
    }
  }

  /// A cell in words: `score is missing`, `open_balance is more than 50 000 EUR`.
  func words(_ cell: Cell, _ policy: Policy) -> String {
    let name =
      if case .read(let slot) = node.kind { policy.field(slot).name } else { policy.written(node.span) }
    switch cell {
    case .missing: return "`\(name)` is missing"
    case .value(.yesNo(let answer)): return "`\(name)` is \(answer ? "yes" : "no")"
    case .value(let value): return "`\(name)` is \(show(value, policy))"
    case .between(let low?, let high?):
      return "`\(name)` is more than \(show(low, policy)) and less than \(show(high, policy))"
    case .between(let low?, nil): return "`\(name)` is more than \(show(low, policy))"
    case .between(nil, let high?): return "`\(name)` is less than \(show(high, policy))"
    case .between(nil, nil): return "`\(name)` is anything"
    }
  }

  private func show(_ value: Value, _ policy: Policy) -> String {
    ValueText(policy: policy).text(value, node.type)
  }
}

/// Gathers the subjects of conditions and the values that questions compare them with.
struct SubjectCollector {
  let policy: Policy
  private let missing: MissingAnalysis
  private var order: [String] = []
  private var nodes: [String: Node] = [:]
  private var values: [String: [Value]] = [:]
  private(set) var isOpaque = false

  init(policy: Policy, missing: MissingAnalysis) {
    self.policy = policy
    self.missing = missing
  }

  mutating func visit(_ node: Node) {
    if case .apply(let operation, let operands) = node.kind, [.and, .or, .not].contains(operation) {
      for operand in operands { visit(operand) }
      return
    }
    if node.constant != nil { return }
    let question = Question(node)
    if nodes[question.key] == nil {
      order.append(question.key)
      nodes[question.key] = question.subject
    }
    switch question.kind {
    case .compare(_, let value): values[question.key, default: []].append(value)
    case .oneOf(let listed): values[question.key, default: []] += listed
    case .isYes:
      if case .read = question.subject.kind { break }
      isOpaque = true
    case .missing, .outsideScale: break
    }
    if case .read = question.subject.kind {} else { isOpaque = true }
  }

  /// Those that distinguish least come first, so that the search narrows early.
  var finished: [Subject] {
    order.compactMap { key in
      nodes[key].map { Subject(key: key, node: $0, cells: cells($0, values[key] ?? [])) }
    }
    .sorted { $0.cells.count < $1.cells.count }
  }

  private func cells(_ node: Node, _ values: [Value]) -> [Subject.Cell] {
    var cells: [Subject.Cell] = []
    switch node.type {
    case .yesNo: cells = [.value(.yesNo(true)), .value(.yesNo(false))]
    case .symbol(let number):
      let enumeration = policy.enumerations[number]
      cells = enumeration.members.indices.map { .value(.symbol(Int32($0))) }
      cells += enumeration.outside.indices.map { .value(.symbol(-1 - Int32($0))) }
    default: cells = intervals(node, values)
    }
    if !missing.causes(node).isEmpty { cells.append(.missing) }
    return cells
  }

  private func intervals(_ node: Node, _ values: [Value]) -> [Subject.Cell] {
    var points: [Value] = []
    for value in values.sorted(by: before) where points.last != value { points.append(value) }
    guard !points.isEmpty else { return [.between(nil, nil)] }
    var cells: [Subject.Cell] = []
    if !isBelow(node, points[0]) { cells.append(.between(nil, points[0])) }
    for (index, point) in points.enumerated() {
      cells.append(.value(point))
      let next = index + 1 < points.count ? points[index + 1] : nil
      if let next, isAdjacent(point, next, node) { continue }
      if next == nil, isAbove(node, point) { continue }
      cells.append(.between(point, next))
    }
    return cells
  }

  private func before(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.date(let left), .date(let right)): left < right
    case (.terms(let left), .terms(let right)): left < right
    case (.text(let left), .text(let right)): left < right
    default: false
    }
  }

  /// Whether nothing lies below a point, by the declared range.
  private func isBelow(_ node: Node, _ point: Value) -> Bool {
    if case .number(let number) = point, let shape = node.shape { return number <= shape.low }
    return false
  }

  private func isAbove(_ node: Node, _ point: Value) -> Bool {
    if case .number(let number) = point, let shape = node.shape { return number >= shape.high }
    return false
  }

  /// Whether nothing lies between two points, since values have only so many decimals.
  private func isAdjacent(_ first: Value, _ second: Value, _ node: Node) -> Bool {
    switch (first, second) {
    case (.number(let left), .number(let right)):
      guard let decimals = node.shape?.decimals,
        let next = try? left.adding(Number(mantissa: 1, scale: decimals))
      else {
        return false
      }
      return next >= right
    case (.date(let left), .date(let right)): return left.days(to: right) <= 1
    default: return false
    }
  }
}
