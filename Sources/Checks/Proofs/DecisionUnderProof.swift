import PolicyModel
import PolicySyntax
import Proofs

/// One decision with what is asked about its rules, and how a finding about it is said.
struct DecisionUnderProof {
  let policy: Policy
  let decision: Decision
  let index: Int
  /// The further results of its table, each a decision with the same rows.
  let further: [Decision]
  var proof: DecisionProof
  let finder: WitnessFinder

  /// Rules by their numbers, without `otherwise`.
  var written: [Int] { decision.rules.indices.filter { !decision.rules[$0].isOtherwise } }

  func name(_ rule: Int) -> String { "`\(decision.rules[rule].id)`" }

  /// Some rules in words; of many only the first few.
  func names(_ rules: [Int]) -> String {
    let shown = rules.prefix(5).map(name)
    if rules.count > 5 { return shown.joined(separator: ", ") + " and \(rules.count - 5) others" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Whether nobody could tell what two rules give apart, explanations and further results included.
  func isSame(_ left: Int, _ right: Int) -> Bool {
    ([decision] + further).allSatisfy {
      DecisionUnderProof.isSame($0.rules[left], $0.rules[right])
    }
  }

  private static func isSame(_ left: Rule, _ right: Rule) -> Bool {
    left.result.fingerprint == right.result.fingerprint && left.sources == right.sources
      && left.channels == right.channels && left.approvals == right.approvals && left.state == right.state
      && left.reasons.map(\.text) == right.reasons.map(\.text)
  }

  func place(_ rule: Int, _ words: String) -> Diagnostic.Note {
    Diagnostic.Note(words, at: decision.rules[rule].span)
  }

  /// A customer to whom something happens, as a test.
  func witness(_ event: DecisionProof.Event, _ title: String) -> String? {
    finder.witness(event, index).map { WitnessText($0, policy).test(title, of: index) }
  }
}

/// What is proven of every decision, and what is found instead.
///
/// Nothing is said of a rule that could not be proven, except where a decision has no meaning without the proof.
enum ProofCheck {
  /// - Parameters:
  ///   - isSound: whether nothing else is wrong; what other mistakes leave of the rules says little about them.
  ///   - advice: whether thoughts about the writing are wanted too.
  static func findings(_ policy: Policy, isSound: Bool, advice: Bool) -> [Diagnostic] {
    let missing = MissingAnalysis(policy)
    let finder = WitnessFinder(policy, missing)
    var seen: Set<Span> = []
    let definitions = isSound ? DefinitionFinding.findings(policy, missing) : []
    let ranges = RangeFinding.findings(policy, missing, isSound: isSound, advice: advice)
    return definitions + ranges
      + policy.decisions.enumerated().flatMap { index, decision -> [Diagnostic] in
        // Further results of a table have the conditions of its own decision.
        guard seen.insert(decision.span).inserted else { return [] }
        guard let proof = DecisionProof(decision, policy, missing) else { return [tooMany(decision)] }
        var subject = DecisionUnderProof(
          policy: policy,
          decision: decision,
          index: index,
          further: policy.decisions.filter {
            $0.span == decision.span && $0.slot != decision.slot && $0.rules.count == decision.rules.count
          },
          proof: proof,
          finder: finder
        )
        var found = GapFinding.findings(&subject) + OverlapFinding.findings(&subject)
        guard isSound else { return found }
        guard decision.rules.count <= mostRules else { return found + [tooLarge(decision)] }
        let dead = DeadRuleFinding.findings(&subject)
        found += dead.findings
        let parts = PartFinding.findings(&subject, without: dead.rules, advice: advice)
        found += ColumnFinding.findings(&subject, without: dead.rules, parts)
        found += IdleRuleFinding.findings(&subject, without: dead.rules)
        if advice {
          found += CombiningAdvice.findings(&subject, without: dead.rules)
          found += BoundAdvice.findings(&subject, without: dead.rules)
          found += RowsAdvice.findings(&subject, without: dead.rules)
        }
        return found
      }
  }

  /// Of larger decisions the rules are not compared with each other.
  private static let mostRules = 6_000

  private static func tooLarge(_ decision: Decision) -> Diagnostic {
    Diagnostic(
      .notProven,
      at: decision.span,
      about: decision.name,
      "it is not looked for dead rules in `\(decision.name)`: it has more than 6 000 rules",
      help: "divide it into several decisions"
    )
  }

  private static func tooMany(_ decision: Decision) -> Diagnostic {
    Diagnostic(
      .notProven,
      at: decision.span,
      about: decision.name,
      "nothing is proven of `\(decision.name)`: its conditions ask about too many different values",
      help: "divide it into several decisions"
    )
  }
}
