import Dispatch
import Foundation
import Portfolio

/// What happens on Ctrl-C, and when the process is asked to end.
///
/// Temporary files are removed, it is said what was written, and the process ends by the signal, as a shell
/// expects: its exit code is then 130 for Ctrl-C and 143 for a request to end.
enum Interruption {
  /// Kept alive; set once, before anything else runs.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// From now on; a signal that whoever started the process ignores stays ignored.
  static func watch() {
    for (number, name) in [(SIGINT, "Ctrl-C"), (SIGTERM, "SIGTERM"), (SIGHUP, "SIGHUP")] {
      var action = sigaction()
      sigaction(number, nil, &action)
      let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      if isIgnored { continue }
      // The source only gets what the process itself leaves alone.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { stop(by: number, called: name) }
      source.resume()
      sources.append(source)
    }
  }

  private static func stop(by number: Int32, called name: String) {
    Temporaries.removeAll { finished in
      Progress.clear()
      let written = finished.map { "`\($0)`" }.joined(separator: ", ")
      let rest = finished.isEmpty ? "no output file was changed" : "written is \(written), and nothing else"
      Terminal.error("policyc: stopped by \(name); \(rest)\n")
      signal(number, SIG_DFL)
      kill(getpid(), number)
      // The signal may be delivered to another thread a moment later.
      while true { pause() }
    }
  }
}
