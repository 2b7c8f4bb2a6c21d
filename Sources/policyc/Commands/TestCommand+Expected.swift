import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Portfolio
import Reports

/// `policyc test --data --expect`: a portfolio against a table of the decisions that are expected.
extension TestCommand {
  static func compare(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let path = try Common.policyPath(arguments, info)
    for option in ["--data", "--as-of", "--expect"] where !arguments.has(option) {
      throw CannotRun(
        "a portfolio is tested with `--data`, `--as-of` and `--expect`, and `\(option)` is missing",
        help: "write `policyc test POLICY --data FOLDER --as-of 2026-06-30 --expect decisions.csv`"
      )
    }
    let format = try arguments.choice("--format", ["text", "json"])
    let asOf = try Common.asOf(arguments)
    guard let policy = try Common.policy(path, on: asOf) else { return .cannotRun }
    let name = arguments.value("--expect") ?? ""
    let bytes = try PolicyFiles.bytes(name)
    let file = DecisionTableFile(policy, name, bytes)
    let expected = try file.table(bytes)
    let portfolio = try Common.portfolio(arguments, for: policy, try Common.mapping(arguments, for: policy))
    var run = PortfolioRun(policy, portfolio, asOf: asOf, stopsAtFirstReject: false)
    let actual = try file.table(
      try decisions(&run, DecisionRecords(policy, portfolio, asOf: asOf), file.isCSV)
    )
    Progress.clear()
    try confirm(expected.columns, actual.columns, name)
    let rejects = Dictionary(run.rejects.map { ($0.customer ?? "", "\($0.code.rawValue) \($0.message)") }) {
      first,
      _ in
      first
    }
    let report = ExpectedReport(
      expected: expected,
      actual: actual,
      rejects: rejects,
      policy: (policy.name, policy.version, policy.digest),
      asOf: asOf.description
    )
    if format == "json" {
      Terminal.data(report.json.text + "\n")
    } else {
      let data = arguments.value("--data") ?? ""
      Terminal.out(
        report.text(style: Terminal.style(1), width: Terminal.width(1)) { customer in
          "`policyc explain \(path) --data \(data) --as-of \(asOf) --customer \(customer)` says why; if it is meant, "
            + "write `\(name)` anew with `policyc evaluate`"
        }
      )
    }
    return report.differences.isEmpty ? .fine : .findings
  }

  /// What `policyc evaluate` would write.
  private static func decisions(_ run: inout PortfolioRun, _ records: DecisionRecords, _ isCSV: Bool)
    throws(CannotRun)
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    if isCSV { records.appendCSVHeading(to: &bytes) }
    try run.run(records, asCSV: isCSV) { encoded throws(CannotRun) in
      bytes += encoded
    }
    return bytes
  }

  private static func confirm(_ expected: [String], _ actual: [String], _ name: String) throws(CannotRun) {
    guard let unknown = expected.first(where: { !actual.contains($0) }), !actual.isEmpty else { return }
    let nearest = Suggestion.nearest(to: unknown, among: actual)
    throw CannotRun(
      "`\(name)` has a column `\(unknown)`, and the policy decides nothing of that name",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "leave the column out, or write the table with `policyc evaluate`"
    )
  }
}
