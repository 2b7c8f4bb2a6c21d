import PolicyModel
import PolicySyntax

/// Identity and protected attributes, and proxies for what is protected, influence no decision, directly or
/// through anything computed from them.
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
      for read in decision.nodes.flatMap(\.readNodes) {
        guard case .read(let slot) = read.kind else { continue }
        for path in analysis.influences(slot) where !passesDecision(path, policy) {
          guard case .attribute(let attribute) = path.input,
            let restriction = policy.field(attribute).attribute?.restriction, seen.insert(attribute).inserted
          else { continue }
          let found = Flow(decision: decision, read: read, path: path, attribute: attribute)
          diagnostics.append(found.diagnostic(restriction, policy))
        }
      }
    }
    return diagnostics
  }

  private static func passesDecision(_ path: InfluenceAnalysis.Path, _ policy: Policy) -> Bool {
    path.fields.contains { if case .decision = policy.field($0).origin { true } else { false } }
  }

  /// A restricted attribute that reaches a decision by one of its reads.
  private struct Flow {
    let decision: Decision
    let read: Node
    let path: InfluenceAnalysis.Path
    let attribute: Slot

    func diagnostic(_ restriction: Attribute.Restriction, _ policy: Policy) -> Diagnostic {
      let name = policy.field(attribute).name
      let (code, kind, help) = InfluenceCheck.words(restriction)
      let slots = path.fields + [attribute]
      var notes: [Diagnostic.Note] = []
      for (reader, next) in zip(slots, slots.dropFirst()) {
        notes.append(
          Diagnostic.Note(
            "`\(policy.field(reader).name)` reads `\(policy.field(next).name)`",
            at: policy.field(reader).span
          )
        )
      }
      notes.append(Diagnostic.Note("`\(name)` is declared \(kind) here", at: policy.field(attribute).span))
      // A proxy says what it stands in for; the others are what they are called.
      let what =
        if case .proxy = restriction { "`\(name)`, \(kind)" } else { "the \(kind) attribute `\(name)`" }
      let way =
        path.fields.isEmpty
        ? "`\(decision.name)` reads \(what)"
        : "`\(decision.name)` depends on \(what), through "
          + path.fields.map { "`\(policy.field($0).name)`" }.joined(separator: ", which reads ")
      return Diagnostic(
        code,
        at: read.span,
        about: decision.name,
        way,
        help: help,
        notes: notes
      )
    }
  }

  private static func words(_ restriction: Attribute.Restriction) -> (code: Code, kind: String, help: String)
  {
    switch restriction {
    case .protected:
      (
        .protectedFlow, "protected",
        "decide without it; a protected attribute may be declared and measured, never decided upon"
      )
    case .identity:
      (
        .identityFlow, "identity",
        "decide without it; one customer is treated differently only by an `override`"
      )
    case .proxy(let ground):
      (
        .proxyFlow, "a proxy for `\(ground)`",
        "decide without it, or say at the attribute why it is allowed: `allowed because \"…\"`"
      )
    }
  }
}

extension Node {
  /// Every read anywhere in the expression, with its place.
  var readNodes: [Node] {
    if case .read = kind { return [self] }
    return children.flatMap(\.readNodes)
  }
}
