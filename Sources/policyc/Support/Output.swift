import Portfolio
import Reports

/// Results to a file, whole or not at all, or to standard output.
final class Output {
  private let file: OutputFile
  /// What is held back of an output that could not be taken back.
  private var held: [UInt8]?
  private let isTerminal: Bool
  /// Whoever reads the output has what it wanted.
  private var isClosed = false

  /// - Parameter holdsBack: whether nothing is written, not even to standard output, before `commit`.
  init(_ path: String, holdsBack: Bool = false) throws(CannotRun) {
    do throws(OutputFailure) {
      file = try OutputFile(path: path)
    } catch {
      throw CannotRun(error)
    }
    held = holdsBack ? [] : nil
    isTerminal = path == "-" && Terminal.isTerminal(1)
  }

  /// Writes a file at once.
  static func write(_ path: String, _ fill: (inout [UInt8]) -> Void) throws(CannotRun) {
    var bytes: [UInt8] = []
    fill(&bytes)
    let output = try Output(path)
    try output.write(&bytes)
    try output.prepare()
    try output.commit()
  }

  /// The colours in which text for people is written.
  var style: Style { isTerminal ? Terminal.style(1) : .plain }

  /// The columns that there are for it; nil for a file.
  var width: Int? { isTerminal ? Terminal.width(1) : nil }

  /// Writes text for people.
  func write(_ text: String) throws(CannotRun) {
    try take(Array(ShownText.text(text, style: style).utf8))
  }

  /// Writes bytes for programs and empties their buffer.
  func write(_ bytes: inout [UInt8]) throws(CannotRun) {
    try take(isTerminal ? Array(ShownText.text(String(decoding: bytes, as: UTF8.self)).utf8) : bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private func take(_ bytes: [UInt8]) throws(CannotRun) {
    if held == nil {
      try attempt { file throws(OutputFailure) in try file.write(bytes) }
    } else {
      held?.append(contentsOf: bytes)
    }
  }

  /// Waits until the disk has everything; what belongs together is prepared before any of it is committed.
  func prepare() throws(CannotRun) {
    let bytes = held ?? []
    held = nil
    try attempt { file throws(OutputFailure) in
      try file.write(bytes)
      try file.prepare()
    }
  }

  func commit() throws(CannotRun) {
    try attempt { file throws(OutputFailure) in try file.commit() }
  }

  private func attempt(_ write: (OutputFile) throws(OutputFailure) -> Void) throws(CannotRun) {
    if isClosed { return }
    do throws(OutputFailure) {
      try write(file)
    } catch {
      guard error.isClosedPipe else { throw CannotRun(error) }
      isClosed = true
    }
  }
}

extension CannotRun {
  init(_ failure: OutputFailure) {
    self.init(failure.message, help: "nothing was left under the name of the output")
  }
}
