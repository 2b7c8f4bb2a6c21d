import Exact
import PolicySyntax

/// The findings of a run with what every form of output for programs says about them.
public struct FindingsReport: Sendable {
  /// A finding with what tells it from others in every run.
  public struct Entry: Sendable {
    public let diagnostic: Diagnostic
    /// The name of its file from the folder of the run; nil where it stands in no file.
    public let file: String?
    /// The rule or other part in which it stands, such as `limit.usual`; empty outside of all.
    public let item: String
    /// 32 hexadecimal digits that stay as they are when other lines of the policy change.
    public let fingerprint: String
  }

  /// In the order of files and places.
  public let entries: [Entry]
  /// What the policies themselves accept, with the reason.
  public let accepted: [(entry: Entry, because: String)]
  /// The names of all files that were read, from the folder of the run.
  public let files: [String]
  /// Each file with its name, by its number.
  private let sources: [Int32: (name: String, source: Source)]

  /// - Parameters:
  ///   - accepted: what the policies accept, and so is no finding any more.
  ///   - folder: the absolute path of the folder from which the names of files are given.
  public init(
    _ diagnostics: [Diagnostic],
    _ files: [PolicySyntaxFile],
    accepted: [AcceptedFinding] = [],
    folder: String = ""
  ) {
    let named = files.map { (FileName.relative($0.source.name, to: folder), $0.source) }
    let sources = Dictionary(named.map { ($1.file, (name: $0, source: $1)) }) { first, _ in first }
    let items = Dictionary(files.map { ($0.source.file, FileItems($0)) }) { first, _ in first }
    var seen: [String: Int] = [:]
    func entry(_ diagnostic: Diagnostic) -> Entry {
      let span = diagnostic.span
      let file = sources[span.file]?.name
      let item = ShownText.onOneLine(diagnostic.subject ?? items[span.file]?.name(at: span.start) ?? "")
      let parts = [diagnostic.code.rawValue, file ?? "", item, diagnostic.message].joined(separator: "\0")
      let ordinal = seen[parts, default: 0]
      seen[parts] = ordinal + 1
      var digest = SHA256()
      digest.update(Array("\(parts)\0\(ordinal)".utf8))
      return Entry(
        diagnostic: diagnostic,
        file: file,
        item: item,
        fingerprint: String(digest.finish().prefix(32))
      )
    }
    self.sources = sources
    entries = diagnostics.map(entry)
    self.accepted = accepted.map { (entry($0.finding), $0.reasons.first?.text ?? "") }
    self.files = named.map(\.0)
  }

  private init(_ entries: [Entry], _ other: FindingsReport) {
    self.entries = entries
    (files, sources, accepted) = (other.files, other.sources, other.accepted)
  }

  /// The same without some findings.
  public func filter(_ isKept: (Entry) -> Bool) -> FindingsReport {
    FindingsReport(entries.filter(isKept), self)
  }

  /// Those that keep a policy from deciding anybody.
  public var errors: FindingsReport { filter { $0.diagnostic.severity == .error } }

  /// Whether nothing was found; advice is no finding.
  public var isClean: Bool { entries.allSatisfy { $0.diagnostic.severity == .advice } }

  /// Where something stands, in lines and columns from 1, columns in code points; nil where it stands in no file.
  func region(_ span: Span) -> (file: String, start: (line: Int, column: Int), end: (line: Int, column: Int))?
  {
    guard let (name, source) = sources[span.file] else { return nil }
    return (name, source.codePointPosition(of: span.start), source.codePointPosition(of: span.end))
  }
}

/// Names of files as other programs want them.
enum FileName {
  /// A name from a folder where it lies in it, without `./`; any other name as it is.
  static func relative(_ name: String, to folder: String) -> String {
    var name = name[...]
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    if base.count > 1, name.hasPrefix(base) { name = name.dropFirst(base.count) }
    while name.hasPrefix("./") { name = name.dropFirst(2) }
    return String(name)
  }

  /// A relative URI, or for an absolute path one of the scheme `file`; bytes outside of ASCII are percent-encoded.
  static func uri(_ name: String) -> String {
    let path = name.utf8.map { byte -> String in
      isPlain(byte) ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte >> 4) + hexadecimal(byte & 15)
    }.joined()
    return name.hasPrefix("/") ? "file://" + path : path
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/".utf8.contains(byte)
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
}
