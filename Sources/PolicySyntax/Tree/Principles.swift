/// `principle "…"`: what a policy guarantees, to be proven whenever it is checked.
public struct PrincipleSyntax: Sendable {
  /// One line of a principle.
  public struct Claim: Sendable {
    public enum Kind: Sendable {
      /// `terms is prepayment when segment is blocked`, or after `never` that the condition does not hold.
      case condition(ExpressionSyntax, isNever: Bool, when: ExpressionSyntax?)
      /// `limit never falls as score rises`.
      case monotone(
        decision: NameSyntax,
        never: Movement,
        as_: NameSyntax,
        rises: Bool,
        ranking: [ExpressionSyntax]?
      )
      /// `limit is never more lenient than in "group.policy"`; without a decision it holds for all of them.
      case noMoreLenient(decision: NameSyntax?, than: TextSyntax)
    }

    public let kind: Kind
    public let span: Span
  }

  /// How a decision may not change.
  public enum Movement: String, Sendable {
    case falls, rises
    case getsStricter = "gets stricter"
    case getsMoreLenient = "gets more lenient"
  }

  public let name: TextSyntax
  /// The record about each of which it is; nil for the customer.
  public let each: NameSyntax?
  public let claims: [Claim]
  public let reasons: [ReasonSyntax]
  public let sources: [TextSyntax]
  public let span: Span
}
