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

extension Decision {
  /// What the decision comes to for everybody, in a form that is the same for the same rules; reasons, sources and
  /// names are no part of it.
  var fingerprint: String {
    let rules = rules.map { rule in
      "\(rule.isOtherwise ? "otherwise" : "when") \(rule.condition?.fingerprint ?? "always")"
        + " \(rule.state.map(\.rawValue) ?? "") => \(rule.result.fingerprint)"
    }
    let bounds = [applicability, atLeast, atMost].map { $0?.fingerprint ?? "-" }
    let rounding = rounding.map { "\($0.rule) \($0.step)" } ?? "-"
    let steps = stepsTaken.map { "\($0.last) \($0.on)" } ?? "-"
    return "\(combining) \(type) \(ranking) \(bounds) \(rounding) \(steps) \(rules)"
  }
}

extension Override {
  /// Who is decided how and when; not by whom and why.
  var fingerprint: String { "\(customer) \(value) \(from) \(until)" }
}
