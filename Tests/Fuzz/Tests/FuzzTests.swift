import FuzzTargets
import TestSupport
import Testing

/// Every target, shortly: its corpus, each beginning of its inputs, and many random changes of them.
@Suite struct FuzzTests {
  /// The messages of a run name the arguments, so these are names and not the targets.
  @Test(arguments: FuzzTarget.all.map(\.name))
  func holds(_ name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let corpus = try target.corpus()
    #expect(!corpus.isEmpty)
    var failures = Mismatches()
    func run(_ bytes: [UInt8], _ origin: @autoclosure () -> String) {
      do throws(FuzzViolation) {
        try target.run(bytes)
      } catch {
        failures.note("\(origin()): \(error)")
      }
    }
    for (file, bytes) in corpus {
      run(bytes, file)
      // About a thousand beginnings for each target.
      let step = 1 + bytes.count * corpus.count / 1_000
      for length in stride(from: 0, to: bytes.count, by: step) {
        run(Array(bytes[..<length]), "the first \(length) bytes of \(file)")
      }
    }
    var mutator = Mutator(target, seed: UInt64(PythonOracle.seed) ?? 0, corpus: corpus.map(\.bytes))
    for number in 0..<(PythonOracle.isLong ? 200_000 : 1_500) {
      let bytes = mutator.next()
      run(bytes, "input \(number), \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
    #expect(failures.count == 0, "\(failures)")
  }

  /// Nothing that stands in a policy is passed over in silence.
  @Test func everyTokenOfTheCorpusCounts() throws {
    let target = try #require(FuzzTarget.all.first { $0.name == "parser" })
    var failures = Mismatches()
    for (file, bytes) in try target.corpus() {
      do throws(FuzzViolation) {
        try PolicyTextTargets.everyTokenCounts(bytes)
      } catch {
        failures.note("\(file): \(error)")
      }
    }
    #expect(failures.count == 0, "\(failures)")
  }
}
