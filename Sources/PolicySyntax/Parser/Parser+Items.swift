import Exact

extension Parser {
  /// What an item can begin with, in the order in which the reference presents them.
  static let itemKeywords: [Keyword] = [
    .policy, .data, .customer, .definitionsForEach, .definitionsForCustomer, .definitionsForGroup,
    .segment, .limit, .terms, .retentionOfTitle, .escalation, .approval, .scorecard, .decision, .rates,
    .calendar, .override, .principle, .test, .output, .findings,
  ]

  /// The word of the language that was probably meant at the beginning of an item.
  func meantItem(_ word: String) -> String? {
    if let meaning = table.meaning(of: word), Parser.itemKeywords.contains(meaning) {
      return table.spelling(meaning)
    }
    return Suggestion.nearest(to: word, among: table.allSpellings(Parser.itemKeywords))
  }

  /// One item; nil when its kind was not understood, which has been reported.
  mutating func item() throws(SyntaxFailure) -> ItemSyntax? {
    let start = at
    if take(.definitionsForEach) {
      return .definitions(try definitions(.each(try name("the name of a record"))))
    }
    if take(.definitionsForCustomer) { return .definitions(try definitions(.customer)) }
    if take(.definitionsForGroup) { return .definitions(try definitions(.group)) }
    if isAtOutput { return .output(try output()) }
    // A record may have such a name: `test of customer`.
    if !isAt(.of, ahead: 1) {
      if take(.policy) { return .policy(try header(from: start)) }
      if take(.data) { return .data(try dataHeader(from: start)) }
      if isAt(.rates) { return .rates(try rates()) }
      if isAt(.calendar) { return .calendar(try calendar()) }
      if isAt(.findings) { return .findings(try findings()) }
      if isAt(.principle) { return .principle(try principle()) }
      if isAt(.override) { return .override(try override()) }
      if isAt(.test) { return .test(try test()) }
    }
    let isOfCustomer = isAtName && isAt(.of, ahead: 1) && !isAt(.ofEach, ahead: 1)
    if isOfCustomer, !isAtDecision || isAt(.customer, ahead: 2) { return .record(try record()) }
    if isAt(.customer) { return .record(try record()) }
    if let decision = try decision() { return .decision(decision) }
    if isRecordWithoutName(at) { throw recordWithoutName() }
    let word = source.text(span(current))
    let meant = meantItem(word)
    let isRecord = isAtName && isAt(.customer, ahead: 1)
    // The decision or the record that this should have been is missing because of it.
    if let meant { unreadNames.append(meant) }
    throw failure(
      .unknownItem,
      span(current),
      "no part of a policy begins with `\(word)`",
      help: isRecord
        ? "data that a customer has several of begin with `\(word) of customer`"
        : meant.map { "did you mean `\($0)`?" }
          ?? "what belongs to the part above is indented; a decision of your own begins with `decision`",
      edit: isRecord || table.meaning(of: word) != nil
        ? nil : respelled(word, among: table.allSpellings(Parser.itemKeywords).filter { !$0.contains(" ") })
    )
  }

  func recordWithoutName() -> SyntaxFailure {
    failure(
      .unknownItem,
      span(current),
      "the name of the records is missing before `of`",
      help: "write it at the left margin, such as `invoice of customer`"
    )
  }
}
