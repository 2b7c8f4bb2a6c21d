/// `findings` with what the policy itself says of what is found in it.
public struct FindingsSyntax: Sendable {
  /// One line: `P704 about limit.standard is accepted because "…"`.
  public struct Ruling: Sendable {
    public enum Verdict: Sendable {
      case error, warning, accepted
    }

    public let code: NameSyntax
    /// The id of a rule, the name of a decision or of a value, or the title of a test; nil for all of them.
    public let about: TextSyntax?
    public let verdict: Verdict
    public let reasons: [ReasonSyntax]
    public let sources: [TextSyntax]
    public let span: Span
  }

  public let rulings: [Ruling]
  public let span: Span
}

/// `every rule has a reason`, `every rule of terms cites a source`: what a header demands of the rules.
public struct DemandSyntax: Sendable {
  public enum Kind: Sendable {
    case reason, source
  }

  public let kind: Kind
  /// The decision whose rules are meant; nil for every decision.
  public let decision: NameSyntax?
  public let span: Span
}
