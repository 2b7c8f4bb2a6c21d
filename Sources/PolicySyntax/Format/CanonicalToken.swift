extension SyntaxTree {
  /// A token as the canonical form writes it: numbers in groups of three with a point, dates by year, month
  /// and day, straight quotes.
  ///
  /// Everything else stays as it is.
  func canonicalText(_ token: Token) -> String {
    let text = text(token)
    switch token.kind {
    case .number: return SyntaxTree.number(text)
    case .date: return SyntaxTree.date(text)
    case .string: return SyntaxTree.quoted(text)
    default: return text
    }
  }

  /// A token as it is written.
  func text(_ token: Token) -> String {
    source.text(Span(file: source.file, start: token.start, end: token.end))
  }

  private static func number(_ text: String) -> String {
    let digits = text.filter { $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }
    let parts = digits.replacing(",", with: ".").split(separator: ".", maxSplits: 1)
    guard let first = parts.first else { return text }
    var whole = Array(first)
    var at = whole.count - 3
    while at > 0 {
      whole.insert(" ", at: at)
      at -= 3
    }
    return String(whole) + (parts.count > 1 ? "." + parts[1] : "")
  }

  private static func date(_ text: String) -> String {
    let parts = text.split { $0 == "-" || $0 == "/" }.map(String.init)
    guard parts.count == 3 else { return text }
    let ordered = text.contains("/") ? [parts[2], parts[1], parts[0]] : parts
    return ordered.map { $0.count == 1 ? "0" + $0 : $0 }.joined(separator: "-")
  }

  private static func quoted(_ text: String) -> String {
    guard let first = text.first, first != "\"", let last = text.last, "”“»\"".contains(last), text.count > 1
    else {
      return text
    }
    var content = text.dropFirst().dropLast()
    if first == "«" {
      let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}"]
      content = content.drop { blanks.contains($0) }
      while let last = content.last, blanks.contains(last) { content.removeLast() }
    }
    return content.contains("\"") ? text : "\"" + content + "\""
  }
}
