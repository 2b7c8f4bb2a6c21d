import Exact

/// From the loosest to the tightest: `, or … if missing`; or; and; not; comparisons; plus and minus;
/// times, divided by and `of`; minus sign; `rounded`; a single value.
extension Parser {
  mutating func expression() throws(SyntaxFailure) -> ExpressionSyntax {
    try nested { parser throws(SyntaxFailure) in try parser.fallback() }
  }

  private mutating func fallback() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    var value = try condition()
    var length = 0
    while isAt(","), isAt(.or, ahead: 1) {
      length += 1
      try confine(chain: length)
      at += 1
      _ = take(.or)
      let replacement = try sum()
      let isUnlimited = take(.ifUnlimited)
      guard isUnlimited || take(.ifMissing) || take(.ifNone) else {
        throw expected("`\(table.spelling(.ifMissing))` or `\(table.spelling(.ifNone))`")
      }
      value = ExpressionSyntax(
        .fallback(value, replacement, isUnlimited ? .unlimited : .missing),
        span(from: start)
      )
    }
    return value
  }

  // MARK: Conditions

  /// Conditions joined by `and` or by `or`; both in one need parentheses, since people read them differently.
  mutating func condition() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    let first = try conjunction()
    guard isAt(.or) else { return first }
    var parts = [first]
    while take(.or) { parts.append(try conjunction()) }
    for part in parts {
      if case .all(let inner) = part.kind, inner.count > 1, !isParenthesised(part.span) {
        report(
          .mixedAndOr,
          part.span,
          "`and` and `or` stand side by side here",
          help: "put parentheses around the part that belongs together, such as "
            + "`(\(source.text(part.span)))`"
        )
        break
      }
    }
    return ExpressionSyntax(.any(parts), span(from: start))
  }

  private func isParenthesised(_ span: Span) -> Bool {
    source.bytes[Int(span.start)] == UInt8(ascii: "(")
  }

  private mutating func conjunction() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    let first = try negation()
    guard isAt(.and) else { return first }
    var parts = [first]
    while take(.and) { parts.append(try negation()) }
    return ExpressionSyntax(.all(parts), span(from: start))
  }

  private mutating func negation() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    guard take(.not) else { return try comparison() }
    return try nested { parser throws(SyntaxFailure) in
      let operand = try parser.negation()
      return ExpressionSyntax(.not(operand), parser.span(from: start))
    }
  }

  private mutating func comparison() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    let subject = try sum()
    let place = at
    // At the beginning of a line the name of a definition is missing, which is said there.
    if isAt("="), !current.startsLine {
      throw failure(
        .unexpected,
        span(current),
        "`=` gives a name to something; it does not compare",
        help: "write `is`, as in `segment is watch`"
      )
    }
    if let (lower, upper) = try symbolicBound() {
      let predicate = PredicateSyntax(
        kind: .bounds(lower: lower, upper: upper),
        negated: false,
        span: span(from: place)
      )
      return ExpressionSyntax(.comparison(subject, predicate), span(from: start))
    }
    if take(.is_) || isAtBound || isAt(.includes) {
      let predicate = try predicate()
      return ExpressionSyntax(.comparison(subject, predicate), span(from: start))
    }
    return subject
  }

  /// `<`, `<=`, `>`, `>=`, `≤`, `≥`.
  private mutating func symbolicBound() throws(SyntaxFailure) -> (
    lower: PredicateSyntax.Bound?, upper: PredicateSyntax.Bound?
  )? {
    guard sees(.punctuation) else { return nil }
    let word = current.word
    let isUpper = word == 60 || word == 1
    guard isUpper || word == 62 || word == 2 else { return nil }
    at += 1
    let inclusive = take("=") || word < 3
    let bound = PredicateSyntax.Bound(value: try sum(), inclusive: inclusive)
    return isUpper ? (nil, bound) : (bound, nil)
  }

  private static let lowerBounds: [(Keyword, Bool)] = [
    (.atLeast, true), (.moreThan, false), (.from, true), (.after, false),
  ]
  private static let upperBounds: [(Keyword, Bool)] = [
    (.atMost, true), (.lessThan, false), (.below, false), (.upTo, true), (.before, false), (.to, true),
  ]

  private var isAtBound: Bool {
    (Parser.lowerBounds + Parser.upperBounds).contains { $0.0 != .to && isAt($0.0) }
  }

  /// What is said of a subject, after `is`; in a cell, what is said of the column.
  mutating func predicate(inCell: Bool = false) throws(SyntaxFailure) -> PredicateSyntax {
    let start = at
    let negated = take(.not)
    let simple: [(Keyword, PredicateSyntax.Kind)] = [
      (.missing, .missing), (.known, .known), (.outsideTheScale, .outsideTheScale),
      (.onTheScale, .onTheScale), (.unlimited, .unlimited),
    ]
    for (keyword, kind) in simple where take(keyword) {
      return PredicateSyntax(kind: kind, negated: negated, span: span(from: start))
    }
    if take(.atLeastAsStrictAs) {
      return PredicateSyntax(kind: .asStrictAs(try terms()), negated: negated, span: span(from: start))
    }
    if let kind = try bounds() {
      return PredicateSyntax(kind: kind, negated: negated, span: span(from: start))
    }
    if take(.includes) { return try includes(negated, from: start) }
    if take(.oneOf) || inCell {
      var values = [try sum()]
      while isAt(","), !isAt(.or, ahead: 1) {
        at += 1
        values.append(try sum())
      }
      return PredicateSyntax(kind: .equals(values), negated: negated, span: span(from: start))
    }
    try refuseMistakenBound()
    _ = take(.on)
    let value = try valueOrTerms()
    return PredicateSyntax(kind: .equals([value]), negated: negated, span: span(from: start))
  }

  /// `includes late, disputed`: rules that are among those of a decision of which all apply.
  private mutating func includes(_ negated: Bool, from start: Int) throws(SyntaxFailure) -> PredicateSyntax {
    let labels = try names("the label of a rule")
    return PredicateSyntax(kind: .includes(labels), negated: negated, span: span(from: start))
  }

  /// `is between 1 and 2`, `is greater than 1`: words that the language has others for.
  private func refuseMistakenBound() throws(SyntaxFailure) {
    guard isAtName, at + 1 < itemEnd, let meant = table.meaning(of: source.text(span(current))) else {
      return
    }
    let next = tokens[at + 1]
    let isFollowed = [.number, .date, .string].contains(next.kind) || next.kind == .word && !next.startsLine
    let bounds = (Parser.lowerBounds + Parser.upperBounds).map(\.0) + [.is_]
    guard isFollowed, bounds.contains(meant), !isAt(.and, ahead: 1), !isAt(.or, ahead: 1) else { return }
    throw expected("a value or a comparison")
  }

  /// `at least a`, `from a to b`, `after a up to b`, `at least a and less than b`; nil when none begins here.
  private mutating func bounds() throws(SyntaxFailure) -> PredicateSyntax.Kind? {
    if let (keyword, inclusive) = Parser.lowerBounds.first(where: { isAt($0.0) }) {
      _ = take(keyword)
      let lower = PredicateSyntax.Bound(value: try sum(), inclusive: inclusive)
      let joined = isAt(.and) ? 1 : 0
      for (keyword, inclusive) in Parser.upperBounds where isAt(keyword, ahead: joined) {
        at += joined
        _ = take(keyword)
        return .bounds(lower: lower, upper: .init(value: try sum(), inclusive: inclusive))
      }
      return .bounds(lower: lower, upper: nil)
    }
    if let (keyword, inclusive) = Parser.upperBounds.first(where: { $0.0 != .to && isAt($0.0) }) {
      _ = take(keyword)
      return .bounds(lower: nil, upper: .init(value: try sum(), inclusive: inclusive))
    }
    return nil
  }

  // MARK: Arithmetic

  mutating func sum() throws(SyntaxFailure) -> ExpressionSyntax {
    try nested { parser throws(SyntaxFailure) in
      let start = parser.at
      var left = try parser.product()
      var length = 0
      while true {
        length += 1
        try parser.confine(chain: length)
        let operation: ExpressionSyntax.Arithmetic
        if parser.take("+") || parser.take(.plus) {
          operation = .add
        } else if parser.take("-") || parser.take(.minus) {
          operation = .subtract
        } else {
          return left
        }
        let right = try parser.product()
        left = ExpressionSyntax(.arithmetic(operation, left, right), parser.span(from: start))
      }
    }
  }

  private mutating func product() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    var left = try sign()
    var length = 0
    while true {
      length += 1
      try confine(chain: length)
      let operation: ExpressionSyntax.Arithmetic
      // `of` after a share (`10% of equity`) multiplies.
      if take("*") || !isRecordWithoutName(at) && take(.of) {
        operation = .multiply
      } else if take("/") {
        operation = .divide
      } else {
        return left
      }
      let right = try sign()
      left = ExpressionSyntax(.arithmetic(operation, left, right), span(from: start))
    }
  }

  private mutating func sign() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    guard take("-") else { return try roundedValue() }
    return try nested { parser throws(SyntaxFailure) in
      let operand = try parser.sign()
      return ExpressionSyntax(.negated(operand), parser.span(from: start))
    }
  }

  private mutating func roundedValue() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    var value = try primary()
    var length = 0
    while isAt(.rounded) || isAt(.convertedBy) {
      length += 1
      try confine(chain: length)
      let place = at
      if take(.rounded) {
        value = ExpressionSyntax(.rounded(value, try rounding(from: place)), span(from: start))
      } else {
        value = try converted(value, from: start)
      }
    }
    return value
  }

  // MARK: Rounding

  mutating func roundingRule() throws(SyntaxFailure) -> Rounding {
    let rules: [(Keyword, Rounding)] = [
      (.halfUp, .halfUp), (.halfEven, .halfEven), (.towardsZero, .towardsZero), (.up, .up), (.down, .down),
    ]
    for (keyword, rule) in rules where take(keyword) { return rule }
    throw expected("`half up`, `half even`, `up`, `down` or `towards zero`")
  }

  /// After `rounded`: a rule, a target, or both.
  mutating func rounding(from start: Int) throws(SyntaxFailure) -> RoundingSyntax {
    var rule: Rounding?
    if !isAt(.to) { rule = try roundingRule() }
    guard take(.to) else {
      return RoundingSyntax(rule: rule, target: .unit, span: span(from: start))
    }
    if sees(.number), isAt(.decimals, ahead: 1) {
      let decimals = try wholeNumber("a number of decimals")
      _ = take(.decimals)
      guard (0...12).contains(decimals) else {
        throw failure(
          .outsideRange,
          span(from: start),
          "a value is rounded to at most 12 decimals",
          help: "write a number of decimals from 0 to 12"
        )
      }
      return RoundingSyntax(rule: rule, target: .decimals(decimals), span: span(from: start))
    }
    return RoundingSyntax(rule: rule, target: .multiple(try sign()), span: span(from: start))
  }
}
