import PolicySyntax

/// A matrix as rules: each cell is a rule for its row's condition and from its threshold on.
extension DraftMaker {
  /// The headings that are results: single names that no value has.
  func results(of table: TableSyntax) -> [(column: Int, name: NameSyntax)] {
    table.headings.enumerated().compactMap { column, heading in
      guard case .condition(let subject) = heading.heading else { return nil }
      switch subject.kind {
      case .name(let name) where valueNames.contains(name): return nil
      case .name(let name), .text(let name):
        return isMisspelt(table.rows.map { $0.cells[column].cell })
          ? nil : (column, NameSyntax(name, subject.span))
      default: return nil
      }
    }
  }

  /// Whether cells under a name that no value has can only be meant for a value: they list what it is.
  private func isMisspelt(_ cells: [TableSyntax.Cell]) -> Bool {
    var listsMembers = false
    for cell in cells {
      switch cell {
      case .never, .otherwise: return false
      case .predicate(let predicate):
        guard case .equals(let values) = predicate.kind else { return false }
        for value in values {
          switch value.kind {
          case .name(let name) where !valueNames.contains(name): listsMembers = true
          case .text: listsMembers = true
          default: return false
          }
        }
      default: break
      }
    }
    return listsMembers
  }

  func matrix(_ table: TableSyntax, by measure: ExpressionSyntax) -> [RuleDraft] {
    let columns = results(of: table)
    let names = Dictionary(columns.map { ($0.column, $0.name) }) { first, _ in first }
    var drafts: [RuleDraft] = []
    var other: RuleDraft?
    for row in table.rows {
      guard let base = draft(row, table, result: ExpressionSyntax(.missing, row.span), leavingOut: names)
      else {
        continue
      }
      if base.isOtherwise {
        report(
          .unexpected,
          row.span,
          "in a matrix `otherwise` stands under a result",
          "write `all` where a row does not ask for this value"
        )
        continue
      }
      var never: NameSyntax?
      for (column, name) in columns {
        let (cell, span) = row.cells[column]
        var threshold: [ExpressionSyntax] = []
        switch cell {
        case .all: break
        case .never:
          never = never ?? name
          continue
        case .otherwise:
          if other == nil { other = otherwise(name, base) }
          if let other, other.resultName != name.text {
            report(
              .saidTwice,
              span,
              "`otherwise` stands under `\(other.resultName ?? "")` in another row",
              "let it stand in one column: what is decided where no threshold is reached"
            )
          }
          continue
        case .predicate(let predicate):
          guard let condition = reached(predicate, measure, span) else { continue }
          threshold = [condition]
        default: continue
        }
        if let never, stepsTaken != nil {
          report(
            .stepNeverReached,
            span,
            "this row never gets to `\(name.text)`, because it never gets to `\(never.text)` before it",
            "write `never` here too, or a threshold for `\(never.text)`"
          )
        }
        drafts.append(rule(name, base, threshold))
      }
    }
    return drafts + (other.map { [$0] } ?? [])
  }

  /// `5 days` is at least 5 days; bounds are as they stand.
  private func reached(_ predicate: PredicateSyntax, _ measure: ExpressionSyntax, _ span: Span)
    -> ExpressionSyntax?
  {
    switch predicate.kind {
    case .equals(let values) where values.count == 1 && !predicate.negated:
      let bound = PredicateSyntax.Bound(value: values[0], inclusive: true)
      let least = PredicateSyntax(kind: .bounds(lower: bound, upper: nil), negated: false, span: span)
      return ExpressionSyntax(.comparison(measure, least), span)
    case .bounds: return ExpressionSyntax(.comparison(measure, predicate), span)
    default:
      report(
        .unexpected,
        span,
        "this cell says no threshold",
        "write from where on the row gets there, such as `5 days`, or `never`, `all` or `otherwise`"
      )
      return nil
    }
  }

  private func rule(_ name: NameSyntax, _ row: RuleDraft, _ threshold: [ExpressionSyntax]) -> RuleDraft {
    let label = row.label.map { NameSyntax($0.text + "_" + name.text, $0.span) }
    return RuleDraft(
      label: label,
      proposedLabel: row.proposedLabel.isEmpty || row.conditions.isEmpty
        ? DraftMaker.label(ExpressionSyntax(.name(name.text), name.span), segments: [], isOtherwise: false)
        : row.proposedLabel + "_" + name.text,
      result: ExpressionSyntax(.name(name.text), name.span),
      conditions: row.conditions + threshold,
      isOtherwise: false,
      isRung: false,
      reasons: row.reasons,
      sources: row.sources,
      channels: row.channels,
      approvals: row.approvals,
      span: row.span
    )
  }

  /// What is decided where no threshold is reached is one rule, however many rows say so.
  private func otherwise(_ name: NameSyntax, _ row: RuleDraft) -> RuleDraft {
    let result = ExpressionSyntax(.name(name.text), name.span)
    return RuleDraft(
      label: nil,
      proposedLabel: DraftMaker.label(result, segments: [], isOtherwise: true),
      result: result,
      conditions: [],
      isOtherwise: true,
      isRung: false,
      reasons: [],
      sources: [],
      channels: [],
      approvals: [],
      span: name.span
    )
  }
}

extension Resolver {
  /// A matrix needs results that are names, and a way of combining that lets a later column prevail.
  func isMatrixSound(_ pending: PendingDecision) -> Bool {
    guard case .table(let table) = pending.syntax.body, let measure = table.measure,
      pending.kind != .characteristic
    else { return true }
    switch pending.combining {
    case .furthest, .strictest, .highest, .lowest: return true
    default:
      report(
        .incomplete,
        at: measure.span,
        "a customer that has reached several thresholds of a row has several results, and nothing says which counts",
        help: pending.kind == .escalation
          ? "add `, the furthest step that applies` to the first line"
          : "add `, the strictest of those that apply` to the first line, or another way to combine them"
      )
      return false
    }
  }
}
