import PolicyModel
import PolicySyntax
import Proofs

/// Parts of a condition that ask nothing: they always hold where they stand, or never do.
enum PartFinding {
  static func findings(_ subject: inout DecisionUnderProof, without dead: Set<Int>, advice: Bool)
    -> [Diagnostic]
  {
    var found: [Diagnostic] = []
    for (index, rule) in subject.decision.rules.enumerated() where !dead.contains(index) {
      guard let condition = rule.condition else { continue }
      var parts = condition.conjunctsWithin
      // From the last: of two parts that say the same the first is kept.
      for (number, part) in parts.enumerated().reversed() where isWritten(part, rule) {
        let silent = always(number, parts, index, advice, &subject)
        if !silent.isEmpty {
          found += silent
          parts.remove(at: number)
          continue
        }
        guard case .apply(.or, let alternatives) = part.kind else { continue }
        for alternative in alternatives where isWritten(alternative, rule) {
          var asked = parts
          asked[number] = alternative
          if subject.proof.part(number, of: asked, in: index, afterEarlier: false).canHold.isNever {
            found.append(never(alternative, index, subject))
          }
        }
      }
    }
    return found
  }

  /// Whether a part stands in the rule itself, and not in a state of its escalation or in a heading.
  private static func isWritten(_ part: Node, _ rule: Rule) -> Bool {
    part.span.file == rule.span.file && part.span.start >= rule.span.start && part.span.end <= rule.span.end
  }

  private static func always(
    _ number: Int,
    _ parts: [Node],
    _ rule: Int,
    _ advice: Bool,
    _ subject: inout DecisionUnderProof
  ) -> [Diagnostic] {
    // That a value is known is asked for the reader too, and for results that need it.
    if case .apply(.isKnown, _) = parts[number].kind { return [] }
    let alone = subject.proof.part(number, of: parts, in: rule, afterEarlier: false)
    let text = subject.policy.written(parts[number].span)
    if alone.canFail.isNever, !alone.canHold.isNever {
      return [
        Diagnostic(
          .partAlwaysHolds,
          at: parts[number].span,
          about: subject.decision.rules[rule].id,
          "`\(text)` says nothing in \(subject.name(rule)): it always holds\(parts.count > 1 ? " where the rest of the condition does" : "")",
          help: parts.count > 1 ? "leave it out, or correct it" : "write `otherwise`, or correct it"
        )
      ]
    }
    guard advice, subject.decision.combining == .first else { return [] }
    let after = subject.proof.part(number, of: parts, in: rule, afterEarlier: true)
    guard after.canFail.isNever, !after.canHold.isNever else { return [] }
    return [
      Diagnostic(
        .partHeldBefore,
        at: parts[number].span,
        about: subject.decision.rules[rule].id,
        "`\(text)` always holds in \(subject.name(rule)), since the rules before it have taken everybody else",
        help: "it can be left out; keep it where the rule is read alone"
      )
    ]
  }

  private static func never(_ part: Node, _ rule: Int, _ subject: DecisionUnderProof) -> Diagnostic {
    Diagnostic(
      .partNeverHolds,
      at: part.span,
      about: subject.decision.rules[rule].id,
      "`\(subject.policy.written(part.span))` never holds in \(subject.name(rule))",
      help: "correct it, or leave it out"
    )
  }
}

extension Node {
  /// The parts of a conjunction, and of conjunctions in it.
  var conjunctsWithin: [Node] {
    if case .apply(.and, let parts) = kind { parts.flatMap(\.conjunctsWithin) } else { [self] }
  }
}
