import Exact

/// What only an escalation has: days before and after a date, states that pause or stop it, steps in turn.
extension Parser {
  /// The clause `one step at a time after last_step on last_step_on`.
  mutating func stepsTaken() throws(SyntaxFailure) -> StepsTakenSyntax {
    let start = at
    _ = take(.oneStepAtATimeAfter)
    let last = try name("the attribute with the step last taken")
    try expect(.on, "and the attribute with the day of that step")
    let day = try name("the attribute with the day of that step")
    return StepsTakenSyntax(last: last, on: day, span: span(from: start))
  }

  /// The rules before a table; without a table they are all rules of the decision.
  mutating func states() -> [RuleSyntax] {
    var rules: [RuleSyntax] = []
    while !isAtEnd, !isAt("|") {
      statement {
        parser throws(SyntaxFailure) in rules.append(try parser.rule(of: .escalation))
      }
    }
    guard isAt("|"), let step = rules.first(where: { $0.state == nil }) else { return rules }
    report(
      .unexpected,
      step.span,
      "the steps of this escalation stand in its table, so no step can stand before it",
      help: "add a row to the table; only states that pause or stop stand before it"
    )
    return rules.filter { $0.state != nil }
  }

  /// `pauses` or `stops` after the name of a state; nil for a step.
  mutating func state(in kind: DecisionKind) throws(SyntaxFailure) -> EscalationState? {
    guard let (keyword, state) = Parser.states.first(where: { isAt($0.0) }), !current.startsLine else {
      return nil
    }
    let word = span(current)
    if kind != .escalation {
      throw failure(
        .unexpected,
        word,
        "`\(table.spelling(keyword))` stands only in an escalation, where it holds back every step",
        help: "write the rule with `when`, before those over which it takes precedence"
      )
    }
    _ = take(keyword)
    if !isAt(.when) { throw expected("`\(table.spelling(.when))` and the condition of this state") }
    return state
  }

  private static let states: [(Keyword, EscalationState)] = [(.pauses, .pauses), (.stops, .stops)]

  /// `5 days before due`, `30 days after due and 15 days after the previous step`; empty where no time is given.
  mutating func timings() throws(SyntaxFailure) -> [RuleSyntax.Timing] {
    guard let first = try timing() else { return [] }
    var timings = [first]
    while take(.and) {
      guard let further = try timing() else {
        throw expected(
          "a second date, as in `and 15 days \(table.spelling(.after)) \(table.spelling(.thePreviousStep))`",
          help: "a condition stands after `\(table.spelling(.when))`"
        )
      }
      timings.append(further)
    }
    return timings
  }

  private mutating func timing() throws(SyntaxFailure) -> RuleSyntax.Timing? {
    let start = at
    if take(.on) { return .init(days: 0, of: try sum(), span: span(from: start)) }
    guard sees(.number) else { return nil }
    let days = try wholeNumber("a whole number of days")
    try expect(.days, "after the number, as in `30 days after due`")
    if take(.before) { return .init(days: -days, of: try sum(), span: span(from: start)) }
    try expect(.after, "or `\(table.spelling(.before))` and a date")
    if take(.thePreviousStep) { return .init(days: days, of: nil, span: span(from: start)) }
    return .init(days: days, of: try sum(), span: span(from: start))
  }
}

extension BodySyntax {
  /// The rules with others before them.
  func adding(_ rules: [RuleSyntax]) -> BodySyntax {
    if case .rules(let others) = self { .rules(rules + others) } else { self }
  }
}
