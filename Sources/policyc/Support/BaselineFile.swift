import Foundation
import Reports

/// The file of `--baseline`, and what a run comes to with it.
struct BaselineFile {
  private struct Document: Decodable {
    let format: String
    let findings: [Baseline.Entry]
  }

  /// What is not accepted.
  let new: FindingsReport
  let accepted: Int
  let gone: Int

  /// Reads the file and holds the findings of a run against it.
  init(_ path: String, _ report: FindingsReport) throws(CannotRun) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CannotRun(
        "there is no baseline `\(path)`",
        help: "accept what is found today with `--write-baseline \(path)`"
      )
    }
    let bytes = Data(try PolicyFiles.bytes(path))
    guard let document = try? JSONDecoder().decode(Document.self, from: bytes) else {
      throw CannotRun("`\(path)` is no baseline", help: "write one with `--write-baseline \(path)`")
    }
    guard document.format == Baseline.format else {
      throw CannotRun(
        "`\(path)` is written as `\(document.format)`, and `\(Baseline.format)` is read here",
        help: "write it anew with `--write-baseline \(path)`"
      )
    }
    let baseline = Baseline(document.findings)
    new = baseline.new(in: report)
    accepted = report.entries.count - new.entries.count
    // A file that was not looked at this time may still have its findings; one that is gone has none.
    gone =
      baseline.gone(from: report) { file in
        report.files.contains(file) || !FileManager.default.fileExists(atPath: file)
      }.count
  }

  /// What is said below the findings.
  func text(_ path: String) -> String {
    func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "finding" : "findings")" }
    var lines: [String] = []
    if accepted > 0 { lines.append("\(counted(accepted)) accepted by the baseline `\(path)`") }
    if gone > 0 {
      let verb = gone == 1 ? "is" : "are"
      lines.append(
        "\(counted(gone)) of the baseline \(verb) gone: write it anew with `--write-baseline \(path)`"
      )
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Accepts what a run has found, and says so.
  static func write(_ path: String, _ report: FindingsReport) throws(CannotRun) -> String {
    let baseline = Baseline(accepting: report)
    try Output.write(path) { $0 += Array(baseline.text.utf8) }
    let count = baseline.entries.count
    let errors = report.entries.count - count
    let refused =
      errors == 0
      ? "" : "; \(errors) \(errors == 1 ? "error is" : "errors are") not: a policy with errors decides nobody"
    return "wrote `\(path)`: \(count) \(count == 1 ? "finding is" : "findings are") accepted\(refused)\n"
  }
}
