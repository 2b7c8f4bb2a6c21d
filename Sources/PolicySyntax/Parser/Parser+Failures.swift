/// A mistake that ends the statement in which it stands; the parser goes on with the next one.
struct SyntaxFailure: Error {
  let diagnostic: Diagnostic
}

extension Parser {
  func span(_ token: Token) -> Span { Span(file: source.file, start: token.start, end: token.end) }

  /// From the token at an index to the last one read.
  func span(from start: Int) -> Span {
    let first = tokens[min(start, tokens.count - 1)]
    let last = at > start ? tokens[at - 1] : first
    return Span(file: source.file, start: first.start, end: max(first.end, last.end))
  }

  func failure(
    _ code: Code,
    _ span: Span,
    _ message: String,
    help: String? = nil,
    edit: Diagnostic.Edit? = nil
  ) -> SyntaxFailure {
    SyntaxFailure(diagnostic: Diagnostic(code, at: span, message, help: help, edit: edit))
  }

  /// - Parameter edit: the repair; a misspelt word of the language is repaired unless another one is given.
  func expected(_ what: String, help: String? = nil, edit: Diagnostic.Edit? = nil) -> SyntaxFailure {
    if isAtEnd {
      let last = tokens[max(0, at - 1)]
      return failure(.incomplete, span(last), "something is missing after this: \(what)", help: help)
    }
    let token = current
    let found = source.text(span(token))
    return failure(
      token.kind == .unknown ? .unreadableCharacter : .unexpected,
      span(token),
      "expected \(what), found `\(found)`",
      help: help ?? (token.kind == .word ? hint(about: found) : hint(aboutSign: found)),
      edit: edit ?? (help == nil ? respelled(found) : nil)
    )
  }

  /// The word at this place as the one word of the language that it can be.
  func respelled(_ word: String) -> Diagnostic.Edit? {
    guard current.kind == .word, let edit = respelled(word, among: clauseWords.map(\.word)) else {
      return nil
    }
    // Where something else is proposed, it may be meant.
    return hint(about: word)?.contains(edit.replacement) ?? false ? edit : nil
  }

  /// The word at this place as the one of some words that it can be.
  func respelled(_ word: String, among words: [String]) -> Diagnostic.Edit? {
    guard let meant = Suggestion.only(for: word, among: words), meant != word else { return nil }
    return Diagnostic.Edit(span(current), meant, isSafe: true)
  }

  /// Phrases with which a clause begins, each with its first word, by which it is known: `aproved` is meant for
  /// `approved by`.
  private var clauseWords: [(word: String, phrase: String)] {
    table.allSpellings(Parser.clauseKeywords).map { (String($0.prefix { $0 != " " }), $0) }
      .filter { $0.0.count > 2 }
  }

  /// What was probably meant by a word that cannot stand at this place.
  func hint(about word: String) -> String? {
    if let meant = table.meaning(of: word) { return "write `\(table.advice(meant))`" }
    if at > 0, tokens[at - 1].kind == .word, !current.startsLine {
      let joined = source.text(span(tokens[at - 1])) + "_" + word
      if words.all.contains(joined) {
        return "did you mean `\(joined)`?"
      }
    }
    guard let nearest = Suggestion.nearest(to: word, among: clauseWords.map(\.word)), nearest != word else {
      return nil
    }
    return clauseWords.first { $0.word == nearest }.map { "did you mean `\($0.phrase)`?" }
  }

  private static let clauseKeywords: [Keyword] = [
    .when, .otherwise, .because, .cites, .and, .or, .where_, .over, .expect, .until, .version, .currency,
    .rounded, .optional, .identity, .protected, .proxyFor, .final, .missing, .known, .approvedBy,
    .needsApprovalBy,
  ]

  private func hint(aboutSign sign: String) -> String? {
    switch sign {
    case "!": "write `is not` or `not`"
    case "€", "$", "£": "write the code of the currency after the amount: `1 000 EUR`"
    default: nil
    }
  }

  // MARK: Said twice

  /// Keeps what is said at most once, and refuses to hear it again: one of the two would be lost in silence.
  mutating func once<Value>(_ place: inout Value?, _ value: Value, _ keyword: Keyword, from start: Int) {
    once(&place, value, "`\(table.spelling(keyword))`", from: start)
  }

  /// The same for what has a name of its own in the message.
  mutating func once<Value>(_ place: inout Value?, _ value: Value, _ what: String, from start: Int) {
    if place != nil { reportTwice(what, from: start) }
    place = value
  }

  /// The same for what is only said or not.
  mutating func once(_ place: inout Bool, _ keyword: Keyword, from start: Int) {
    if place { reportTwice("`\(table.spelling(keyword))`", from: start) }
    place = true
  }

  mutating func reportTwice(_ what: String, from start: Int) {
    report(.saidTwice, span(from: start), "\(what) is said twice", help: "keep one of the two")
  }

  mutating func report(_ code: Code, _ span: Span, _ message: String, help: String? = nil) {
    diagnostics.append(Diagnostic(code, at: span, message, help: help))
  }
}

/// Every word of a file, gathered when a suggestion first needs them.
final class FileWords {
  private let source: Source
  private let tokens: [Token]
  lazy var all: Set<String> = Set(
    tokens.lazy.filter { $0.kind == .word }.map { [source] in
      source.text(Span(file: source.file, start: $0.start, end: $0.end))
    }
  )

  init(_ source: Source, _ tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }
}
