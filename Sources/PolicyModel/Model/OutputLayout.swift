import PolicySyntax

/// Which columns a table of decisions has, in which order and under which names.
public struct OutputLayout: Sendable {
  public struct Column: Sendable {
    public enum Kind: Sendable {
      case value(Slot)
      /// The ids of the rules that decided, of the decision with this number.
      case rule(Int)
      /// The reason of the rule that decided, in a language if one is named.
      case because(Int, language: String?)
    }

    public let kind: Kind
    public let title: String
  }

  /// Whether each customer has a row, or each record of a collection.
  public let scope: Scope
  public let form: DataForm
  public let columns: [Column]

  /// The values shown.
  public var slots: [Slot] {
    columns.compactMap { if case .value(let slot) = $0.kind { slot } else { nil } }
  }
}
