import PolicySyntax
import Portfolio

extension CodePage {
  /// Every page, findings first, in the order of the codes.
  public static let all: [CodePage] = Code.allCases.map(page) + RejectCode.allCases.map(page)

  /// The page about a finding; the compiler sees to it that each code has one.
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
    case .stepsTaken: stepsTaken
    case .datedRates: datedRates
    case .workingCalendar: workingCalendar
    case .missingUnresolved: missingUnresolved
    case .nothingApplies: nothingApplies
    case .neverReached: neverReached
    case .stepNeverReached: stepNeverReached
    case .stepTooEarly: stepTooEarly
    case .rulesOverlap: rulesOverlap
    case .ruleNeverHolds: ruleNeverHolds
    case .ruleNeverDecides: ruleNeverDecides
    case .partAlwaysHolds: partAlwaysHolds
    case .partNeverHolds: partNeverHolds
    case .ruleChangesNothing: ruleChangesNothing
    case .resultNeverReached: resultNeverReached
    case .notProven: notProven
    case .valueLeavesRange: valueLeavesRange
    case .partHeldBefore: partHeldBefore
    case .rowsAreOne: rowsAreOne
    case .neverTogether: neverTogether
    case .boundTakesEffect: boundTakesEffect
    case .valueLeavesType: valueLeavesType
    case .protectedFlow: protectedFlow
    case .identityFlow: identityFlow
    case .overrideIncomplete: overrideIncomplete
    case .overrideFinal: overrideFinal
    case .vouchingIncomplete: vouchingIncomplete
    case .overrideExpired: overrideExpired
    case .overrideExpiring: overrideExpiring
    case .proxyFlow: proxyFlow
    case .testAssertsNothing: testAssertsNothing
    case .testIncomplete: testIncomplete
    case .editionsOverlap: editionsOverlap
    case .editionsGap: editionsGap
    case .ruleWithoutReason: ruleWithoutReason
    case .emptyReason: emptyReason
    case .ruleWithoutSource: ruleWithoutSource
    case .thresholdsDisagree: thresholdsDisagree
    case .namesAlike: namesAlike
    case .neverUsed: neverUsed
    case .repeatedNumber: repeatedNumber
    case .acceptanceRefused: acceptanceRefused
    case .acceptanceUnused: acceptanceUnused
    case .betterIsWorse: BetterIsWorse.page
    case .principleRefuted: principleRefuted
    case .principleNotProven: principleNotProven
    case .principleAboutNobody: principleAboutNobody
    }
  }

  /// The page about a reject.
  public static func page(_ code: RejectCode) -> CodePage {
    switch code {
    case .unreadable: RejectPage.unreadable
    case .notCSV: RejectPage.notCSV
    case .columnLacking: RejectPage.columnLacking
    case .columnTwice: RejectPage.columnTwice
    case .nobody: RejectPage.nobody
    case .listLacking: RejectPage.listLacking
    case .tooLarge: RejectPage.tooLarge
    case .cellCount: RejectPage.cellCount
    case .brokenQuote: RejectPage.brokenQuote
    case .badEncoding: RejectPage.badEncoding
    case .brokenLine: RejectPage.brokenLine
    case .nameTwice: RejectPage.nameTwice
    case .nestedTooDeep: RejectPage.nestedTooDeep
    case .missing: RejectPage.missing
    case .notANumber: RejectPage.notANumber
    case .unclearNumber: RejectPage.unclearNumber
    case .tooManyDecimals: RejectPage.tooManyDecimals
    case .outsideRange: RejectPage.outsideRange
    case .notADate: RejectPage.notADate
    case .noSuchDay: RejectPage.noSuchDay
    case .dateOutsideRange: RejectPage.dateOutsideRange
    case .notYesOrNo: RejectPage.notYesOrNo
    case .notListed: RejectPage.notListed
    case .wrongKind: RejectPage.wrongKind
    case .termsNotListed: RejectPage.termsNotListed
    case .unclearDate: RejectPage.unclearDate
    case .customerTwice: RejectPage.customerTwice
    case .unknownCustomer: RejectPage.unknownCustomer
    case .recordTwice: RejectPage.recordTwice
    case .otherCustomer: RejectPage.otherCustomer
    case .tooMany: RejectPage.tooMany
    case .groupMember: RejectPage.groupMember
    case .valueOutsideRange: RejectPage.valueOutsideRange
    case .valueTooLarge: RejectPage.valueTooLarge
    case .severalRulesApply: RejectPage.severalRulesApply
    case .noRuleApplies: RejectPage.noRuleApplies
    case .valueUnresolved: RejectPage.valueUnresolved
    case .stepWithoutDay: RejectPage.stepWithoutDay
    case .outsideCalendar: RejectPage.outsideCalendar
    }
  }
}
