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
    guard case .operation(let operation, let operands) = steps[step].kind else { return [plain(step)] }
    switch operation {
    case .and: return operands.flatMap(holding)
    case .or: return operands.first { steps[$0].value.isYes }.map(holding) ?? [plain(step)]
    case .not: return ["not: " + failing(operands[0])]
    case .less, .atMost, .atLeast, .more:
      return ["\(subject(operands[0])), which is \(bound(operation)) \(object(operands[1]))"]
    case .equal, .oneOf, .isMissing, .isKnown, .isOutsideScale, .hasTerms: return [subject(operands[0])]
    default: return [plain(step)]
    }
  }

  /// The first part of a condition that failed, with the value, what it needed, and by how much.
  func failing(_ step: Int) -> String {
    guard case .operation(let operation, let operands) = steps[step].kind else { return plain(step) }
    switch operation {
    case .and: return operands.first { !steps[$0].value.isYes }.map(failing) ?? plain(step)
    case .or: return operands.map(failing).joined(separator: "; and ")
    case .not: return holding(operands[0]).joined(separator: " and ")
    case .less, .atMost, .atLeast, .more:
      let gap = distance(operands[0], operands[1]).map { " (\($0) away)" } ?? ""
      return "\(subject(operands[0])), needs \(bound(operation)) \(object(operands[1]))\(gap)"
    case .equal: return "\(subject(operands[0])), needs \(object(operands[1]))"
    case .oneOf:
      return "\(subject(operands[0])), needs \(operands.dropFirst().map(object).joined(separator: " or "))"
    case .hasTerms: return "\(subject(operands[0])), needs \(object(operands[1]))"
    case .isMissing: return "\(subject(operands[0])), needs to be missing"
    case .isKnown: return "\(subject(operands[0])), needs to be known"
    case .isOutsideScale: return "\(subject(operands[0])), needs to be outside the scale"
    default: return plain(step)
    }
  }

  private func plain(_ step: Int) -> String { subject(step) }

  /// A value with its name, such as `oldest is 41 days`.
  private func subject(_ step: Int) -> String {
    if case .constant = steps[step].kind { return context.value(step) }
    return "\(name(step)) is \(context.value(step))"
  }

  /// `60 days`, or `limit (42 000 EUR)` where the bound is no constant.
  private func object(_ step: Int) -> String {
    if case .constant = steps[step].kind { return context.value(step) }
    return "\(name(step)) (\(context.value(step)))"
  }

  private func name(_ step: Int) -> String {
    switch steps[step].kind {
    case .input(let slot, _): context.policy.field(slot).name
    case .asOf: "as_of"
    case .decision(let number):
      context.policy.decisions[context.trace.decisions[number].decision].name
    default: definitionName(step) ?? context.written(steps[step].span)
    }
  }

  private func definitionName(_ step: Int) -> String? {
    context.trace.definitions.first { $0.step == step }.map { context.policy.field($0.slot).name }
  }

  private func bound(_ operation: Operation) -> String {
    switch operation {
    case .less: "less than"
    case .atMost: "at most"
    case .atLeast: "at least"
    default: "more than"
    }
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
