import Checks

extension CodePage {
  /// The page for a terminal.
  public func text(style: Style = .plain) -> String {
    func indented(_ snippet: String) -> String {
      snippet.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
        .joined(separator: "\n")
    }
    var parts = [style.bold("\(code): \(title)"), text]
    if !wrong.isEmpty {
      parts += [style.red("Wrong"), indented(wrong), style.green("Right"), indented(right)]
    }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
