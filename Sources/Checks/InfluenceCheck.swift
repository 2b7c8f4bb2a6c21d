import PolicyModel
import PolicySyntax

/// Identity and protected attributes influence no decision, directly or through anything computed from them.
///
/// French law makes it an offence to refuse a supply or to attach a condition to it on such grounds (Code
/// pénal, art. 225-1 and 225-2); a policy treats customers by what they owe and own, not by who they are.
enum InfluenceCheck {
  static func findings(_ policy: Policy) -> [Diagnostic] {
    let analysis = InfluenceAnalysis(policy)
    var diagnostics: [Diagnostic] = []
    // A decision that reads a tainted one is not told again: mending the first mends it.
    for decision in policy.decisions {
      var seen: Set<Slot> = []
      for node in decision.nodes {
        for read in node.readNodes {
          guard case .read(let slot) = read.kind else { continue }
          for path in analysis.influences(slot) where !passesDecision(path, policy) {
            guard let attribute = policy.field(path.attribute).attribute,
              attribute.isProtected || attribute.isIdentity, seen.insert(path.attribute).inserted
            else { continue }
            diagnostics.append(diagnostic(path, attribute, decision, read, policy))
          }
        }
      }
    }
    return diagnostics
  }

  private static func passesDecision(_ path: InfluenceAnalysis.Path, _ policy: Policy) -> Bool {
    path.slots.contains { if case .decision = policy.field($0).origin { true } else { false } }
  }

  private static func diagnostic(
    _ path: InfluenceAnalysis.Path,
    _ attribute: Attribute,
    _ decision: Decision,
    _ read: Node,
    _ policy: Policy
  ) -> Diagnostic {
    let name = policy.field(path.attribute).name
    let kind = attribute.isProtected ? "protected" : "identity"
    var notes: [Diagnostic.Note] = []
    for (reader, next) in zip(path.slots, path.slots.dropFirst()) {
      notes.append(
        Diagnostic.Note(
          "`\(policy.field(reader).name)` reads `\(policy.field(next).name)`",
          at: policy.field(reader).span
        )
      )
    }
    notes.append(Diagnostic.Note("`\(name)` is declared \(kind) here", at: policy.field(path.attribute).span))
    let way =
      path.slots.count == 1
      ? "`\(decision.name)` reads the \(kind) attribute `\(name)`"
      : "`\(decision.name)` depends on the \(kind) attribute `\(name)`, through "
        + path.slots.dropLast().map { "`\(policy.field($0).name)`" }.joined(separator: ", which reads ")
    return Diagnostic(
      attribute.isProtected ? .protectedFlow : .identityFlow,
      at: read.span,
      about: decision.name,
      way,
      help: attribute.isProtected
        ? "decide without it; a protected attribute may be declared and measured, never decided upon"
        : "decide without it; one customer is treated differently only by an `override`",
      notes: notes
    )
  }
}

extension Node {
  /// Every read anywhere in the expression, with its place.
  var readNodes: [Node] {
    if case .read = kind { return [self] }
    return children.flatMap(\.readNodes)
  }
}
