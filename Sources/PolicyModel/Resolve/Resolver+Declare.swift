import PolicySyntax

/// Names of definitions and decisions, before anything is resolved.
extension Resolver {
  func declareDefinitions() {
    for item in items {
      guard case .definitions(let block) = item else { continue }
      guard let scope = scope(block.scope) else {
        unreadNames.formUnion(block.definitions.map(\.name.text))
        continue
      }
      for definition in block.definitions {
        declare(definition.name, in: scope, .definition(definition.value))
      }
    }
  }

  private func scope(_ syntax: DefinitionsSyntax.Scope) -> Scope? {
    switch syntax {
    case .customer: return .customer
    case .group: return .group
    case .each(let name):
      // "for each customer" says the same as "for the customer".
      return name.text == customer.name ? .customer : collection(each: name)
    }
  }

  func collection(each name: NameSyntax) -> Scope? {
    if let index = collections.firstIndex(where: { $0.name == name.text }) { return .collection(index) }
    reportUnknown(
      name.text,
      at: name.span,
      "no record is called `\(name.text)`",
      among: collections.map(\.name),
      help: "declare it with `\(name.text) of customer`"
    )
    return nil
  }

  func declareDecisions() {
    let syntaxes = items.compactMap { item -> DecisionSyntax? in
      if case .decision(let decision) = item { decision } else { nil }
    }
    let segment =
      syntaxes.first { $0.kind == .segment && $0.each == nil && !$0.isOfGroup }?.name.text
      ?? DecisionKind.segment.rawValue
    valueNames = Set(syntaxes.flatMap { [$0.name.text] + $0.further.map(\.name.text) })
    for builder in [customer, group] + collections { valueNames.formUnion(builder.names.keys) }
    for syntax in syntaxes {
      var scope = syntax.isOfGroup ? Scope.group : .customer
      if let each = syntax.each, each.text != customer.name {
        guard let found = collection(each: each) else {
          unreadNames.insert(syntax.name.text)
          continue
        }
        scope = found
      }
      declare(syntax, scope, segment)
    }
  }

  private func declare(_ syntax: DecisionSyntax, _ scope: Scope, _ segment: String) {
    let index = add(syntax, syntax.name, syntax.kind, syntax.type, syntax.body, scope, segment)
    if let index, syntax.kind == .segment, scope == .customer, segmentDecision == nil {
      segmentDecision = index
    }
    for further in syntax.further {
      _ = add(syntax, further.name, .custom, further.type, syntax.body, scope, segment, following: index)
    }
    for characteristic in syntax.characteristics {
      let name = NameSyntax(syntax.name.text + "." + characteristic.name.text, characteristic.name.span)
      guard let added = add(syntax, name, .characteristic, nil, characteristic.body, scope, segment),
        let index
      else {
        continue
      }
      decisions[index].characteristics.append(added)
    }
  }

  private func add(
    _ syntax: DecisionSyntax,
    _ name: NameSyntax,
    _ kind: DecisionKind,
    _ typeSyntax: TypeSyntax?,
    _ body: BodySyntax,
    _ scope: Scope,
    _ segment: String,
    following main: Int? = nil
  ) -> Int? {
    let index = decisions.count
    guard let slot = declare(name, in: scope, .decision(index)) else { return nil }
    let isCharacteristic = kind == .characteristic
    let maker = DraftMaker(
      segmentName: segment,
      column: kind == .custom ? name : NameSyntax(isCharacteristic ? "" : syntax.name.text, name.span),
      approvalOf: syntax.approvalOf,
      isList: syntax.combining?.value == .all,
      stepsTaken: kind == .escalation ? syntax.stepsTaken : nil,
      valueNames: valueNames,
      report: { [self] in report($0, at: $1, $2, help: $3) }
    )
    // A table with further results is reported on once, for its own decision.
    var drafts = maker.drafts(.rules(syntax.states)) + maker.drafts(body)
    let steps = kind == .escalation ? maker.steps(body, drafts) : []
    if kind == .escalation { drafts = maker.guarded(drafts, steps: steps) }
    var combining = isCharacteristic ? .first : syntax.combining?.value ?? defaultCombining(syntax, kind)
    if let main, [.furthest, .strictest].contains(decisions[main].combining) {
      // Whoever takes the furthest step wants the letter of that step: the row that decided gives all results.
      drafts = drafts.map { $0.following(decisions[main]) }
      combining = .first
    }
    let type = decisionType(syntax, kind, typeSyntax, drafts, steps, combining)
    decisions.append(
      PendingDecision(
        syntax: syntax,
        name: name,
        kind: kind,
        slot: slot,
        type: type ?? .number,
        typeSyntax: typeSyntax,
        drafts: drafts,
        steps: steps,
        combining: combining
      )
    )
    update(scope) {
      $0.fields[slot.index].type = type ?? .number
      if type == nil { $0.fields[slot.index].state = .broken }
    }
    return index
  }

  private func defaultCombining(_ syntax: DecisionSyntax, _ kind: DecisionKind) -> Combining {
    switch kind {
    case .scorecard: .sum
    // Only one step has its turn, so this says nothing more.
    case .escalation: syntax.stepsTaken == nil ? .first : .furthest
    default: .first
    }
  }

  /// What kind of value a decision gives; the domain kinds know, a decision of one's own says.
  private func decisionType(
    _ syntax: DecisionSyntax,
    _ kind: DecisionKind,
    _ typeSyntax: TypeSyntax?,
    _ drafts: [RuleDraft],
    _ steps: [NameSyntax],
    _ combining: Combining
  ) -> ValueType? {
    if combining == .all { return .rules }
    switch kind {
    case .limit: return currency.map { .money($0) }
    case .terms: return .terms
    case .characteristic: return .number
    case .scorecard:
      if typeSyntax == nil {
        report(
          .incomplete,
          at: syntax.span,
          "the scorecard `\(syntax.name.text)` does not say between which points it lies",
          help: "add its range: `scorecard \(syntax.name.text), from 0 to 100`"
        )
      }
      return .number
    case .retentionOfTitle:
      return .symbol(enumeration(Enumeration(members: ["not_required", "required"])))
    case .segment: return .symbol(enumeration(Enumeration(members: results(drafts))))
    case .approval:
      // The ladder is that of the rungs with amounts; whoever stands on none has no place in its order.
      let ladder = results(drafts.filter(\.isRung))
      let others = results(drafts.filter { !$0.isRung }).filter { !ladder.contains($0) }
      if ladder.isEmpty { return .symbol(enumeration(Enumeration(members: others, isOrdered: true))) }
      return .symbol(enumeration(Enumeration(members: ladder, outside: others, isOrdered: true)))
    case .escalation:
      // What is done when no step applies comes first, then the states, then the steps.
      let ordered =
        results(drafts.filter(\.isOtherwise)) + results(drafts.filter { $0.state != nil }) + steps.map(\.text)
      var seen: Set<String> = []
      return .symbol(
        enumeration(Enumeration(members: ordered.filter { seen.insert($0).inserted }, isOrdered: true))
      )
    case .custom:
      guard let typeSyntax else {
        report(
          .incomplete,
          at: syntax.span,
          "the decision `\(syntax.name.text)` does not say what it gives",
          help:
            "write its type after its name: `decision \(syntax.name.text), percent`, or `money`, `days`, `one of …`"
        )
        return nil
      }
      return dataType(typeSyntax)?.0
    }
  }

  private func results(_ drafts: [RuleDraft]) -> [String] {
    var seen: Set<String> = []
    return drafts.compactMap(\.resultName).filter { seen.insert($0).inserted }
  }
}
