import Exact

extension Parser {
  /// A type with its range: `money from 0 EUR`, `one of a, b`, `scale from worst to best: …`.
  mutating func type() throws(SyntaxFailure) -> TypeSyntax {
    let start = at
    guard let kind = try typeKind() else {
      let word = source.text(span(current))
      let known = table.allSpellings([
        .text, .key, .money, .number, .wholeNumber, .percent, .date, .yesOrNo, .days, .months, .years, .terms,
      ])
      let nearest = Suggestion.nearest(to: word, among: known)
      throw expected(
        "a type",
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "the types are text, key, money, number, whole number, percent, date, yes or no, days, months, "
          + "years, one of …, scale from … to …: …",
        edit: respelled(word, among: known.filter { !$0.contains(" ") })
      )
    }
    var from: ExpressionSyntax?
    var to: ExpressionSyntax?
    var decimals: Int?
    if take(.from) {
      from = try sum()
      if take(.to) { to = try sum() }
    } else if take(.upTo) {
      to = try sum()
    }
    if take(.with) {
      decimals = try wholeNumber("a number of decimals")
      try expect(.decimals, "after the number")
    }
    return TypeSyntax(kind: kind, from: from, to: to, decimals: decimals, span: span(from: start))
  }

  private mutating func typeKind() throws(SyntaxFailure) -> TypeSyntax.Kind? {
    let simple: [(Keyword, TypeSyntax.Kind)] = [
      (.text, .text), (.money, .money), (.number, .number), (.wholeNumber, .wholeNumber),
      (.percent, .percent), (.date, .date), (.yesOrNo, .yesNo), (.days, .days), (.months, .months),
      (.years, .years),
    ]
    if take(.terms) { return take(.oneOf) ? .termsOneOf(try listedTerms()) : .terms }
    for (keyword, kind) in simple where take(keyword) { return kind }
    if take(.key) {
      if isRecordWithoutName(at) { throw recordWithoutName() }
      return .key(take(.of) ? try name("the record that the key belongs to") : nil)
    }
    if take(.oneOf) { return .oneOf(try listedNames()) }
    if take(.scaleFrom) { return try scale() }
    return nil
  }

  /// Names separated by commas; a comma before a word of the header ends the list.
  private mutating func listedNames() throws(SyntaxFailure) -> [NameSyntax] {
    var names = [try nameOrText("a value")]
    while isAt(","), isListedName(at: at + 1) {
      at += 1
      names.append(try nameOrText("a value"))
    }
    return names
  }

  private func isListedName(at index: Int) -> Bool {
    guard index < itemEnd else { return false }
    let ahead = index - at
    if tokens[index].kind == .string { return true }
    guard tokens[index].kind == .word, !table.isReserved(tokens[index].word) else { return false }
    return ![
      .optional, .identity, .protected, .proxyFor, .allowedBecause, .column, .final, .rounded, .exactlyOne,
      .rankedFrom, .with, .outside,
    ].contains { isAt($0, ahead: ahead) }
  }

  /// Whether another member may follow: a name on a line of its own is the next attribute, unless a comma says
  /// that the list goes on.
  private mutating func goesOn() -> Bool {
    if isAt(","), isListedName(at: at + 1) {
      at += 1
      return true
    }
    return !current.startsLine || sees(.string)
  }

  private mutating func scale() throws(SyntaxFailure) -> TypeSyntax.Kind {
    let ends: [(low: Keyword, high: Keyword, direction: ScaleDirection)] = [
      (.worst, .best, .worstToBest), (.lowestEnd, .highestEnd, .lowestToHighest),
      (.mildest, .strictest, .mildestToStrictest),
    ]
    for (low, high, direction) in ends {
      for (first, second, isReversed) in [(low, high, false), (high, low, true)] where isAt(first) {
        _ = take(first)
        try expect(.to, "in the direction of the scale")
        try expect(second, "as the other end of the scale")
        guard take(":") else { throw expected("`:` and the members of the scale") }
        var members: [NameSyntax] = []
        while sees(.string) || isAtName && !isAt(.outside) {
          // A comma ends the scale unless another member follows it.
          members.append(try nameOrText("a member of the scale"))
          if !goesOn() { break }
        }
        var outside: [NameSyntax] = []
        let before = at
        if take(";") || take(","), take(.outside) {
          guard take(":") else { throw expected("`:` and the values outside the scale") }
          while sees(.string) || isAtName {
            outside.append(try nameOrText("a value outside the scale"))
            if !goesOn() { break }
          }
        } else {
          at = before
        }
        return .scale(
          direction: direction,
          members: isReversed ? members.reversed() : members,
          outside: outside
        )
      }
    }
    throw expected("`worst`, `best`, `lowest`, `highest`, `mildest` or `strictest`")
  }
}
