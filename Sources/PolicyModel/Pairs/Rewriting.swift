import Exact
import PolicySyntax

/// Where the named values of a policy stand in a joined one.
struct ValueMap: Sendable {
  /// By the number of the enumeration: its number there, and the symbol there of each of its symbols.
  var enumerations: [Int] = []
  var symbols: [[Int32: Int32]] = []
  var texts: [Int32] = []
  var terms: [Int32] = []
  var rates: [Int] = []
  /// How far the numbers of files are moved.
  var fileOffset: Int32 = 0

  func type(_ type: ValueType) -> ValueType {
    if case .symbol(let number) = type { .symbol(enumerations[number]) } else { type }
  }

  func value(_ value: Value, _ type: ValueType) -> Value {
    switch (value, type) {
    case (.symbol(let symbol), .symbol(let number)): .symbol(symbols[number][symbol] ?? symbol)
    case (.text(let text), _) where Int(text) < texts.count: .text(texts[Int(text)])
    case (.terms(let number), _): .terms(terms[Int(number)])
    default: value
    }
  }

  /// The way back; nil for a member, or for terms, that this policy does not have.
  func own(_ value: Value, _ type: ValueType, _ joined: Policy) -> Value? {
    switch (value, type) {
    case (.symbol(let symbol), .symbol(let number)):
      return symbols[number].first { $0.value == symbol }.map { .symbol($0.key) }
    case (.text(let text), _):
      if let place = texts.firstIndex(of: text) { return .text(Int32(place)) }
      // A text that is named nowhere, or only by the other policy: it is another one here.
      return .text(Int32(texts.count) + text)
    case (.terms(let number), _): return terms.firstIndex(of: number).map { .terms(Int32($0)) }
    default: return value
    }
  }

  func span(_ span: Span) -> Span {
    span == .none ? span : Span(file: span.file + fileOffset, start: span.start, end: span.end)
  }
}

/// An expression of one policy as one of a joined policy.
struct Rewriting {
  let values: ValueMap
  let slots: [Slot: Slot]
  let collections: [Int]

  func scope(_ scope: Scope) -> Scope {
    if case .collection(let number) = scope { .collection(collections[number]) } else { scope }
  }

  func node(_ node: Node) -> Node {
    Node(kind(node), values.type(node.type), shape: node.shape, span: values.span(node.span))
  }

  private func kind(_ node: Node) -> Node.Kind {
    switch node.kind {
    case .constant(let value): .constant(values.value(value, node.type))
    case .asOf: .asOf
    case .read(let slot): .read(slots[slot] ?? slot)
    case .apply(let operation, let operands): .apply(self.operation(operation), operands.map(self.node))
    case .cases(let cases):
      .cases(cases.map { .init(condition: $0.condition.map(self.node), result: self.node($0.result)) })
    case .aggregate(let aggregate): .aggregate(self.aggregate(aggregate))
    }
  }

  private func operation(_ operation: Operation) -> Operation {
    switch operation {
    case .rateOn(let table): .rateOn(values.rates[table])
    case .interest(let interest):
      .interest(
        Interest(
          rates: interest.rates.map { values.rates[$0] },
          yearDays: interest.yearDays,
          compounding: interest.compounding
        )
      )
    default: operation
    }
  }

  private func aggregate(_ aggregate: Aggregate) -> Aggregate {
    Aggregate(
      function: aggregate.function,
      scope: scope(aggregate.scope),
      value: aggregate.value.map(node),
      weight: aggregate.weight.map(node),
      order: aggregate.order.map(node),
      condition: aggregate.condition.map(node),
      upTo: aggregate.upTo.map(node),
      earlier: aggregate.earlier
    )
  }

  func decision(_ decision: Decision, slot: Slot) -> Decision {
    Decision(
      name: decision.name,
      kind: decision.kind,
      slot: slot,
      type: values.type(decision.type),
      scale: decision.scale,
      combining: decision.combining,
      applicability: decision.applicability.map(node),
      rules: decision.rules.map(rule),
      ranking: decision.ranking.map { values.value($0, decision.type) },
      atLeast: decision.atLeast.map(node),
      atMost: decision.atMost.map(node),
      rounding: decision.rounding,
      isFinal: decision.isFinal,
      approvalOf: decision.approvalOf.map { slots[$0] ?? $0 },
      stepsTaken: decision.stepsTaken.map {
        StepsTaken(last: slots[$0.last] ?? $0.last, on: slots[$0.on] ?? $0.on, nodes: $0.nodes.map(node))
      },
      span: values.span(decision.span)
    )
  }

  private func rule(_ rule: Rule) -> Rule {
    Rule(
      id: rule.id,
      condition: rule.condition.map(node),
      isOtherwise: rule.isOtherwise,
      result: node(rule.result),
      reasons: rule.reasons,
      sources: rule.sources,
      channels: rule.channels,
      approvals: rule.approvals,
      state: rule.state,
      span: values.span(rule.span)
    )
  }
}
