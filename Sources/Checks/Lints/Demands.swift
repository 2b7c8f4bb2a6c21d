import PolicyModel
import PolicySyntax

/// What the header demands of every rule.
struct Demands {
  private let demands: [DemandSyntax]
  /// Demands about a decision that there is not.
  let mistakes: [Diagnostic]

  init(_ policy: Policy, _ files: [PolicySyntaxFile]) {
    var demands: [DemandSyntax] = []
    for case .policy(let header) in files.flatMap(\.items) { demands += header.demands }
    self.demands = demands
    let names = policy.decisions.map(\.name)
    mistakes = demands.compactMap { demand in
      guard let name = demand.decision, !names.contains(name.text) else { return nil }
      return Diagnostic(
        .unknownName,
        at: name.span,
        about: name.text,
        "no decision is called `\(name.text)`",
        help: Suggestion.nearest(to: name.text, among: names).map { "did you mean `\($0)`?" }
          ?? "after `every rule of` stands the name of a decision"
      )
    }
  }

  /// Where it is demanded of the rules of a decision; nil where it is not.
  ///
  /// The points of a scorecard are meant where the scorecard is named.
  func span(_ kind: DemandSyntax.Kind, of decision: Decision) -> Span? {
    demands.first { demand in
      guard demand.kind == kind else { return false }
      guard let name = demand.decision?.text else { return decision.kind != .characteristic }
      return decision.name == name || decision.kind == .characteristic && decision.name.hasPrefix(name + ".")
    }?.span
  }
}
