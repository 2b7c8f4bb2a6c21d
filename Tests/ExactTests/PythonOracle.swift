import Foundation

/// The Python scripts beside these tests: they compute the expected results independently, with `fractions`,
/// `datetime` and `hashlib`.
enum PythonOracle {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  private static let environment = ProcessInfo.processInfo.environment

  /// Decides the random cases; a new one for each run unless `POLICYC_SEED` says which.
  static let seed = environment["POLICYC_SEED"] ?? String(UInt32.random(in: 0...999_999_999))

  /// The number of random cases of a test; `POLICYC_LONG=1` asks for the long run.
  static let caseCount = environment["POLICYC_LONG"] == "1" ? 100_000 : 5_000

  /// Runs a script and gives the fields of every line that it prints.
  static func rows(_ script: String, _ arguments: String...) throws -> [[Substring]] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(script).path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", path] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, !bytes.isEmpty else {
      throw Failed(description: "\(script) \(arguments) ended with status \(process.terminationStatus)")
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
  }
}

/// The first few of what may be thousands of mismatches, with the seed that brings them back.
struct Mismatches: CustomStringConvertible {
  private(set) var count = 0
  private var shown: [String] = []

  mutating func note(_ text: @autoclosure () -> String) {
    count += 1
    if count <= 10 { shown.append(text()) }
  }

  mutating func expect<Value: Equatable>(
    _ found: Value,
    _ wanted: Value,
    _ context: @autoclosure () -> String
  ) {
    if found != wanted { note("\(context()): found \(found), expected \(wanted)") }
  }

  var description: String {
    "POLICYC_SEED=\(PythonOracle.seed): \(count) mismatches\n" + shown.joined(separator: "\n")
  }
}
