import PolicyModel
import PolicySyntax
import Proofs

/// A column of a table that never matters: none of its cells keeps anybody out, or without it everybody would be
/// decided the same.
///
/// It is said once, and not of each of its cells.
enum ColumnFinding {
  /// Larger tables are not gone through.
  private static let mostRules = 200

  /// - Parameter found: what has been found about single parts of conditions.
  /// - Returns: the same, with what is about a whole column said of the column.
  static func findings(
    _ subject: inout DecisionUnderProof,
    without dead: Set<Int>,
    _ found: [Diagnostic]
  ) -> [Diagnostic] {
    let rules = subject.decision.rules
    var left = found
    for heading in headings(rules) {
      let rows = rules.indices.filter { !dead.contains($0) && cell(heading, rules[$0]) != nil }
      guard rows.count > 1 else { continue }
      let silent = Set(
        left.indices.filter { number in
          left[number].code == .partAlwaysHolds
            && rows.contains {
              rules[$0].id == left[number].subject && holds(heading, rules[$0], left[number])
            }
        }
      )
      if rows.allSatisfy({ isSilent($0, heading, subject, silent.map { left[$0] }) }) {
        left = left.indices.filter { !silent.contains($0) }.map { left[$0] }
        left.append(
          finding(subject, heading, "each of its cells always holds where the rest of its row does")
        )
      } else if dead.isEmpty, isIdle(heading, &subject) {
        left = left.indices.filter { !silent.contains($0) }.map { left[$0] }
        left.append(
          finding(subject, heading, "without it everybody gets the same, for the same reasons")
        )
      }
    }
    return left
  }

  /// The headings of columns in which some row asks something.
  private static func headings(_ rules: [Rule]) -> [Span] {
    var seen: Set<Span> = []
    return rules.flatMap(\.cells).map(\.heading).filter { seen.insert($0).inserted }
  }

  private static func cell(_ heading: Span, _ rule: Rule) -> Span? {
    rule.cells.first { $0.heading == heading }?.span
  }

  private static func holds(_ heading: Span, _ rule: Rule, _ finding: Diagnostic) -> Bool {
    cell(heading, rule).map { finding.span.isWithin($0) } ?? false
  }

  /// Whether all that a row asks in a column says nothing.
  private static func isSilent(
    _ rule: Int,
    _ heading: Span,
    _ subject: DecisionUnderProof,
    _ silent: [Diagnostic]
  ) -> Bool {
    let row = subject.decision.rules[rule]
    guard let cell = cell(heading, row), let condition = row.condition else { return false }
    let asked = condition.conjunctsWithin.filter { $0.span.isWithin(cell) }
    return !asked.isEmpty
      && asked.allSatisfy { part in silent.contains { $0.subject == row.id && $0.span == part.span } }
  }

  /// Whether everybody would be decided the same without a column.
  private static func isIdle(_ heading: Span, _ subject: inout DecisionUnderProof) -> Bool {
    let rules = subject.decision.rules
    guard subject.decision.combining == .first, rules.count <= mostRules else { return false }
    let conditions = rules.map { rule -> [Node] in
      let parts = rule.condition?.conjunctsWithin ?? []
      guard let cell = cell(heading, rule) else { return parts }
      return parts.filter { !$0.span.isWithin(cell) }
    }
    let alike = rules.indices.map { one in Set(rules.indices.filter { subject.isSame(one, $0) }) }
    return subject.proof.decidesOtherwise(with: conditions, alike: alike).isNever
  }

  private static func finding(_ subject: DecisionUnderProof, _ heading: Span, _ why: String) -> Diagnostic {
    let decision = subject.decision
    return Diagnostic(
      .partAlwaysHolds,
      at: heading,
      about: decision.name,
      "the column `\(subject.policy.written(heading))` never matters in `\(decision.name)`: \(why)",
      help: "leave it out, or correct its cells"
    )
  }
}

extension Span {
  /// Whether it lies in another one.
  fileprivate func isWithin(_ other: Span) -> Bool {
    file == other.file && start >= other.start && end <= other.end
  }
}
