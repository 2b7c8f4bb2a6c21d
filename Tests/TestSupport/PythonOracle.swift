import Foundation

/// Python scripts that stand beside tests and compute the expected results independently.
public enum PythonOracle {
  public struct Failed: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) {
      self.description = description
    }
  }

  private static let environment = ProcessInfo.processInfo.environment

  /// Decides the random cases; a new one for each run unless `POLICYC_SEED` says which.
  public static let seed = environment["POLICYC_SEED"] ?? String(UInt32.random(in: 0...999_999_999))

  /// Whether `POLICYC_LONG=1` asks for the long run.
  public static let isLong = environment["POLICYC_LONG"] == "1"

  /// The number of random cases of a test.
  public static let caseCount = isLong ? 100_000 : 5_000

  /// Runs a script that lies beside the calling test and gives what it prints.
  public static func output(
    _ script: String,
    _ arguments: [String],
    beside test: String = #filePath
  ) throws -> String {
    let path = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent(script).path
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
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The fields of every line that a script prints, which tabs separate.
  public static func rows(
    _ script: String,
    _ arguments: String...,
    beside test: String = #filePath
  ) throws -> [[Substring]] {
    try output(script, arguments, beside: test).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
  }
}

/// The first few of what may be thousands of mismatches, with the seed that brings them back.
public struct Mismatches: CustomStringConvertible {
  public private(set) var count = 0
  private var shown: [String] = []

  public init() {}

  public mutating func note(_ text: @autoclosure () -> String) {
    count += 1
    if count <= 10 { shown.append(text()) }
  }

  public mutating func expect<Value: Equatable>(
    _ found: Value,
    _ wanted: Value,
    _ context: @autoclosure () -> String
  ) {
    if found != wanted { note("\(context()): found \(found), expected \(wanted)") }
  }

  public var description: String {
    "POLICYC_SEED=\(PythonOracle.seed): \(count) mismatches\n" + shown.joined(separator: "\n")
  }
}
