import Checks
import Evaluation
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// Mutants: which there are, and that a test that notices one is about somebody who is decided otherwise.
@Suite struct MutantTests {
  private static let text = """
    policy "P" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up
    customer
      id key
      score whole number from 0 to 100
      since date from 2000-01-01 to 2030-12-31
      rating scale from worst to best: "c" "b" "a"
    decision d, one of x, y, z
      x when score > 75 and since is before as_of
      y when rating is at least "b" and score is from 10 to 20
      z otherwise
    decision e, percent, rounded to 2 decimals
      | d       | score       | e  |
      | x, y    | below 10    | 5% |
      | not z   | all         | 7% |
      | all     | otherwise   | 9% |
    test "one"
      as of 2026-06-30
      customer score 76, since 2020-01-01, rating "a"
      expect d is x
      expect e is 7%
    """

  private func parsed() -> [PolicySyntaxFile] { [Parser.parse(Source(name: "p.policy", text: Self.text))] }

  @Test func everyKindIsMade() async throws {
    let files = parsed()
    let policy = try #require(Checker.quickCheck(files).policy, "\(Checker.quickCheck(files).diagnostics)")
    let mutants = Mutants.all(policy, files)
    let said = mutants.map { "\($0.owner) \($0.kind.rawValue): \($0.before) > \($0.after)" }
    #expect(
      said == [
        "d.x result: x > y",
        "d.x order: x when score > 75 and since is before as_of > d.y before d.x",
        "d.x comparison: > 75 > >= 75",
        "d.x threshold: 75 > 74",
        "d.x threshold: 75 > 76",
        "d.x comparison: before as_of > at most as_of",
        "d.y result: y > z",
        "d.y comparison: at least \"b\" > more than \"b\"",
        "d.y threshold: \"b\" > \"c\"",
        "d.y threshold: \"b\" > \"a\"",
        "d.y comparison: from 10 > more than 10",
        "d.y threshold: 10 > 9",
        "d.y threshold: 10 > 11",
        "d.y comparison: to 20 > less than 20",
        "d.y threshold: 20 > 19",
        "d.y threshold: 20 > 21",
        "d.z result: z > x",
        "e.5_percent order: | x, y | below 10 | 5% | > e.7_percent before e.5_percent",
        "e.5_percent comparison: x > not x",
        "e.5_percent comparison: below 10 > at most 10",
        "e.5_percent threshold: 10 > 9",
        "e.5_percent threshold: 10 > 11",
        "e.5_percent result: 5% > 7%",
        "e.7_percent result: 7% > 9%",
        "e.9_percent result: 9% > 5%",
      ]
    )
  }

  /// Every mutant that a test notices decides the customer of that test otherwise.
  @Test(arguments: [
    "policies/library/tests/altman-z-second.policy", "examples/rule-kinds/01-segment.policy", "",
  ])
  func aMutantThatIsKilledDecidesSomebodyOtherwise(_ path: String) async throws {
    let text = path.isEmpty ? Self.text : (try? Repository.text(path)) ?? Self.text
    let files = [Parser.parse(Source(name: "p.policy", text: text))]
    guard let policy = Checker.quickCheck(files).policy else { return }
    let run = await MutationRun(policy, files) { _, _ in .notProven }
    for (mutant, outcome) in run.results {
      guard case .killed(let name) = outcome else { continue }
      let test = try #require(policy.tests.first { $0.name == name })
      let changed = try #require(Checker.quickCheck(mutant.changed(files)).policy)
      let (before, after) = (TestRun.result(test, policy), TestRun.result(test, changed))
      #expect(before.passed && !after.passed)
      #expect(said(before, policy) != said(after, changed), "\(mutant.owner): \(mutant.after)")
    }
  }

  /// Every value and every deciding rule.
  private func said(_ result: TestRun.Result, _ policy: Policy) -> [String] {
    guard let trace = result.trace else { return ["undecided"] }
    return trace.decisions.map { made in
      let rules = made.rules.filter { $0.outcome == .applies }.map {
        policy.decisions[made.decision].rules[$0.index].id
      }
      return "\(made.decision) \(made.value) \(rules)"
    } + trace.definitions.map { "\($0.slot) \(trace.steps[$0.step].value)" }
  }

  @Test func whatIsProvenToBeTheSameIsNoSurvivor() async throws {
    let files = parsed()
    let policy = try #require(Checker.quickCheck(files).policy)
    let open = await MutationRun(policy, files) { _, _ in .notProven }
    let all = await MutationRun(policy, files) { _, _ in .proven }
    #expect(open.survivors.count > 5)
    #expect(all.survivors.isEmpty)
    #expect(all.count { if case .equivalent = $0 { true } else { false } } == open.survivors.count)
  }
}
