/// Colours of a terminal, or none.
///
/// A colour is a sign of its own around a text, which ``ShownText`` turns into what a terminal understands: so
/// whatever else a text holds, no control character of it reaches the terminal.
public struct Style: Sendable {
  let isColoured: Bool

  public static let plain = Style(isColoured: false)
  public static let coloured = Style(isColoured: true)

  /// Signs that no text has, and the sequences for which they stand.
  static let sequences: [Unicode.Scalar: String] = [
    "\u{10FFF0}": "0", "\u{10FFF1}": "1", "\u{10FFF2}": "2", "\u{10FFF3}": "1;31", "\u{10FFF4}": "1;33",
    "\u{10FFF5}": "32",
    "\u{10FFF6}": "36",
  ]

  private func wrap(_ text: String, _ sign: Character) -> String {
    isColoured ? "\(sign)\(text)\u{10FFF0}" : text
  }

  func bold(_ text: String) -> String { wrap(text, "\u{10FFF1}") }
  func dim(_ text: String) -> String { wrap(text, "\u{10FFF2}") }
  func red(_ text: String) -> String { wrap(text, "\u{10FFF3}") }
  func yellow(_ text: String) -> String { wrap(text, "\u{10FFF4}") }
  func green(_ text: String) -> String { wrap(text, "\u{10FFF5}") }
  func cyan(_ text: String) -> String { wrap(text, "\u{10FFF6}") }
}

extension String {
  /// The text with spaces behind it up to a width in characters.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  func leftPadded(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
