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

  static func portfolio(_ path: String, for policy: Policy) throws(CannotRun) -> Portfolio {
    do throws(PortfolioFailure) {
      return try PortfolioReader.read(path, for: policy)
    } catch {
      throw CannotRun(error.message, help: error.help)
    }
  }
}
