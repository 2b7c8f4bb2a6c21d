import Foundation
import FuzzTargets

/// Executions of inputs that a ``Mutator`` makes up, on any platform.
///
/// The input of each execution stands in a file before it begins, so whatever ends this process leaves it there: a
/// trap, a broken property, or the alarm that rings when an execution takes too long.
enum BlindRun {
  private static let secondsPerInput: UInt32 = 10

  static func run(_ target: FuzzTarget, _ options: Options) throws {
    let corpus = try target.corpus().map(\.bytes)
    var mutator = Mutator(target, seed: options.seed, corpus: corpus)
    let path = options.found + "/" + target.name + "-input"
    let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { Execution.stop("cannot write \(path)") }
    Execution.say("\(target.name): seed \(options.seed); the input of a failure is left in \(path)")
    var execution = Execution(target, runs: options.runs)
    for number in 0..<options.runs {
      let bytes = number < corpus.count ? corpus[number] : mutator.next()
      guard pwrite(file, bytes, bytes.count, 0) == bytes.count, ftruncate(file, off_t(bytes.count)) == 0
      else {
        Execution.stop("cannot write \(path)")
      }
      _ = alarm(secondsPerInput)
      execution.run(bytes)
    }
    close(file)
    unlink(path)
  }
}
