import Checks
import TestSupport
import Testing

@testable import PolicySyntax

/// One token left out or written twice, anywhere in any policy of the repository, gives at most two errors.
///
/// A run tries a sample that its seed brings back; the long run tries every token of every policy.
@Suite struct RecoveryTests {
  @Test(arguments: Repository.policyPaths())
  func oneMistakeNeverGivesAList(_ path: String) throws {
    let policy = try SpoiltPolicy(path)
    var failures = Mismatches()
    // The short run leaves it to the check of the whole repository that the policies have no errors.
    if PythonOracle.isLong { #expect(policy.errors(policy.bytes).isEmpty) }
    for mistake in policy.mistakes(sample: 1) {
      let errors = policy.errors(mistake.bytes)
      if errors.count > 2 {
        failures.note("\(mistake.what):\n" + errors.map { "  \($0)" }.joined(separator: "\n"))
      }
    }
    #expect(failures.count == 0, "\(failures)")
  }

  /// Errors that are held back are counted, and no error is held back unless others are said.
  @Test func whatIsHeldBackIsCounted() {
    let rules = (1...5).map { "  r\($0): nobody_\($0) EUR + 1 when true\n" }.joined()
    let text = SamplePolicy.text + "\ndecision d, money\n" + rules
    let file = Parser.parse(Source(name: "t.policy", text: text))
    let result = Checker.check([file])
    let errors = result.diagnostics.filter { $0.severity == .error }
    #expect(result.policy == nil)
    #expect(errors.count == 2)
    #expect(errors.last?.notes.last?.message.contains("may have the same cause") ?? false)
  }

  /// Mistakes that have nothing to do with each other are all said at once.
  @Test func mistakesApartAreAllSaid() {
    var text = SamplePolicy.text
    for index in 1...5 { text += "\ndecision d\(index), money\n  nobody_\(index) otherwise\n" }
    let result = Checker.check([Parser.parse(Source(name: "t.policy", text: text))])
    #expect(result.diagnostics.filter { $0.severity == .error }.count == 5)
  }
}

/// A policy of the repository with the files that it shares, to be read with one mistake in it.
private struct SpoiltPolicy {
  struct Mistake {
    let what: String
    let bytes: [UInt8]
  }

  let bytes: [UInt8]
  private let path: String
  /// The files of each policy that reads this one, where others do; each begins with the one that has a header.
  private let editions: [[String]]

  /// The policies of the repository as they are, by path; numbered from 1.
  private static let files: [String: PolicySyntaxFile] = {
    var files: [String: PolicySyntaxFile] = [:]
    for path in Repository.policyPaths() {
      guard let text = try? Repository.text(path) else { continue }
      files[path] = Parser.parse(Source(file: Int32(files.count + 1), name: path, text: text))
    }
    return files
  }()

  init(_ path: String) throws {
    self.path = path
    bytes = Array(try Repository.text(path).utf8)
    editions = SpoiltPolicy.files.keys.sorted().compactMap { other in
      let used = SpoiltPolicy.files[other].map { SpoiltPolicy.uses($0, other) } ?? []
      return used.contains { $0.path == path } ? [other] + used.map(\.path) : nil
    }
  }

  /// The files that a policy uses, by their paths in the repository.
  private static func uses(_ file: PolicySyntaxFile, _ path: String) -> [(name: TextSyntax, path: String)] {
    let folder = path.split(separator: "/").dropLast()
    for case .policy(let header) in file.items {
      return header.uses.map { name in
        var parts = folder
        for part in name.text.split(separator: "/") {
          if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return (name, parts.joined(separator: "/"))
      }
    }
    return []
  }

  /// Each token left out, also with the blank behind it at the margin, and each token twice.
  func mistakes(sample count: Int) -> [Mistake] {
    let source = Source(file: 0, name: path, bytes: bytes)
    var lexer = Lexer(source, .english)
    var mistakes: [(what: String, kept: Range<Int>, from: Int)] = []
    for token in lexer.run().tokens where token.kind != .end {
      let (start, end) = (Int(token.start), Int(token.end))
      let place = "\(path):\(source.position(of: token.start).line)"
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      mistakes.append(("\(place) without `\(text)`", 0..<start, end))
      mistakes.append(("\(place) with `\(text)` twice", 0..<end, start))
      if token.startsItem, end < bytes.count, bytes[end] == UInt8(ascii: " ") {
        mistakes.append(("\(place) without `\(text)` and the blank behind it", 0..<start, end + 1))
      }
    }
    if !PythonOracle.isLong {
      var generator = SeededGenerator()
      mistakes = Array(mistakes.shuffled(using: &generator).prefix(count))
    }
    return mistakes.map { what, kept, from in
      let joint: [UInt8] = from < kept.upperBound ? [UInt8(ascii: " ")] : []
      return Mistake(what: what, bytes: bytes[kept] + joint + bytes[from...])
    }
  }

  /// The errors that `policyc check` shows for the policy with other bytes in its place.
  func errors(_ bytes: [UInt8]) -> [String] {
    let source = Source(file: 0, name: path, bytes: bytes)
    let file = Parser.parse(source)
    var missing: [Diagnostic] = []
    var editions = editions.map { $0.compactMap { $0 == path ? file : SpoiltPolicy.files[$0] } }
    if editions.isEmpty {
      let used = SpoiltPolicy.uses(file, path)
      missing = used.filter { SpoiltPolicy.files[$0.path] == nil }.map { FilesCheck.notFound($0.name) }
      editions = [[file] + used.compactMap { SpoiltPolicy.files[$0.path] }]
    }
    let sources = editions.flatMap { $0 }.map(\.source)
    let found = Checker.check(editions: editions, further: missing).diagnostics
    return found.filter { $0.severity == .error }.map { error in
      let line = sources.first { $0.file == error.span.file }?.position(of: error.span.start).line ?? 0
      return "\(error.span.file):\(line) \(error.code.rawValue) \(error.message)"
    }
  }
}
