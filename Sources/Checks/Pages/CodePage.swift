import PolicySyntax

/// The page about a code: what it means, an example that has it and the same example mended.
public struct CodePage: Sendable {
  public let code: Code
  /// A few words, as a heading.
  public let title: String
  /// Why it is a finding, in a paragraph for the officer.
  public let text: String
  /// A whole policy with the mistake, and the same without.
  public let wrong: String
  public let right: String
}
