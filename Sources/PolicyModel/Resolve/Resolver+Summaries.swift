import Exact
import PolicySyntax

/// One value for several that are listed: the lowest, the highest, the average, the median.
extension Resolver {
  func summary(
    _ summary: ExpressionSyntax.Summary,
    _ parts: [ExpressionSyntax],
    _ leavingOut: Bool,
    _ scope: Scope,
    _ expecting: ValueType?,
    _ span: Span
  ) -> Node? {
    // Members of a scale are read by the type of the first value.
    var expecting = expecting
    let typedParts = parts.map { part -> Node? in
      let node = typed(part, in: scope, expecting: expecting)
      if expecting == nil { expecting = node?.type }
      return node
    }
    let nodes = typedParts.compactMap { $0 }
    guard nodes.count == typedParts.count, let first = nodes.first else { return nil }
    for node in nodes.dropFirst() where !conforms(node, to: first.type) { return nil }
    switch summary {
    case .lowest: return extreme(false, nodes, leavingOut, span)
    case .highest: return extreme(true, nodes, leavingOut, span)
    case .average: return average(nodes, leavingOut, span)
    case .median: return median(nodes, leavingOut, span)
    }
  }

  private func extreme(_ highest: Bool, _ nodes: [Node], _ leavingOut: Bool, _ span: Span) -> Node? {
    guard isOrdered(nodes[0].type) else {
      reportNotOrdered(nodes[0])
      return nil
    }
    let operation: Operation =
      leavingOut ? (highest ? .highestKnown : .lowestKnown) : (highest ? .highest : .lowest)
    return combined(operation, nodes, nodes[0].type, span) { shapes throws(Shape.TooLarge) in
      let joined = try Shape.joined(shapes)
      if leavingOut { return joined }
      // Without gaps the lowest is never above the lowest upper bound, and the highest likewise; what is
      // unlimited has no upper bound.
      let bounded = shapes.filter { !$0.mayBeUnlimited }
      return highest
        ? try joined.clamped(low: shapes.map(\.low).max(), high: nil)
        : try joined.clamped(low: nil, high: bounded.map(\.high).min()).unlimited(bounded.isEmpty)
    }
  }

  private func average(_ nodes: [Node], _ leavingOut: Bool, _ span: Span) -> Node? {
    guard nodes.allSatisfy({ numeric($0, "averaged") != nil }) else { return nil }
    return combined(leavingOut ? .averageKnown : .average, nodes, nodes[0].type, span) {
      shapes throws(Shape.TooLarge) in
      let joined = try Shape.joined(shapes)
      let count = try Shape(low: .one, high: Number(shapes.count), decimals: 0)
      return try joined.summed(count: shapes.count).divided(by: count)
        .clamped(low: joined.low, high: joined.high)
    }
  }

  private func median(_ nodes: [Node], _ leavingOut: Bool, _ span: Span) -> Node? {
    guard nodes.allSatisfy({ numeric($0, "averaged") != nil }) else { return nil }
    return combined(leavingOut ? .medianKnown : .median, nodes, nodes[0].type, span) {
      shapes throws(Shape.TooLarge) in
      try Shape.joined(shapes).halfSum()
    }
  }
}

extension Shape {
  /// A value that is one of several.
  static func joined(_ shapes: [Shape]) throws(TooLarge) -> Shape {
    guard var joined = shapes.first else { throw TooLarge() }
    for shape in shapes.dropFirst() { joined = try joined.joined(with: shape) }
    return joined
  }

  /// Half the sum of two such values, as in a median of an even number of them.
  func halfSum() throws(TooLarge) -> Shape {
    try summed(count: 2).multiplied(by: Shape(of: Number(mantissa: 5, scale: 1)))
      .clamped(low: low, high: high)
  }
}
