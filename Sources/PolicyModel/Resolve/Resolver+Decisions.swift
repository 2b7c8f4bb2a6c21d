import Exact
import PolicySyntax

extension Resolver {
  func resolveDecision(_ index: Int) -> Bool {
    let pending = decisions[index]
    let scope = pending.slot.scope
    let syntax = pending.syntax
    if pending.combining == .all, pending.drafts.count > 64 {
      report(
        .outsideRange,
        at: syntax.span,
        "a decision of which all rules apply has at most 64 rules",
        help: "split it in two"
      )
      return false
    }
    if pending.kind == .segment || pending.kind == .escalation || pending.kind == .custom,
      pending.drafts.isEmpty
    {
      if isPartlyUnread(syntax.span) { return false }
      report(
        .incomplete,
        at: syntax.span,
        "the decision `\(pending.name.text)` has no rules",
        help: "add rules `RESULT when …`"
      )
      return false
    }
    if pending.kind == .escalation, syntax.combining == nil, syntax.stepsTaken == nil {
      report(
        .incomplete,
        at: syntax.span,
        "the escalation does not say which of several steps is taken",
        help: "add `, the furthest step that applies` to its first line"
      )
      return false
    }
    guard isHeadSound(pending), isMatrixSound(pending), let steps = steps(pending) else { return false }
    var approvalOf: Slot?
    if let name = syntax.approvalOf, pending.kind == .approval {
      guard let found = slot(name.text, from: scope) else {
        _ = typed(ExpressionSyntax(.name(name.text), name.span), in: scope)
        return false
      }
      approvalOf = found
    }
    var applicability: Node?
    if let condition = syntax.applicability {
      applicability = self.condition(condition, in: scope)
      if applicability == nil { return false }
    }
    guard let rules = pending.characteristics.isEmpty ? rules(pending) : characteristicRules(pending),
      let ranking = ranking(pending)
    else { return false }
    let isMain = pending.kind != .characteristic && pending.name.text == syntax.name.text
    let bounds = [isMain ? syntax.atLeast : nil, isMain ? syntax.atMost : nil].map { bound($0, pending) }
    guard let atLeast = bounds[0], let atMost = bounds[1],
      let shape = shape(pending, rules, atLeast.node, atMost.node)
    else { return false }
    guard let (rounding, rounded) = finalRounding(pending, shape, isMain ? syntax.rounding : nil) else {
      return false
    }
    decisions[index].resolved = Decision(
      name: pending.name.text,
      kind: pending.kind,
      slot: pending.slot,
      type: pending.type,
      scale: pending.typeSyntax?.scale,
      combining: pending.combining,
      applicability: applicability,
      rules: rules,
      ranking: ranking,
      atLeast: atLeast.node,
      atMost: atMost.node,
      rounding: rounding,
      isFinal: syntax.isFinal,
      approvalOf: approvalOf,
      stepsTaken: steps.taken,
      span: pending.kind == .characteristic ? pending.name.span : syntax.span
    )
    return finish(pending, rounded)
  }

  /// Gives the decision's field its size, inside the declared range; whether anybody can leave that is proven later.
  private func finish(_ pending: PendingDecision, _ shape: Shape?) -> Bool {
    let declared = pending.typeSyntax.flatMap { dataType($0)?.1 }
    let range = declared.map { ($0.low, $0.high) } ?? pending.type.range
    let (confined, checked) = confine(shape, to: range)
    update(pending.slot.scope) {
      $0.fields[pending.slot.index].shape = confined
      $0.fields[pending.slot.index].checkedRange = checked
    }
    return true
  }

  // MARK: Rules

  private func rules(_ pending: PendingDecision) -> [Rule]? {
    let labels = labels(pending)
    var rules: [Rule] = []
    var isSound = true
    for (position, draft) in pending.drafts.enumerated() {
      let conditions = draft.conditions.map { condition($0, in: pending.slot.scope) }
      let found = conditions.compactMap { $0 }
      let result = result(draft, position, pending)
      guard found.count == conditions.count, let result else {
        isSound = false
        continue
      }
      let whole: Node? =
        found.count > 1
        ? Node(.apply(.and, found.flatMap(\.conjuncts)), .yesNo, span: draft.span) : found.first
      rules.append(
        Rule(
          id: pending.name.text + "." + labels[position],
          condition: whole,
          isOtherwise: draft.isOtherwise,
          result: result,
          reasons: draft.reasons.map {
            .init(language: $0.language ?? KeywordTable.english.language, text: $0.text)
          },
          sources: draft.sources.map(\.text),
          channels: draft.channels.map(\.text),
          approvals: draft.approvals.map(\.text),
          state: draft.state,
          span: draft.span,
          cells: draft.cells
        )
      )
    }
    reportOtherwise(pending)
    return isSound ? rules : nil
  }

  private func result(_ draft: RuleDraft, _ position: Int, _ pending: PendingDecision) -> Node? {
    if pending.combining == .all {
      return Node(.constant(.rules(1 << UInt64(position))), .rules, span: draft.result.span)
    }
    guard let node = typed(draft.result, in: pending.slot.scope, expecting: pending.type),
      conforms(node, to: pending.type, draft.result.span), isInRange(node, pending)
    else { return nil }
    return node
  }

  /// Whether a result that is the same for everybody lies in the declared range.
  private func isInRange(_ node: Node, _ pending: PendingDecision) -> Bool {
    guard case .constant(.number(let number)) = node.kind, pending.kind != .scorecard,
      pending.syntax.atLeast == nil, pending.syntax.atMost == nil,
      let declared = pending.typeSyntax.flatMap({ dataType($0)?.1 }),
      number < declared.low || number > declared.high
    else { return true }
    let (low, high) = (amount(declared.low, of: pending.type), amount(declared.high, of: pending.type))
    report(
      .outsideRange,
      at: node.span,
      "`\(pending.name.text)` goes from \(low) to \(high)",
      help: "correct the result, or the range that is declared"
    )
    return false
  }

  private func characteristicRules(_ pending: PendingDecision) -> [Rule]? {
    var rules: [Rule] = []
    for index in pending.characteristics {
      guard let node = read(decisions[index].slot, decisions[index].name.span) else { return nil }
      rules.append(
        Rule(
          id: decisions[index].name.text,
          condition: nil,
          isOtherwise: false,
          result: node,
          reasons: [],
          sources: [],
          channels: [],
          approvals: [],
          state: nil,
          span: decisions[index].name.span
        )
      )
    }
    return rules
  }

  private func reportOtherwise(_ pending: PendingDecision) {
    let others = pending.drafts.filter(\.isOtherwise)
    if others.count > 1 {
      report(
        .saidTwice,
        at: others[1].span,
        "this decision has a second `otherwise`",
        help: "keep one, as the last rule"
      )
    }
    if let only = others.first, others.count == 1, pending.drafts.last?.isOtherwise == false,
      pending.kind != .approval
    {
      report(
        .neverReached,
        at: only.span,
        "`otherwise` stands before other rules, which reads as if they were never reached",
        help: "move it to the end of the decision",
        edit: movedToTheEnd(only, pending)
      )
    }
  }

  /// The rules with one of them last, where nothing but blanks stands between them.
  private func movedToTheEnd(_ draft: RuleDraft, _ pending: PendingDecision) -> Diagnostic.Edit? {
    let spans = pending.drafts.map(\.span).filter { $0.start >= draft.span.start }.sorted {
      $0.start < $1.start
    }
    guard spans.count > 1, let first = spans.first, let last = spans.last, !source(first).hasPrefix("|")
    else {
      return nil
    }
    let gaps = zip(spans, spans.dropFirst()).map {
      source(Span(file: first.file, start: $0.end, end: $1.start))
    }
    guard gaps.allSatisfy({ $0.utf8.contains(UInt8(ascii: "\n")) && $0.allSatisfy(\.isWhitespace) }) else {
      return nil
    }
    var text = ""
    for (span, gap) in zip(spans.dropFirst(), gaps.dropFirst() + gaps.prefix(1)) {
      text += source(span) + gap
    }
    // Where no other applies it applies, wherever it stands.
    return Diagnostic.Edit(first.through(last), text + source(first), isSafe: true)
  }

  /// One label for each rule: written, or its result where that is unique.
  private func labels(_ pending: PendingDecision) -> [String] {
    let proposals = pending.drafts.map { $0.label?.text ?? $0.proposedLabel }
    var counts: [String: Int] = [:]
    for proposal in proposals { counts[proposal, default: 0] += 1 }
    var seen: [String: Int] = [:]
    var labels: [String] = []
    for (draft, proposal) in zip(pending.drafts, proposals) {
      seen[proposal, default: 0] += 1
      labels.append(proposal)
      // Further results of a table share the labels of its own decision, which has been reported on.
      let isOwn = pending.name.text == pending.syntax.name.text || pending.kind == .characteristic
      guard isOwn else { continue }
      if draft.label != nil, seen[proposal, default: 0] > 1 {
        report(
          .duplicateRule,
          at: draft.label?.span ?? draft.span,
          "two rules have the id `\(pending.name.text).\(proposal)`",
          help: "give each rule a label of its own, so that it can be cited"
        )
      } else if draft.label == nil, proposal.isEmpty || counts[proposal, default: 0] > 1 {
        reportMissingLabel(draft, proposal, seen[proposal, default: 0], pending)
      }
    }
    return labels
  }

  private func reportMissingLabel(
    _ draft: RuleDraft,
    _ proposal: String,
    _ number: Int,
    _ pending: PendingDecision
  ) {
    // The first of several keeps the plain label.
    if !proposal.isEmpty, number == 1, pending.drafts.filter({ $0.label?.text == proposal }).isEmpty {
      return
    }
    let label = (proposal.isEmpty ? "rule" : proposal) + "_\(max(number, 1))"
    var (isTable, isMatrix) = (false, false)
    if case .table(let table) = pending.syntax.body, pending.kind != .characteristic {
      (isTable, isMatrix) = (true, table.measure != nil)
    }
    report(
      .labelNeeded,
      at: draft.span,
      proposal.isEmpty
        ? "this rule needs a label by which it can be cited"
        : "another rule already goes by `\(pending.name.text).\(proposal)`",
      help: isTable
        ? "add a column `rule` to the table and a label to each row"
          + (isMatrix ? "" : ", such as `\(label)`")
        : "write a label before it, such as `\(label): \(source(draft.result.span)) …`"
    )
  }

  func checkRuleNames() {
    var seen: [String: (rule: Span, decision: Span)] = [:]
    for decision in decisions.compactMap(\.resolved) {
      for rule in decision.rules {
        // Two rules of one decision have been reported with their labels.
        if let earlier = seen[rule.id], earlier.decision != decision.span {
          report(
            .duplicateRule,
            at: rule.span,
            "two rules have the id `\(rule.id)`",
            help: "give one of them another label",
            notes: [Diagnostic.Note("the first one stands here", at: earlier.rule)]
          )
        }
        seen[rule.id] = (rule.span, decision.span)
      }
    }
  }

  // MARK: Combining

  /// Results from the strictest to the mildest; empty where rules combine otherwise, nil after a report.
  private func ranking(_ pending: PendingDecision) -> [Value]? {
    let syntax = pending.syntax
    switch pending.combining {
    case .first, .exactlyOne, .all: return []
    case .sum:
      if pending.type.isNumeric { return [] }
      report(
        .typeMismatch,
        at: syntax.combining?.span ?? syntax.span,
        "\(describe(pending.type)) cannot be summed",
        help: "combine the rules in another way"
      )
      return nil
    case .lowest, .highest, .furthest:
      if isOrdered(pending.type) { return [] }
      report(
        .rankingNeeded,
        at: syntax.combining?.span ?? syntax.span,
        "\(describe(pending.type)) has no order",
        help: "declare its values as a scale, or write `ranked from strictest to mildest: …`"
      )
      return nil
    case .strictest: return strictness(pending)
    }
  }

  private func strictness(_ pending: PendingDecision) -> [Value]? {
    let span = pending.syntax.combining?.span ?? pending.syntax.span
    guard let written = pending.syntax.ranking else {
      if case .symbol(let number) = pending.type, enumerations[number].isStrictestLast {
        return enumerations[number].members.indices.reversed().map { .symbol(Int32($0)) }
      }
      report(
        .rankingNeeded,
        at: span,
        "nothing says which result is stricter",
        help: pending.type.isNumeric
          ? "write `the lowest of those that apply` or `the highest of those that apply`"
          : "add `, ranked from strictest to mildest: …` with every result"
      )
      return nil
    }
    var ranking: [Value] = []
    for expression in written {
      guard let node = typed(expression, in: pending.slot.scope, expecting: pending.type),
        conforms(node, to: pending.type, expression.span), let value = node.constant
      else { return nil }
      ranking.append(value)
    }
    for draft in pending.drafts {
      guard let node = typed(draft.result, in: pending.slot.scope, expecting: pending.type) else {
        return nil
      }
      if let value = node.constant, ranking.contains(value) { continue }
      report(
        .rankingNeeded,
        at: draft.result.span,
        "this result does not stand in the ranking",
        help: "add `\(source(draft.result.span))` to `ranked from strictest to mildest: …`"
      )
      return nil
    }
    return ranking
  }

  // MARK: Clamps, sizes and rounding

  private func bound(_ syntax: ExpressionSyntax?, _ pending: PendingDecision) -> (node: Node?, Void)? {
    guard let syntax else { return (nil, ()) }
    guard let node = typed(syntax, in: pending.slot.scope, expecting: pending.type),
      conforms(node, to: pending.type, syntax.span)
    else { return nil }
    guard isOrdered(node.type) else {
      reportNotOrdered(node)
      return nil
    }
    return (node, ())
  }

  /// The size before rounding; an empty optional inside for what is not a number, nil after a report.
  private func shape(_ pending: PendingDecision, _ rules: [Rule], _ atLeast: Node?, _ atMost: Node?)
    -> Shape??
  {
    guard pending.type.isNumeric else { return .some(nil) }
    do throws(Shape.TooLarge) {
      var total: Shape?
      for shape in rules.compactMap(\.result.shape) {
        if pending.combining == .sum, shape.mayBeUnlimited {
          _ = unlimitedProblem(
            rules.first { $0.result.shape?.mayBeUnlimited ?? false }?.result ?? rules[0].result
          )
          return nil
        }
        guard pending.combining == .sum else {
          total = try total?.joined(with: shape) ?? shape
          continue
        }
        if shape.isQuotient {
          _ = quotientProblem(
            rules.first { $0.result.shape?.isQuotient ?? false }?.result ?? rules[0].result,
            "summed"
          )
          return nil
        }
        total = try total?.adding(shape) ?? shape
      }
      if pending.combining == .sum, rules.contains(where: { $0.condition != nil }), let known = total {
        // A rule that does not apply adds nothing.
        total = try known.joined(with: Shape(of: .zero))
      }
      guard var shape = total else { return .some(nil) }
      if let bound = atLeast?.shape {
        shape = try shape.joined(with: bound).clamped(low: bound.low, high: nil)
      }
      if let bound = atMost?.shape {
        let isUnlimited = shape.mayBeUnlimited && bound.mayBeUnlimited
        shape = try shape.joined(with: bound).clamped(low: nil, high: bound.high).unlimited(isUnlimited)
      }
      return .some(shape)
    } catch {
      _ = tooLarge(pending.syntax.span)
      return nil
    }
  }

  /// A decision on money is rounded once, last; any other where it says so, and it must where it is a quotient.
  private func finalRounding(
    _ pending: PendingDecision,
    _ shape: Shape?,
    _ syntax: RoundingSyntax?
  ) -> ((rule: Rounding, step: Operation.Step)?, Shape?)? {
    guard let shape else { return (nil, nil) }
    var rounding: (rule: Rounding, step: Operation.Step)?
    if let syntax {
      guard let (rule, step) = self.rounding(syntax, of: pending.type, pending.slot.scope) else { return nil }
      rounding = (rule, step)
    } else if case .money(let currency) = pending.type, shape.decimals ?? .max > currency.minorDigits {
      guard let rule = header?.rounding, let step = Operation.Step(currency.minorUnit) else {
        reportOnce(
          .roundingNeeded,
          at: pending.syntax.span,
          "`\(pending.name.text)` can have more decimals than \(currency.code) has",
          help: "say in the header how amounts are rounded: `currency \(currency.code), rounded half up`"
        )
        return nil
      }
      rounding = (rule, step)
    } else if shape.isQuotient {
      report(
        .roundingNeeded,
        at: pending.syntax.span,
        "`\(pending.name.text)` can have endless decimals",
        help: "add `, rounded half up to 2 decimals` after its name"
      )
      return nil
    }
    guard let rounding else { return (nil, shape) }
    guard let rounded = try? shape.rounded(rounding.rule, toMultipleOf: rounding.step.number) else {
      _ = tooLarge(pending.syntax.span)
      return nil
    }
    return (rounding, rounded)
  }
}

extension Node {
  /// The parts of a conjunction; the node itself where it is none.
  var conjuncts: [Node] {
    if case .apply(.and, let parts) = kind { parts } else { [self] }
  }
}

extension TypeSyntax {
  /// The ends of a scale; nil for any other type.
  fileprivate var scale: ScaleDirection? {
    if case .scale(let direction, _, _) = kind { direction } else { nil }
  }
}
