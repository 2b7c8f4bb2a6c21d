import Checks

extension CodePage {
  /// The page for a terminal.
  public func text(style: Style = .plain) -> String {
    func indented(_ snippet: String) -> String {
      snippet.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
        .joined(separator: "\n")
    }
    return """
      \(style.bold("\(code.rawValue): \(title)"))

      \(text)

      \(style.red("Wrong"))

      \(indented(wrong))

      \(style.green("Right"))

      \(indented(right))

      """
  }
}
