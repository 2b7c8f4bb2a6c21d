import Exact
import Foundation
import PolicyModel
import PolicySyntax
import Portfolio
import Reports

/// The command `policyc diff`.
enum DiffCommand: Command {
  static let info = CommandInfo(
    "diff",
    "OLD NEW",
    "Show what a new edition of a policy changes, in words, and for whom.",
    [
      Option(
        "--data",
        "PATH",
        "decide a portfolio under both: a folder with one CSV per record, or an NDJSON file"
      ),
      Option("--as-of", "DATE", "the day for which it is decided; it also chooses the edition in a folder"),
      Option("--mapping", "FILE", "where the data stands and how it is written, if not as the policies say"),
      Option("--top", "N", "how many of the most affected customers are explained; 5 by default"),
      Option("--balance", "NAME", "the value that is the open balance; open_balance by default"),
      Option(
        "--fail-on",
        "none|lenient|any",
        "end with 1 where anybody is decided more leniently, or differently"
      ),
      Option(
        "--format",
        "text|json|markdown",
        "text for people, JSON for programs, Markdown for a pull request"
      ),
      Option("--output", "FILE", "where the report goes; - or nothing for standard output"),
    ],
    "OLD and NEW are each a policy file, or a folder with the editions of one; the as-of date chooses among them.\n"
      + "Without --data it says what changed in meaning, decision by decision and rule by rule.\n"
      + "With --data it says who is decided differently, and from what to what.\n"
      + "Exit code 0: the report is made; 1: --fail-on found something; 2: cannot run."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    guard arguments.positional.count == 2 else {
      throw CannotRun(
        "`policyc diff` takes two policies: the old one and the new one",
        help: "write `policyc diff OLD NEW`; each is a file, or a folder with editions"
      )
    }
    let format = try arguments.choice("--format", ["text", "json", "markdown"])
    let failing = try arguments.choice("--fail-on", ["none", "lenient", "any"])
    let top = try count(arguments)
    let asOf = arguments.has("--as-of") ? try Common.asOf(arguments) : nil
    if arguments.has("--data"), asOf == nil {
      throw CannotRun(
        "`--data` needs `--as-of DATE`",
        help: "write the day for which it is decided, or `today`"
      )
    }
    guard let old = try policy(arguments.positional[0], asOf),
      let new = try policy(arguments.positional[1], asOf)
    else { return .cannotRun }
    let difference: EditionDifference
    if arguments.has("--data"), let asOf {
      difference = try decided(arguments, old, new, asOf, top)
    } else {
      let pair = EditionPair(old, new)
      difference = EditionDifference(pair, verdicts: Verdicts.all(pair))
    }
    let output = try Output(arguments.value("--output") ?? "-")
    switch format {
    case "json":
      var bytes: [UInt8] = []
      difference.json.append(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
      try output.write(&bytes)
    case "markdown":
      var bytes = Array(difference.markdown.utf8)
      try output.write(&bytes)
    default: try output.write(difference.text(style: output.style, width: output.width))
    }
    try output.prepare()
    try output.commit()
    switch failing {
    case "lenient": return difference.isMoreLenient ? .findings : .fine
    case "any": return difference.isDifferent ? .findings : .fine
    default: return .fine
    }
  }

  private static func count(_ arguments: Arguments) throws(CannotRun) -> Int {
    guard let text = arguments.value("--top") else { return 5 }
    guard let count = Int(text), count >= 0, count <= 1000 else {
      throw CannotRun("`--top` cannot be `\(text)`", help: "it is a number from 0 to 1000")
    }
    return count
  }

  /// A policy by its file, whenever it is in force; of a folder the edition in force on the day.
  private static func policy(_ path: String, _ asOf: CalendarDate?) throws(CannotRun) -> Policy? {
    var isFolder: ObjCBool = false
    let files = try PolicyFiles([path])
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue,
      files.editions.count > 1
    {
      guard let asOf else {
        throw CannotRun(
          "there are several editions in `\(path)`, and no day says which one is meant",
          help: "name the file of one, or write `--as-of DATE`"
        )
      }
      return try Common.policy(path, on: asOf)
    }
    let (policies, diagnostics, _) = files.check()
    let renderer = FindingsText(files.sources, style: Terminal.style(2))
    for diagnostic in diagnostics where diagnostic.severity == .error {
      Terminal.error(renderer.text(diagnostic) + "\n")
    }
    guard let policy = policies.first?.checked.policy else {
      throw CannotRun(
        policies.isEmpty
          ? "there is no policy in `\(path)`" : "the policy in `\(path)` has errors, so it decides nobody",
        help: policies.isEmpty
          ? "name a file with a policy, or a folder that holds one"
          : "mend them first; `policyc check` shows them"
      )
    }
    return policy
  }

  // MARK: Data

  private static func decided(
    _ arguments: Arguments,
    _ old: Policy,
    _ new: Policy,
    _ asOf: CalendarDate,
    _ top: Int
  ) throws(CannotRun) -> EditionDifference {
    if arguments.value("--data") == "-" {
      throw CannotRun(
        "the data are read twice, once as each edition reads them",
        help: "write them to a file that ends in `.ndjson`, and name it"
      )
    }
    let before = try portfolio(arguments, old, beside: new, "old")
    let after = try portfolio(arguments, new, beside: old, "new")
    guard before.files.first?.digest == after.files.first?.digest else {
      throw CannotRun(
        "the two editions read their customers from different files: `\(before.files.first?.name ?? "")` and `\(after.files.first?.name ?? "")`",
        help: "give a mapping file that names one for both (`--mapping FILE`)"
      )
    }
    let pair = EditionPair(old, new, before, after)
    let name = arguments.value("--balance") ?? "open_balance"
    var run = DifferenceRun(pair, before, after, asOf: asOf, top: top, balance: name)
    if arguments.has("--balance"), run.difference.hasNoBalance {
      throw CannotRun(
        "neither edition has an amount `\(name)` of the customer",
        help: "name a definition or an attribute that is an amount in the currency of the policy"
      )
    }
    run.run()
    return EditionDifference(
      pair,
      asOf: asOf,
      portfolio: run.difference,
      affected: AffectedCustomer.explained(run.difference, asOf: asOf)
    )
  }

  /// The portfolio as one edition reads it; what lacks for it is said with the name of the edition.
  private static func portfolio(
    _ arguments: Arguments,
    _ policy: Policy,
    beside other: Policy,
    _ word: String
  ) throws(CannotRun) -> Portfolio {
    let mapping = try Common.mapping(arguments, for: policy, and: other)
    do throws(CannotRun) {
      return try Common.portfolio(arguments, for: policy, mapping)
    } catch {
      throw CannotRun(
        "the \(word) edition (\(policy.version)) cannot read the data: \(error.message)",
        help: error.help
      )
    }
  }
}
