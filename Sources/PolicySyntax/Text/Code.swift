/// The stable code of each kind of finding: the same in text, in JSON and in `policyc check --explain`.
///
/// The hundreds say where the mistake lies: 1 in the writing, 2 in names, 3 in types and amounts, 4 in what is
/// left open, 5 in equal treatment and governance, 6 in tests and editions, 7 in how the policy is written and kept,
/// 8 in what it guarantees.
public enum Code: String, Sendable, CaseIterable {
  // Writing
  case unreadableCharacter = "P101"
  case unfinishedText = "P102"
  case unclearNumber = "P103"
  case noSuchDay = "P104"
  case unexpected = "P105"
  case unknownItem = "P106"
  case rowLength = "P107"
  case mixedAndOr = "P108"
  case ambiguousMonthEnd = "P109"
  case nestedTooDeep = "P110"
  case saidTwice = "P111"
  case incomplete = "P112"

  // Names
  case unknownName = "P201"
  case duplicateName = "P202"
  case duplicateRule = "P203"
  case labelNeeded = "P204"
  case cycle = "P205"
  case outOfScope = "P206"
  case reservedWord = "P207"
  case fileNotFound = "P208"
  case headerProblem = "P209"

  // Types and amounts
  case typeMismatch = "P301"
  case currencyMismatch = "P302"
  case unitMismatch = "P303"
  case notOrdered = "P304"
  case keyCompared = "P305"
  case tooLarge = "P306"
  case quotientSummed = "P307"
  case roundingNeeded = "P308"
  case outsideRange = "P309"
  case monthEndRule = "P310"
  case rankingNeeded = "P311"
  case unlimitedUsed = "P312"
  case stepsTaken = "P315"
  case datedRates = "P320"
  case workingCalendar = "P321"

  // What is left open
  case missingUnresolved = "P401"
  case nothingApplies = "P402"
  case neverReached = "P403"
  case stepNeverReached = "P404"
  case stepTooEarly = "P405"
  case rulesOverlap = "P406"
  case ruleNeverHolds = "P407"
  case ruleNeverDecides = "P408"
  case partAlwaysHolds = "P409"
  case partNeverHolds = "P410"
  case ruleChangesNothing = "P411"
  case resultNeverReached = "P412"
  case notProven = "P413"
  case valueLeavesRange = "P414"
  case partHeldBefore = "P420"
  case rowsAreOne = "P421"
  case neverTogether = "P422"
  case boundTakesEffect = "P423"
  case valueLeavesType = "P424"

  // Equal treatment and governance
  case protectedFlow = "P501"
  case identityFlow = "P502"
  case overrideIncomplete = "P503"
  case overrideFinal = "P504"
  case vouchingIncomplete = "P505"
  case overrideExpired = "P506"
  case overrideExpiring = "P507"
  case proxyFlow = "P508"

  // Tests and editions
  case testAssertsNothing = "P601"
  case testIncomplete = "P602"
  case editionsOverlap = "P603"
  case editionsGap = "P604"

  // Writing and governance
  case ruleWithoutReason = "P701"
  case emptyReason = "P702"
  case ruleWithoutSource = "P703"
  case thresholdsDisagree = "P704"
  case namesAlike = "P705"
  case neverUsed = "P706"
  case repeatedNumber = "P707"
  case acceptanceRefused = "P708"
  case acceptanceUnused = "P709"
  case betterIsWorse = "P710"

  // Principles
  case principleRefuted = "P801"
  case principleNotProven = "P802"
  case principleAboutNobody = "P803"

  /// Whether the mistake stands in a test, so that the policy itself can still be checked.
  public var isAboutTests: Bool { self == .testAssertsNothing || self == .testIncomplete }

  /// Whether a policy may accept such a finding, with a reason, or say how grave it is.
  ///
  /// It may where somebody can judge that the policy is meant as it stands. Where the policy would have no meaning,
  /// or could fail on data or treat customers unequally, there is nothing to judge.
  public var canBeJudged: Bool {
    switch self {
    case .missingUnresolved, .nothingApplies, .rulesOverlap, .acceptanceRefused, .acceptanceUnused: false
    case .overrideExpired, .overrideExpiring, .editionsGap, .principleNotProven, .principleAboutNobody: true
    default: rawValue.hasPrefix("P4") || rawValue.hasPrefix("P7")
    }
  }

  /// How grave such a finding is where the policy says nothing else.
  public var severity: Severity {
    switch self {
    case .neverReached, .stepNeverReached, .overrideExpired, .acceptanceRefused: .error
    case .stepTooEarly, .overrideExpiring, .acceptanceUnused: .warning
    case .partHeldBefore, .rowsAreOne, .neverTogether, .boundTakesEffect, .valueLeavesType, .betterIsWorse:
      .advice
    default: canBeJudged ? .warning : .error
    }
  }
}
