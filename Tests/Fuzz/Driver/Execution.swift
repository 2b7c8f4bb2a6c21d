import Foundation
import FuzzTargets

/// What both ways of fuzzing do with one input: run it, and look at the memory now and then.
struct Execution {
  private let target: FuzzTarget
  private let runs: Int
  private var count = 0
  private var early = 0
  private let start = ContinuousClock.now

  /// What memory may grow by between a tenth of the executions and all of them, in bytes.
  ///
  /// libFuzzer keeps the inputs that reach something new, so it is not nothing.
  private static let growth = 64 << 20

  init(_ target: FuzzTarget, runs: Int) {
    self.target = target
    self.runs = runs
  }

  mutating func run(_ bytes: [UInt8]) {
    do throws(FuzzViolation) {
      try target.run(bytes)
    } catch {
      Execution.stop("\(target.name): \(error)")
    }
    count += 1
    if count == max(runs / 10, 1) { early = Execution.memory }
    if count == runs { finish() }
  }

  private func finish() {
    let late = Execution.memory
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let rate = Int(Double(count) / max(seconds, 0.001))
    Execution.say(
      "\(target.name): \(count) executions, \(rate) a second, memory \(early >> 20) MB at a tenth, "
        + "\(late >> 20) MB at the end"
    )
    if late - early > Execution.growth { Execution.stop("\(target.name): memory grows") }
  }

  /// The most memory that this process has had, in bytes.
  private static var memory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss << 10
    #endif
  }

  static func say(_ text: String) {
    FileHandle.standardError.write(Data("policyc-fuzz: \(text)\n".utf8))
  }

  /// Ends as a crash does, so that whoever runs this keeps the input.
  static func stop(_ text: String) -> Never {
    say(text)
    abort()
  }
}
