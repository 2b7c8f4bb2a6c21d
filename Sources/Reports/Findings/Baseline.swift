/// Findings that a house has accepted for now: only what is not among them fails a check.
///
/// Errors are never accepted: with them a policy decides nobody, so a baseline could only hide why.
public struct Baseline: Sendable {
  public static let format = "policyc.baseline/1"

  /// One accepted finding; all but the fingerprint is for people.
  public struct Entry: Sendable, Codable, Equatable {
    public let fingerprint: String
    public let code: String
    public let file: String
    public let item: String
    public let message: String

    fileprivate var order: (String, String, String, String, String) {
      (file, item, code, message, fingerprint)
    }
  }

  public let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// Everything that a run has found and that can be accepted.
  public init(accepting report: FindingsReport) {
    entries = report.entries.filter { $0.diagnostic.severity != .error }.map { entry in
      Entry(
        fingerprint: entry.fingerprint,
        code: entry.diagnostic.code.rawValue,
        file: entry.file ?? "",
        item: entry.item,
        message: entry.diagnostic.message
      )
    }.sorted { $0.order < $1.order }
  }

  // MARK: Use

  /// What is not accepted.
  public func new(in report: FindingsReport) -> FindingsReport {
    let accepted = Set(entries.map(\.fingerprint))
    return report.filter { $0.diagnostic.severity == .error || !accepted.contains($0.fingerprint) }
  }

  /// The entries that no finding has any more, among those about files that were looked at.
  public func gone(from report: FindingsReport, looksAt isLookedAt: (String) -> Bool) -> [Entry] {
    let found = Set(report.entries.filter { $0.diagnostic.severity != .error }.map(\.fingerprint))
    return entries.filter { !found.contains($0.fingerprint) && isLookedAt($0.file) }
  }

  // MARK: Text

  /// The file: sorted, and a line for each finding, so that two people's changes to it can be merged.
  public var text: String {
    let lines = entries.map { entry in
      JSON.object([
        ("fingerprint", .string(entry.fingerprint)), ("code", .string(entry.code)),
        ("file", .string(entry.file)),
        ("item", .string(entry.item)), ("message", .string(entry.message)),
      ]).text
    }
    return "{\"format\":\"\(Baseline.format)\",\"findings\":[\n" + lines.joined(separator: ",\n")
      + (lines.isEmpty ? "" : "\n") + "]}\n"
  }
}
