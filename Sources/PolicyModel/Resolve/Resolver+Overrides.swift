import Exact
import PolicySyntax

extension Resolver {
  func resolveOverrides() -> [Override] {
    var overrides: [Override] = []
    for item in items {
      guard case .override(let syntax) = item else { continue }
      guard let approver = completeOverride(syntax) else { continue }
      for replacement in syntax.replacements {
        if let override = resolve(replacement, of: syntax, approver) {
          reportOverlap(override, overrides, replacement.span)
          overrides.append(override)
        }
      }
    }
    return overrides
  }

  /// Who approved it and when; nil where the override lacks something that makes it legitimate.
  private func completeOverride(_ syntax: OverrideSyntax) -> (by: String, on: CalendarDate)? {
    var missing: [String] = []
    if syntax.approvedBy == nil || syntax.approvedOn == nil {
      missing.append("`approved by \"\(syntax.approvedBy?.text ?? "…")\" on …`")
    }
    if syntax.reasons.isEmpty { missing.append("`because \"…\"`") }
    if syntax.replacements.isEmpty {
      missing.append("the decision that it replaces, such as `limit 50 000 EUR until …`")
    }
    let endless = syntax.replacements.filter { $0.until == nil }
    if !missing.isEmpty {
      if isPartlyUnread(syntax.span) { return nil }
      missing += endless.map { "`until …` after `\(source($0.span))`" }
      report(
        .overrideIncomplete,
        at: syntax.span,
        "an override names who approved it, why and until when",
        help: "add \(missing.joined(separator: " and "))"
      )
      return nil
    }
    for replacement in endless where !isPartlyUnread(syntax.span) {
      let year = syntax.approvedOn.map { "\($0)".prefix(4) } ?? "2026"
      report(
        .overrideIncomplete,
        at: replacement.span,
        "an override has an end",
        help: "add the last day after the value: `\(source(replacement.span)) until \(year)-12-31`"
      )
    }
    guard let by = syntax.approvedBy, let on = syntax.approvedOn else { return nil }
    return (by.text, on)
  }

  private func resolve(
    _ replacement: OverrideSyntax.Replacement,
    of syntax: OverrideSyntax,
    _ approver: (by: String, on: CalendarDate)
  ) -> Override? {
    guard let until = replacement.until else { return nil }
    guard let slot = slot(replacement.decision.text, from: .customer), slot.scope == .customer,
      case .decision(let index) = field(slot).origin
    else {
      let names = decisions.filter { $0.slot.scope == .customer }.map(\.name.text)
      reportUnknown(
        replacement.decision.text,
        at: replacement.decision.span,
        "no decision on a customer is called `\(replacement.decision.text)`",
        among: names,
        help: "an override replaces a decision of the customer"
      )
      return nil
    }
    guard let decision = decisions[index].resolved else { return nil }
    if decision.isFinal {
      report(
        .overrideFinal,
        at: replacement.decision.span,
        "`\(decision.name)` is final and cannot be overridden",
        help: "remove the override, or `final` from the decision",
        notes: [Diagnostic.Note("it is declared final here", at: decision.span)]
      )
      return nil
    }
    guard let node = typed(replacement.value, in: .customer, expecting: decision.type),
      conforms(node, to: decision.type, replacement.value.span)
    else { return nil }
    guard let value = node.constant, !value.isMissing else {
      report(
        .typeMismatch,
        at: replacement.value.span,
        "an override gives one fixed value",
        help: "write the value itself"
      )
      return nil
    }
    if value == .unlimited, !(field(slot).shape?.mayBeUnlimited ?? false) {
      report(
        .outsideRange,
        at: replacement.value.span,
        "no rule of `\(replacement.decision.text)` gives an unlimited result, so an override cannot either",
        help: "write the amount"
      )
      return nil
    }
    if case .number(let number) = value,
      !isAllowed(number, decision, decisions[index], replacement.value.span)
    {
      return nil
    }
    let from = replacement.from ?? approver.on
    if until < from {
      report(
        .overrideIncomplete,
        at: replacement.span,
        "the override ends (\(until)) before it begins (\(from))",
        help: "correct one of the two days"
      )
      return nil
    }
    return Override(
      customer: text(syntax.customer.text),
      decision: index,
      value: value,
      from: from,
      until: until,
      approvedBy: approver.by,
      approvedOn: approver.on,
      reasons: syntax.reasons.map {
        .init(language: $0.language ?? KeywordTable.english.language, text: $0.text)
      },
      span: replacement.span
    )
  }

  /// Whether an overriding number is one that the decision could give: within its bounds, with its decimals.
  private func isAllowed(_ number: Number, _ decision: Decision, _ pending: PendingDecision, _ span: Span)
    -> Bool
  {
    let declared = pending.typeSyntax.flatMap { dataType($0)?.1 }
    func constant(_ node: Node?) -> Number? {
      if case .number(let number)? = node?.constant { number } else { nil }
    }
    let low = [declared?.low, constant(decision.atLeast)].compactMap { $0 }.max()
    let high = [declared?.high, constant(decision.atMost)].compactMap { $0 }.min()
    if let low, number < low {
      report(
        .outsideRange,
        at: span,
        "`\(decision.name)` is at least \(amount(low, of: decision.type))",
        help: "an override stays within the bounds of its decision"
      )
      return false
    }
    if let high, number > high {
      report(
        .outsideRange,
        at: span,
        "`\(decision.name)` is at most \(amount(high, of: decision.type))",
        help: "an override stays within the bounds of its decision"
      )
      return false
    }
    if case .money(let currency) = decision.type, number.decimalsNeeded ?? .max > currency.minorDigits {
      report(
        .outsideRange,
        at: span,
        "an amount in \(currency.code) has at most \(currency.minorDigits) decimals",
        help: "write the amount as it is paid"
      )
      return false
    }
    return true
  }

  private func reportOverlap(_ override: Override, _ earlier: [Override], _ span: Span) {
    guard
      let other = earlier.first(where: {
        $0.customer == override.customer && $0.decision == override.decision && $0.from <= override.until
          && override.from <= $0.until
      })
    else { return }
    report(
      .overrideIncomplete,
      at: span,
      "two overrides of the same decision of this customer overlap in time",
      help: "end the first before the second begins",
      notes: [Diagnostic.Note("the first stands here", at: other.span)]
    )
  }
}
