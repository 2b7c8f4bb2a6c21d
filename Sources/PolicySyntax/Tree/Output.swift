/// `output`: which columns a table of decisions has, in which order and under which names.
public struct OutputSyntax: Sendable {
  public struct Column: Sendable {
    public enum Kind: Sendable {
      case value
      /// `rule of limit`: the id of the rule that decided.
      case rule
      /// `because of limit`: its reason, in a language if one is named.
      case because(language: String?)
    }

    public let kind: Kind
    public let name: NameSyntax
    /// The heading, where it is not the name.
    public let title: TextSyntax?
  }

  /// The record that each has a row; nil where each customer has one.
  public let each: NameSyntax?
  /// How the table is written.
  public let form: DataForm
  public let columns: [Column]
  public let span: Span
}
