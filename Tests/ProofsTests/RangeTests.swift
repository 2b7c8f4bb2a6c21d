import Checks
import Evaluation
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// Values that can leave the range in which they have to stay: scores, results, and what has a name.
@Suite struct RangeTests {
  private func findings(_ data: String, _ rest: String, advice: Bool = false) -> [Diagnostic] {
    let text = """
      policy "Ranges" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up

      customer
        id key
      \(data)

      \(rest)
      """
    return Checker.check([Parser.parse(Source(name: "ranges.policy", text: text))], advice: advice)
      .diagnostics
  }

  private func said(_ findings: [Diagnostic]) -> [String] {
    findings.filter { !$0.code.rawValue.hasPrefix("P7") }.map { "\($0.code.rawValue) \($0.subject ?? "")" }
  }

  private static let score = """
    scorecard points, from 0 to 60
      points for age
        old:   50  when age is at least 40
        young: 0   otherwise
      points for tenure
        fresh: 30  when age is less than SOME
        loyal: 10  otherwise
    """

  @Test(arguments: [("30", []), ("40", []), ("41", ["P309 points"]), ("100", ["P309 points"])])
  func pointsThatExcludeEachOtherAreNotAdded(_ bound: String, _ expected: [String]) {
    let found = findings(
      "  age whole number from 0 to 120",
      RangeTests.score.replacing("SOME", with: bound)
    )
    #expect(said(found) == expected)
    if !expected.isEmpty {
      #expect(found.first?.message.contains("can be 80") ?? false)
      #expect(found.first?.witness?.contains("customer age 40") ?? false)
    }
  }

  @Test(arguments: [("", ["P414 band"]), (", at most 10", [])])
  func aResultOutsideItsDeclaredRangeIsFound(_ bound: String, _ expected: [String]) {
    let found = findings(
      "  staff whole number from 0 to 101",
      """
      decision band, number from 0 to 10\(bound)
        (staff / 10) rounded up to 0 decimals  otherwise
      """
    )
    #expect(said(found) == expected)
    if !expected.isEmpty {
      #expect(found.first?.message.contains("can be 11") ?? false)
      #expect(found.first?.witness?.contains("customer staff 101") ?? false)
    }
  }

  @Test func whatNobodyReachesIsNoFinding() {
    let found = findings(
      "  staff whole number from 0 to 200",
      """
      decision band, number from 0 to 10
        10                                     when staff is more than 100
        (staff / 10) rounded up to 0 decimals  otherwise
      """
    )
    #expect(said(found) == [])
  }

  @Test func theRangeOfATypeIsAdvice() {
    let data = "  a money from 0 EUR to 1 000 000 000 EUR\n  b number from 0 to 1 000 000 000"
    let rest = """
      for the customer
        c = a * b

      limit
        none: 0 EUR  when c is more than 10 EUR
        some: 1 EUR  otherwise
      """
    #expect(said(findings(data, rest)) == [])
    let found = findings(data, rest, advice: true)
    #expect(said(found).contains("P424 c") || said(found).isEmpty)
  }

  /// Random scores beside everybody whom they could decide.
  @Test func everyScoreOutsideItsRangeIsFound() {
    var generator = SeededGenerator()
    func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &generator)] }
    func condition() -> String {
      switch pick([0, 1, 2, 3, 4]) {
      case 0: "a is at least \(pick([1, 2, 3]))"
      case 1: "a is \(pick(["less than", "at most"])) \(pick([1, 2, 3]))"
      case 2: pick(["f", "not f"])
      case 3: "(a + \(pick(["", "2 * "]))b) is at least \(pick([2, 3, 5]))"
      default: "(b is \(pick([0, 2])) or a is \(pick([0, 1, 4])))"
      }
    }
    var mismatches = Mismatches()
    var (outside, within) = (0, 0)
    for _ in 0..<(PythonOracle.isLong ? 3_000 : 150) {
      var text = """
        policy "Random" version "1"
          in force from 2026-01-01
          currency EUR, rounded half up

        customer
          id key
          a whole number from 0 to 4
          b whole number from 0 to 3
          f yes or no

        scorecard points, from \(pick([0, 0, 5])) to \(pick([45, 60, 75]))

        """
      for part in ["u", "v", "w"] {
        text += "  points for \(part)\n"
        text += "    \(part)1: \(pick([10, 20, 30])) when \(condition())\n"
        if pick([true, false]) { text += "    \(part)2: \(pick([5, 25])) when \(condition())\n" }
        text += "    \(part)3: \(pick([0, 5])) otherwise\n"
      }
      let files = [Parser.parse(Source(name: "random.policy", text: text))]
      let found = Checker.check(files).diagnostics.filter { $0.code == .outsideRange }
      guard let policy = PolicyCompiler.compile(files).model,
        let index = policy.decisions.firstIndex(where: { $0.name == "points" }),
        let units = EveryCustomer.units(policy, policy.decisions[index], atMost: 1_000)
      else {
        mismatches.note("no policy: \(text)")
        continue
      }
      let isOutside = units.contains { unit in
        guard
          case .failure(let failure) = Result(catching: { try policy.decide(unit, asOf: BruteForce.asOf) }),
          let failure = failure as? DecisionFailure, case .outOfRange = failure.kind
        else { return false }
        return true
      }
      if isOutside { outside += 1 } else { within += 1 }
      if isOutside == found.isEmpty {
        mismatches.note("outside: \(isOutside), found: \(found.map(\.message))\n\(text)")
      }
      if isOutside, found.first?.witness == nil { mismatches.note("no customer is shown:\n\(text)") }
    }
    print("POLICYC_SEED=\(PythonOracle.seed): \(outside) scores outside their range, \(within) within")
    #expect(outside > 10 && within > 10)
    #expect(mismatches.count == 0, "\(mismatches)")
  }
}
