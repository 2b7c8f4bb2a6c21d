import Foundation
import TestSupport
import Testing

/// Output is whole or not there, whatever ends the process.
///
/// The process reads its data from a pipe that stays open, so it is stopped at a known point.
@Suite(.timeLimit(.minutes(5))) struct InterruptionTests {
  private static let words = [
    "evaluate", "sample.policy", "--data", "-", "--as-of", "2026-06-30", "--output", "d.ndjson", "--rejects",
    "bad",
  ]

  private func started() throws -> (tool: Tool, run: Run) {
    let tool = try Tool(export: false)
    try tool.write("d.ndjson", "what was there\n")
    let run = try tool.start(Self.words, input: true)
    try run.feed(Sample.lines(3))
    try tool.waitForTemporary()
    return (tool, run)
  }

  @Test(arguments: [(SIGINT, "Ctrl-C"), (SIGTERM, "SIGTERM"), (SIGHUP, "SIGHUP")])
  func stoppedBySignal(_ number: Int32, _ name: String) throws {
    let (tool, run) = try started()
    run.signal(number)
    let result = try run.finish(closing: false)
    #expect(result.error == "policyc: stopped by \(name); no output file was changed\n")
    #expect(result.isSignal)
    #expect(result.status == number)
    #expect(tool.names() == ["d.ndjson", "erp.mapping", "sample.policy"])
    #expect(tool.read("d.ndjson") == "what was there\n")
  }

  /// The exit codes that the help tells, as a shell sees them.
  @Test func exitCodesInAShell() throws {
    let tool = try Tool(export: false)
    for (name, code) in [("INT", "130"), ("TERM", "143")] {
      let command = """
        mkfifo in$$; exec 3<>in$$
        "\(Tool.binary.path)" \(Self.words.joined(separator: " ")) <in$$ & process=$!
        for _ in $(seq 500); do compgen -G '.policyc-*' >/dev/null && break; sleep 0.02; done
        kill -\(name) $process; wait $process; echo $?
        """
      // A shell without job control lets what it starts in the background ignore Ctrl-C.
      let result = try tool.shell("set -m\n" + command)
      #expect(result.output == code + "\n", "\(result)")
    }
  }

  /// A process that is told to ignore Ctrl-C, as by `nohup`, goes on.
  @Test func ignoredSignalsStayIgnored() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(3))
    let result = try tool.shell(
      "trap '' INT; (sleep 0.3; cat p.ndjson) | policyc \(Self.words.joined(separator: " ")) & process=$!; "
        + "sleep 0.1; kill -INT -- $process 2>/dev/null; wait; exit 0"
    )
    #expect(tool.read("d.ndjson")?.split(separator: "\n").count == 3, "\(result)")
  }

  /// Nothing can be tidied up after `kill -9`: what was there stays, a hidden file is left, and the next run is
  /// not disturbed by it.
  @Test func killed() throws {
    let (tool, run) = try started()
    run.signal(SIGKILL)
    let result = try run.finish(closing: false)
    #expect(result.isSignal && result.status == SIGKILL)
    #expect(tool.read("d.ndjson") == "what was there\n")
    #expect(!tool.names().contains("bad"))
    #expect(
      tool.names().filter { !$0.hasPrefix(".policyc-") } == ["d.ndjson", "erp.mapping", "sample.policy"]
    )
    let next = try tool.start(Self.words, input: true)
    try next.feed(Sample.lines(3))
    #expect(try next.finish().status == 0)
    #expect(tool.read("d.ndjson")?.split(separator: "\n").count == 3)
  }

  /// Killed at any moment of the work, either the old file is there or the whole new one.
  @Test func killedAtAnyMoment() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(2_000))
    let words = [
      "evaluate", "sample.policy", "--data", "p.ndjson", "--as-of", "2026-06-30", "--output", "d.ndjson",
    ]
    let start = ContinuousClock.now
    #expect(try tool.start(words, input: false).finish().status == 0)
    let duration = ContinuousClock.now - start
    let whole = try #require(tool.read("d.ndjson"))
    #expect(whole.split(separator: "\n").count == 2_000)
    var killed = 0
    for moment in 1...12 {
      try tool.write("d.ndjson", "what was there\n")
      let run = try tool.start(words, input: false)
      usleep(UInt32(max(1, duration / .microseconds(1) * Double(moment) / 11)))
      run.signal(SIGKILL)
      if try run.finish().isSignal { killed += 1 }
      let found = tool.read("d.ndjson")
      #expect(found == "what was there\n" || found == whole)
    }
    #expect(killed > 0)
  }

  // MARK: Disks that are full

  /// A file system of 64 KiB where that can be mounted, else a limit on the size of files.
  private func onAFullDisk(_ tool: Tool, _ command: String) throws -> Tool.Result {
    let mounted = try tool.shell("mkdir -p small && mount -t tmpfs -o size=64k tmpfs small")
    if mounted.status == 0 {
      defer { _ = try? tool.shell("umount small") }
      let result = try tool.shell(command + "; code=$?; ls -A small >names; exit $code")
      return result
    }
    print("no file system can be mounted here (\(mounted.error)): a limit of 64 KiB stands for the full disk")
    return try tool.shell(
      "mkdir -p small; ulimit -f 64; " + command + "; code=$?; ls -A small >names; exit $code"
    )
  }

  @Test func fullDisk() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(2_000))
    let result = try onAFullDisk(
      tool,
      "echo before >small/d.ndjson; policyc evaluate sample.policy --data p.ndjson --as-of 2026-06-30 "
        + "--output small/d.ndjson; code=$?; cat small/d.ndjson; (exit $code)"
    )
    #expect(result.output == "before\n")
    #expect(result.error.contains("policyc: `small/d.ndjson` cannot be written: "), "\(result.error)")
    #expect(result.error.hasSuffix("  help: nothing was left under the name of the output\n"))
    #expect(result.status == 2)
    #expect(tool.read("names") == "d.ndjson\n")
  }

  /// Decisions that would fit are not written either when the rejects beside them do not.
  @Test func fullDiskForRejects() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(1_000).replacing("négoce", with: "nothing") + Sample.lines(1))
    let result = try onAFullDisk(
      tool,
      "policyc evaluate sample.policy --data p.ndjson --as-of 2026-06-30 --output small/d.ndjson "
        + "--rejects small/bad"
    )
    #expect(
      result.error.contains("policyc: `small/bad/rejects.ndjson` cannot be written: "),
      "\(result.error)"
    )
    #expect(result.status == 2)
    #expect(tool.read("names") == "")
  }

  @Test func limitOnTheSizeOfFiles() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(2_000))
    let result = try tool.shell(
      "ulimit -f 64; policyc evaluate sample.policy --data p.ndjson --as-of 2026-06-30 --output d.ndjson"
    )
    #expect(result.error.contains("policyc: `d.ndjson` cannot be written: File too large\n"), "\(result)")
    #expect(result.status == 2)
    #expect(tool.names() == ["erp.mapping", "p.ndjson", "sample.policy"])
  }

  @Test func fullDevice() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(1))
    for output in ["--output /dev/full", "> /dev/full"] {
      let result = try tool.shell(
        "policyc evaluate sample.policy --data p.ndjson --as-of 2026-06-30 \(output)"
      )
      #expect(result.error.contains("cannot be written: No space left on device\n"), "\(result)")
      #expect(result.status == 2)
    }
  }

  // MARK: Long work

  /// On a terminal long work shows how far it is, and takes the line away again; elsewhere it says nothing.
  @Test func progressOnATerminal() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(20_000))
    let command = "evaluate sample.policy --data p.ndjson --as-of 2026-06-30 --output d.ndjson"
    let script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    let terminal = try tool.shell("python3 -c '\(script)' \"\(Tool.binary.path)\" \(command)")
    #expect(terminal.output.contains("\r\u{1B}[Kpolicyc: deciding, "), "\(terminal)")
    #expect(terminal.output.contains(" %\r\u{1B}[K"))
    #expect(terminal.status == 0)
    let plain = try tool.shell("policyc " + command)
    #expect(!plain.error.contains("\u{1B}") && !plain.error.contains("%"))
  }
}
