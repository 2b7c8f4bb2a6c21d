import PolicyModel
import PolicySyntax

/// A rule that cites nothing where the header demands a source.
enum RuleWithoutSource {
  static func findings(_ policy: Policy, _ demands: Demands) -> [Diagnostic] {
    policy.writtenRules.flatMap { decision, rules -> [Diagnostic] in
      guard let demand = demands.span(.source, of: decision) else { return [] }
      return rules.filter { $0.sources.isEmpty }.map { rule in
        Diagnostic(
          .ruleWithoutSource,
          at: rule.span,
          about: rule.id,
          "`\(rule.id)` cites no source",
          help: "add `cites \"…\"`: an article, a clause, or the minute that decided it",
          notes: [Diagnostic.Note("a source is demanded here", at: demand)]
        )
      }
    }
  }
}

extension CodePage {
  static let ruleWithoutSource = CodePage(
    .ruleWithoutSource,
    "A rule cites no source",
    """
    The header demands that rules cite what they rest on: an article of law, a clause of the contract,
    the minute of the committee that decided. A rule that cites nothing may be somebody's habit.

    Only a demand brings this about: `every rule cites a source`, or for one decision `every rule of
    terms cites a source`.
    """,
    wrong: """
      policy "Example" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up
        every rule of terms cites a source

      terms
        transport: 30 days  when sector is services
          cites "Code de commerce, art. L441-11"
        usual: 60 days      otherwise
      """,
    right: """
      policy "Example" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up
        every rule of terms cites a source

      terms
        transport: 30 days  when sector is services
          cites "Code de commerce, art. L441-11"
        usual: 60 days      otherwise
          cites "Code de commerce, art. L441-10"
      """
  )
}
