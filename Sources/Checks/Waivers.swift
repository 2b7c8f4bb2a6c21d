import PolicyModel
import PolicySyntax

/// What a policy says of its own findings: which it accepts and why, and how grave they are.
///
/// The lines stand in the policy, so whoever approves it approves them, and they name what a finding is about by
/// its id, which stays when lines move. A line about `limit` also holds for the rules of `limit`.
struct Waivers {
  private let rulings: [FindingsSyntax.Ruling]
  /// What is wrong with the lines themselves.
  let mistakes: [Diagnostic]

  init(_ files: [PolicySyntaxFile]) {
    var rulings: [FindingsSyntax.Ruling] = []
    var mistakes: [Diagnostic] = []
    for case .findings(let item) in files.flatMap(\.items) {
      for ruling in item.rulings {
        if let earlier = rulings.first(where: { $0.hasSamePlace(as: ruling) }) {
          mistakes.append(Waivers.saidTwice(ruling, earlier))
        } else {
          rulings.append(ruling)
          if let mistake = Waivers.mistake(in: ruling) { mistakes.append(mistake) }
        }
      }
    }
    self.rulings = rulings
    self.mistakes = mistakes
  }

  // MARK: Judging

  /// What is left of some findings.
  struct Judgement {
    var findings: [Diagnostic] = []
    var accepted: [AcceptedFinding] = []
    /// Where the lines stand that some finding is accepted by.
    fileprivate var used: Set<Span> = []

    static func += (judgement: inout Judgement, further: Judgement) {
      judgement.findings += further.findings
      judgement.accepted += further.accepted
      judgement.used.formUnion(further.used)
    }
  }

  /// - Parameter findings: those of one policy, after its names and types were found to be right.
  func judge(_ findings: [Diagnostic]) -> Judgement {
    var judgement = Judgement()
    for finding in findings {
      // What is said of one rule counts before what is said of its decision, and that before the general.
      let ruling = rulings.filter { $0.isAbout(finding) }
        .max { ($0.about?.text.utf8.count ?? -1) < ($1.about?.text.utf8.count ?? -1) }
      switch ruling?.verdict {
      case _ where !finding.code.canBeJudged: judgement.findings.append(finding)
      case nil: judgement.findings.append(finding)
      case .error: judgement.findings.append(finding.with(.error))
      case .warning: judgement.findings.append(finding.with(.warning))
      case .accepted:
        guard let ruling else { continue }
        judgement.used.insert(ruling.span)
        judgement.accepted.append(
          AcceptedFinding(finding, reasons: ruling.reasons, sources: ruling.sources, span: ruling.span)
        )
      }
    }
    return judgement
  }

  /// The lines that accept a finding which there is not.
  ///
  /// - Parameters:
  ///   - judgement: what came of all the findings.
  ///   - isAsked: whether a check that gives such findings has been made at all.
  func unused(_ judgement: Judgement, isAsked: (Code) -> Bool) -> [Diagnostic] {
    rulings.compactMap { ruling in
      guard ruling.verdict == .accepted, !ruling.reasons.isEmpty, !judgement.used.contains(ruling.span),
        let code = Code(rawValue: ruling.code.text), code.canBeJudged, isAsked(code)
      else { return nil }
      let subjects = judgement.findings.filter { $0.code == code }.compactMap(\.subject)
      let nearest = ruling.about.flatMap { Suggestion.nearest(to: $0.text, among: subjects) }
      return Diagnostic(
        .acceptanceUnused,
        at: ruling.span,
        about: ruling.about?.text ?? code.rawValue,
        "there is no finding \(code.rawValue)\(ruling.about.map { " about `\($0.text)`" } ?? "") to accept",
        help: nearest.map { "did you mean `\($0)`?" } ?? "take the line out"
      )
    }
  }

  /// The lines that say how grave findings are about something that the policy does not have.
  func aboutNothing(in policy: Policy) -> [Diagnostic] {
    let graded = rulings.filter { $0.verdict != .accepted }
    if graded.allSatisfy({ $0.about == nil }) { return [] }
    let known = Waivers.subjects(policy)
    return graded.compactMap { ruling in
      guard let about = ruling.about, !known.contains(about.text) else { return nil }
      let nearest = Suggestion.nearest(to: about.text, among: known.sorted())
      return Diagnostic(
        .acceptanceUnused,
        at: ruling.span,
        about: about.text,
        "nothing in the policy is called `\(about.text)`, so this line does nothing",
        help: nearest.map { "did you mean `\($0)`?" } ?? "take the line out"
      )
    }
  }

  /// Whatever a finding can be about.
  private static func subjects(_ policy: Policy) -> Set<String> {
    let layouts = [policy.customer, policy.group] + policy.collections
    var names = Set(layouts.flatMap { [$0.name, $0.plural] + $0.fields.map(\.name) })
    names.formUnion(policy.decisions.flatMap { [$0.name] + $0.rules.map(\.id) })
    names.formUnion(policy.rates.map(\.name) + policy.tests.map(\.name) + [policy.name, policy.version])
    names.formUnion(policy.overrides.map { policy.texts[Int($0.customer)] })
    if policy.calendar != nil { names.insert(KeywordTable.english.spelling(.calendar)) }
    return names
  }

  // MARK: Mistakes

  private static func mistake(in ruling: FindingsSyntax.Ruling) -> Diagnostic? {
    guard let code = Code(rawValue: ruling.code.text) else {
      let nearest = Suggestion.nearest(to: ruling.code.text, among: Code.allCases.map(\.rawValue))
      return Diagnostic(
        .unknownName,
        at: ruling.code.span,
        "no finding has the code `\(ruling.code.text)`",
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "the code stands in each finding, such as P701; `policyc check --explain P701` tells more"
      )
    }
    guard code.canBeJudged else {
      let isAccepted = ruling.verdict == .accepted
      return Diagnostic(
        .acceptanceRefused,
        at: ruling.span,
        about: code.rawValue,
        isAccepted
          ? "a policy cannot accept \(code.rawValue)"
          : "a policy cannot say how grave \(code.rawValue) is",
        help: isAccepted ? "mend what the finding is about, and take the line out" : "take the line out"
      )
    }
    guard ruling.verdict == .accepted, ruling.reasons.isEmpty else { return nil }
    return Diagnostic(
      .acceptanceRefused,
      at: ruling.span,
      about: ruling.about?.text ?? code.rawValue,
      "nothing says why \(code.rawValue) is accepted",
      help: "add a line `because \"…\"`"
    )
  }

  private static func saidTwice(_ ruling: FindingsSyntax.Ruling, _ earlier: FindingsSyntax.Ruling)
    -> Diagnostic
  {
    Diagnostic(
      .saidTwice,
      at: ruling.span,
      "what becomes of \(ruling.code.text)\(ruling.about.map { " about `\($0.text)`" } ?? "") is already said",
      help: "keep one of the two lines",
      notes: [Diagnostic.Note("the first one stands here", at: earlier.span)]
    )
  }
}

extension FindingsSyntax.Ruling {
  fileprivate func hasSamePlace(as other: Self) -> Bool {
    code.text == other.code.text && about?.text == other.about?.text
  }

  fileprivate func isAbout(_ finding: Diagnostic) -> Bool {
    guard code.text == finding.code.rawValue else { return false }
    guard let about else { return true }
    return finding.subject == about.text || finding.subject?.hasPrefix(about.text + ".") == true
  }
}
