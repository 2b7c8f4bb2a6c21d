/// A file as it was written, without loss: every byte belongs to a token, a comment or the space between, and
/// the structure that the parser found stands beside, mistakes included.
public struct SyntaxTree: Sendable {
  /// Where a part of the structure begins.
  struct Mark: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
      /// An item, at the left margin.
      case item
      /// A statement inside an item, by how deep it stands below it (1, or 2 below `points for`).
      case statement(depth: Int)
      /// A clause of the statement before, such as `because`, that has a line of its own.
      case clause(depth: Int)
      /// What stands below each other in neighbouring statements: a type, `=`, `when`.
      case column
      /// A case of a definition that no comma divides from the one before, so that it has a line of its own.
      case nextCase
      /// The `when` or `otherwise` of a case.
      case caseCondition
      /// A piece of the word before: of the id of a rule, or of a form of dates.
      case piece
    }

    let kind: Kind
    /// The number of the token at which it begins.
    let token: Int
  }

  public let source: Source
  let tokens: [Token]
  let comments: [Token]
  /// In the order of the tokens.
  let marks: [Mark]
  /// Statements that could not be read: from the token at which each begins to the one at which reading went
  /// on.
  let broken: [Range<Int>]

  /// The number of statements that could not be read.
  public var brokenCount: Int { broken.count }

  /// The tokens that are pieces of the word before them.
  var pieces: Set<Int> { Set(marks.filter { $0.kind == .piece }.map(\.token)) }

  /// Bytes that are in no token, no comment and are no blank: none, whatever the text.
  public var lostBytes: [UInt8] {
    var isKept = [Bool](repeating: false, count: source.bytes.count)
    for token in tokens + comments {
      for index in Int(token.start)..<Int(token.end) { isKept[index] = true }
    }
    let rest = source.bytes.indices.filter { !isKept[$0] }.map { source.bytes[$0] }
    return Array(String(decoding: rest, as: UTF8.self).filter { !$0.isWhitespace && $0 != "\u{FEFF}" }.utf8)
  }
}
