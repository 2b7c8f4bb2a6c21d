import TestSupport
import Testing

/// The stand-alone checker under `examples/audit` accepts every trace and rejects every altered one.
@Suite struct AuditTests {
  @Test(arguments: Example.all) func tracesHoldAndAlteredOnesDoNot(_ example: Example) throws {
    let traces = try example.decided().traces(atMost: PythonOracle.isLong ? .max : example.shortRun)
    try #require(!traces.isEmpty)
    let (status, output) = try Python.withFile(traces) { file in
      try Python.run(
        "mutate_traces.py",
        [
          "--audit", example.path("examples/audit"),
          "--schema", example.path("Sources/Reports/Schemas/policyc.trace.1.schema.json"),
          "--data", example.dataFolder,
          "--seed", PythonOracle.seed,
          "--count", String((PythonOracle.isLong ? 150 : 1) * (example.isComplete ? 200 : 60)),
        ] + example.policyFiles.flatMap { ["--policy", example.path($0)] }
          + (example.mapping.map { ["--mapping", example.path($0)] } ?? [])
          + (example.isComplete ? ["--complete", file] : [file])
      )
    }
    print(output)
    #expect(status == 0, "POLICYC_SEED=\(PythonOracle.seed)\n\(output)")
  }
}
