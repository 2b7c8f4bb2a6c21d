import Exact
import PolicyModel

/// An expression in the words of the language, as it reads wherever it was written: in a rule or in a cell of a table.
extension NamedNode {
  var words: String {
    switch node.kind {
    case .constant(let value): constant(value)
    case .asOf: "as_of"
    case .read(let slot): policy.field(slot).name
    case .apply(let operation, let operands): words(operation, operands.map { NamedNode($0, policy) })
    case .aggregate(let aggregate): words(aggregate)
    case .cases(let cases):
      cases.map { one in
        NamedNode(one.result, policy).words
          + (one.condition.map { " when " + NamedNode($0, policy).words } ?? " otherwise")
      }.joined(separator: "; ")
    }
  }

  private func constant(_ value: Value) -> String {
    let text = ValueText(policy: policy).text(value, node.type)
    switch node.type {
    case .text, .key: return "\"\(text)\""
    case .symbol:
      return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && text.first?.isNumber == false
        ? text : "\"\(text)\""
    default: return text
    }
  }

  /// The words, in parentheses where they could be read as belonging to what is around them.
  private var operand: String {
    switch node.kind {
    case .apply(let operation, _):
      switch operation {
      case .add, .subtract, .divide, .divideFinitely, .multiply, .orElse, .orIfUnlimited, .and, .or, .round,
        .not,
        .addDays, .subtractDays, .addMonths, .subtractMonths, .addYears, .subtractYears, .negate, .less,
        .atMost,
        .atLeast, .more, .equal, .oneOf, .isKnown, .isMissing, .isOutsideScale, .isUnlimited, .lowest,
        .highest,
        .lowestKnown, .highestKnown, .interest:
        return "(\(words))"
      default: return words
      }
    case .cases, .aggregate: return "(\(words))"
    default: return words
    }
  }

  private func words(_ operation: Operation, _ operands: [NamedNode]) -> String {
    let texts = operands.map(\.operand)
    func joined(_ separator: String) -> String { texts.joined(separator: separator) }
    func several(_ name: String, _ leavingOut: Bool) -> String {
      "the \(name) of " + operands.map(\.words).joined(separator: ", ")
        + (leavingOut ? ", leaving out what is missing" : "")
    }
    if let comparison { return comparison.subject.operand + " is " + comparison.words }
    switch operation {
    case .add, .addDays, .addMonths, .addYears: return joined(" + ")
    case .subtract, .subtractDays, .subtractMonths, .subtractYears: return joined(" - ")
    case .multiply: return operands[0].node.type == .percent ? joined(" of ") : joined(" * ")
    case .negate: return "-" + texts[0]
    case .divide, .divideFinitely: return joined(" / ")
    case .lowest, .lowestKnown: return several("lowest", operation == .lowestKnown)
    case .highest, .highestKnown: return several("highest", operation == .highestKnown)
    case .average, .averageKnown: return several("average", operation == .averageKnown)
    case .median, .medianKnown: return several("median", operation == .medianKnown)
    case .orElse: return "\(texts[0]), or \(texts[1]) if missing"
    case .orIfUnlimited: return "\(texts[0]), or \(texts[1]) if unlimited"
    case .round(let rounding, let step):
      let type = node.type == .percent ? ValueType.percent : node.type
      return "\(texts[0]) rounded \(rounding.words) to "
        + ValueText(policy: policy).text(.number(step.number), type)
    case .and:
      return operands.map { $0.isDisjunction ? "(\($0.words))" : $0.words }.joined(separator: " and ")
    case .or: return operands.map { $0.isConjunction ? "(\($0.words))" : $0.words }.joined(separator: " or ")
    case .not: return negated(operands[0])
    case .dueDate: return "due date under \(texts[0]) from \(texts[1])"
    case .discountDate: return "discount date under \(texts[0]) from \(texts[1])"
    case .sharePrepaid: return "share prepaid under \(texts[0])"
    case .includes: return "\(texts[0]) includes " + (labels ?? []).joined(separator: ", ")
    case .daysBetween: return "days from \(texts[0]) to \(texts[1])"
    case .monthsBetween: return "whole months from \(texts[0]) to \(texts[1])"
    case .yearsBetween: return "whole years from \(texts[0]) to \(texts[1])"
    case .endOfMonth: return "end of month of \(texts[0])"
    case .startOfMonth: return "start of month of \(texts[0])"
    case .endOfTenDays: return "end of ten-day period of \(texts[0])"
    case .rateOn(let table): return "\(policy.rates[table].name) on \(texts[0])"
    case .interest(let interest):
      let rate = interest.rates.map { policy.rates[$0].name } ?? (texts.count > 3 ? texts[3] : "a fixed rate")
      return "interest on \(texts[0]) from \(texts[1]) to \(texts[2]) at \(rate), "
        + "\(interest.compounding == nil ? "simple" : "compounded yearly"), year of \(interest.yearDays) days"
    case .workingDaysAfter: return "\(texts[1]) working days after \(texts[0])"
    case .workingDaysBefore: return "\(texts[1]) working days before \(texts[0])"
    case .workingDaysBetween: return "working days from \(texts[0]) to \(texts[1])"
    case .firstWorkingDay: return "first working day from \(texts[0])"
    default: return "\(operation.name) of " + joined(", ")
    }
  }

  private var isDisjunction: Bool { if case .apply(.or, _) = node.kind { true } else { false } }
  private var isConjunction: Bool { if case .apply(.and, _) = node.kind { true } else { false } }

  private func negated(_ inner: NamedNode) -> String {
    guard let comparison = inner.comparison else { return "not \(inner.operand)" }
    if comparison.relation == "outside the scale" { return comparison.subject.operand + " is on the scale" }
    return comparison.subject.operand + " is not " + comparison.words
  }

  private func words(_ aggregate: Aggregate) -> String {
    let layout = policy.layout(aggregate.scope)
    let value = aggregate.value.map { NamedNode($0, policy).words } ?? ""
    let condition = aggregate.condition.map { NamedNode($0, policy).words }
    let records = (aggregate.earlier == nil ? "" : "earlier ") + layout.plural
    let one = (aggregate.earlier == nil ? "" : "earlier ") + layout.name
    var text: String
    switch aggregate.function {
    case .sum: text = "sum of \(value) over \(records)"
    case .count: text = "count of \(records)"
    case .highest: text = "highest \(value) over \(records)"
    case .lowest: text = "lowest \(value) over \(records)"
    case .average: text = "average of \(value)"
    case .median: text = "median of \(value) over \(records)"
    case .any: text = "any \(one)"
    case .every: text = "every \(one)"
    case .latest(let number): text = "\(number == 1 ? "" : "\(number). ")latest \(value) over \(records)"
    case .earliest(let number): text = "\(number == 1 ? "" : "\(number). ")earliest \(value) over \(records)"
    case .monthsInARow: text = "months in a row"
    case .highestMonthlySum: text = "highest monthly sum of \(value) over \(records)"
    }
    if aggregate.function == .average {
      if let weight = aggregate.weight { text += " weighted by " + NamedNode(weight, policy).words }
      text += " over \(records)"
    }
    if aggregate.function == .monthsInARow {
      if let upTo = aggregate.upTo { text += " up to " + NamedNode(upTo, policy).words }
      text += " over \(records)"
    }
    if let order = aggregate.order { text += " by " + NamedNode(order, policy).words }
    if let condition { text += " where " + condition }
    if [.any, .every].contains(aggregate.function), !value.isEmpty {
      text += (aggregate.function == .every ? " satisfies " : " where ") + value
    }
    return text
  }
}

/// A comparison taken apart: `seniority`, `at least`, `3 years`.
struct ComparisonParts {
  let subject: NamedNode
  let relation: String
  let object: String

  var words: String { relation.isEmpty ? object : object.isEmpty ? relation : "\(relation) \(object)" }
}

extension NamedNode {
  /// The parts of a comparison; nil for anything else.
  var comparison: ComparisonParts? {
    guard case .apply(let operation, let operands) = node.kind, let first = operands.first else { return nil }
    let rest = operands.dropFirst().map { NamedNode($0, policy).words }.joined(separator: ", ")
    let isDate = first.type == .date
    let relation: String
    switch operation {
    case .less: relation = isDate ? "before" : "less than"
    case .atMost: relation = isDate ? "on or before" : "at most"
    case .atLeast: relation = isDate ? "on or after" : "at least"
    case .more: relation = isDate ? "after" : "more than"
    case .equal, .hasTerms: relation = ""
    case .oneOf: relation = "one of"
    case .isKnown: relation = "known"
    case .isMissing: relation = "missing"
    case .isOutsideScale: relation = "outside the scale"
    case .isUnlimited: relation = "unlimited"
    case .isAtLeastAsStrict: relation = "at least as strict as"
    default: return nil
    }
    return ComparisonParts(subject: NamedNode(first, policy), relation: relation, object: rest)
  }
}
