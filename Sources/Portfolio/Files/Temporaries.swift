import Foundation
import Synchronization

/// What this process is writing under temporary names, so that it can be removed when the process is stopped.
public enum Temporaries {
  private struct State {
    var entries: [(path: String, isFolder: Bool)] = []
    var finished: [String] = []
  }

  private static let state = Mutex(State())

  static func add(_ path: String, isFolder: Bool = false) {
    state.withLock { $0.entries.append((path, isFolder)) }
  }

  /// Forgets what is gone, or part of something else that has its final name.
  static func forget(_ path: String) {
    state.withLock { state in state.entries.removeAll { $0.path == path } }
  }

  /// Gives something its final name, unless the process is being stopped; the number of the error, or 0.
  static func move(_ path: String, to final: String) -> Int32 {
    state.withLock { state in
      guard rename(path, final) == 0 else { return errno }
      state.entries.removeAll { $0.path == path }
      state.finished.append(final)
      return 0
    }
  }

  /// Removes everything, last things first, and lets nothing get a name any more until `finish` ends the
  /// process; it is told what already has its final name.
  public static func removeAll(_ finish: (_ finished: [String]) -> Void) {
    state.withLock { state in
      for entry in state.entries.reversed() {
        if entry.isFolder { rmdir(entry.path) } else { unlink(entry.path) }
      }
      state.entries.removeAll()
      finish(state.finished)
    }
  }

  /// A hidden name beside a path that nobody else uses.
  static func name(for path: String) -> String {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    return "\(folder).policyc-\(getpid())-\(random).tmp"
  }
}
