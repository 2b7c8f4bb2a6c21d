import Foundation
import Synchronization

/// How far long work is, on one line of standard error; only on a terminal.
enum Progress {
  private static let isShown = Terminal.isTerminal(2)
  /// Short work says nothing.
  private static let delay = 0.5
  private static let interval = 0.1

  private struct State {
    var start: Double?
    var last = 0.0
    var isOnScreen = false
  }

  private static let state = Mutex(State())

  static func show(_ work: String, _ done: Double) {
    guard isShown else { return }
    state.withLock { state in
      let now = seconds()
      let start = state.start ?? now
      state.start = start
      guard now - start >= delay, now - state.last >= interval else { return }
      state.last = now
      state.isOnScreen = true
      Terminal.control("\r\u{1B}[Kpolicyc: \(work), \(Int(done * 100)) %")
    }
  }

  /// Takes the line away before anything else is said.
  static func clear() {
    state.withLock { state in
      if state.isOnScreen { Terminal.control("\r\u{1B}[K") }
      state.isOnScreen = false
    }
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
