import Evaluation
import Exact
import Reports

/// What `policyc test` is asked to say about coverage, and when it is not enough.
struct CoverageOptions {
  /// Whether it is measured at all.
  let isAsked: Bool
  private let file: String?
  private let format: String
  /// The least share that is enough, in hundredths of a per cent.
  private let least: Int?

  init(_ arguments: Arguments) throws(CannotRun) {
    file = arguments.value("--coverage-file")
    format = try arguments.choice("--coverage-format", ["lcov", "json", "text"])
    if arguments.has("--coverage-format"), file == nil {
      throw CannotRun(
        "`--coverage-format` says how a file is written, and none is named",
        help: "add `--coverage-file FILE`"
      )
    }
    least = try CoverageOptions.least(arguments.value("--fail-under"))
    isAsked = arguments.has("--coverage") || file != nil || least != nil
  }

  private static func least(_ text: String?) throws(CannotRun) -> Int? {
    guard let text else { return nil }
    let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let number = Number(decimal: digits.replacing(",", with: ".")),
      let all = try? number.multiplied(by: Number(100)),
      let hundredths = all.wholeValue, (0...10_000).contains(hundredths)
    else {
      throw CannotRun(
        "`--fail-under` cannot be `\(text)`",
        help: "write a percentage from 0 to 100 with at most two decimals, such as `--fail-under 95%`"
      )
    }
    return hundredths
  }

  /// Writes the file that was asked for.
  func write(_ report: TestReport) throws(CannotRun) {
    guard let file else { return }
    let text =
      switch format {
      case "json": CoverageJSON.document(report).text + "\n"
      case "text":
        report.entries.compactMap { entry in
          guard let policy = entry.tested?.policy, let coverage = entry.coverage else { return nil }
          return entry.path + "\n" + CoverageText(policy, coverage).text
        }.joined(separator: "\n")
      default: CoverageTracefile(report).text
      }
    try Output.write(file) { $0 += Array(text.utf8) }
  }

  /// Whether every policy reaches the least share, of its rules and of its conditions; says which does not.
  func isEnough(_ report: TestReport) -> Bool {
    guard let least else { return true }
    var isEnough = true
    for entry in report.entries {
      guard let coverage = entry.coverage else { continue }
      let shares = [
        ("of the rules are reached", coverage.ruleShare),
        ("of the conditions are seen both ways", coverage.partShare),
      ]
      for (what, share) in shares where !share.isAtLeast(hundredths: least) {
        isEnough = false
        Terminal.error(
          "policyc: \(ShownText.onOneLine(entry.path)): \(share.text) \(what), fewer than `--fail-under` asks for\n"
        )
      }
    }
    return isEnough
  }
}
