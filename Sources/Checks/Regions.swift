import Exact
import PolicyModel
import PolicySyntax

/// The regions into which the conditions of a decision divide all customers, gone through one attribute after
/// the other, as far as needed to know which rules apply.
///
/// A condition is taken apart into questions about single values: below or above a constant, a member of an
/// enumeration, yes or no, missing. What is no such question counts as one with an answer of its own, which
/// can only make a proof fail, never succeed wrongly.
struct Regions {
  enum Answer<Found> {
    case none
    case found(Found)
    case undecided
  }

  private let policy: Policy
  private let conditions: [Node?]
  private let subjects: [Subject]
  private let isOpaque: Bool
  /// Regions looked at before giving up.
  private static let budget = 100_000

  init(_ decision: Decision, _ policy: Policy, _ missing: MissingAnalysis) {
    self.policy = policy
    conditions = decision.rules.map(\.condition)
    var collector = SubjectCollector(policy: policy, missing: missing)
    for condition in conditions.compactMap({ $0 }) { collector.visit(condition) }
    subjects = collector.finished
    isOpaque = collector.isOpaque
  }

  /// A region in which no rule applies, in words.
  func gap() -> Answer<String> {
    var search = Search(regions: self)
    return search.run([]) { truths in
      truths.contains(.yes) ? .settled : truths.allSatisfy { $0 == .no } ? .wanted : .open
    }.described(self)
  }

  /// Two rules that apply in the same region.
  func overlap() -> Answer<(first: Int, second: Int, region: String)> {
    var search = Search(regions: self)
    let found = search.run([]) { truths in
      let holding = truths.filter { $0 == .yes }.count
      if holding > 1 { return .wanted }
      return holding + truths.filter { $0 == .unknown }.count < 2 ? .settled : .open
    }
    switch found {
    case .none: return .none
    case .undecided: return .undecided
    case .found(let cells):
      // An overlap that hangs on a question that was not taken apart may be no real one.
      if isOpaque { return .undecided }
      let holding = conditions.indices.filter { truth(conditions[$0], cells) == .yes }
      guard holding.count > 1 else { return .undecided }
      return .found((holding[0], holding[1], words(cells)))
    }
  }

  // MARK: Search

  enum Truth { case yes, no, unknown }
  enum Verdict { case settled, wanted, open }

  private struct Search {
    let regions: Regions
    var visited = 0

    /// The cells of a region that is wanted, or none when every region is settled.
    mutating func run(_ cells: [Int], _ verdict: ([Truth]) -> Verdict) -> Answer<[Int]> {
      visited += 1
      if visited > Regions.budget { return .undecided }
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
  func truth(_ node: Node?, _ cells: [Int]) -> Truth {
    guard let node else { return .yes }
    if case .apply(let operation, let operands) = node.kind {
      switch operation {
      case .and: return junction(operands, cells, decisive: .no)
      case .or: return junction(operands, cells, decisive: .yes)
      case .not:
        switch truth(operands[0], cells) {
        case .yes: return .no
        case .no: return .yes
        case .unknown: return .unknown
        }
      default: break
      }
    }
    if let answer = node.constant { return answer.isYes ? .yes : .no }
    guard let question = Question(node, policy),
      let index = subjects.firstIndex(where: { $0.key == question.key }),
      index < cells.count
    else { return .unknown }
    let answers = subjects[index].cells[cells[index]].holds(question)
    return answers ? .yes : .no
  }

  private func junction(_ operands: [Node], _ cells: [Int], decisive: Truth) -> Truth {
    var isUnknown = false
    for operand in operands {
      let truth = truth(operand, cells)
      if truth == decisive { return decisive }
      if truth == .unknown { isUnknown = true }
    }
    return isUnknown ? .unknown : (decisive == .yes ? .no : .yes)
  }

  func words(_ cells: [Int]) -> String {
    zip(subjects, cells).filter { $0.0.cells.count > 1 }.map { subject, cell in
      subject.words(subject.cells[cell], policy)
    }.joined(separator: " and ")
  }
}

extension Regions.Answer<[Int]> {
  fileprivate func described(_ regions: Regions) -> Regions.Answer<String> {
    switch self {
    case .none: .none
    case .undecided: .undecided
    case .found(let cells): .found(regions.words(cells))
    }
  }
}
