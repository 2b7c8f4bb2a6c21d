/// The stable code of each kind of finding: the same in text, in JSON and in `policyc check --explain`.
///
/// The hundreds say where the mistake lies: 1 in the writing, 2 in names, 3 in types and amounts, 4 in what is
/// left open, 5 in equal treatment and governance, 6 in tests and editions.
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

  // Equal treatment and governance
  case protectedFlow = "P501"
  case identityFlow = "P502"
  case overrideIncomplete = "P503"
  case overrideFinal = "P504"
  case vouchingIncomplete = "P505"
  case overrideExpired = "P506"
  case overrideExpiring = "P507"

  // Tests and editions
  case testAssertsNothing = "P601"
  case testIncomplete = "P602"
  case editionsOverlap = "P603"

  /// Whether the mistake stands in a test, so that the policy itself can still be checked.
  public var isAboutTests: Bool { self == .testAssertsNothing || self == .testIncomplete }
}
