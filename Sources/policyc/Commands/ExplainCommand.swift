import Evaluation
import PolicyModel
import PolicySyntax
import Portfolio
import Reports

/// The command `policyc explain`.
enum ExplainCommand: Command {
  static let info = CommandInfo(
    "explain",
    "POLICY",
    "Show why one customer got what it got, down to the cells of the input.",
    Common.dataOptions + [
      Option(
        "--as-of",
        "DATE",
        required: true,
        "the day for which it is decided, such as 2026-06-30, or today"
      ),
      Option("--customer", "KEY", required: true, "the customer's key"),
      Option("--timeline", nil, "the dates to come of its escalations if nothing changes but the day"),
      Option("--invoice", "KEY", "with --timeline: only the invoice, or other record, with this key"),
      Option("--format", "text|json", "text for people, or the trace as JSON, which anybody can recompute"),
    ],
    "Exit code 0: the customer is decided; 1: it is rejected; 2: cannot run."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let path = try Common.policyPath(arguments, info)
    let asOf = try Common.asOf(arguments)
    let format = try arguments.choice("--format", ["text", "json"])
    if arguments.has("--invoice"), !arguments.has("--timeline") {
      throw CannotRun("`--invoice` belongs to `--timeline`", help: "add `--timeline`, or leave it out")
    }
    guard let policy = try Common.policy(path, on: asOf) else { return .cannotRun }
    let portfolio = try Common.portfolio(arguments, for: policy, try Common.mapping(arguments, for: policy))
    let wanted = arguments.value("--customer") ?? ""
    guard let (group, member) = find(wanted, portfolio, policy) else {
      return try unknown(wanted, portfolio, policy)
    }
    let unit = DecisionUnit(portfolio, group: group)
    if arguments.has("--timeline") {
      try confirm(arguments.value("--invoice"), unit.members[member], wanted, portfolio, policy)
    }
    do throws(DecisionFailure) {
      let (_, trace) = try policy.trace(unit, asOf: asOf)
      let context = TraceContext(policy, unit, trace, asOf: asOf, member: member, portfolio: portfolio)
      if arguments.has("--timeline") {
        try showTimeline(context, arguments.value("--invoice"), isJSON: format == "json")
      } else if format == "json" {
        Terminal.data(TraceJSON(context).document().text + "\n")
      } else {
        Terminal.out(ExplanationText(context, style: Terminal.style(1)).text())
      }
      return .fine
    } catch {
      Terminal.error(
        "policyc: customer \(ShownText.onOneLine(wanted)) cannot be decided: \(error.message(policy))\n"
      )
      return .findings
    }
  }

  /// There is something to foretell, and the customer has the record that is asked for.
  private static func confirm(
    _ record: String?,
    _ member: DecisionUnit.Member,
    _ customer: String,
    _ portfolio: Portfolio,
    _ policy: Policy
  ) throws(CannotRun) {
    guard policy.decisions.contains(where: { $0.kind == .escalation }) else {
      throw CannotRun(
        "this policy has no escalation, so no dates are to come",
        help: "leave out `--timeline`"
      )
    }
    guard let record else { return }
    var keys: [String] = []
    for (layout, (values, count)) in zip(policy.collections, zip(member.records, member.recordCounts)) {
      for number in 0..<count {
        let key = layout.key.flatMap { portfolio.text(of: values[number * layout.attributeCount + $0]) }
        keys.append(key ?? String(number + 1))
      }
    }
    if keys.contains(record) { return }
    throw CannotRun(
      "no record of customer \(customer) has the key `\(record)`",
      help: Suggestion.nearest(to: record, among: keys).map { "did you mean `\($0)`?" }
        ?? "leave out `--invoice` to see all of them"
    )
  }

  private static func showTimeline(
    _ context: TraceContext,
    _ record: String?,
    isJSON: Bool
  ) throws(DecisionFailure) {
    let timeline = try context.policy.timeline(context.unit, member: context.member, asOf: context.asOf)
    if isJSON {
      Terminal.data(TimelineJSON(timeline, context).document(record: record).text + "\n")
    } else {
      Terminal.out(TimelineText(timeline, context, style: Terminal.style(1)).text(record: record))
    }
  }

  private static func find(_ key: String, _ portfolio: Portfolio, _ policy: Policy) -> (
    group: Int, member: Int
  )? {
    for (index, group) in portfolio.groups.enumerated() {
      for (member, customer) in group.enumerated() where self.key(customer, portfolio, policy) == key {
        return (index, member)
      }
    }
    return nil
  }

  private static func key(_ customer: Int, _ portfolio: Portfolio, _ policy: Policy) -> String? {
    let row = portfolio.customers.row(customer)
    return policy.customer.key.flatMap { portfolio.text(of: row[row.startIndex + $0]) }
  }

  /// A rejected customer is explained by its rejects; any other key cannot be explained.
  private static func unknown(
    _ key: String,
    _ portfolio: Portfolio,
    _ policy: Policy
  ) throws(CannotRun) -> ExitCode {
    let reasons = portfolio.rejects.filter { $0.customer == key }
    if !reasons.isEmpty {
      Terminal.error("policyc: customer \(ShownText.onOneLine(key)) is rejected, so it has no decision\n")
      for reject in reasons {
        let column = reject.column.map { ", \($0)" } ?? ""
        let text = "\(reject.file):\(reject.row)\(column): \(reject.code.rawValue) \(reject.message)"
        Terminal.error("  \(ShownText.onOneLine(text))\n")
      }
      return .findings
    }
    let keys = (0..<portfolio.customers.count).compactMap { self.key($0, portfolio, policy) }
    throw CannotRun(
      "no customer has the key `\(key)`",
      help: Suggestion.nearest(to: key, among: keys).map { "did you mean `\($0)`?" }
        ?? "keys are compared as they are written"
    )
  }
}
