/// A piece of policy text.
///
/// Tokens hold positions, not strings; their text is taken from the source on demand.
package struct Token: Sendable {
  package enum Kind: UInt8, Sendable {
    case word
    case number
    /// `2nd`, `3rd`: a number with an English ordinal ending.
    case ordinal
    /// `2026-06-30` or `30/06/2026`; whether there is such a day is checked by the parser.
    case date
    /// A text in quotes of any usual form; `start` and `end` include the quotes.
    case string
    case punctuation
    case comment
    case unknown
    case end
  }

  package let kind: Kind
  package let start: Int32
  package let end: Int32
  /// The word's number in the keyword table or -1; for punctuation its ASCII value.
  let word: Int16
  /// Whether it is the first of its line.
  let startsLine: Bool
  /// Whether it is the first of its line and stands at the left margin: the beginning of an item.
  let startsItem: Bool
}
