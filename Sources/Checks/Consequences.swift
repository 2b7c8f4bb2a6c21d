import PolicyModel
import PolicySyntax

/// Errors that hang together, of which the first two are said: one mistake never gives a list of findings.
///
/// A mistake in one line can leave a name without its meaning wherever it is read, or let a decision swallow
/// the lines of the next one. Which of the errors is the mistake itself nobody can tell for certain; but
/// errors that name the same things, or stand in the same unreadable item, are likely to have one cause. What
/// is held back is counted in a note, and something is always said: no error is ever lost with its cause.
enum Consequences {
  /// How many errors are said of those that hang together.
  private static let limit = 2

  /// The findings without those errors that are likely to follow from others.
  ///
  /// Findings come in the order of the stages that made them, so a cause stands before what follows from it.
  static func heldBack(from findings: [Diagnostic], in files: [PolicySyntaxFile]) -> [Diagnostic] {
    guard findings.lazy.filter({ $0.severity == .error }).count > limit else { return findings }
    var parts: [Int32: FileParts] = [:]
    for file in files where parts[file.source.file] == nil { parts[file.source.file] = FileParts(file) }
    var groups = Groups<Tie>(count: findings.count)
    for (index, finding) in findings.enumerated() where finding.severity == .error {
      for tie in ties(of: finding, parts[finding.span.file]) { groups.join(index, tie) }
    }
    return withLost(groups.members(of: findings)).flatMap { said($0) }
  }

  /// What seems to be missing is likely to stand in what could not be read, and goes with the first of that; a
  /// decision that seems to be missing has lost its first line to the part above it.
  private static func withLost(_ groups: [[Diagnostic]]) -> [[Diagnostic]] {
    var groups = groups
    let unread = groups.firstIndex { $0.contains { $0.severity == .error && $0.code.isAboutWriting } }
    for index in groups.indices {
      let isDecision = groups[index].contains { isMissingDecision($0) }
      let root = unread ?? (isDecision ? groups.indices.first { $0 != index && isError(groups[$0]) } : nil)
      guard let root, root != index, isError(groups[index]),
        groups[index].allSatisfy({ $0.code.isAboutWhatIsMissing })
      else { continue }
      groups[root] += groups[index]
      groups[index] = []
    }
    return groups
  }

  private static func isError(_ group: [Diagnostic]) -> Bool { group.contains { $0.severity == .error } }

  private static func isMissingDecision(_ finding: Diagnostic) -> Bool {
    finding.code == .unknownName && quoted(finding.message).contains { DecisionKind(rawValue: $0) != nil }
  }

  /// What an error is tied to others by.
  private enum Tie: Hashable {
    case name(String)
    case item(file: Int32, number: Int)
    /// What lines of the header settle for the whole policy.
    case header
  }

  private static func ties(of finding: Diagnostic, _ parts: FileParts?) -> Set<Tie> {
    // Each is shown by a customer of its own, and follows from nothing.
    if finding.code == .principleRefuted { return [] }
    var ties = Set(quoted(finding.message).map { Tie.name($0) })
    if [.headerProblem, .roundingNeeded, .monthEndRule].contains(finding.code) { ties.insert(.header) }
    guard let parts else { return ties }
    ties.formUnion(parts.names(in: finding.span).map { .name(bare($0)) })
    if finding.code == .typeMismatch {
      // Where the type of something is mistaken, whatever it is compared with seems wrong.
      ties.formUnion(parts.compared(at: finding.span.start).map { .name(bare($0)) })
    }
    guard let item = parts.item(at: finding.span.start) else { return ties }
    if parts.isHeader(item) { ties.insert(.header) }
    guard !finding.code.isAboutWhatIsOpen else { return ties }
    let around = parts.statement(at: finding.span.start)
    // What cannot be read is lost with all that it names; what can be read is known by its own name.
    let lost = finding.code.isAboutWriting ? around[...] : around.prefix(1)
    ties.formUnion(lost.map { .name(bare($0)) })
    ties.formUnion(parts.decisions(ofItem: item).map { .name($0) })
    ties.insert(.item(file: finding.span.file, number: item))
    return ties
  }

  /// The names in backquotes; those of a rule's id (`limit.prime`) each for itself.
  private static func quoted(_ message: String) -> [String] {
    let parts = message.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.flatMap { index in
      [bare(String(parts[index]))] + parts[index].split(separator: ".").map(String.init)
    }
  }

  /// A name without the quotes and blanks around it.
  private static func bare(_ name: String) -> String {
    var scalars = name.unicodeScalars[...]
    while let first = scalars.first, around.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, around.contains(last) { scalars.removeLast() }
    return String(scalars)
  }

  private static let around = Set("\"“”„«» \u{A0}\u{202F}".unicodeScalars)

  private static func said(_ findings: [Diagnostic]) -> [Diagnostic] {
    // What is left open is only asked once everything has a meaning: alone it follows from nothing.
    guard findings.count > limit, findings.contains(where: { !$0.code.isAboutWhatIsOpen }) else {
      return findings
    }
    let held = findings.count - limit
    let note = Diagnostic.Note(
      held == 1
        ? "1 more error may have the same cause; it is shown when this is mended"
        : "\(held) more errors may have the same cause; they are shown when this is mended"
    )
    return findings[..<(limit - 1)] + [findings[limit - 1].adding(note)]
  }
}

/// Numbers in groups: two belong together when anything ties both, directly or through others.
private struct Groups<Tie: Hashable> {
  private var parents: [Int]
  private var first: [Tie: Int] = [:]

  init(count: Int) { parents = Array(0..<count) }

  mutating func join(_ index: Int, _ tie: Tie) {
    guard let other = first[tie] else { return first[tie] = index }
    let (one, two) = (root(index), root(other))
    parents[max(one, two)] = min(one, two)
  }

  private mutating func root(_ index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  /// The groups, each in the order of its members, by their first ones.
  mutating func members<Member>(of all: [Member]) -> [[Member]] {
    var groups: [[Member]] = []
    var numbers: [Int: Int] = [:]
    for (index, member) in all.enumerated() {
      let root = root(index)
      if let number = numbers[root] {
        groups[number].append(member)
      } else {
        numbers[root] = groups.count
        groups.append([member])
      }
    }
    return groups
  }
}

extension Code {
  fileprivate var isAboutWriting: Bool { rawValue.hasPrefix("P1") || self == .reservedWord }

  /// Whether it says that something is not there, which may be because it could not be read; who reads its name
  /// may then read something else of that name, even in a circle.
  fileprivate var isAboutWhatIsMissing: Bool {
    switch self {
    case .unknownName, .outOfScope, .cycle, .headerProblem, .roundingNeeded, .monthEndRule, .testIncomplete:
      true
    default: false
    }
  }

  /// Whether it is only asked of a policy whose names and types are right.
  fileprivate var isAboutWhatIsOpen: Bool {
    switch self {
    case .missingUnresolved, .nothingApplies, .protectedFlow, .identityFlow: true
    case .neverReached: false
    // Whatever else can be accepted is only found once everything has a meaning.
    default: canBeJudged
    }
  }
}
