import Exact
import Foundation
import PolicyModel
import PolicySyntax
import Portfolio
import Reports

/// What several commands do alike.
enum Common {
  /// The date of `--as-of`: a day, or `today`; the clock is never asked unless it is.
  static func asOf(_ arguments: Arguments) throws(CannotRun) -> CalendarDate {
    let text = arguments.value("--as-of") ?? ""
    if text == "today" {
      let seconds = Int(Date().timeIntervalSince1970) + TimeZone.current.secondsFromGMT()
      let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
      return CalendarDate(dayNumber: Int32(clamping: days))
    }
    guard let date = CalendarDate(iso: text) ?? french(text) else {
      throw CannotRun("`\(text)` is no day", help: "write `--as-of 2026-06-30`, or `--as-of today`")
    }
    return date
  }

  /// A day as a policy may write it too: `30/06/2026`.
  private static func french(_ text: String) -> CalendarDate? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// The one policy that a command is given.
  static func policyPath(_ arguments: Arguments, _ command: CommandInfo) throws(CannotRun) -> String {
    guard arguments.positional.count == 1, let path = arguments.positional.first else {
      throw CannotRun(
        "`policyc \(command.name)` takes one policy: a file, or a folder with its editions",
        help: "write `policyc \(command.name) \(command.operands) …`"
      )
    }
    return path
  }

  /// The checked policy in force; nil after its errors have been shown.
  static func policy(_ path: String, on date: CalendarDate) throws(CannotRun) -> Policy? {
    let files = try PolicyFiles([path])
    let (policy, diagnostics) = try files.policy(inForceOn: date)
    let renderer = FindingsText(files.sources, style: Terminal.style(2))
    for diagnostic in diagnostics { Terminal.error(renderer.text(diagnostic) + "\n") }
    if policy == nil {
      Terminal.error("policyc: the policy has errors, so it decides nobody\n")
    }
    return policy
  }

  // MARK: Data

  /// The options of every command that reads a portfolio.
  static let dataOptions = [
    Option(
      "--data",
      "PATH",
      required: true,
      "a folder with one CSV per record, an NDJSON file, or - for NDJSON on stdin"
    ),
    Option("--mapping", "FILE", "where the data stands and how it is written, if not as the policy says"),
  ]

  /// The portfolio, after what was found of its files has been said.
  static func portfolio(
    _ arguments: Arguments,
    for policy: Policy,
    _ mapping: Mapping? = nil,
    stopsAtFirstReject: Bool = false
  ) throws(CannotRun) -> Portfolio {
    var options = PortfolioReader.Options()
    options.mapping = mapping
    options.stopsAtFirstReject = stopsAtFirstReject
    options.progress = { file, done in Progress.show("reading \(file)", done) }
    do throws(PortfolioFailure) {
      let portfolio = try PortfolioReader.read(arguments.value("--data") ?? "", for: policy, options)
      Progress.clear()
      for note in portfolio.notes { Terminal.error("policyc: \(ShownText.onOneLine(note))\n") }
      return portfolio
    } catch {
      Progress.clear()
      throw CannotRun("\(error.code.rawValue) \(error.message)", help: error.help)
    }
  }

  /// The mapping file of `--mapping`; nil where none is given.
  ///
  /// - Parameter other: another edition for which the file is meant as well.
  static func mapping(
    _ arguments: Arguments,
    for policy: Policy,
    and other: Policy? = nil
  ) throws(CannotRun) -> Mapping? {
    guard let path = arguments.value("--mapping") else { return nil }
    let file = Parser.parseMapping(Source(file: 0, name: path, bytes: try PolicyFiles.bytes(path)))
    let (mapping, diagnostics) = Mapping.resolve(file, for: policy, and: other)
    guard let mapping else {
      let renderer = FindingsText([file.source], style: Terminal.style(2))
      for diagnostic in diagnostics { Terminal.error(renderer.text(diagnostic) + "\n") }
      throw CannotRun("the mapping has errors, so nobody is decided")
    }
    return mapping
  }
}
