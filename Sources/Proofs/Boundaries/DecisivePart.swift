import PolicyModel

/// A comparison in a condition, with the condition as it would be if the comparison held, and if it did not.
struct DecisivePart {
  let bound: FixedBound
  let yes: Node
  let no: Node

  /// Every comparison of a condition with something that is the same for everybody.
  static func all(_ condition: Node) -> [DecisivePart] {
    if let bound = FixedBound(condition) {
      func answer(_ answer: Bool) -> Node { Node(.constant(.yesNo(answer)), .yesNo, span: condition.span) }
      return [DecisivePart(bound: bound, yes: answer(true), no: answer(false))]
    }
    guard case .apply(let operation, let operands) = condition.kind, [.and, .or, .not].contains(operation)
    else {
      return []
    }
    return operands.indices.flatMap { number in
      all(operands[number]).map { part in
        func with(_ operand: Node) -> Node {
          var changed = operands
          changed[number] = operand
          return Node(.apply(operation, changed), condition.type, span: condition.span)
        }
        return DecisivePart(bound: part.bound, yes: with(part.yes), no: with(part.no))
      }
    }
  }
}
