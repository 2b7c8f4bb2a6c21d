import Exact
import PolicySyntax

/// Policy files to the typed model.
public enum PolicyCompiler {
  /// What came of a set of files.
  public struct Result: Sendable {
    /// The model; nil when any error was found, so that a policy with an error decides nobody.
    public let policy: Policy?
    /// The model as far as it can be checked further: also where only tests have mistakes.
    public let model: Policy?
    /// In the order of files and places.
    public let diagnostics: [Diagnostic]
    /// In the order in which they were found: of the text, of names and types, of what is left open.
    public let findings: [Diagnostic]
    /// What the policy accepts, and so is no finding any more.
    public let accepted: [AcceptedFinding]
    /// What came of each claim of its principles, where they were looked at.
    public let principles: [PrincipleVerdict]

    /// Puts findings in order, and keeps the policy only when none of them is an error.
    public init(
      _ policy: Policy?,
      _ findings: [Diagnostic],
      accepted: [AcceptedFinding] = [],
      principles: [PrincipleVerdict] = []
    ) {
      self.accepted = accepted
      self.principles = principles
      self.findings = findings
      diagnostics = findings.enumerated().sorted {
        ($0.element.span.file, $0.element.span.start, $0.offset)
          < ($1.element.span.file, $1.element.span.start, $1.offset)
      }.map(\.element)
      self.policy = findings.contains { $0.severity == .error } ? nil : policy
      model = policy
    }

    /// The same with some of the findings held back; a policy with an error keeps one.
    public func with(_ findings: [Diagnostic]) -> Result {
      Result(model, findings, accepted: accepted, principles: principles)
    }
  }

  /// Resolves and types one policy: the file with its header, and the shared files that it uses.
  ///
  /// The digest of a policy in one file is the SHA-256 of its bytes. With shared files it is the SHA-256 of
  /// one line a file, the policy's own first and then the others as they are used: its digest, two spaces,
  /// its name without folders, a line feed.
  public static func compile(_ files: [PolicySyntaxFile]) -> Result {
    let resolver = Resolver(files)
    let policy = resolver.run()
    return Result(policy, files.flatMap(\.diagnostics) + resolver.diagnostics)
  }

  static func digest(_ sources: [Source]) -> String {
    if sources.count == 1 { return SHA256.digest(sources[0].bytes) }
    let lines = sources.map { source in
      let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
      return SHA256.digest(source.bytes) + "  " + name + "\n"
    }
    return SHA256.digest(Array(lines.joined().utf8))
  }
}
