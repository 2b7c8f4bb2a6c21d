import Foundation
import TestSupport
import Testing

/// Findings about rules beside an SMT solver's answers, over amounts and whole numbers too many to go through.
@Suite struct SolverOracleTests {
  @Test(.enabled(if: SolverOracleTests.hasSolver, "needs the Python package z3-solver"))
  func everyFindingAgreesWithTheSolver() throws {
    let cases = PythonOracle.isLong ? 10_000 : 40
    let report = try PythonOracle.output(
      "solver_oracle.py",
      [Repository.program.path, PythonOracle.seed, String(cases)]
    )
    print(report)
    #expect(report.contains("\ndisagreements: 0\n"), "\(report)")
  }

  static let hasSolver: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import z3"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
