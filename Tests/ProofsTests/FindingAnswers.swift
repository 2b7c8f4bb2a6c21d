import Checks
import Evaluation
import PolicyModel
import PolicySyntax
import TestSupport

/// Every finding about the rules of a decision beside what going through all customers shows, and every customer
/// that a finding shows.
struct FindingAnswers {
  private(set) var mismatches = Mismatches()
  private(set) var counts: [String: Int] = [:]
  private(set) var shown: [String] = []

  mutating func compare(_ all: BruteForce) {
    let findings = all.findings.filter {
      $0.subject.map { $0 == "target" || $0.hasPrefix("target.") } ?? false
    }
    for finding in findings {
      count(finding.code.rawValue)
      claim(finding, all)
      if let witness = finding.witness { show(witness, finding, all) }
    }
    if !all.isSample { absences(findings, all) }
  }

  private mutating func claim(_ finding: Diagnostic, _ all: BruteForce) {
    func rule() -> Int? { all.decision.rules.firstIndex { $0.id == finding.subject } }
    func refute(_ isWrong: Bool) {
      if isWrong { note("\(finding.code.rawValue) is wrong: \(finding.message)", all) }
    }
    switch finding.code {
    case .nothingApplies where !all.isSample:
      if finding.witness != nil { refute(!all.someone(all.gap)) } else { count("P402 without a customer") }
    case .ruleNeverHolds:
      guard let rule = rule() else { return }
      refute(all.someone { all.hold([rule], $0) })
    case .ruleNeverDecides:
      guard let rule = rule() else { return }
      refute(all.someone { all.counts(rule, $0) })
      if finding.witness == nil, !all.decision.rules[rule].isOtherwise { count("P408 without a customer") }
    case .resultNeverReached:
      guard let rule = rule() else { return }
      for other in all.decision.rules.indices
      where all.decision.rules[other].result.constant == all.decision.rules[rule].result.constant {
        refute(all.someone { all.counts(other, $0) })
      }
    case .ruleChangesNothing:
      guard let rule = rule() else { return }
      refute(
        all.someone { at in
          guard all.decides(rule, at) else { return false }
          let next = all.decision.rules.indices.first { other in
            other != rule && all.rules[other][at] != false
              && (other > rule || all.decision.rules[other].isOtherwise)
          }
          return next.map { !all.isSame(rule, $0) } ?? true
        }
      )
    case .neverTogether:
      refute(
        all.someone { at in
          all.concerned[at] == true && all.written.filter { all.rules[$0][at] == true }.count > 1
        }
      )
    case .partAlwaysHolds, .partNeverHolds, .partHeldBefore: part(finding, all)
    default: return
    }
  }

  /// Parts by their places in the text.
  private mutating func part(_ finding: Diagnostic, _ all: BruteForce) {
    guard let rule = all.decision.rules.firstIndex(where: { $0.id == finding.subject }) else { return }
    var answers = all.parts[rule].map(\.answers)
    var number = all.parts[rule].firstIndex { $0.node.span == finding.span }
    if finding.code == .partNeverHolds {
      number = nil
      for alternative in all.alternatives[rule] where alternative.node.span == finding.span {
        answers[alternative.of] = alternative.answers
        number = alternative.of
      }
    }
    guard let number else {
      note("\(finding.code.rawValue) is about no part", all)
      return
    }
    let earlier = finding.code == .partHeldBefore ? all.written.filter { $0 < rule } : []
    let refuted = all.someone { at in
      all.concerned[at] == true && earlier.allSatisfy { all.rules[$0][at] == false }
        && answers.indices.allSatisfy { $0 == number || answers[$0][at] == true }
        && answers[number][at] == (finding.code == .partNeverHolds)
    }
    if refuted { note("\(finding.code.rawValue) is wrong: \(finding.message)", all) }
  }

  // MARK: What is not found

  private mutating func absences(_ findings: [Diagnostic], _ all: BruteForce) {
    let combining = all.decision.combining
    func has(_ codes: Code...) -> Bool { findings.contains { codes.contains($0.code) } }
    if combining != .sum, combining != .all, !all.decision.rules.contains(where: \.isOtherwise) {
      let isGap = all.someone(all.gap)
      if isGap, has(.nothingApplies),
        !findings.contains(where: { $0.code == .nothingApplies && $0.witness != nil })
      {
        count("P402 where there is a gap, without a customer")
        shown.append("gap:\n\(findings.map(\.message))\n\(all.text.whole)")
      }
      if isGap, !has(.nothingApplies) { note("a gap is not found", all) }
      if !isGap, has(.nothingApplies) { count("P402 where there is no gap") }
    }
    // Of several errors that hang together only two are said.
    if combining == .exactlyOne, findings.filter({ $0.severity == .error }).count < 2 {
      for (place, one) in all.written.enumerated() {
        for other in all.written[(place + 1)...] where all.someone({ all.hold([one, other], $0) }) {
          let ids = [one, other].map { all.decision.rules[$0].id }
          let said = findings.filter { finding in
            (finding.code == .rulesOverlap || finding.code == .notProven)
              && ids.allSatisfy { id in finding.message.contains("`\(id)`") }
          }
          if said.isEmpty { note("\(ids) meet and nothing is said", all) }
          if !said.isEmpty, !said.contains(where: { $0.code == .rulesOverlap }) {
            count("P413 where rules meet")
            shown.append("\(ids) meet:\n\(said.map(\.message))\n\(all.text.whole)")
          }
        }
      }
    }
    for rule in all.written {
      let isDead = !all.someone { all.counts(rule, $0) }
      let id = all.decision.rules[rule].id
      guard isDead else { continue }
      count("dead rules")
      let result = all.decision.rules[rule].result.constant
      let isFound = findings.contains { finding in
        switch finding.code {
        case .ruleNeverHolds, .ruleNeverDecides: finding.subject == id
        case .resultNeverReached:
          all.decision.rules.first { $0.id == finding.subject }?.result.constant == result
        default: false
        }
      }
      if !isFound { count("dead rules that are not found") }
    }
  }

  // MARK: Customers

  /// Runs the test of a finding, pasted into the policy.
  private mutating func show(_ witness: String, _ finding: Diagnostic, _ all: BruteForce) {
    count("customers shown")
    let text = all.text.whole + "\n" + witness + "\n"
    let checked = Checker.check([Parser.parse(Source(name: "random.policy", text: text))], advice: true)
    let about = checked.diagnostics.filter { $0.span.start >= all.text.whole.utf8.count }
    guard about.isEmpty, let model = checked.model, let result = TestRun(model).results.last else {
      note("the test of \(finding.code.rawValue) is no test: \(about.map(\.message))\n\(witness)", all)
      return
    }
    let isShown: Bool
    switch (finding.code, result.failure?.kind) {
    case (.nothingApplies, .nothingApplies(let decision)?): isShown = decision == all.index
    case (.rulesOverlap, .severalApply(let decision, let rules)?):
      isShown =
        decision == all.index
        && all.written.allSatisfy {
          rules.contains($0) || !finding.message.contains("`\(all.decision.rules[$0].id)`")
        }
    case (.ruleNeverDecides, nil): isShown = result.passed
    default: isShown = false
    }
    if !isShown {
      note(
        "the test does not show \(finding.message)\n\(witness)\n\(String(describing: result.failure))",
        all
      )
    }
  }

  private mutating func count(_ what: String) { counts[what, default: 0] += 1 }

  private mutating func note(_ text: String, _ all: BruteForce) {
    mismatches.note("\(text) in\n\(all.text.whole)")
  }
}
