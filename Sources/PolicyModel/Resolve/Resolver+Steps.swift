import PolicySyntax

/// The names of an escalation's states, and what the data say of the steps taken.
extension Resolver {
  /// The attributes that hold the step last taken and its day, if the escalation goes one step at a time; nil
  /// after a report.
  func steps(_ pending: PendingDecision) -> (taken: StepsTaken?, Void)? {
    let syntax = pending.syntax
    guard pending.kind == .escalation else {
      guard let taken = syntax.stepsTaken else {
        return syntax.states.isEmpty || pending.kind == .characteristic ? (nil, ()) : refuseFurther(pending)
      }
      if syntax.kind == .escalation { return refuseFurther(pending) }
      report(
        .unexpected,
        at: taken.span,
        "only an escalation goes one step at a time",
        help: "leave it out, or write the decision as an `escalation`"
      )
      return nil
    }
    guard areStatesNamed(pending) else { return nil }
    guard let taken = syntax.stepsTaken else { return (nil, ()) }
    guard isUnclamped(syntax), startsAlone(pending), let last = lastStep(taken, pending),
      let on = dayOfLastStep(taken, pending)
    else { return nil }
    guard let lastNode = read(last, taken.last.span), let onNode = read(on, taken.on.span) else { return nil }
    return (StepsTaken(last: last, on: on, nodes: [lastNode, onNode]), ())
  }

  private func refuseFurther(_ pending: PendingDecision) -> (taken: StepsTaken?, Void)? {
    report(
      .unexpected,
      at: pending.name.span,
      "a state gives no `\(pending.name.text)`, and neither does a step whose turn has not come",
      help: "decide `\(pending.name.text)` in a decision of its own"
    )
    return nil
  }

  /// A state has a name of its own, by which it can be told from every step and every other state.
  private func areStatesNamed(_ pending: PendingDecision) -> Bool {
    for (index, draft) in pending.drafts.enumerated() {
      guard let state = draft.state, let name = draft.resultName else { continue }
      let other = pending.drafts.enumerated().first {
        $0.offset != index && $0.element.resultName == name && $0.element.state != state
      }
      guard let other = other?.element else { continue }
      report(
        .duplicateName,
        at: draft.result.span,
        other.state == nil
          ? "`\(name)` is already the name of a step of this escalation"
          : "`\(name)` both pauses and stops this escalation",
        help: "give the state a name of its own, such as `\(state == .pauses ? "paused" : "stopped")`",
        notes: [Diagnostic.Note("the other one stands here", at: other.result.span)]
      )
      return false
    }
    return true
  }

  /// A bound would give a step again that has been taken, or one whose turn has not come.
  private func isUnclamped(_ syntax: DecisionSyntax) -> Bool {
    guard let bound = syntax.atLeast ?? syntax.atMost else { return true }
    report(
      .stepsTaken,
      at: bound.span,
      "a bound would repeat a step or skip one, and this escalation goes one step at a time",
      help: "say of each step when it is taken (`when …`), or write a state that `pauses`"
    )
    return false
  }

  /// Nothing comes before the first step from which its days could be counted.
  private func startsAlone(_ pending: PendingDecision) -> Bool {
    guard case .rules(let rules) = pending.syntax.body, let first = pending.steps.first?.text else {
      return true
    }
    for rule in rules {
      guard case .name(let name) = rule.result.kind, name == first,
        let timing = rule.timings.first(where: { $0.of == nil })
      else { continue }
      report(
        .stepsTaken,
        at: timing.span,
        "`\(first)` is the first step, so there is no previous step from which to count",
        help: "count from a date: `10 days after due`"
      )
      return false
    }
    return true
  }

  private func lastStep(_ taken: StepsTakenSyntax, _ pending: PendingDecision) -> Slot? {
    guard let (slot, attribute) = attribute(taken.last, pending), !isPartlyUnread(pending.syntax.span) else {
      return nil
    }
    let wanted = pending.steps.map(\.text)
    if case .symbol(let number) = field(slot).type, enumerations[number].members == wanted,
      enumerations[number].outside.isEmpty, enumerations[number].isOrdered, attribute.isOptional
    {
      return slot
    }
    report(
      .stepsTaken,
      at: taken.last.span,
      "`\(taken.last.text)` must be able to hold each step of this escalation, and to be missing before the first",
      help:
        "declare it as `scale from lowest to highest: \(wanted.joined(separator: " ")), optional`",
      notes: [Diagnostic.Note("`\(taken.last.text)` is declared here", at: field(slot).name.span)]
    )
    return nil
  }

  private func dayOfLastStep(_ taken: StepsTakenSyntax, _ pending: PendingDecision) -> Slot? {
    guard let (slot, attribute) = attribute(taken.on, pending) else { return nil }
    if field(slot).type == .date, attribute.isOptional { return slot }
    report(
      .stepsTaken,
      at: taken.on.span,
      "`\(taken.on.text)` must be a date that can be missing: the day of the step last taken",
      help: "declare it as `date, optional`",
      notes: [Diagnostic.Note("`\(taken.on.text)` is declared here", at: field(slot).name.span)]
    )
    return nil
  }

  /// An attribute of whatever the escalation is decided for; nil after a report.
  private func attribute(_ name: NameSyntax, _ pending: PendingDecision) -> (Slot, Attribute)? {
    let scope = pending.slot.scope
    guard let index = builder(scope).names[name.text], index < builder(scope).attributeCount,
      case .attribute(let attribute) = builder(scope).fields[index].origin
    else {
      guard let found = slot(name.text, from: scope) else {
        _ = typed(ExpressionSyntax(.name(name.text), name.span), in: scope)
        return nil
      }
      report(
        .stepsTaken,
        at: name.span,
        "`\(name.text)` is no attribute of the \(builder(scope).name), so it does not say which steps were taken for it",
        help: "declare it among the data of the \(builder(scope).name)",
        notes: [Diagnostic.Note("`\(name.text)` stands here", at: field(found).name.span)]
      )
      return nil
    }
    return (Slot(scope, index), attribute)
  }
}
