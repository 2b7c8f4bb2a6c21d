import Foundation
import Reports

/// The two streams of text; files are written elsewhere.
enum Terminal {
  /// Text for people, from which no control character gets through.
  static func out(_ text: String) { write(ShownText.text(text, style: style(1)), 1) }

  static func error(_ text: String) { write(ShownText.text(text, style: style(2)), 2) }

  /// Text for programs, exact to the byte wherever it does not go to a terminal.
  static func data(_ text: String) { write(isTerminal(1) ? ShownText.text(text) : text, 1) }

  /// Moves the cursor, as nothing but this program itself may.
  static func control(_ text: String) { write(text, 2) }

  /// Colours only on a terminal, and never where `NO_COLOR` is set or the terminal is a dumb one.
  static func style(_ stream: Int32) -> Style {
    let environment = ProcessInfo.processInfo.environment
    if let wish = environment["NO_COLOR"], !wish.isEmpty { return .plain }
    return isatty(stream) == 1 && environment["TERM"] != "dumb" ? .coloured : .plain
  }

  static func isTerminal(_ stream: Int32) -> Bool { isatty(stream) == 1 }

  /// The columns of a terminal; nil where it does not tell, and for anything else.
  static func width(_ stream: Int32) -> Int? {
    var size = winsize()
    guard isTerminal(stream), ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

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
