/// What the process says to whoever started it.
enum ExitCode: Int32 {
  /// Everything is fine.
  case fine = 0
  /// The command did its work, and there is something to look at: findings, failed tests, rejects.
  case findings = 1
  /// The command could not do its work.
  case cannotRun = 2
}

/// Why a command cannot do its work.
struct CannotRun: Error {
  let message: String
  let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
