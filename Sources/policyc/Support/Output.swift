import Portfolio

/// Results to a file, whole or not at all, or to standard output.
enum Output {
  static func write(_ path: String, _ fill: (inout [UInt8]) -> Void) throws(CannotRun) {
    var bytes: [UInt8] = []
    fill(&bytes)
    do throws(OutputFailure) {
      let file = try OutputFile(path: path)
      try file.write(bytes)
      try file.commit()
    } catch {
      // Whoever reads the output has what it wanted.
      if error.isClosedPipe { return }
      throw CannotRun(error.message, help: "nothing was left under the name of the output")
    }
  }
}
