import Checks
import Evaluation
import PolicyModel
import PolicySyntax
import Proofs

/// `policyc test --generate`: tests at the thresholds of a policy, with what it decides today.
extension TestCommand {
  static func generate(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    let files = try PolicyFiles(arguments.positional)
    guard files.editions.count == 1, let edition = files.editions.first else {
      throw CannotRun(
        "`--generate` takes one policy, and there are \(files.editions.count) here",
        help: "name the file of one of them"
      )
    }
    let output = arguments.value("--output") ?? "-"
    // A policy that uses the file already is read without it, so that it is written again as it was.
    let sources = edition.files.filter { $0.source.name != output }
    guard let policy = Checker.quickCheck(sources).policy else {
      throw CannotRun("`\(edition.path)` has errors", help: "`policyc check \(edition.path)` says which")
    }
    let (text, tests, thresholds) = try generated(policy, sources)
    guard tests > 0 else {
      Terminal.error("policyc: no threshold was found at which a decision changes, so nothing is written\n")
      return .fine
    }
    if output == "-" { Terminal.data(text) } else { try Output.write(output) { $0 += Array(text.utf8) } }
    let name = output.split(separator: "/").last.map(String.init) ?? output
    Terminal.error(
      "policyc: \(tests) tests at \(thresholds) thresholds, with what is decided today\n"
        + "next: confirm each result, or correct it; then add `uses \"\(output == "-" ? "boundaries.policy" : name)\"` "
        + "to the policy\n"
    )
    return .fine
  }

  private static func generated(_ policy: Policy, _ files: [PolicySyntaxFile]) throws(CannotRun) -> (
    text: String, tests: Int, thresholds: Int
  ) {
    var taken = Set(policy.tests.map(\.name))
    let head =
      "# Customers right below, at and right above the thresholds at which a decision changes.\n"
      + "# Each result is what the policy decides today: confirm it, or correct it.\n\n"
      + "data \"Boundary tests of \(policy.name.replacing("\"", with: "'")), version \(policy.version.replacing("\"", with: "'"))\""
      + " currency \(policy.currency.code)\n"
    var (tests, thresholds) = ([String](), 0)
    for boundary in BoundaryFinder(policy).boundaries() {
      let sound = boundary.tests(policy, taken: &taken).filter { passes(head + "\n" + $0 + "\n", files) }
      tests += sound
      thresholds += sound.isEmpty ? 0 : 1
    }
    let text = ([head] + tests.map { $0 + "\n" }).joined(separator: "\n")
    do throws(PolicyFormatter.Failure) {
      return (try PolicyFormatter.format(Source(name: "generated", text: text)), tests.count, thresholds)
    } catch {
      throw CannotRun(
        "the tests that were found cannot be written",
        help: "this is a mistake of policyc; please report it"
      )
    }
  }

  /// Whether the policy together with a further file has no errors, and the test in that file passes.
  private static func passes(_ text: String, _ files: [PolicySyntaxFile]) -> Bool {
    let number = (files.map(\.source.file).max() ?? 0) + 1
    let further = Parser.parse(Source(file: number, name: "generated", text: text))
    guard let policy = Checker.quickCheck(files + [further]).policy else { return false }
    let own = TestRun(policy) { $0.span.file == number }
    return !own.results.isEmpty && own.results.allSatisfy(\.passed)
  }
}
