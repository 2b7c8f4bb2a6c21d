import Evaluation
import Exact
import PolicyModel
import Portfolio
import Reports

/// The command `policyc evaluate`.
enum EvaluateCommand: Command {
  static let info = CommandInfo(
    "evaluate",
    "POLICY",
    "Decide every customer of a portfolio.",
    Common.dataOptions + [
      Option(
        "--as-of",
        "DATE",
        required: true,
        "the day for which it is decided, such as 2026-06-30, or today"
      ),
      Option("--output", "FILE", "where decisions go; - or nothing for standard output"),
      Option("--format", "ndjson|csv|table", "how decisions are written; ndjson by default"),
      Option(
        "--rejects",
        "PATH",
        "a new folder for the reasons and the rejected rows, or a file .ndjson or .csv for the reasons"
      ),
      Option("--strict", nil, "stop at the first reject and decide nobody"),
    ],
    "POLICY is a policy file, or a folder with the editions of one; the as-of date chooses the one in force.\n"
      + "How many are decided, rejected, and decided in which way is said on standard error.\n"
      + "Rejected rows are repaired in the folder of --rejects and read again with --data.\n"
      + "Files are written whole or not at all, whatever stops the command.\n"
      + "Exit code 0: everybody is decided; 1: some customers are rejected; 2: cannot run, or rejects with --strict;\n"
      + "130 and 143: stopped by Ctrl-C or by a request to end."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let path = try Common.policyPath(arguments, info)
    let asOf = try Common.asOf(arguments)
    let format = try arguments.choice("--format", ["ndjson", "csv", "table"])
    let isStrict = arguments.has("--strict")
    try Overwriting.check(arguments)
    Interruption.watch()
    guard let policy = try Common.policy(path, on: asOf) else { return .cannotRun }
    let mapping = try Common.mapping(arguments, for: policy)
    // Opened before the long work, so that a path that cannot be written is told at once.
    let output = try Output(arguments.value("--output") ?? "-", holdsBack: isStrict)
    var rejectsOutput: RejectsOutput?
    if let path = arguments.value("--rejects") { rejectsOutput = try RejectsOutput(path) }
    let portfolio = try Common.portfolio(arguments, for: policy, mapping, stopsAtFirstReject: isStrict)
    var run = PortfolioRun(policy, portfolio, asOf: asOf, stopsAtFirstReject: isStrict)
    let records = DecisionRecords(policy, portfolio, asOf: asOf)
    try decide(&run, records, format, output)
    Progress.clear()
    if isStrict, let first = run.rejects.first {
      Terminal.error(text(first))
      throw CannotRun(
        "stopped at the first reject, so nobody is decided",
        help: "without `--strict` the others are decided"
      )
    }
    let account = Account(policy, portfolio, decided: run.decided, undecided: run.undecided)
    try account.check()
    if let rejectsOutput {
      try rejectsOutput.write(run.rejects, account, portfolio, policy, mapping)
    } else {
      show(run.rejects)
    }
    try output.prepare()
    try rejectsOutput?.commit()
    try output.commit()
    Terminal.error(account.summary + run.counts.text(width: Terminal.width(2)))
    return run.rejects.isEmpty ? .fine : .findings
  }

  private static func decide(
    _ run: inout PortfolioRun,
    _ records: DecisionRecords,
    _ format: String,
    _ output: Output
  ) throws(CannotRun) {
    var bytes: [UInt8] = []
    if format == "table" {
      var rows: [[String]] = []
      try run.run {
        records.tableRow($0, $1, member: $2)
      } _: { row throws(CannotRun) in
        rows.append(row)
      }
      return try output.write(
        TextTable.text(records.tableHeadings, rows, style: output.style, width: output.width)
      )
    }
    if format == "csv" { records.appendCSVHeading(to: &bytes) }
    try run.run(records, asCSV: format == "csv") { encoded throws(CannotRun) in
      bytes += encoded
      if bytes.count >= 1 << 16 { try output.write(&bytes) }
    }
    try output.write(&bytes)
  }

  /// The first rejects, where nobody asked for a file of them.
  private static func show(_ rejects: [Reject]) {
    for reject in rejects.prefix(10) { Terminal.error(text(reject)) }
    if rejects.count > 10 {
      Terminal.error("policyc: and \(rejects.count - 10) more; `--rejects FOLDER` writes them all\n")
    }
  }

  private static func text(_ reject: Reject) -> String {
    let column = reject.column.map { ", \($0)" } ?? ""
    let value = reject.value.map { " `\($0)`" } ?? ""
    let customer = reject.customer.map { " (customer \($0))" } ?? ""
    let place = "\(reject.file):\(reject.row)\(column)\(value)\(customer)"
    return "policyc: \(ShownText.onOneLine("\(place): \(reject.code.rawValue) \(reject.message)"))\n"
  }
}
