import Foundation
import TestSupport
import Testing

/// The built `policyc`, run as a process in a folder of its own.
final class Tool: Sendable {
  struct Result: Sendable {
    let output: String
    let error: String
    /// The exit code, or the number of the signal that ended the process.
    let status: Int32
    let isSignal: Bool
  }

  /// Empty at first, and gone with the tool.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "policyc-command-\(UInt64.random(in: 0...UInt64.max))"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let binary = Repository.program

  // MARK: Running

  /// Runs to the end; nothing stands on standard input.
  func run(_ words: String...) throws -> Result { try start(words, input: false).finish() }

  /// Runs a shell command in which `policyc` is the tool.
  func shell(_ command: String) throws -> Result {
    let text = "policyc() { \"\(Tool.binary.path)\" \"$@\"; }; \(command)"
    return try Run("/bin/bash", ["-c", text], in: folder, input: false).finish()
  }

  /// Runs on a terminal of some width; both streams come as one, as a person sees them.
  func terminal(columns: Int, colours: Bool = true, _ words: [String]) throws -> Result {
    let script = """
      import fcntl, os, pty, struct, sys, termios
      pid, terminal = pty.fork()
      if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
        os.environ.update(TERM="xterm", NO_COLOR=sys.argv[2])
        os.execv(sys.argv[3], sys.argv[3:])
      while True:
        try: piece = os.read(terminal, 65536)
        except OSError: break
        if not piece: break
        sys.stdout.buffer.write(piece)
      sys.stdout.flush()
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """
    let arguments = ["python3", "-c", script, String(columns), colours ? "" : "1", Tool.binary.path]
    return try Run("/usr/bin/env", arguments + words, in: folder, input: false).finish()
  }

  /// Starts, and leaves standard input open where that is asked for.
  func start(_ words: [String], input: Bool) throws -> Run {
    try Run(Tool.binary.path, words, in: folder, input: input)
  }

  // MARK: Files

  func write(_ name: String, _ text: String, _ encoding: String.Encoding = .utf8) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try #require(text.data(using: encoding)).write(to: file)
  }

  func read(_ name: String, _ encoding: String.Encoding = .utf8) -> String? {
    FileManager.default.contents(atPath: folder.appending(path: name).path).flatMap {
      String(data: $0, encoding: encoding)
    }
  }

  /// Everything in a folder, hidden or not.
  func names(_ name: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)) ?? []).sorted()
  }

  /// Waits until something has a temporary name.
  func waitForTemporary() throws {
    for _ in 0..<3_000 {
      if names().contains(where: { $0.hasPrefix(".policyc-") }) { return }
      usleep(10_000)
    }
    Issue.record("nothing is being written")
  }
}

/// A process that may still run.
final class Run {
  let process = Process()
  private let input = Pipe()
  private let files: (output: URL, error: URL)

  init(_ program: String, _ words: [String], in folder: URL, input isOpen: Bool) throws {
    // Into files, so that no full pipe ever holds the process up.
    let name = "policyc-run-\(UInt64.random(in: 0...UInt64.max))"
    let base = FileManager.default.temporaryDirectory
    files = (base.appending(path: name + ".out"), base.appending(path: name + ".err"))
    for file in [files.output, files.error] { try Data().write(to: file) }
    process.executableURL = URL(filePath: program)
    process.arguments = words
    process.currentDirectoryURL = folder
    process.standardInput = isOpen ? input : FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files.output)
    process.standardError = try FileHandle(forWritingTo: files.error)
    try process.run()
  }

  func feed(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for the end; `closing` ends standard input before, so that a process that reads it goes on.
  func finish(closing: Bool = true) throws -> Tool.Result {
    if closing { try? input.fileHandleForWriting.close() }
    process.waitUntilExit()
    defer { for file in [files.output, files.error] { try? FileManager.default.removeItem(at: file) } }
    return Tool.Result(
      output: String(decoding: try Data(contentsOf: files.output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: files.error), as: UTF8.self),
      status: process.terminationStatus,
      isSignal: process.terminationReason == .uncaughtSignal
    )
  }
}

extension Tool {
  /// With the policy, the mapping, and the export as Windows-1252 with the line ends of that system.
  convenience init(export: Bool) throws {
    try self.init()
    try write("sample.policy", Sample.policy)
    try write("erp.mapping", Sample.mapping)
    if export {
      for (name, text) in [("clients.csv", Sample.customers), ("factures.csv", Sample.invoices)] {
        try write("export/" + name, text.replacing("\n", with: "\r\n"), .windowsCP1252)
      }
    }
  }

  /// Decides the sample policy's customers on the day of the tests.
  func evaluate(_ words: String...) throws -> Result {
    try start(["evaluate", "sample.policy", "--as-of", "2026-06-30"] + words, input: false).finish()
  }

  /// The same for the export, read by its mapping.
  func evaluateExport(_ words: String...) throws -> Result {
    let data = ["--data", "export", "--mapping", "erp.mapping"]
    return try start(["evaluate", "sample.policy", "--as-of", "2026-06-30"] + data + words, input: false)
      .finish()
  }
}

/// What is said at the end of a run about the sample policy; each pair is the decided and the rejected.
func account(_ customers: (Int, Int), _ invoices: (Int, Int), segment: String) -> String {
  [("customers", customers), ("invoices", invoices)].map { name, counts in
    let (decided, rejected) = counts
    return "policyc: \(name): \(decided + rejected) read = \(decided) decided + \(rejected) rejected\n"
  }.joined() + "policyc: segment: \(segment)\n"
}
