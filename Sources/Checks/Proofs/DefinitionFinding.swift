import PolicyModel
import PolicySyntax
import Proofs

/// Definitions that say less than they seem to: a yes or no that is always the same, a case that is never reached.
enum DefinitionFinding {
  static func findings(_ policy: Policy, _ missing: MissingAnalysis) -> [Diagnostic] {
    let proof = ConditionProof(policy, missing)
    // What reads a value that is always the same mostly is so because of it, and is not said again.
    var settled: Set<Slot> = []
    return policy.order.flatMap { slot -> [Diagnostic] in
      let field = policy.field(slot)
      guard case .definition(let node) = field.origin, node.constant == nil else { return [] }
      let found = cases(node, field, policy, proof)
      // A definition that reads nothing is a constant, and is written as one.
      guard found.isEmpty, node.type == .yesNo, !node.reads.isEmpty else { return found }
      let answer: String
      if !proof.canBe(yes: [node]) {
        answer = "no"
      } else if !proof.canBe(yes: [], no: [node]), missing.causes(node).isEmpty {
        answer = "yes"
      } else {
        return []
      }
      settled.insert(slot)
      return node.reads.contains(where: settled.contains) ? [] : [same(field, answer)]
    }
  }

  private static func same(_ field: Field, _ answer: String) -> Diagnostic {
    Diagnostic(
      answer == "yes" ? .partAlwaysHolds : .partNeverHolds,
      at: field.span,
      about: field.name,
      "`\(field.name)` is always \(answer), as its values are declared and computed",
      help: "correct it, or leave it out"
    )
  }

  private static func cases(_ node: Node, _ field: Field, _ policy: Policy, _ proof: ConditionProof)
    -> [Diagnostic]
  {
    guard case .cases(let cases) = node.kind else { return [] }
    var before: [Node] = []
    var found: [Diagnostic] = []
    for entry in cases {
      let conditions = entry.condition.map { [$0] } ?? []
      if !proof.canBe(yes: conditions, no: before) {
        let isAlone = before.isEmpty || conditions.isEmpty || !proof.canBe(yes: conditions)
        found.append(
          Diagnostic(
            .partNeverHolds,
            at: (entry.condition ?? entry.result).span,
            about: field.name,
            conditions.isEmpty
              ? "the last case of `\(field.name)` is for nobody: the cases before it cover everything"
              : "this case of `\(field.name)` is never reached: "
                + (isAlone ? "its condition cannot hold" : "the cases before it take everybody"),
            help: conditions.isEmpty ? "leave it out" : "correct it, put it first, or leave it out"
          )
        )
      }
      before += conditions
    }
    return found
  }
}
