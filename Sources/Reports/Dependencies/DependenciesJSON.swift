import PolicyModel

/// What decisions depend on, for programs: `policyc.dependencies/1`.
public enum DependenciesJSON {
  /// - Parameter dependencies: those of each edition.
  public static func document(_ dependencies: [Dependencies]) -> JSON {
    .object([
      ("format", .string("policyc.dependencies/1")), ("policies", .array(dependencies.map(policy))),
    ])
  }

  private static func policy(_ dependencies: Dependencies) -> JSON {
    let policy = dependencies.policy
    return .object([
      (
        "policy",
        .object([
          ("name", .string(policy.name)), ("version", .string(policy.version)),
          ("digest", .string(policy.digest)),
        ])
      ),
      ("decisions", .array(dependencies.decisions.map(decision))),
      ("marked", .array(dependencies.marked.map(marked))),
      (
        "keys",
        .array(dependencies.keys.map { .object([("name", .string($0.name)), ("of", .string($0.owner))]) })
      ),
      (
        "agreements",
        .array(
          dependencies.agreements.map {
            .object([("name", .string($0.name)), ("reaches", .array($0.reaches.map { .string($0) }))])
          }
        )
      ),
      ("overrides", .array(dependencies.exceptions.map(exception))),
    ])
  }

  private static func decision(_ decision: Dependencies.OfDecision) -> JSON {
    .object([
      ("name", .string(decision.name)), ("of", .string(decision.owner)),
      (
        "inputs",
        .array(
          decision.inputs.map { input in
            .object([
              ("kind", .string(input.kind.rawValue)), ("name", .string(input.name)),
              ("of", .optional(input.owner)),
              ("optional", .bool(input.isOptional)), ("through", .array(input.through.map { .string($0) })),
            ])
          }
        )
      ),
    ])
  }

  private static func marked(_ entry: Dependencies.Marked) -> JSON {
    .object([
      ("name", .string(entry.name)), ("of", .string(entry.owner)), ("mark", .string(entry.mark.rawValue)),
      ("proxy_for", .optional(entry.ground)), ("allowed_because", .optional(entry.allowedBecause)),
      ("reaches", .array(entry.reaches.map { .string($0) })),
    ])
  }

  private static func exception(_ entry: Dependencies.Exception) -> JSON {
    .object([
      ("customer", .string(entry.customer)), ("decision", .string(entry.decision)),
      ("value", .string(entry.value)),
      ("from", .string(entry.override.from.description)),
      ("until", .string(entry.override.until.description)),
      ("approved_by", .string(entry.override.approvedBy)),
      ("approved_on", .string(entry.override.approvedOn.description)),
      ("because", .optional(entry.override.reasons.first?.text)),
    ])
  }
}
