import Exact
import PolicySyntax

/// The safe repairs of findings, made one round after the other until none is left that helps.
///
/// A repair stays only if the policies have fewer errors with it, or as many and fewer other findings. Files that are merely used by
/// those that were named may belong to somebody else, and are left alone.
struct Repairs {
  struct Change {
    let path: String
    let line: Int
    let old: String
    let new: String
  }

  private(set) var changes: [Change] = []
  /// Safe repairs that were not made, each with the reason.
  private(set) var left: [String] = []
  /// The new text of each file that changes.
  private var texts: [String: [UInt8]] = [:]
  private let paths: [String]
  private let named: Set<String>
  private let asOf: CalendarDate?

  private struct Edit {
    let source: Source
    let edit: Diagnostic.Edit

    var change: Change {
      Change(
        path: source.name,
        line: source.position(of: edit.span.start).line,
        old: Repairs.onOneLine(source.text(edit.span)),
        new: Repairs.onOneLine(edit.replacement)
      )
    }

    /// What is replaced by what.
    var words: [String] { [source.text(edit.span), edit.replacement] }

    func overlaps(_ other: Edit) -> Bool {
      let (first, second) = (edit.span, other.edit.span)
      return first.file == second.file && first.start < second.end && second.start < first.end
    }
  }

  /// Finds out what can be repaired; nothing is written yet.
  init(_ paths: [String], asOf: CalendarDate?) throws(CannotRun) {
    (self.paths, self.asOf) = (paths, asOf)
    named = Set(try PolicyFiles.find(paths, endings: [".policy"]))
    // Each round makes a repair that no round before has made, so this ends long before.
    for _ in 0..<1_000 {
      let files = try PolicyFiles(paths, instead: texts)
      let found = files.check(asOf: asOf).diagnostics
      let edits = Repairs.edits(found, files)
      let apart = Repairs.apart(edits.filter { named.contains($0.source.name) })
      if try accept(apart, found) { continue }
      var isDone = true
      for edit in apart where isDone { isDone = try !accept([edit], found) }
      if isDone {
        left = edits.map { edit in
          let change = edit.change
          let reason =
            !named.contains(change.path)
            ? "the file is only used, not named"
            : apart.contains { $0.edit.span == edit.edit.span }
              ? "no fewer findings with it" : "it overlaps another"
          return "\(change.path):\(change.line): `\(change.old)` → `\(change.new)` (\(reason))"
        }
        return
      }
    }
  }

  private static func edits(_ found: [Diagnostic], _ files: PolicyFiles) -> [Edit] {
    let sources = Dictionary(files.sources.map { ($0.file, $0) }) { first, _ in first }
    return found.compactMap { diagnostic in
      guard let edit = diagnostic.edit, edit.isSafe, let source = sources[edit.span.file] else { return nil }
      return Edit(source: source, edit: edit)
    }
  }

  /// Those that overlap none before them.
  private static func apart(_ edits: [Edit]) -> [Edit] {
    var apart: [Edit] = []
    for edit in edits where !apart.contains(where: edit.overlaps) { apart.append(edit) }
    return apart
  }

  /// Keeps repairs if the policies are better with them.
  private mutating func accept(_ edits: [Edit], _ before: [Diagnostic]) throws(CannotRun) -> Bool {
    func errors(_ found: [Diagnostic]) -> Int { found.count { $0.severity == .error } }
    let wanted = Set(edits.map(\.words))
    var (tried, made, next) = (texts, [Change](), edits)
    while !next.isEmpty {
      made += next.map(\.change)
      Repairs.make(next, in: &tried)
      let files = try PolicyFiles(paths, instead: tried)
      let after = files.check(asOf: asOf).diagnostics
      // Without its errors a policy is looked at more closely, so other findings may come up.
      if (errors(after), after.count) < (errors(before), before.count) {
        texts = tried
        changes += made
        return true
      }
      // A name that is misspelt in several places is found in one after the other.
      let more = Repairs.edits(after, files).filter {
        named.contains($0.source.name) && wanted.contains($0.words)
      }
      next = made.count > 1_000 ? [] : Repairs.apart(more)
    }
    return false
  }

  private static func make(_ edits: [Edit], in texts: inout [String: [UInt8]]) {
    for edit in edits.sorted(by: { $0.edit.span.start > $1.edit.span.start }) {
      var bytes = texts[edit.source.name] ?? edit.source.bytes
      let place = Int(edit.edit.span.start)..<Int(edit.edit.span.end)
      bytes.replaceSubrange(place, with: edit.edit.replacement.utf8)
      texts[edit.source.name] = bytes
    }
  }

  /// Writes every file that changes, all or none as far as the disk allows.
  func write() throws(CannotRun) {
    var outputs: [Output] = []
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      let output = try Output(path)
      var bytes = text
      try output.write(&bytes)
      outputs.append(output)
    }
    for output in outputs { try output.prepare() }
    for output in outputs { try output.commit() }
  }

  /// What was changed, and what was left.
  var text: String {
    let ordered = changes.enumerated().sorted {
      ($0.element.path, $0.element.line, $0.offset) < ($1.element.path, $1.element.line, $1.offset)
    }
    return ordered.map(\.element).map { "\($0.path):\($0.line): `\($0.old)` → `\($0.new)`\n" }.joined()
      + left.map { "not repaired: \($0)\n" }.joined()
      + (changes.isEmpty
        ? "nothing repaired\n" : "repaired \(changes.count) \(changes.count == 1 ? "place" : "places")\n")
  }

  private static func onOneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 100 ? line.prefix(100) + "…" : line
  }
}
