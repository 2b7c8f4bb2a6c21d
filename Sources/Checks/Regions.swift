import Exact
import PolicyModel
import PolicySyntax

/// The regions into which the conditions of a decision divide all customers.
///
/// They are gone through one value after the other, as far as needed to know which rules apply. A condition is
/// taken apart into questions about single values: below or above a constant, a member of an enumeration, yes
/// or no, missing. What is no such question counts as one with an answer of its own, which can only make a
/// proof fail, never succeed wrongly.
struct Regions {
  enum Answer<Found> {
    case none
    case found(Found)
    case undecided
  }

  enum Truth { case yes, no, unknown }

  /// A condition whose questions are tied to their subjects.
  private indirect enum Condition {
    case constant(Bool)
    case question(subject: Int, Question)
    case all([Condition])
    case any([Condition])
    case not(Condition)
  }

  private let policy: Policy
  private let conditions: [Condition]
  private let subjects: [Subject]
  private let isOpaque: Bool
  /// Questions asked before giving up.
  private static let budget = 5_000_000

  init(_ decision: Decision, _ policy: Policy, _ missing: MissingAnalysis) {
    self.policy = policy
    var collector = SubjectCollector(policy: policy, missing: missing)
    for condition in decision.rules.compactMap(\.condition) { collector.visit(condition) }
    subjects = collector.finished
    isOpaque = collector.isOpaque
    let numbers = Dictionary(subjects.enumerated().map { ($1.key, $0) }) { first, _ in first }
    conditions = decision.rules.map { rule in
      // `otherwise` applies where the others do not, so it closes no gap here and overlaps with nothing.
      if rule.isOtherwise { return .constant(false) }
      return rule.condition.map { Regions.condition($0, numbers, policy) } ?? .constant(true)
    }
  }

  /// The regions of one condition alone.
  init(_ condition: Node, _ policy: Policy, _ missing: MissingAnalysis) {
    self.policy = policy
    var collector = SubjectCollector(policy: policy, missing: missing)
    collector.visit(condition)
    subjects = collector.finished
    isOpaque = collector.isOpaque
    let numbers = Dictionary(subjects.enumerated().map { ($1.key, $0) }) { first, _ in first }
    conditions = [Regions.condition(condition, numbers, policy)]
  }

  private static func condition(_ node: Node, _ numbers: [String: Int], _ policy: Policy) -> Condition {
    if case .apply(let operation, let operands) = node.kind {
      switch operation {
      case .and: return .all(operands.map { condition($0, numbers, policy) })
      case .or: return .any(operands.map { condition($0, numbers, policy) })
      case .not: return .not(condition(operands[0], numbers, policy))
      default: break
      }
    }
    if let answer = node.constant { return .constant(answer.isYes) }
    let question = Question(node)
    return numbers[question.key].map { .question(subject: $0, question) } ?? .constant(false)
  }

  // MARK: What is asked

  /// A region in which no rule applies, in words.
  func gap() -> Answer<String> {
    var search = Search(regions: self)
    let found = search.run([]) { truths in
      truths.contains(.yes) ? .settled : truths.allSatisfy { $0 == .no } ? .wanted : .open
    }
    switch found {
    case .none: return .none
    case .undecided: return .undecided
    case .found(let cells): return .found(words(cells))
    }
  }

  /// Two rules that apply in the same region.
  func overlap() -> Answer<(first: Int, second: Int, region: String)> {
    var search = Search(regions: self)
    let found = search.run([]) { truths in
      let holding = truths.count { $0 == .yes }
      if holding > 1 { return .wanted }
      return holding + truths.count { $0 == .unknown } < 2 ? .settled : .open
    }
    switch found {
    case .none: return .none
    case .undecided: return .undecided
    case .found(let cells):
      // An overlap that hangs on a question that was not taken apart may be no real one.
      let holding = conditions.indices.filter { truth(conditions[$0], cells) == .yes }
      if isOpaque || holding.count < 2 { return .undecided }
      return .found((holding[0], holding[1], words(cells)))
    }
  }

  /// Whether it is proven that no rule can ever apply.
  var areAllImpossible: Bool {
    var search = Search(regions: self)
    let found = search.run([]) { truths in
      truths.contains(.yes) ? .wanted : truths.allSatisfy { $0 == .no } ? .settled : .open
    }
    if case .none = found { return true }
    return false
  }

  // MARK: Search

  private enum Verdict { case settled, wanted, open }

  private struct Search {
    let regions: Regions
    private var asked = 0

    init(regions: Regions) { self.regions = regions }

    /// The cells of a region that is wanted, or none when every region is settled.
    mutating func run(_ cells: [Int], _ verdict: ([Truth]) -> Verdict) -> Answer<[Int]> {
      asked += regions.conditions.count
      if asked > Regions.budget { return .undecided }
      let truths = regions.conditions.map { regions.truth($0, cells) }
      switch verdict(truths) {
      case .settled: return .none
      case .wanted: return .found(cells)
      case .open: break
      }
      guard cells.count < regions.subjects.count else { return .undecided }
      for cell in regions.subjects[cells.count].cells.indices {
        let answer = run(cells + [cell], verdict)
        if case .none = answer { continue }
        return answer
      }
      return .none
    }
  }

  /// Whether a condition holds in the region given by the cells of the first subjects.
  private func truth(_ condition: Condition, _ cells: [Int]) -> Truth {
    switch condition {
    case .constant(let answer): return answer ? .yes : .no
    case .question(let subject, let question):
      guard subject < cells.count else { return .unknown }
      return subjects[subject].cells[cells[subject]].holds(question) ? .yes : .no
    case .all(let parts): return junction(parts, cells, decisive: .no)
    case .any(let parts): return junction(parts, cells, decisive: .yes)
    case .not(let part):
      switch truth(part, cells) {
      case .yes: return .no
      case .no: return .yes
      case .unknown: return .unknown
      }
    }
  }

  private func junction(_ parts: [Condition], _ cells: [Int], decisive: Truth) -> Truth {
    var isUnknown = false
    for part in parts {
      let truth = truth(part, cells)
      if truth == decisive { return decisive }
      if truth == .unknown { isUnknown = true }
    }
    return isUnknown ? .unknown : (decisive == .yes ? .no : .yes)
  }

  private func words(_ cells: [Int]) -> String {
    zip(subjects, cells).filter { $0.0.cells.count > 1 }.map { subject, cell in
      subject.words(subject.cells[cell], policy)
    }.joined(separator: " and ")
  }
}
