import PolicyModel
import PolicySyntax

/// A condition, a clamp or a result must have a value for every customer that fits the declared data.
///
/// Otherwise a customer without a rating could pass a rule that nobody wrote for it. Earlier rules, `and`, `or`
/// and `where` count: what they have asked needs no second answer.
enum MissingCheck {
  static func findings(_ policy: Policy) -> [Diagnostic] {
    var finder = MissingFinder(policy: policy, analysis: MissingAnalysis(policy))
    for slot in policy.order {
      switch policy.field(slot).origin {
      case .attribute: break
      case .definition(let node): finder.conditions(in: node, .init())
      case .decision(let index): finder.decision(policy.decisions[index])
      }
    }
    return finder.diagnostics
  }
}

extension Policy {
  fileprivate func isDecision(_ slot: Slot) -> Bool {
    if case .decision = field(slot).origin { true } else { false }
  }
}

private struct MissingFinder {
  let policy: Policy
  let analysis: MissingAnalysis
  var diagnostics: [Diagnostic] = []
  private var reported: Set<Span> = []

  init(policy: Policy, analysis: MissingAnalysis) {
    self.policy = policy
    self.analysis = analysis
  }

  typealias Knowledge = MissingAnalysis.Knowledge

  mutating func decision(_ decision: Decision) {
    var knowledge = Knowledge()
    if let applicability = decision.applicability {
      conditions(in: applicability, knowledge)
      demand(applicability, knowledge, "whether `\(decision.name)` is decided at all")
      knowledge = analysis.knowing(knowledge, applicability, is: true)
    }
    let atStart = knowledge
    var afterAll = knowledge
    for rule in decision.rules where !rule.isOtherwise {
      let before = decision.combining == .first ? afterAll : atStart
      if let condition = rule.condition {
        conditions(in: condition, before)
        demand(condition, before, "whether `\(rule.id)` applies")
      }
      result(rule, analysis.knowing(before, rule.condition, is: true))
      afterAll = analysis.knowing(afterAll, rule.condition, is: false)
    }
    for rule in decision.rules where rule.isOtherwise {
      if let condition = rule.condition {
        conditions(in: condition, afterAll)
        demand(condition, afterAll, "whether `\(rule.id)` applies")
      }
      result(rule, analysis.knowing(afterAll, rule.condition, is: true))
    }
    for bound in [decision.atLeast, decision.atMost].compactMap({ $0 }) {
      conditions(in: bound, atStart)
      demand(bound, atStart, "a bound of `\(decision.name)`")
    }
  }

  private mutating func result(_ rule: Rule, _ knowledge: Knowledge) {
    conditions(in: rule.result, knowledge)
    demand(rule.result, knowledge, "the result of `\(rule.id)`")
  }

  /// Conditions that stand inside an expression: of `where` and of cases.
  mutating func conditions(in node: Node, _ knowledge: Knowledge) {
    switch node.kind {
    case .constant, .asOf, .read: return
    case .apply(_, let operands):
      for operand in operands { conditions(in: operand, knowledge) }
    case .cases(let cases):
      var knowledge = knowledge
      for entry in cases {
        if let condition = entry.condition {
          conditions(in: condition, knowledge)
          demand(condition, knowledge, "which case applies")
        }
        conditions(in: entry.result, analysis.knowing(knowledge, entry.condition, is: true))
        knowledge = analysis.knowing(knowledge, entry.condition, is: false)
      }
    case .aggregate(let aggregate):
      if let condition = aggregate.condition {
        conditions(in: condition, .init())
        demand(condition, .init(), "which records count")
      }
      if let upTo = aggregate.upTo { conditions(in: upTo, knowledge) }
      for part in [aggregate.value, aggregate.weight, aggregate.order].compactMap({ $0 }) {
        conditions(in: part, .init())
      }
    }
  }

  private mutating func demand(_ node: Node, _ knowledge: Knowledge, _ what: String) {
    for cause in analysis.causes(node, knowledge) {
      let place = node.cell(holding: cause.span) ?? cause.span
      // The condition of a state is part of the condition of every step, and one mistake all the same.
      if reported.insert(place).inserted { diagnostics.append(diagnostic(cause, place, what)) }
    }
  }

  // MARK: Words

  private func diagnostic(_ cause: MissingCause, _ place: Span, _ what: String) -> Diagnostic {
    let text = policy.written(cause.span)
    var notes: [Diagnostic.Note] = []
    for (reader, read) in zip(cause.path, cause.path.dropFirst()) {
      notes.append(
        Diagnostic.Note(
          "`\(policy.field(reader).name)` is computed from `\(policy.field(read).name)`",
          at: policy.field(reader).span
        )
      )
    }
    if let last = cause.path.last, case .attribute(let slot) = cause.kind {
      notes.append(
        Diagnostic.Note(
          "`\(policy.field(last).name)` is computed from `\(policy.field(slot).name)`",
          at: policy.field(last).span
        )
      )
    }
    switch cause.kind {
    case .attribute: break
    default:
      if let last = cause.path.last, !policy.isDecision(last) {
        notes.append(
          Diagnostic.Note("`\(policy.field(last).name)` is computed here", at: policy.field(last).span)
        )
      }
    }
    let (message, help) = words(cause, text, what)
    return Diagnostic(.missingUnresolved, at: place, message, help: help, notes: notes)
  }

  private func words(_ cause: MissingCause, _ text: String, _ what: String) -> (String, String) {
    let askFirst =
      "ask for it first (`\(text) is known and …`), or say what counts instead (`(\(text), or … if missing)`)"
    switch cause.kind {
    case .attribute(let slot):
      let name = policy.field(slot).name
      let subject =
        cause.path.isEmpty
        ? "`\(name)` is optional" : "`\(text)` can be missing, because `\(name)` is optional"
      return ("\(subject), and without it nobody knows \(what)", askFirst)
    case .notApplicable(let slot):
      return (
        "`\(policy.field(slot).name)` is not decided for everybody, and without it nobody knows \(what)",
        "ask first: `\(text) is known and …`"
      )
    case .division:
      if cause.path.isEmpty {
        return (
          "`\(text)` can be zero, then its quotient is missing, and nobody knows \(what)",
          "ask first whether it is zero, declare a range above zero, or say what counts instead (`(…, or … if missing)`)"
        )
      }
      return (
        "`\(text)` can be missing, because its divisor can be zero, and without it nobody knows \(what)",
        askFirst
      )
    case .noRecords:
      return (
        "where there is no such record, `\(text)` has no value, and nobody knows \(what)",
        cause.path.isEmpty
          ? "say what counts then: `(\(text), or … if none)`" : "add `, or … if none` to its definition"
      )
    case .outsideScale:
      return (
        "`\(text)` can stand outside the order of its scale, and then nobody knows \(what)",
        "ask first: `\(text) is on the scale and …`, or decide on `\(text) is outside the scale` in a rule before this one"
      )
    case .noDiscount:
      return (
        "terms without a discount have no discount date, and then nobody knows \(what)", askFirst
      )
    case .noCase:
      return (
        "when no case applies there is no value, and nobody knows \(what)", "end the cases with `… otherwise`"
      )
    case .beforeRates(let number):
      let table = policy.rates[number]
      return (
        "there is no rate of `\(table.name)` before \(table.firstDay), so `\(text)` can be missing, and nobody knows \(what)",
        cause.path.isEmpty
          ? "add the earlier rates, declare how far back the day can lie (`date from \(table.firstDay)`), or say what counts instead (`(\(text), or … if missing)`)"
          : askFirst
      )
    case .written:
      return ("this can be missing, and then nobody knows \(what)", askFirst)
    }
  }
}

extension Node {
  /// The cell of a table whose condition reads what stands at a place outside it, in a heading; nil elsewhere.
  fileprivate func cell(holding place: Span) -> Span? {
    guard place.file == span.file, place.start < span.start || place.end > span.end else { return nil }
    if case .apply(.and, let parts) = kind {
      return parts.first { $0.holds(place) }.flatMap { $0.cell(holding: place) }
    }
    return span
  }

  private func holds(_ place: Span) -> Bool { span == place || children.contains { $0.holds(place) } }
}
