import PolicySyntax

/// What a policy guarantees: proven or refuted whenever the policy is checked.
public struct Principle: Sendable {
  public struct Claim: Sendable {
    public enum Kind: Sendable {
      /// Wherever one condition holds, another one holds, or after `never` does not.
      case condition(Node, isNever: Bool, when: Node?)
      /// A decision never moves so as a value rises or falls, all else that it reads held equal.
      case monotone(Monotone)
      /// A decision, or each of them, is never more lenient than in the policy of another file.
      case noMoreLenient(decision: Int?, file: String)
    }

    public let kind: Kind
    public let span: Span

    public init(kind: Kind, span: Span) {
      self.kind = kind
      self.span = span
    }
  }

  /// `limit never falls as score rises`.
  public struct Monotone: Sendable {
    /// The number of the decision.
    public let decision: Int
    public let never: PrincipleSyntax.Movement
    public let value: Slot
    public let rises: Bool
    /// Results from the strictest to the mildest, where the claim says so.
    public let ranking: [Value]

    public init(decision: Int, never: PrincipleSyntax.Movement, value: Slot, rises: Bool, ranking: [Value]) {
      self.decision = decision
      self.never = never
      self.value = value
      self.rises = rises
      self.ranking = ranking
    }
  }

  public let name: String
  /// Whether it is about the customer, about each record of a kind, or about the group.
  public let scope: Scope
  public let claims: [Claim]
  public let reasons: [Rule.Reason]
  public let sources: [String]
  public let span: Span
}

/// What came of one claim of a principle when the policy was checked.
public struct PrincipleVerdict: Sendable {
  public enum Verdict: String, Sendable {
    case proven, refuted
    case notProven = "not_proven"
    /// The condition under which it is claimed holds for nobody.
    case aboutNobody = "about_nobody"
  }

  public let principle: String
  /// The claim as it is written.
  public let claim: String
  public let verdict: Verdict
  public let span: Span

  public init(principle: String, claim: String, verdict: Verdict, span: Span) {
    self.principle = principle
    self.claim = claim
    self.verdict = verdict
    self.span = span
  }
}
