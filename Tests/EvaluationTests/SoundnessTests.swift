import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// A policy that the checker lets through decides every customer that fits its declared data.
@Suite struct SoundnessTests {
  @Test func aCheckedPolicyNeverFails() throws {
    var generator = SeededGenerator()
    var (accepted, refused, decided) = (0, 0, 0)
    var failures = Mismatches()
    for _ in 0..<(PythonOracle.isLong ? 30_000 : 1_500) {
      var random = RandomPolicy(SeededGenerator(seed: generator.next()))
      let text = random.text()
      let result = Checker.check([Parser.parse(Source(name: "random.policy", text: text))])
      guard let policy = result.policy else {
        refused += 1
        // The generator writes what the grammar and the types allow; what is refused is left open, not wrong.
        for diagnostic in result.diagnostics {
          let code = diagnostic.code.rawValue
          if !["P1", "P4", "P7"].contains(code.prefix(2)) {
            failures.note("\(code) \(diagnostic.message) in\n\(text)")
          }
        }
        continue
      }
      accepted += 1
      for _ in 0..<30 {
        let values = random.unit(policy)
        let unit = DecisionUnit(members: [
          .init(
            attributes: values.customer,
            records: [values.invoices],
            recordCounts: [values.count],
            customer: 0
          )
        ])
        do throws(DecisionFailure) {
          _ = try policy.decide(unit, asOf: policy.inForce.lowerBound)
          decided += 1
        } catch {
          // Two rules of an exactly-one decision may meet where the checker has warned that it cannot exclude it.
          if case .severalApply = error.kind, result.diagnostics.contains(where: { $0.code == .notProven }) {
            continue
          }
          failures.note("\(error.message(policy)) for \(values) in\n\(text)")
        }
      }
    }
    #expect(failures.count == 0, "\(failures)")
    // Both kinds occur often, or the test shows nothing.
    #expect(accepted > refused / 20 && refused > accepted / 20, "\(accepted) accepted, \(refused) refused")
    #expect(decided > 0)
  }
}
