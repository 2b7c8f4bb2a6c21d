import Checks
import Evaluation
import PolicyModel
import PolicySyntax
import TestSupport

/// Policy text: tokens, tree, findings and canonical form.
package enum PolicyTextTargets {
  private static func source(_ bytes: [UInt8]) -> Source {
    Source(file: 0, name: "fuzz.policy", bytes: bytes)
  }

  /// Tokens and comments stand in order, and between them is nothing but blanks: every byte is accounted for.
  static func lexer(_ bytes: [UInt8]) throws(FuzzViolation) {
    let source = source(bytes)
    var lexer = Lexer(source, .english)
    let (tokens, comments, diagnostics) = lexer.run()
    try require(tokens.last?.kind == .end, "the last token is not the end")
    try require(tokens.dropLast().allSatisfy { $0.kind != .end && $0.kind != .comment }, "a token too many")
    try require(comments.allSatisfy { $0.kind == .comment }, "a comment is none")
    var end = 0
    for token in (tokens + comments).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      let (start, next) = (Int(token.start), Int(token.end))
      try require(start >= end && next <= bytes.count, "\(token.kind) at \(start)..<\(next) after \(end)")
      try require(start < next || token.kind == .end, "an empty \(token.kind) at \(start)")
      try require(isBlank(bytes[end..<start]), "bytes \(end)..<\(start) are in no token")
      end = next
    }
    try require(end == bytes.count, "nothing is read after byte \(end)")
    try located(diagnostics, in: [source])
  }

  static func parser(_ bytes: [UInt8]) throws(FuzzViolation) {
    let source = source(bytes)
    let file = Parser.parse(source)
    try located(file.diagnostics, in: [source])
    let hasFaults = file.diagnostics.contains { $0.code == .unreadableCharacter }
    try require(file.tree.lostBytes.isEmpty || hasFaults, "bytes are lost: \(file.tree.lostBytes)")
    try require(file.tree.brokenCount == 0 || !file.diagnostics.isEmpty, "a broken statement is not told")
    // Any one token of a text; over the corpus `FuzzTests` goes through all of them.
    let isMapping = bytes.starts(with: "mapping".utf8)
    guard file.diagnostics.isEmpty || isMapping, let said = read(source) else { return }
    var lexer = Lexer(source, .english)
    let tokens = lexer.run().tokens
    let sum = bytes.reduce(0) { $0 + Int($1) }
    try counts(sum % tokens.count, in: source, tokens, said)
  }

  /// Every token of a text that is read without a finding counts.
  package static func everyTokenCounts(_ bytes: [UInt8]) throws(FuzzViolation) {
    let source = source(bytes)
    guard let said = read(source) else { return }
    var lexer = Lexer(source, .english)
    let tokens = lexer.run().tokens
    for number in tokens.indices { try counts(number, in: source, tokens, said) }
  }

  /// Findings stand at places that exist; what has no error decides, and its tests run.
  ///
  /// A text that does not begin with a header stands beside a file with the header and the data of the random
  /// policies, so that a short text is a whole policy.
  static func checker(_ bytes: [UInt8]) throws(FuzzViolation) {
    let isWhole = bytes.starts(with: "policy".utf8)
    let files = [Parser.parse(source(bytes))] + (isWhole ? [] : [declarations(for: bytes)])
    let result = Checker.check(files)
    try located(result.diagnostics, in: files.map(\.source))
    let hasErrors = result.diagnostics.contains { $0.severity == .error }
    try require((result.policy == nil) == hasErrors, "a policy is refused without an error, or not refused")
    guard let policy = result.policy else { return }
    for test in TestRun(policy).results {
      guard let failure = test.failure else { continue }
      switch failure.kind {
      case .unresolved, .overflow, .nothingApplies:
        throw FuzzViolation("a checked policy fails: \(failure.message(policy))")
      // Told by a warning, or by what the test itself gives: a value out of range, a step without its day.
      case .severalApply, .outOfRange, .stepWithoutDay, .outsideCalendar: continue
      }
    }
  }

  /// What the random policies begin with; a calendar only for who counts in working days.
  private static func declarations(for bytes: [UInt8]) -> PolicySyntaxFile {
    let isCounting = bytes.indices.contains { bytes[$0...].starts(with: "working".utf8) }
    return isCounting ? withCalendar : withoutCalendar
  }

  private static let withCalendar = declarations(RandomPolicy.declarations)
  private static let withoutCalendar = declarations(
    RandomPolicy.declarations.replacing(RandomPolicy.calendar, with: "")
  )

  private static func declarations(_ text: String) -> PolicySyntaxFile {
    Parser.parse(Source(file: 1, name: "declarations.policy", text: text))
  }

  /// The canonical form of the canonical form is itself; a text without mistakes has one.
  static func formatter(_ bytes: [UInt8]) throws(FuzzViolation) {
    let source = source(bytes)
    let once: String
    do throws(PolicyFormatter.Failure) {
      once = try PolicyFormatter.format(source)
    } catch {
      if case .meaningChanged = error { throw FuzzViolation("the formatter would change what is said") }
      return
    }
    let twice: String
    do throws(PolicyFormatter.Failure) {
      twice = try PolicyFormatter.format(Source(name: "fuzz.policy", text: once))
    } catch {
      throw FuzzViolation("the canonical form cannot be formatted: \(error)\n\(once)")
    }
    try require(once == twice, "formatted once:\n\(once)\ntwice:\n\(twice)")
  }

  // MARK: Properties

  /// Blanks between tokens, as the language lists them.
  private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.isEmpty
      || String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
        [" ", "\t", "\r", "\n", "\u{A0}", "\u{202F}", "\u{2009}", "\u{FEFF}"].contains($0)
      }
  }

  /// - Parameter sources: the files, each with its number.
  private static func located(_ diagnostics: [Diagnostic], in sources: [Source]) throws(FuzzViolation) {
    for diagnostic in diagnostics {
      try located(diagnostic.span, in: sources, diagnostic.message)
      try require(!diagnostic.message.isEmpty, "a finding without words")
      try require(
        !diagnostic.message.utf8.contains(0x0A),
        "a finding of several lines: \(diagnostic.message)"
      )
      for span in diagnostic.notes.compactMap(\.span) + [diagnostic.edit?.span].compactMap(\.self) {
        try located(span, in: sources, diagnostic.message)
      }
      guard let source = sources.first(where: { $0.file == diagnostic.span.file }) else { continue }
      let (line, column) = source.position(of: diagnostic.span.start)
      try require(line >= 1 && line <= source.lineCount && column >= 1, "line \(line), column \(column)")
    }
  }

  private static func located(_ span: Span, in sources: [Source], _ message: String) throws(FuzzViolation) {
    if span == .none { return }
    try require(
      sources.contains { source in
        span.file == source.file && span.start >= 0 && span.start <= span.end
          && Int(span.end) <= source.bytes.count
      },
      "\(span) is outside the text: \(message)"
    )
  }
}
