import Foundation
import Portfolio

/// What happens on Ctrl-C, and when the process is asked to end.
///
/// Temporary files are removed, it is said what was written, and the process ends by the signal, as a shell
/// expects: its exit code is then 130 for Ctrl-C and 143 for a request to end.
enum Interruption {
  private static let names = [(SIGINT, "Ctrl-C"), (SIGTERM, "SIGTERM"), (SIGHUP, "SIGHUP")]

  /// From now on; a signal that whoever started the process ignores stays ignored.
  ///
  /// The signals are blocked, in this thread and in those that it starts, and a thread of their own waits for
  /// them. So none is lost, and what is done on one is ordinary code.
  static func watch() {
    var signals = watched
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    pthread_create(
      &thread,
      nil,
      { _ in
        Interruption.wait()
        return nil
      },
      nil
    )
  }

  private static var watched: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for (number, _) in names {
      var action = sigaction()
      sigaction(number, nil, &action)
      let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      if !isIgnored { sigaddset(&signals, number) }
    }
    return signals
  }

  private static func wait() {
    var signals = watched
    var number: Int32 = 0
    guard sigwait(&signals, &number) == 0 else { return }
    let name = names.first { $0.0 == number }?.1 ?? "a signal"
    Temporaries.removeAll { finished in
      Progress.clear()
      let written = finished.map { "`\($0)`" }.joined(separator: ", ")
      let rest = finished.isEmpty ? "no output file was changed" : "written is \(written), and nothing else"
      Terminal.error("policyc: stopped by \(name); \(rest)\n")
      end(by: number)
    }
  }

  private static func end(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(number)
    _exit(128 + number)
  }
}
