/// The words of the language, apart from how a natural language spells them.
public enum Keyword: Int, Sendable, CaseIterable {
  // What begins an item
  case policy, data, customer, group, definitionsForEach, definitionsForCustomer, definitionsForGroup
  case segment, limit, terms, retentionOfTitle, escalation, approval, scorecard, decision
  case rates, calendar
  case override, test, output, findings, principle

  // Mapping
  case mapping

  // Header
  case version, inForceFrom, currency, approvedBy, on, uses
  case monthEndsStay, monthEndsMove
  case everyRule, hasAReason, citesASource

  // Data
  case text, key, money, number, wholeNumber, percent, date, yesOrNo, days, months, years
  case oneOf, scaleFrom, outside, optional, identity, protected, proxyFor, allowedBecause, column, plural
  case decimals
  case agreedIndividually, recordedByAPerson, approver, reason, lastDay, recorder, recordedOn
  case in_, separatedBy, tab, encodedAs, decimalComma, decimalPoint, datesAs, yesIs, noIs, missingIs
  case worst, best, lowestEnd, highestEnd, mildest, strictest

  // Decisions
  case ofEach, ofTheGroup, of, called, with, as_, final, where_
  case firstThatApplies, exactlyOne, strictestThatApplies, lowestThatApplies, highestThatApplies
  case furthestThatApplies, sumThatApplies, allThatApply, rankedFrom
  case for_, when, always, otherwise, because, cites, needsApprovalBy, by
  case before, after, upTo, above, pointsFor, rule
  case oneStepAtATimeAfter, thePreviousStep, pauses, stops
  case all, never

  // Conditions
  case and, or, not, is_, atLeast, atMost, moreThan, lessThan, below, from, to, missing, known
  case outsideTheScale, onTheScale, includes, yes, no

  // Values
  case plus, minus, rounded, halfUp, halfEven, up, down, towardsZero
  case theLowestOf, theHighestOf, theAverageOf, theMedianOf, leavingOutMissing, ifMissing, ifNone,
    ifUnlimited, unlimited, asOf
  case daysFrom, wholeMonthsFrom, wholeYearsFrom, endOfMonthOf, startOfMonthOf, endOfTenDaysOf
  case sumOf, countOf, highest, lowest, averageOf, weightedBy, over, medianOf, any, every, satisfies
  case latest, earliest
  case earlier, monthsInARow, highestMonthlySumOf
  case convertedBy, interestOn, at, simple, compoundedYearly, yearOf
  case workingDaysAfter, workingDaysBefore, workingDaysFrom, firstWorkingDayFrom

  // Calendar
  case covers, closed, monday, tuesday, wednesday, thursday, friday, saturday, sunday

  // Payment terms
  case prepayment, cashOnDelivery, then, endOfMonth, endOfTenDays, the, less, within
  case dueDateUnder, discountDateUnder, sharePrepaidUnder, atLeastAsStrictAs

  // Overrides and tests
  case ruleOf, becauseOf
  case forCustomer, until, asOfDate, like, expect, affiliate

  // Principles
  case neverFalls, neverRises, neverGetsStricter, neverGetsMoreLenient, rises, falls
  case isNeverMoreLenient, noDecisionIsMoreLenient

  // Findings
  case about, anError, aWarning, accepted
}

/// How one natural language spells the words of the policy language: the only place that knows.
///
/// A spelling may have several words (`at least`), and a keyword several spellings (`is`, `are`).
public struct KeywordTable: Sendable {
  /// The language of the words, as in a `because fr "…"`.
  public let language: String
  let phrases: [[[Int16]]]
  private let words: [String: Int16]
  private let reserved: Set<Int16>
  private let spellings: [Keyword: [String]]
  private let mistaken: [String: Keyword]

  /// - Parameter mistaken: words that people write for those of the language, for suggestions.
  init(language: String, spellings: [Keyword: [String]], reserved: [String], mistaken: [String: Keyword]) {
    self.language = language
    self.spellings = spellings
    self.mistaken = mistaken
    var words: [String: Int16] = [:]
    func number(_ word: Substring) -> Int16 {
      // Punctuation inside a phrase (`ten-day`) is known by its ASCII value, words by what comes after ASCII.
      if word == "-" { return Int16(UInt8(ascii: "-")) }
      if let known = words[String(word)] { return known }
      let next = Int16(words.count + 128)
      words[String(word)] = next
      return next
    }
    phrases = Keyword.allCases.map { keyword in
      (spellings[keyword] ?? []).map { $0.split(separator: " ").map(number) }
        .sorted { $0.count > $1.count }
    }
    self.reserved = Set(reserved.map { number($0[...]) })
    self.words = words
  }

  /// The number of a word in the vocabulary, or -1.
  func word(_ text: String) -> Int16 { words[text] ?? -1 }

  func isReserved(_ word: Int16) -> Bool { reserved.contains(word) }

  /// How to write a keyword in a message.
  public func spelling(_ keyword: Keyword) -> String {
    (spellings[keyword]?.first ?? "\(keyword)").replacing(" - ", with: "-")
  }

  /// The keyword that people mean by a word that is none.
  func meaning(of word: String) -> Keyword? { mistaken[word.lowercased()] }

  /// How to write what a keyword means where another word stands.
  func advice(_ keyword: Keyword) -> String {
    // A range has two words with the values between them.
    keyword == .from ? "\(spelling(.from)) … \(spelling(.to)) …" : spelling(keyword)
  }

  /// Every spelling of a set of keywords, for suggestions.
  package func allSpellings(_ keywords: [Keyword]) -> [String] { keywords.flatMap { spellings[$0] ?? [] } }
}
