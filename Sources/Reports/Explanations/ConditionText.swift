import Evaluation
import Exact
import PolicyModel

/// Conditions with the values that were seen: why each holds, or which part failed first and by how much.
struct ConditionText {
  let context: TraceContext
  private var steps: [Trace.Step] { context.trace.steps }

  init(_ context: TraceContext) {
    self.context = context
  }

  /// The parts of a condition that holds, one line each.
  func holding(_ step: Int) -> [String] {
    guard case .operation(let operation, let operands) = steps[step].kind else { return [subject(step)] }
    switch operation {
    case .and: return ConditionText.withoutRepeats(operands.flatMap(holding))
    case .or: return operands.first { steps[$0].value.isYes }.map(holding) ?? [subject(step)]
    case .not: return [denied(operands[0])]
    case .less, .atMost, .atLeast, .more:
      return ["\(subject(operands[0])), which is \(bound(operation, operands[1]))"]
    case .equal, .oneOf, .isMissing, .isKnown, .hasTerms: return [subject(operands[0])]
    case .isAtLeastAsStrict: return ["\(subject(operands[0])), at least as strict as \(object(operands[1]))"]
    case .isOutsideScale: return ["\(subject(operands[0])), outside the scale"]
    default: return [subject(step)]
    }
  }

  /// Without what another line says as well: that a value is known, beside what it is compared with.
  private static func withoutRepeats(_ lines: [String]) -> [String] {
    lines.enumerated().filter { index, line in
      !lines.enumerated().contains { other, longer in
        longer.hasPrefix(line + ",") || longer == line && other < index
      }
    }.map(\.element)
  }

  /// A condition that was asked with `not` and does not hold.
  private func denied(_ step: Int) -> String {
    guard case .operation(let operation, let operands) = steps[step].kind else { return subject(step) }
    switch operation {
    case .equal, .hasTerms: return "\(subject(operands[0])), which is not \(object(operands[1]))"
    case .oneOf: return "\(subject(operands[0])), which is none of \(list(operands.dropFirst()))"
    case .isAtLeastAsStrict:
      return "\(subject(operands[0])), which is not at least as strict as \(object(operands[1]))"
    case .less, .atMost, .atLeast, .more:
      return "\(subject(operands[0])), which is not \(bound(operation, operands[1]))"
    case .isOutsideScale, .isMissing, .isKnown: return subject(operands[0])
    case .and: return operands.first { !steps[$0].value.isYes }.map(denied) ?? subject(step)
    case .or: return operands.map(denied).joined(separator: " and ")
    case .not: return holding(operands[0]).joined(separator: " and ")
    default: return subject(step)
    }
  }

  /// The first part of a condition that failed; the whole where it has no parts that must all hold.
  func failingPart(_ step: Int) -> Int {
    guard case .operation(.and, let operands) = steps[step].kind else { return step }
    return operands.first { !steps[$0].value.isYes }.map(failingPart) ?? step
  }

  /// What is seen instead of a condition: `recorded_by is missing`, `open is 0 EUR, needs more than 0 EUR`.
  func notHolding(_ step: Int) -> String {
    guard case .operation(.isKnown, let operands) = steps[step].kind else { return failing(step) }
    return subject(operands[0])
  }

  /// The first part of a condition that failed, with the value, what it needed, and by how much.
  func failing(_ step: Int) -> String {
    guard case .operation(let operation, let operands) = steps[step].kind else { return subject(step) }
    switch operation {
    case .and: return operands.first { !steps[$0].value.isYes }.map(failing) ?? subject(step)
    case .or: return operands.map(failing).joined(separator: "; and ")
    case .not: return holding(operands[0]).joined(separator: " and ") + ", and must not be"
    case .less, .atMost, .atLeast, .more:
      let gap = distance(operands[0], operands[1]).map { " (\($0) away)" } ?? ""
      return "\(subject(operands[0])), needs \(bound(operation, operands[1]))\(gap)"
    case .equal, .hasTerms: return "\(subject(operands[0])), needs \(object(operands[1]))"
    case .isAtLeastAsStrict:
      return "\(subject(operands[0])), needs to be at least as strict as \(object(operands[1]))"
    case .includes: return "\(context.written(steps[step].span)) is not so"
    case .oneOf: return "\(subject(operands[0])), needs \(list(operands.dropFirst()))"
    case .isMissing: return "\(subject(operands[0])), needs to be missing"
    case .isKnown: return "\(subject(operands[0])), needs to be known"
    case .isOutsideScale: return "\(subject(operands[0])), needs to be outside the scale"
    default: return subject(step)
    }
  }

  /// How a result was computed from its parts: the candidates of a choice with their values, else the formula.
  ///
  /// Empty for a constant and for a value that has a name, which are shown already.
  func formula(_ step: Int) -> [String] {
    guard case .operation(let operation, let operands) = steps[step].kind, definitionName(step) == nil else {
      return []
    }
    switch operation {
    case .lowest, .lowestKnown: return ["the lowest of"] + operands.map { "  " + object($0) }
    case .highest, .highestKnown: return ["the highest of"] + operands.map { "  " + object($0) }
    case .average, .averageKnown: return ["the average of"] + operands.map { "  " + object($0) }
    case .median, .medianKnown: return ["the median of"] + operands.map { "  " + object($0) }
    case .orElse:
      return context.trace.steps[operands[0]].value.isMissing
        ? ["\(subject(operands[0])), so \(object(operands[1]))"] : [object(operands[0])]
    default:
      let parts = leaves(step).map(object)
      return ["\(context.written(steps[step].span)), with \(parts.joined(separator: ", "))"]
        + TableText(context).lines(step).map { "  " + $0 }
    }
  }

  /// The named values from which a step is computed, each once.
  private func leaves(_ step: Int) -> [Int] {
    var found: [Int] = []
    func visit(_ step: Int) {
      if case .constant = steps[step].kind { return }
      if case .operation(_, let operands) = steps[step].kind, definitionName(step) == nil {
        operands.forEach(visit)
      } else if !found.contains(step) {
        found.append(step)
      }
    }
    visit(step)
    return found
  }

  /// A value with its name, such as `oldest is 41 days`.
  private func subject(_ step: Int) -> String {
    if case .constant = steps[step].kind { return context.value(step) }
    return "\(name(step)) is \(context.value(step))"
  }

  /// A bound: `60 days`, or `limit (42 000 EUR)` where it is no constant.
  private func object(_ step: Int) -> String {
    if case .constant = steps[step].kind { return context.value(step) }
    return "\(name(step)) (\(context.value(step)))"
  }

  private func list(_ steps: some Sequence<Int>) -> String {
    steps.map(object).joined(separator: " or ")
  }

  private func name(_ step: Int) -> String {
    switch steps[step].kind {
    case .input(let slot, _): context.policy.field(slot).name
    case .asOf: "as_of"
    case .decision(let number): context.policy.decisions[context.trace.decisions[number].decision].name
    default: definitionName(step) ?? context.written(steps[step].span)
    }
  }

  private func definitionName(_ step: Int) -> String? {
    context.trace.definitions.first { $0.step == step }.map { context.policy.field($0.slot).name }
  }

  private func bound(_ operation: Operation, _ step: Int) -> String {
    let isDate = steps[step].type == .date
    let words =
      switch operation {
      case .less: isDate ? "before" : "less than"
      case .atMost: isDate ? "on or before" : "at most"
      case .atLeast: isDate ? "on or after" : "at least"
      default: isDate ? "after" : "more than"
      }
    return words + " " + object(step)
  }

  private func distance(_ first: Int, _ second: Int) -> String? {
    switch (steps[first].value, steps[second].value) {
    case (.number(let left), .number(let right)):
      guard let difference = try? left.subtracting(right),
        let size = difference.isNegative ? try? difference.negated() : difference
      else { return nil }
      return size.isZero ? nil : context.text.text(.number(size), steps[first].type)
    case (.date(let left), .date(let right)):
      let days = abs(left.days(to: right))
      return days == 0 ? nil : "\(days) \(days == 1 ? "day" : "days")"
    default: return nil
    }
  }
}
