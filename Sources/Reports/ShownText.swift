/// Text in the form in which it may reach a terminal.
///
/// Names and texts come from policies and from data, and can hold anything: signs that clear the screen, ring, go
/// back to the start of the line, or turn the direction of writing. Each such sign is shown by its number, as
/// `<U+001B>`; only line feeds and tabs are left.
public enum ShownText {
  /// The text with the colours of a style, and without any other control character.
  public static func text(_ text: String, style: Style = .plain) -> String {
    guard text.utf8.contains(where: isSuspicious) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if style.isColoured, let sequence = Style.sequences[scalar] {
        shown += "\u{1B}[\(sequence)m"
      } else if isControl(scalar), scalar != "\n", scalar != "\t" {
        shown += name(scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// A text that stands within a line, and can neither end it nor colour it.
  public static func onOneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { isSuspicious($0) || $0 == 0x0A || $0 == 0x09 }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) { shown += name(scalar) } else { shown.unicodeScalars.append(scalar) }
    }
    return shown
  }

  /// A line that is put together and may be coloured: what is left of line feeds in it comes from a text.
  static func asOneLine(_ line: String) -> String {
    line.utf8.contains(0x0A) ? line.replacing("\n", with: name("\n")) : line
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
  }

  /// Bytes with which, in UTF-8, a control character can begin.
  private static func isSuspicious(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x0A && byte != 0x09 || [0x7F, 0xC2, 0xD8, 0xE2, 0xEF, 0xF3, 0xF4].contains(byte)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    // Directions of writing, and ends of lines and paragraphs.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    // Invisible marks, signs that are no letters, and tags.
    case 0xFEFF, 0xFDD0...0xFDEF, 0x10FFF0...0x10FFFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}
