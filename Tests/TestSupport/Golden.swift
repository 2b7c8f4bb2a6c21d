import Foundation

/// Files that hold what a run must say, word for word, kept beside the tests and reviewed as text.
public enum Golden {
  /// The one switch: with `POLICYC_RECORD=1` in the environment files are written instead of compared.
  ///
  /// A run that records always fails, so that nobody takes a recording for a test that passed.
  public static var isRecording: Bool { ProcessInfo.processInfo.environment["POLICYC_RECORD"] == "1" }

  /// The files in a folder beside a test file, in order of their names.
  public static func files(in folder: String, beside test: String = #filePath) -> [String] {
    let path = path(folder, beside: test)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { folder + "/" + $0 }
  }

  /// The text of a file beside a test file; nil where there is none.
  public static func text(of name: String, beside test: String = #filePath) -> String? {
    FileManager.default.contents(atPath: path(name, beside: test)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Compares a text with the file that holds it, or records it there.
  ///
  /// - Returns: what is wrong, to be reported as the failure of the test; nil when the text is as recorded.
  public static func problem(_ text: String, in name: String, beside test: String = #filePath) -> String? {
    if isRecording {
      let path = path(name, beside: test)
      let folder = (path as NSString).deletingLastPathComponent
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let isWritten = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
      return isWritten
        ? "recorded \(name): review it, then run without POLICYC_RECORD" : "cannot write \(path)"
    }
    guard let wanted = self.text(of: name, beside: test) else {
      return "there is no \(name): record it with POLICYC_RECORD=1"
    }
    return wanted == text ? nil : "\(name) differs (- recorded, + now):\n" + difference(wanted, text)
  }

  /// The lines that differ between two texts, with the common ones around them left out.
  static func difference(_ old: String, _ new: String) -> String {
    let (old, new) = (lines(old), lines(new))
    let changes = new.difference(from: old)
    return changes.map { change in
      switch change {
      case .remove(let line, let text, _): "- \(line + 1): \(text)"
      case .insert(let line, let text, _): "+ \(line + 1): \(text)"
      }
    }.joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func path(_ name: String, beside test: String) -> String {
    (test as NSString).deletingLastPathComponent + "/" + name
  }
}
