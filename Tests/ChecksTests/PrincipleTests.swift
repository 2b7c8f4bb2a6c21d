import Checks
import Evaluation
import Foundation
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// What is said of principles that are true, that are not, and that nobody can tell.
@Suite struct PrincipleTests {
  private static let example = "examples/principles/principles.policy"

  private func check(_ principles: String) throws -> PolicyCompiler.Result {
    let text = try Repository.text(Self.example)
    let policy = String(text.prefix(upTo: text.range(of: "# Each line")?.lowerBound ?? text.endIndex))
    return Checker.check([Parser.parse(Source(name: "p.policy", text: policy + principles))])
  }

  private func verdicts(_ claims: String) throws -> [PrincipleVerdict.Verdict] {
    try check("principle \"P\"\n" + claims).principles.map(\.verdict)
  }

  @Test func whatHoldsForEverybodyIsProven() throws {
    let found = try verdicts(
      """
        terms is prepayment when segment is blocked
        limit is at most 50 000 EUR
        never limit is less than 0 EUR
        limit never falls as equity rises
        limit never rises as equity falls
        terms never get stricter as seniority rises
        deposit never rises as arrears falls
      """
    )
    #expect(found == Array(repeating: .proven, count: 7))
  }

  @Test func whatDoesNotHoldIsRefutedByACustomer() throws {
    let result = try check("principle \"P\"\n  limit is at most 40 000 EUR\n")
    #expect(result.principles.map(\.verdict) == [.refuted])
    #expect(result.policy == nil, "a policy that breaks its word decides nobody")
    let finding = try #require(result.diagnostics.first)
    #expect(finding.code == .principleRefuted)
    #expect(finding.witness?.contains("expect limit is 41 000 EUR by limit.prime") ?? false, "\(finding)")
  }

  @Test func whatMovesTheWrongWayIsRefutedByTwoCustomers() throws {
    let result = try check("principle \"P\"\n  limit never rises as score rises\n")
    let finding = try #require(result.diagnostics.first)
    #expect(finding.code == .principleRefuted)
    let tests = try #require(finding.witness)
    #expect(tests.components(separatedBy: "test \"").count == 3, "\(tests)")
  }

  /// Each test of a refutation passes when it is pasted into the policy.
  @Test(arguments: [
    "limit never rises as score rises", "limit never rises as seniority rises", "limit is at most 10 000 EUR",
    "terms never get more lenient as score rises", "never segment is watch when score is known",
  ]) func theCustomersAreDecidedAsTheTestsSay(_ claim: String) throws {
    let finding = try #require(try check("principle \"P\"\n  \(claim)\n").diagnostics.first)
    let tests = try #require(finding.witness)
    let pasted = try check(tests + "\n")
    #expect(pasted.diagnostics.isEmpty, "\(pasted.diagnostics.map(\.message)) in\n\(tests)")
    let policy = try #require(pasted.policy)
    for result in TestRun(policy).results { #expect(result.passed, "\(result.test.name) of\n\(tests)") }
  }

  @Test func aClaimAboutNobodyIsFound() throws {
    let result = try check("principle \"P\"\n  limit is 0 EUR when score is below 0\n")
    #expect(result.diagnostics.map(\.code) == [.principleAboutNobody])
  }

  @Test func whatIsHeldEqualIsWhatElseTheDecisionReads() throws {
    // The deposit reads the open balance too, which the invoices could change along with the arrears.
    #expect(try verdicts("  deposit never falls as arrears rises") == [.proven])
  }

  @Test func whatHasNoOrderIsSaidToHaveNone() throws {
    let result = try check("principle \"P\"\n  segment never gets stricter as score rises\n")
    #expect(result.principles.map(\.verdict) == [.notProven])
    #expect(
      result.diagnostics.first?.message.contains("nothing says which result of `segment` is stricter")
        ?? false
    )
    let other = try check("principle \"P\"\n  limit never falls as segment rises\n")
    #expect(other.diagnostics.map(\.code) == [.notOrdered])
  }

  @Test func aPrincipleOfAnotherFileIsComparedWithIt() throws {
    let text = try Repository.text(Self.example)
    func checked(_ edit: (String) -> String) -> [PrincipleVerdict.Verdict] {
      let own = Parser.parse(
        Source(
          file: 0,
          name: "own.policy",
          text: edit(text) + "\nprinciple \"Group\"\n  no decision is more lenient than in \"g.policy\"\n"
        )
      )
      let group = Parser.parse(Source(file: 1, name: "g.policy", text: text))
      return Checker.check(editions: [[own]], compared: [["g.policy": [group]]]).editions[0].principles
        .filter { $0.principle == "Group" }.map(\.verdict)
    }
    #expect(checked { $0 } == [.proven])
    #expect(checked { $0.replacing("50 000 EUR, leaving", with: "45 000 EUR, leaving") } == [.proven])
    #expect(checked { $0.replacing("10 000 EUR, leaving", with: "11 000 EUR, leaving") } == [.refuted])
  }

  @Test func aMisspeltValueIsToldBesideAMistakeInItsDecision() throws {
    let text = """
      limit called cap
        nobody EUR when in_insolvency
        0 EUR otherwise

      principle "P"
        cap never falls as senority rises
      """
    let found = try check(text).diagnostics.map(\.message)
    #expect(found.contains { $0.contains("nothing is called `senority` here") }, "\(found)")
  }

  @Test func aPrincipleWithoutClaimsIsRefused() throws {
    #expect(try check("principle \"P\"\n").diagnostics.map(\.code) == [.incomplete])
  }
}
