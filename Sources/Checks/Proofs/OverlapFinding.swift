import PolicyModel
import PolicySyntax
import Proofs

/// Rules that can apply together where exactly one should: each set as large as it can be, not pair by pair.
enum OverlapFinding {
  /// Sets that are said; more have the same cause more often than not.
  private static let mostSets = 10

  static func findings(_ subject: inout DecisionUnderProof) -> [Diagnostic] {
    guard subject.decision.combining == .exactlyOne else { return [] }
    let rules = subject.written
    var found: [Diagnostic] = []
    var covered: Set<[Int]> = []
    for (place, first) in rules.enumerated() {
      for second in rules[(place + 1)...] where !covered.contains([first, second]) {
        guard found.count < mostSets, subject.proof.mayMeet(first, second) else { continue }
        switch subject.proof.can(.hold([first, second])) {
        case .never: continue
        case .undecided:
          found.append(undecided([first, second], "there are too many cases to go through", subject))
        case .maybe(let region):
          var set = [first, second]
          for other in rules where other > second && subject.proof.mayMeet(first, other) {
            if case .maybe = subject.proof.can(.hold(set + [other])) { set.append(other) }
          }
          var shown = overlap(set, region, &subject)
          if shown == nil, set.count > 2 {
            // That the others join is not excluded only; whether these two meet is a question of its own.
            set = [first, second]
            shown = overlap(set, region, &subject)
          }
          for (at, one) in set.enumerated() {
            for other in set[(at + 1)...] { covered.insert([one, other]) }
          }
          let words = region.words.isEmpty ? "" : " for the case that \(region.words)"
          found.append(
            shown ?? undecided(set, "no customer was found\(words), and none is excluded", subject)
          )
        }
      }
    }
    return found
  }

  /// Rules that meet, with a customer; nil where none was found.
  private static func overlap(
    _ set: [Int],
    _ region: DecisionProof.Region,
    _ subject: inout DecisionUnderProof
  ) -> Diagnostic? {
    let decision = subject.decision
    var words = region.words
    if set.count > 2, case .maybe(let smaller) = subject.proof.can(.hold(set)) { words = smaller.words }
    let title = "\(set.map { decision.rules[$0].label }.joined(separator: " and ")) of \(decision.name)"
    guard let witness = subject.witness(.hold(set), title) else { return nil }
    let last = set[set.count - 1]
    return Diagnostic(
      .rulesOverlap,
      at: decision.rules[last].span,
      about: decision.rules[last].id,
      "\(subject.names(set)) can \(set.count == 2 ? "both" : "all") apply\(words.isEmpty ? "" : " when \(words)")",
      help: "narrow one of them, or choose another way of combining, such as `the first that applies`",
      notes: set.dropLast().map { subject.place($0, "\(subject.name($0)) stands here") },
      witness: witness
    )
  }

  private static func undecided(_ set: [Int], _ reason: String, _ subject: DecisionUnderProof) -> Diagnostic {
    Diagnostic(
      .notProven,
      at: subject.decision.rules[set[set.count - 1]].span,
      about: subject.decision.rules[set[set.count - 1]].id,
      "it is not proven that \(subject.names(set)) never apply together: \(reason)",
      help: "a customer for whom both apply is rejected with an error",
      notes: set.dropLast().map { subject.place($0, "\(subject.name($0)) stands here") }
    )
  }
}
