/// Text for XML.
enum XMLText {
  /// Text for content and for values of attributes; what XML cannot hold is shown by its number.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += escaped(ShownText.onOneLine(String(scalar)))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
