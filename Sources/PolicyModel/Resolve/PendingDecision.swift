import Exact
import PolicySyntax

/// A decision while it is being resolved.
///
/// One item of the text can give several: a table has further results, a scorecard its characteristics; each
/// is a decision like any other.
struct PendingDecision {
  let syntax: DecisionSyntax
  let name: NameSyntax
  let kind: DecisionKind
  let slot: Slot
  let type: ValueType
  let typeSyntax: TypeSyntax?
  let drafts: [RuleDraft]
  /// The steps of an escalation, from the mildest to the furthest.
  let steps: [NameSyntax]
  let combining: Combining
  /// The decisions of a scorecard's characteristics, which are its rules.
  var characteristics: [Int] = []
  var resolved: Decision?
}

/// A rule or a row of a table, with the condition put together from all that confines it.
struct RuleDraft {
  let label: NameSyntax?
  /// What the label is where none is written, if that is unique.
  let proposedLabel: String
  let result: ExpressionSyntax
  var conditions: [ExpressionSyntax]
  let isOtherwise: Bool
  /// Whether it is a rung with an amount on a ladder of approval.
  let isRung: Bool
  var state: EscalationState?
  let reasons: [ReasonSyntax]
  let sources: [TextSyntax]
  let channels: [NameSyntax]
  let approvals: [NameSyntax]
  let span: Span
  var cells: [Rule.Cell] = []
}

extension RuleDraft {
  /// The same row for a further result: it counts where it gave the decision's own result.
  func following(_ main: PendingDecision) -> RuleDraft {
    guard !isOtherwise, let own = main.drafts.first(where: { $0.span == span }) else { return self }
    let place = own.result.span
    let decided = ExpressionSyntax(.name(main.name.text), place)
    let questions: [PredicateSyntax.Kind] = [.known, .equals([own.result])]
    let asked = questions.map {
      ExpressionSyntax(.comparison(decided, PredicateSyntax(kind: $0, negated: false, span: place)), place)
    }
    return RuleDraft(
      label: label,
      proposedLabel: proposedLabel,
      result: result,
      conditions: asked + conditions,
      isOtherwise: isOtherwise,
      isRung: isRung,
      reasons: reasons,
      sources: sources,
      channels: channels,
      approvals: approvals,
      span: span
    )
  }
}

extension DecisionSyntax {
  /// Everything that can mention another field, for one of the decisions of the item.
  func expressions(for decision: PendingDecision) -> [ExpressionSyntax] {
    [applicability, atLeast, atMost].compactMap { $0 }
      + decision.drafts.flatMap { $0.conditions + [$0.result] }
      + (stepsTaken.map { [$0.last, $0.on] } ?? []).map { ExpressionSyntax(.name($0.text), $0.span) }
      + (approvalOf.map { [ExpressionSyntax(.name($0.text), $0.span)] } ?? [])
  }
}

/// Rules and tables in one form.
struct DraftMaker {
  let segmentName: String
  /// The place of the result among the results of a table: 0 for the decision itself.
  let column: NameSyntax
  let approvalOf: NameSyntax?
  /// Whether all rules that apply are listed.
  let isList: Bool
  let stepsTaken: StepsTakenSyntax?
  /// The names of values, which as headings of a matrix are no results.
  let valueNames: Set<String>
  let report: (Code, Span, String, String?) -> Void

  func drafts(_ body: BodySyntax) -> [RuleDraft] {
    switch body {
    case .rules(let rules): rules.map(draft)
    case .table(let table):
      table.measure.map { matrix(table, by: $0) } ?? table.rows.compactMap { draft($0, table) }
    }
  }

  private func draft(_ rule: RuleSyntax) -> RuleDraft {
    var conditions: [ExpressionSyntax] = []
    if !rule.segments.isEmpty {
      let span = rule.segments[0].span.through(rule.segments[rule.segments.count - 1].span)
      conditions.append(isOneOf(segmentName, rule.segments, span))
    }
    conditions += rule.timings.compactMap(due)
    if case .upTo(let most)? = rule.rung, let approvalOf {
      let bound = PredicateSyntax.Bound(value: most, inclusive: true)
      let predicate = PredicateSyntax(
        kind: .bounds(lower: nil, upper: bound),
        negated: false,
        span: most.span
      )
      conditions.append(
        ExpressionSyntax(
          .comparison(ExpressionSyntax(.name(approvalOf.text), approvalOf.span), predicate),
          most.span
        )
      )
    }
    var isOtherwise = false
    if case .above? = rule.rung { isOtherwise = true }
    switch rule.condition {
    case .when(let condition): conditions.append(condition)
    case .otherwise: isOtherwise = true
    case .always: break
    case .unconditional:
      if conditions.isEmpty && rule.timings.isEmpty && !isOtherwise {
        report(
          .incomplete,
          rule.span,
          "this rule does not say when it applies",
          "add `when …`, or `otherwise` to the last rule"
        )
      }
    }
    return RuleDraft(
      label: rule.label,
      proposedLabel: DraftMaker.label(
        rule.result,
        segments: rule.segments.map(\.text),
        isOtherwise: isOtherwise
      ),
      result: rule.result,
      conditions: conditions,
      isOtherwise: isOtherwise,
      isRung: rule.rung != nil,
      state: rule.state,
      reasons: rule.reasons,
      sources: rule.sources,
      channels: rule.channels,
      approvals: rule.approvals,
      span: rule.span
    )
  }

  func isOneOf(_ subject: String, _ names: [NameSyntax], _ span: Span) -> ExpressionSyntax {
    let values = names.map { ExpressionSyntax(.name($0.text), $0.span) }
    let predicate = PredicateSyntax(kind: .equals(values), negated: false, span: span)
    return ExpressionSyntax(.comparison(ExpressionSyntax(.name(subject), span), predicate), span)
  }

  // MARK: Tables

  /// One row as a rule.
  ///
  /// - Parameters:
  ///   - result: the result of a row of a matrix, which has none of its own.
  ///   - names: the columns of a matrix that hold thresholds, which are no conditions of the whole row.
  func draft(
    _ row: TableSyntax.Row,
    _ table: TableSyntax,
    result given: ExpressionSyntax? = nil,
    leavingOut names: [Int: NameSyntax] = [:]
  ) -> RuleDraft? {
    var label: NameSyntax?
    var result = given
    var conditions: [ExpressionSyntax] = []
    var cells: [Rule.Cell] = []
    var keys: [String] = []
    var isOtherwise = false
    var reasons: [ReasonSyntax] = []
    var sources: [TextSyntax] = []
    var channels: [NameSyntax] = []
    var approvals: [NameSyntax] = []
    for (column, ((heading, place), (cell, span))) in zip(table.headings, row.cells).enumerated()
    where names[column] == nil {
      switch (heading, cell) {
      case (.condition(let subject), .predicate(let predicate)):
        conditions.append(ExpressionSyntax(.comparison(subject, predicate), span))
        cells.append(Rule.Cell(heading: place, span: span))
        if case .equals(let values) = predicate.kind, values.count == 1, !predicate.negated,
          case .name(let name) = values[0].kind
        {
          keys.append(name)
        }
      case (.condition, .otherwise): isOtherwise = true
      case (.result(let name), .result(let value)) where name.text == self.column.text: result = value
      case (.label, .names(let names)): label = names.first
      case (.because(let language), .texts(let texts)):
        reasons += texts.map { ReasonSyntax(language: language, text: $0.text, span: $0.span) }
      case (.cites, .texts(let texts)): sources += texts
      case (.channels, .names(let names)): channels += names
      case (.approval, .names(let names)): approvals += names
      case (_, .broken): return nil
      default: break
      }
    }
    guard let result else { return nil }
    // In a list of all that apply the results are what is listed, so they are the labels too.
    let first = isList ? [] : keys.first.map { [$0] } ?? []
    return RuleDraft(
      label: label,
      proposedLabel: DraftMaker.label(
        result,
        segments: first,
        isOtherwise: isOtherwise || conditions.isEmpty
      ),
      result: result,
      conditions: conditions,
      isOtherwise: isOtherwise,
      isRung: false,
      reasons: reasons,
      sources: sources,
      channels: channels,
      approvals: approvals,
      span: row.span,
      cells: cells
    )
  }

  // MARK: Labels

  /// The label of a rule that has none written: its result, its segment, or `otherwise`.
  static func label(_ result: ExpressionSyntax, segments: [String], isOtherwise: Bool) -> String {
    if case .name(let name) = result.kind, segments.isEmpty { return slug(name) }
    if segments.count == 1 { return segments[0] }
    if case .name(let name) = result.kind { return slug(name) }
    if let label = literalLabel(result) { return label }
    return isOtherwise ? "otherwise" : ""
  }

  private static func literalLabel(_ result: ExpressionSyntax) -> String? {
    switch result.kind {
    case .number(let number, let unit):
      let suffix: String =
        switch unit {
        case nil: ""
        case .percent?: "_percent"
        case .days?: "_days"
        case .months?: "_months"
        case .years?: "_years"
        case .currency(let code)?: "_" + code
        }
      return slug(number.description) + suffix
    case .yesNo(let answer): return answer ? "yes" : "no"
    case .text(let text): return slug(text)
    case .unlimited: return "unlimited"
    case .terms(let terms):
      let words = TermsSyntax.description(terms.parts, terms.discount).replacing("%", with: " percent")
      return words.split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
    default: return nil
    }
  }

  private static func slug(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}
