import Exact
import PolicySyntax

/// Timings, states and steps in turn, all written out as conditions: an escalation has no semantics of its own.
extension DraftMaker {
  /// A step is due from a day on: the as-of date is at least the date moved by so many days.
  func due(_ timing: RuleSyntax.Timing) -> ExpressionSyntax? {
    guard var day = timing.of ?? stepsTaken.map({ ExpressionSyntax(.name($0.on.text), timing.span) }) else {
      report(
        .incomplete,
        timing.span,
        "nothing says on which day the previous step was taken",
        "add `, one step at a time after last_step on last_step_on` to the first line, with the attributes that hold the step last taken and its day"
      )
      return nil
    }
    if timing.days != 0 {
      let days = ExpressionSyntax(.number(Number(abs(timing.days)), .days), timing.span)
      day = ExpressionSyntax(.arithmetic(timing.days < 0 ? .subtract : .add, day, days), timing.span)
    }
    let bound = PredicateSyntax.Bound(value: day, inclusive: true)
    return comparison(.asOf, .bounds(lower: bound, upper: nil), timing.span)
  }

  private func comparison(
    _ subject: ExpressionSyntax.Kind,
    _ kind: PredicateSyntax.Kind,
    _ span: Span
  ) -> ExpressionSyntax {
    let predicate = PredicateSyntax(kind: kind, negated: false, span: span)
    return ExpressionSyntax(.comparison(ExpressionSyntax(subject, span), predicate), span)
  }

  /// The rules of an escalation, each with what comes before its own condition.
  ///
  /// A state applies where no state before it does, a step where no state does. One step at a time, a step also
  /// asks that the one before it was the last one taken; the first, that none was.
  func guarded(_ drafts: [RuleDraft], steps: [NameSyntax]) -> [RuleDraft] {
    let states = drafts.filter { $0.state != nil && !$0.conditions.isEmpty }.map {
      ExpressionSyntax(.not(conjunction($0)), $0.conditions[0].span)
    }
    var passed = 0
    return drafts.map { draft in
      var draft = draft
      if draft.state != nil {
        draft.conditions = states[..<min(passed, states.count)] + draft.conditions
        passed += 1
      } else if !draft.isOtherwise {
        draft.conditions = states + turn(draft, steps) + draft.conditions
      }
      return draft
    }
  }

  private func conjunction(_ draft: RuleDraft) -> ExpressionSyntax {
    draft.conditions.count == 1
      ? draft.conditions[0] : ExpressionSyntax(.all(draft.conditions), draft.conditions[0].span)
  }

  /// That it is a step's turn; nothing where steps may be skipped.
  private func turn(_ draft: RuleDraft, _ steps: [NameSyntax]) -> [ExpressionSyntax] {
    guard let stepsTaken, let place = steps.firstIndex(where: { $0.text == draft.resultName }) else {
      return []
    }
    let (last, span) = (ExpressionSyntax.Kind.name(stepsTaken.last.text), stepsTaken.span)
    if place == 0 { return [comparison(last, .missing, span)] }
    let previous = steps[place - 1]
    // Data that have the one without the other are refused, so asking for the day holds nobody back.
    return [
      comparison(last, .known, span),
      comparison(last, .equals([ExpressionSyntax(.name(previous.text), previous.span)]), span),
      comparison(.name(stepsTaken.on.text), .known, span),
    ]
  }

  /// The results of steps in their order: that of the headings in a matrix, else that of the rules.
  func steps(_ body: BodySyntax, _ drafts: [RuleDraft]) -> [NameSyntax] {
    var seen = Set(drafts.filter { $0.isOtherwise || $0.state != nil }.compactMap(\.resultName))
    var names = drafts.filter { !$0.isOtherwise && $0.state == nil }.compactMap { draft in
      draft.resultName.map { NameSyntax($0, draft.result.span) }
    }
    if case .table(let table) = body, table.measure != nil { names = results(of: table).map(\.name) }
    return names.filter { seen.insert($0.text).inserted }
  }
}

extension RuleDraft {
  /// The result where it is a name.
  var resultName: String? {
    switch result.kind {
    case .name(let name), .text(let name): name
    default: nil
    }
  }
}
