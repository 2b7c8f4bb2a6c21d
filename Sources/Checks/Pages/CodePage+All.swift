import PolicySyntax

extension CodePage {
  /// Every page, in the order of the codes.
  public static let all: [CodePage] = Code.allCases.map(page)

  /// The page about a code; the compiler sees to it that each code has one.
  public static func page(_ code: Code) -> CodePage {
    switch code {
    case .unreadableCharacter: unreadableCharacter
    case .unfinishedText: unfinishedText
    case .unclearNumber: unclearNumber
    case .noSuchDay: noSuchDay
    case .unexpected: unexpected
    case .unknownItem: unknownItem
    case .rowLength: rowLength
    case .mixedAndOr: mixedAndOr
    case .ambiguousMonthEnd: ambiguousMonthEnd
    case .nestedTooDeep: nestedTooDeep
    case .saidTwice: saidTwice
    case .incomplete: incomplete
    case .unknownName: unknownName
    case .duplicateName: duplicateName
    case .duplicateRule: duplicateRule
    case .labelNeeded: labelNeeded
    case .cycle: cycle
    case .outOfScope: outOfScope
    case .reservedWord: reservedWord
    case .fileNotFound: fileNotFound
    case .headerProblem: headerProblem
    case .typeMismatch: typeMismatch
    case .currencyMismatch: currencyMismatch
    case .unitMismatch: unitMismatch
    case .notOrdered: notOrdered
    case .keyCompared: keyCompared
    case .tooLarge: tooLarge
    case .quotientSummed: quotientSummed
    case .roundingNeeded: roundingNeeded
    case .outsideRange: outsideRange
    case .monthEndRule: monthEndRule
    case .rankingNeeded: rankingNeeded
    case .unlimitedUsed: unlimitedUsed
    case .missingUnresolved: missingUnresolved
    case .nothingApplies: nothingApplies
    case .neverReached: neverReached
    case .protectedFlow: protectedFlow
    case .identityFlow: identityFlow
    case .overrideIncomplete: overrideIncomplete
    case .overrideFinal: overrideFinal
    case .vouchingIncomplete: vouchingIncomplete
    case .overrideExpired: overrideExpired
    case .overrideExpiring: overrideExpiring
    case .testAssertsNothing: testAssertsNothing
    case .testIncomplete: testIncomplete
    case .editionsOverlap: editionsOverlap
    }
  }
}
