import PolicySyntax

/// A policy with one small mistake put into it, to see whether its tests notice.
public struct Mutant: Sendable {
  public enum Kind: String, Sendable {
    /// A threshold one unit higher or lower.
    case threshold
    /// A comparison that includes its bound, or leaves it out, or is denied.
    case comparison
    /// The result of another rule of the decision.
    case result
    /// Two neighbouring rules the other way round.
    case order
  }

  public let kind: Kind
  /// The rule, or the definition or decision, that is changed, such as `limit.usual`.
  public let owner: String
  /// What is changed.
  public let span: Span
  /// The text that stands there, and what is written instead.
  public let before: String
  public let after: String
  let edits: [Diagnostic.Edit]

  /// The files of the policy with the change in them.
  public func changed(_ files: [PolicySyntaxFile]) -> [PolicySyntaxFile] {
    files.map { file in
      let own = edits.filter { $0.span.file == file.source.file }
      if own.isEmpty { return file }
      var bytes = file.source.bytes
      for edit in own.sorted(by: { ($0.span.start, $0.span.end) > ($1.span.start, $1.span.end) }) {
        bytes.replaceSubrange(Int(edit.span.start)..<Int(edit.span.end), with: Array(edit.replacement.utf8))
      }
      return Parser.parse(Source(file: file.source.file, name: file.source.name, bytes: bytes))
    }
  }
}
