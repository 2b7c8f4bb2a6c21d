import Exact

extension Parser {
  /// Where the item that begins at an index ends: at the next one.
  ///
  /// An item stands at the left margin and what belongs to it is indented. Where that is broken, what is meant
  /// can mostly be told from the words: it is reported, and read as it was meant.
  mutating func endOfItem(from start: Int) -> Int {
    itemEnd = tokens.count - 1
    let isKnown = beginsItem(start)
    var isEmpty = true
    var isReported = !isKnown
    for index in (start + 1)..<max(start + 1, tokens.count) where tokens[index].startsLine {
      if tokens[index].kind == .end { return index }
      if !tokens[index].startsItem {
        isEmpty = false
        continue
      }
      if beginsItem(index) || seemsItem(index, afterBody: !isEmpty) { return index }
      if !isReported {
        isReported = true
        report(
          .unknownItem,
          span(tokens[index]),
          "`\(source.text(span(tokens[index])))` stands at the left margin, where a new part of the policy begins",
          help: "put spaces before it if it belongs to `\(source.text(span(tokens[start])))` above"
        )
      }
    }
    return tokens.count - 1
  }

  func beginsItem(_ index: Int) -> Bool {
    isAt(any: Parser.itemKeywords, index) || isRecord(index)
  }

  func isRecord(_ index: Int) -> Bool {
    tokens[index].kind == .word && !table.isReserved(tokens[index].word) && isAt(any: [.of], index + 1)
      && !isAt(any: [.ofEach], index + 1)
  }

  /// Whether what stands at the margin is meant as an item: a misspelt one with a title or with a body, or
  /// something with a body after an item that has its own.
  func seemsItem(_ index: Int, afterBody: Bool) -> Bool {
    let hasBody = !isAlone(index)
    if afterBody && hasBody { return true }
    guard tokens[index].kind == .word, hasBody || tokens[index + 1].kind == .string else { return false }
    return meantItem(source.text(span(tokens[index]))) != nil
  }

  /// Whether nothing but clauses of the same rule is indented below a line at the margin.
  private func isAlone(_ index: Int) -> Bool {
    guard let next = lineAfter(index), !tokens[next].startsItem else { return true }
    return isAt(any: Parser.continuations, next)
  }

  func lineAfter(_ index: Int) -> Int? {
    tokens[(index + 1)...].firstIndex { $0.startsLine && $0.kind != .end }
  }

  /// The first line in an item that could not be read which begins an item of its own, but is indented.
  func indentedItem(after start: Int) -> Int? {
    ((start + 1)..<max(itemEnd, start + 1)).first { tokens[$0].startsLine && isIndentedItem($0, in: start) }
  }

  /// Whether an indented line is the first of an item: in its words, and by what is below it.
  private func isIndentedItem(_ index: Int, in item: Int) -> Bool {
    guard let next = lineAfter(index), indentation(next) > indentation(index) else { return false }
    func endsLine(_ index: Int) -> Bool { index >= next }
    let kinds: [Keyword] = [.segment, .limit, .terms, .retentionOfTitle, .escalation]
    if isAt(any: kinds + [.customer], index) { return endsLine(index + 1) || isAt(any: [.ofEach], index + 1) }
    if isAt(any: [.definitionsForCustomer, .definitionsForGroup], index) { return endsLine(index + 3) }
    if isAt(any: [.definitionsForEach], index) { return endsLine(index + 3) }
    if isAt(any: [.approval], index) { return isAt(any: [.of], index + 1) && endsLine(index + 3) }
    if isAt(any: [.scorecard, .decision], index), !isRecord(item), !isAt(any: [.customer], item) {
      return index + 2 < next && tokens[index + 1].kind == .word
        && tokens[index + 2].word == Int16(UInt8(ascii: ","))
    }
    if isRecordWithoutName(index) { return true }
    if isAt(any: [.policy, .data, .test], index) { return tokens[index + 1].kind == .string }
    if isAt(any: [.override], index) { return isAt(any: [.forCustomer], index + 1) }
    return isRecord(index) && isAt(any: [.customer], index + 2) && endsLine(index + 3)
  }

  /// Whether a line begins with `of customer`: the name of the records is missing before it.
  func isRecordWithoutName(_ index: Int) -> Bool {
    tokens[index].startsLine && isAt(any: [.of], index) && isAt(any: [.customer], index + 1)
  }

  mutating func reportIndentedItem(_ index: Int) {
    // What lacks its name is reported with what it lacks.
    if hasReportedIndentedItem || isRecordWithoutName(index) { return }
    hasReportedIndentedItem = true
    report(
      .unknownItem,
      span(tokens[index]),
      "`\(source.text(span(tokens[index])))` begins a part of the policy, but does not stand at the left margin",
      help: "remove the spaces before it, and before other parts of the policy"
    )
  }

  func indentation(_ index: Int) -> Int {
    source.position(of: tokens[index].start).column
  }

  private func isAt(any keywords: [Keyword], _ index: Int) -> Bool {
    keywords.contains { isAt($0, ahead: index - at) }
  }
}
