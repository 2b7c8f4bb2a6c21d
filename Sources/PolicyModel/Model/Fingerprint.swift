extension Node {
  /// The expression in a form that is the same for the same expression, wherever it stands.
  public var fingerprint: String {
    switch kind {
    case .constant(let value): "\(value):\(type)"
    case .asOf: "as_of"
    case .read(let slot): "\(slot.scope)[\(slot.index)]"
    case .apply(let operation, let operands):
      "\(operation)(" + operands.map(\.fingerprint).joined(separator: ",") + ")"
    case .cases(let cases):
      "cases("
        + cases.map { ($0.condition?.fingerprint ?? "otherwise") + "=>" + $0.result.fingerprint }
        .joined(separator: ",") + ")"
    case .aggregate(let aggregate):
      "\(aggregate.function)@\(aggregate.earlier == nil ? "" : "earlier ")\(aggregate.scope)("
        + [aggregate.condition, aggregate.value, aggregate.weight, aggregate.order, aggregate.upTo]
        .map { $0?.fingerprint ?? "-" }.joined(separator: ",") + ")"
    }
  }
}
