#if LIBFUZZER
  import Foundation
  import FuzzTargets

  /// Entry of the runtime that `-sanitize=fuzzer` links.
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) -> CInt

  /// Written before the first execution and used by the one thread that libFuzzer runs.
  nonisolated(unsafe) private var execution: Execution?

  /// Executions led by the coverage that they reach.
  enum LibFuzzerRun {
    static func run(_ target: FuzzTarget, _ options: Options) throws -> Int32 {
      execution = Execution(target, runs: options.runs)
      // Gets what reaches something new, and is read again by the next run.
      let work = options.found + "/corpus-" + target.name
      try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
      let dictionary = options.found + "/words"
      try Mutator.dictionary.map { "\"\(escaped($0))\"\n" }.joined()
        .write(toFile: dictionary, atomically: true, encoding: .utf8)
      let texts = [
        "policyc-fuzz", "-runs=\(options.runs)", "-seed=\(options.seed)", "-max_len=\(target.longest)",
        "-timeout=10",
        // To weigh inputs by how rare what they reach is takes a third of the time.
        "-entropic=0",
        "-rss_limit_mb=2048", "-dict=\(dictionary)", "-artifact_prefix=\(options.found)/\(target.name)-",
        "-print_final_stats=1", "-reload=0", work, target.corpusFolder.path,
      ]
      var count = CInt(texts.count)
      // These live as long as the process.
      let arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
      for (index, text) in texts.enumerated() { arguments[index] = strdup(text) }
      arguments[texts.count] = nil
      var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
      return runDriver(&count, &pointer) { bytes, count in
        execution?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      }
    }

    private static func escaped(_ text: String) -> String {
      text.utf8.map { byte in
        let isPlain = (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        let digits = String(byte, radix: 16, uppercase: true)
        return isPlain ? String(Unicode.Scalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + digits
      }.joined()
    }
  }
#endif
