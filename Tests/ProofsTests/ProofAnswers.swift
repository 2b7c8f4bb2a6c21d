import PolicyModel
import PolicySyntax
import Proofs
import TestSupport

/// Every answer of a proof beside what going through all customers shows.
struct ProofAnswers {
  private(set) var mismatches = Mismatches()
  private(set) var questions = 0
  private(set) var never = 0
  /// What is never seen but was not excluded either.
  private(set) var notExcluded = 0
  private(set) var notExcludedOfOpaque = 0
  private(set) var undecided = 0
  private(set) var shown: [String] = []

  mutating func compare(_ all: BruteForce) {
    let missing = MissingAnalysis(all.policy)
    guard var proof = DecisionProof(all.decision, all.policy, missing) else {
      mismatches.note("no proof of\n\(all.text.whole)")
      return
    }
    if all.decision.combining != .sum, all.decision.combining != .all {
      compare(proof.can(.nothingApplies), all.someone(all.gap), "a gap", all)
    }
    for rule in all.decision.rules.indices {
      if !all.decision.rules[rule].isOtherwise {
        compare(proof.can(.hold([rule])), all.someone { all.hold([rule], $0) }, "r\(rule) holds", all)
      }
      if all.decision.combining == .first || all.decision.rules[rule].isOtherwise {
        compare(proof.can(.decides(rule)), all.someone { all.decides(rule, $0) }, "r\(rule) decides", all)
      }
    }
    for (place, one) in all.written.enumerated() {
      for other in all.written[(place + 1)...] {
        let together = all.someone { all.hold([one, other], $0) }
        compare(proof.can(.hold([one, other])), together, "r\(one) and r\(other) hold", all)
        if together, !proof.mayMeet(one, other) { note("r\(one) and r\(other) meet after all", all) }
      }
    }
    parts(&proof, all)
  }

  private mutating func parts(_ proof: inout DecisionProof, _ all: BruteForce) {
    for rule in all.written {
      let parts = all.parts[rule].map(\.node)
      let answers = all.parts[rule].map(\.answers)
      for afterEarlier in [false, true] where !afterEarlier || all.decision.combining == .first {
        let earlier = afterEarlier ? all.written.filter { $0 < rule } : []
        func isAsked(_ at: Int) -> Bool {
          all.concerned[at] == true && earlier.allSatisfy { all.rules[$0][at] == false }
        }
        for number in parts.indices {
          let others = answers.indices.filter { $0 != number }
          let found = proof.part(number, of: parts, in: rule, afterEarlier: afterEarlier)
          let context = "part \(number) of r\(rule)\(afterEarlier ? " after earlier ones" : "")"
          compare(
            found.canHold,
            all.someone { at in
              isAsked(at) && others.allSatisfy { answers[$0][at] == true } && answers[number][at] == true
            },
            "\(context) can hold",
            all
          )
          compare(
            found.canFail,
            all.someone { at in
              isAsked(at) && others.allSatisfy { answers[$0][at] != false } && answers[number][at] == false
            },
            "\(context) can fail",
            all
          )
        }
      }
    }
  }

  private mutating func compare(
    _ answer: DecisionProof.Answer,
    _ happens: Bool,
    _ event: String,
    _ all: BruteForce
  ) {
    questions += 1
    switch answer {
    case .never:
      never += 1
      if happens { note("\(event) is said to be impossible, and happens", all) }
    case .maybe where !happens && !all.isSample:
      if all.text.isOpaque { notExcludedOfOpaque += 1 } else { notExcluded += 1 }
      if shown.count < 5, !all.text.isOpaque { shown.append("\(event):\n\(all.text.whole)") }
    case .maybe: break
    case .undecided: undecided += 1
    }
  }

  private mutating func note(_ text: String, _ all: BruteForce) {
    mismatches.note("\(text) in\n\(all.text.whole)")
  }
}
