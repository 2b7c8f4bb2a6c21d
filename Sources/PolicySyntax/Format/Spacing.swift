/// Which blanks stand between tokens of a line, and where it may be broken.
struct Spacing {
  struct Piece {
    let text: String
    /// Blanks before it, unless it begins a line.
    var space: Int
    /// How deep in parentheses a line may be broken before it; nil where it may not.
    let breakLevel: Int?
  }

  private let tree: SyntaxTree
  private let joined: Set<Int>

  init(_ tree: SyntaxTree) {
    self.tree = tree
    joined = tree.pieces
  }

  func pieces(_ range: Range<Int>) -> [Piece] {
    var depth = 0
    return range.map { index in
      let token = tree.tokens[index]
      if is_(token, ")") { depth -= 1 }
      let canBreak = index > range.lowerBound && isBreak(index)
      let piece = Piece(
        text: joined.contains(index) ? tree.text(token) : tree.canonicalText(token),
        space: hasSpace(before: index) ? 1 : 0,
        breakLevel: canBreak ? depth : nil
      )
      if is_(token, "(") { depth += 1 }
      return piece
    }
  }

  /// The width of tokens on one line.
  func width(_ range: Range<Int>) -> Int {
    pieces(range).enumerated().reduce(0) {
      $0 + ($1.offset == 0 ? 0 : $1.element.space) + displayWidth($1.element.text)
    }
  }

  private func is_(_ token: Token, _ character: Unicode.Scalar) -> Bool {
    token.kind == .punctuation && token.word == Int16(truncatingIfNeeded: character.value)
  }

  private func isAny(_ token: Token, _ characters: String) -> Bool {
    characters.unicodeScalars.contains { is_(token, $0) }
  }

  private func hasSpace(before index: Int) -> Bool {
    // `limit.20_percent`, `dd/mm/yyyy`
    guard index > 0, !joined.contains(index) else { return false }
    let (left, right) = (tree.tokens[index - 1], tree.tokens[index])
    if isAny(right, ",);:%") || is_(left, "(") { return false }
    // `<=`, `ten-day`: pieces of one word.
    let isTight = left.end == right.start
    if isTight, is_(right, "=") && isAny(left, "<>") { return false }
    if isTight, is_(right, "-") || is_(left, "-"), isWordHyphen(is_(right, "-") ? index : index - 1) {
      return false
    }
    if is_(left, "-"), isSign(index - 1) { return false }
    return true
  }

  /// A hyphen that stands tight between two words of the language.
  private func isWordHyphen(_ index: Int) -> Bool {
    guard index > 0, index + 1 < tree.tokens.count else { return false }
    let (left, hyphen, right) = (tree.tokens[index - 1], tree.tokens[index], tree.tokens[index + 1])
    return left.kind == .word && right.kind == .word && left.word >= 128 && right.word >= 128
      && left.end == hyphen.start && hyphen.end == right.start
  }

  /// A minus that is a sign: nothing that could be subtracted from stands before it.
  private func isSign(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let left = tree.tokens[index - 1]
    switch left.kind {
    case .number, .date, .string, .ordinal: return false
    case .punctuation: return !isAny(left, ")%")
    // After a word of the language a sign stands, after a name a subtraction; a unit ends a value.
    case .word: return left.word >= 128 && Spacing.beforeSign.contains(tree.canonicalText(left))
    default: return false
    }
  }

  private static let beforeSign: Set<String> = [
    "from", "to", "is", "are", "than", "least", "most", "of", "below", "or", "and", "not", "when", "up",
    "minus",
    "plus", "after", "before",
  ]

  private static let breakers: Set<String> = [
    "and", "or", "when", "otherwise", "where", "by", "leaving", "needs", "because", "cites", "closed",
  ]

  private static let beforeBy: Set<String> = [
    "approval", "approved", "converted", "recorded", "separated", "weighted",
  ]

  private func isBreak(_ index: Int) -> Bool {
    let token = tree.tokens[index]
    if joined.contains(index) { return false }
    if index > 0, is_(tree.tokens[index - 1], ",") { return true }
    // `yes or no` is one type, and what follows a comma has its break there.
    guard token.kind == .word, token.word >= 128 else { return false }
    let text = tree.canonicalText(token)
    if text == "or", index + 1 < tree.tokens.count, tree.canonicalText(tree.tokens[index + 1]) == "no" {
      return false
    }
    // `needs approval by` and its like are one phrase, which a line is broken before, not inside.
    if text == "by", index > 0, Spacing.beforeBy.contains(tree.canonicalText(tree.tokens[index - 1])) {
      return false
    }
    if text == "because", index > 0, tree.canonicalText(tree.tokens[index - 1]) == "allowed" { return false }
    return Spacing.breakers.contains(text)
  }
}
