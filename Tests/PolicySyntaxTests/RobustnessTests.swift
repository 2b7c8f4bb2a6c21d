import Foundation
import TestSupport
import Testing

@testable import PolicySyntax

/// Whatever the text, reading it ends, and what is wrong has a place in it.
@Suite struct RobustnessTests {
  @Test func thePolicyItselfIsRead() {
    #expect(Parser.parse(Source(name: "t.policy", text: SamplePolicy.text)).diagnostics.isEmpty)
  }

  private func source(_ bytes: [UInt8]) -> Source { Source(file: 0, name: "t.policy", bytes: bytes) }

  /// Reads a text and looks at everything that is said about it.
  private func read(_ bytes: some Sequence<UInt8>) -> PolicySyntaxFile {
    let source = source(Array(bytes))
    let file = Parser.parse(source)
    for diagnostic in file.diagnostics {
      let span = diagnostic.span
      #expect(
        span.file == 0 && span.start >= 0 && span.start <= span.end && Int(span.end) <= source.bytes.count
      )
      let (line, column) = source.position(of: span.start)
      #expect(line >= 1 && line <= source.lineCount && column >= 1)
      #expect(!diagnostic.message.contains("\n"))
    }
    return file
  }

  @Test func everyTokenLeftOutEnds() {
    let bytes = Array(SamplePolicy.text.utf8)
    for token in tokens() { _ = read(bytes[..<Int(token.start)] + bytes[Int(token.end)...]) }
  }

  @Test func everyTokenTwiceEnds() {
    let bytes = Array(SamplePolicy.text.utf8)
    for token in tokens() {
      let (start, end) = (Int(token.start), Int(token.end))
      _ = read(bytes[..<end] + [0x20] + bytes[start..<end] + bytes[end...])
    }
  }

  @Test func everyTokenReplacedEnds() {
    let bytes = Array(SamplePolicy.text.utf8)
    let others = ["|", "(", "when", "1", "\"", "\n", "2026-01-01", "€"]
    for (index, token) in tokens().enumerated() {
      let other = Array(others[index % others.count].utf8)
      _ = read(bytes[..<Int(token.start)] + other + bytes[Int(token.end)...])
    }
  }

  @Test func everyLineAtTheMarginOrIndentedEnds() {
    let lines = SamplePolicy.text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      for changed in [String(lines[index].drop { $0 == " " }), "    " + lines[index]] {
        var text = lines.map(String.init)
        text[index] = changed
        _ = read(text.joined(separator: "\n").utf8)
      }
    }
  }

  // MARK: The policies of the repository

  /// A text that ends behind any of its tokens.
  @Test(arguments: Repository.policyPaths())
  func everyPrefixIsATree(_ path: String) throws {
    let bytes = Array(try Repository.text(path).utf8)
    for token in sampled(tokens(of: bytes)) { readLosslessly(bytes[..<Int(token.end)]) }
  }

  @Test(arguments: Repository.policyPaths())
  func anyTokenLeftOutOrTwiceIsATree(_ path: String) throws {
    let bytes = Array(try Repository.text(path).utf8)
    for token in sampled(tokens(of: bytes)) {
      let (start, end) = (Int(token.start), Int(token.end))
      readLosslessly(bytes[..<start] + bytes[end...])
      readLosslessly(bytes[..<end] + [0x20] + bytes[start..<end] + bytes[end...])
    }
  }

  private func readLosslessly(_ bytes: some Sequence<UInt8>) {
    #expect(read(bytes).tree.lostBytes.isEmpty)
  }

  /// All in the long run, otherwise some that the seed brings back.
  private func sampled(_ tokens: [Token]) -> [Token] {
    if PythonOracle.isLong { return tokens }
    var generator = SeededGenerator()
    return Array(tokens.shuffled(using: &generator).prefix(12))
  }

  private func tokens() -> [Token] { tokens(of: Array(SamplePolicy.text.utf8)) }

  private func tokens(of bytes: [UInt8]) -> [Token] {
    var lexer = Lexer(source(bytes), .english)
    return lexer.run().tokens.filter { $0.kind != .end }
  }

  // MARK: Depth and size

  /// What stands before and behind an `x`, again and again.
  private static let nestings = [
    ("(", ")"), ("(", ""), ("not ", ""), ("- ", ""), ("x + ", ""), ("x * ", ""), ("", " rounded up"),
    ("", ", or 1 if missing"), ("sum of ", ""), ("end of month of ", ""), ("the lowest of ", ""),
    ("any invoice where ", ""), ("days from ", ""), ("(not ", ")"), ("x is ", ""), ("x is at least (", ")"),
  ]

  /// The messages of a run name the arguments, so these are numbers and not the texts.
  @Test(arguments: RobustnessTests.nestings.indices)
  func manyThousandLevelsEnd(_ index: Int) {
    let levels = PythonOracle.isLong ? 100_000 : 10_000
    let (before, after) = Self.nestings[index]
    let expression =
      String(repeating: before, count: levels) + "x" + String(repeating: after, count: levels)
    let file = read(
      "for the customer\n  a = \(expression)\n  b = 1\n\nsegment\n  c when \(expression)\n  d otherwise\n"
        .utf8
    )
    #expect(file.diagnostics.count == 2, "\(before)x\(after)")
  }

  /// Long, but not deep: nothing is wrong with it.
  @Test func manyConditionsAreFine() {
    let condition = String(repeating: "x is 1 and ", count: 5_000) + "x is 1"
    #expect(read("segment\n  a when \(condition)\n  b otherwise\n".utf8).diagnostics.isEmpty)
  }

  /// Twice the lines take twice the time, also where each rule has a mistake, and each country an unknown part.
  @Test(arguments: [(" when ", " when "), (" when ", " wen "), ("\nterms called", "\nterm calld")])
  func timeGrowsWithTheLines(_ word: String, _ written: String) {
    let lines = PythonOracle.isLong ? 100_000 : 1_000
    func text(_ lines: Int) -> [UInt8] {
      Array(LargePolicy.text(lines: lines).replacing(word, with: written).utf8)
    }
    let (once, twice) = (text(lines), text(2 * lines))
    #expect(Parser.parse(source(once)).diagnostics.isEmpty == (word == written))
    // Other work of the machine can make each measurement longer, but none shorter: the shortest of each count,
    // taken in turn until they show it, so that no busy spell falls on one of the two alone.
    var (shortest, longest) = (time(once), time(twice))
    for _ in 0..<20 where longest >= 3 * shortest {
      (shortest, longest) = (min(shortest, time(once)), min(longest, time(twice)))
    }
    #expect(longest < 3 * shortest, "\(lines) lines with \(written)")
  }

  /// The seconds of the processor that reading takes.
  private func time(_ bytes: [UInt8]) -> Double {
    let source = source(bytes)
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    _ = Parser.parse(source)
    return now() - start
  }

  @Test func aMillionTokensOnOneLineEnd() {
    let count = PythonOracle.isLong ? 1_000_000 : 30_000
    for (piece, errors) in [("x ", 1), ("1, ", 1), ("| ", 1), ("x is 1 and ", 1), ("\"t\" ", 1)] {
      let line = String(repeating: piece, count: count / piece.split(separator: " ").count)
      #expect(read("for the customer\n  a = \(line)\n".utf8).diagnostics.count == errors, "\(piece)")
    }
  }

  /// A line of rubbish is no list of findings.
  @Test func signsWithoutMeaningAreReportedOnce() {
    let line = String(repeating: "§ 1,234 ", count: PythonOracle.isLong ? 100_000 : 1_000)
    let found = read("for the customer\n  a = \(line)\n  b = §\n".utf8).diagnostics
    #expect(found.count == 9)
  }

  /// No policy is that long; it is not even looked at.
  @Test func whatIsTooLargeIsRefused() {
    let text = "segment\n  a when " + String(repeating: "x", count: Source.largest)
    #expect(read(text.utf8).diagnostics.map(\.code) == [.nestedTooDeep])
  }
}
