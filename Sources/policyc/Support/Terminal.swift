import Foundation
import Reports

/// The two streams of text; files are written elsewhere.
enum Terminal {
  static func out(_ text: String) { write(text, 1) }

  static func error(_ text: String) { write(text, 2) }

  /// Colours only on a terminal, and never where `NO_COLOR` is set or the terminal is a dumb one.
  static func style(_ stream: Int32) -> Style {
    let environment = ProcessInfo.processInfo.environment
    if let wish = environment["NO_COLOR"], !wish.isEmpty { return .plain }
    return isatty(stream) == 1 && environment["TERM"] != "dumb" ? .coloured : .plain
  }

  static func isTerminal(_ stream: Int32) -> Bool { isatty(stream) == 1 }

  private static func write(_ text: String, _ stream: Int32) {
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let written = bytes[at...].withUnsafeBytes { Foundation.write(stream, $0.baseAddress, $0.count) }
      // A closed pipe ends the output; there is nobody left to tell.
      if written <= 0 { return }
      at += written
    }
  }
}
