import Exact
import Foundation
import PolicyModel
import PolicySyntax
import Reports

/// Policies that were checked, and what is shown of that.
struct CheckRun {
  private let files: PolicyFiles
  private let overrides: OverrideList?
  private let accepted: [AcceptedFinding]
  private let claims: [PrincipleVerdict]
  let report: FindingsReport

  init(_ paths: [String], asOf: CalendarDate?, advice: Bool) throws(CannotRun) {
    files = try PolicyFiles(paths)
    let (policies, diagnostics, accepted) = files.check(asOf: asOf, advice: advice)
    overrides = asOf.map { OverrideList(policies.compactMap(\.checked.model), asOf: $0) }
    self.accepted = accepted
    claims = policies.flatMap(\.checked.principles)
    report = FindingsReport(
      diagnostics,
      files.files,
      accepted: accepted,
      folder: FileManager.default.currentDirectoryPath
    )
  }

  private init(_ run: CheckRun, _ report: FindingsReport) {
    (files, overrides, accepted, claims) = (run.files, run.overrides, run.accepted, run.claims)
    self.report = report
  }

  /// The same, of which only some findings are shown.
  func with(_ report: FindingsReport) -> CheckRun { CheckRun(self, report) }

  func show(_ format: String) {
    switch format {
    case "json":
      let document = FindingsJSON.document(
        report.entries.map(\.diagnostic),
        files.sources,
        overrides,
        accepted: accepted,
        claims: claims,
        fingerprints: report.entries.map(\.fingerprint)
      )
      Terminal.data(document.text + "\n")
    case "sarif": Terminal.data(FindingsSARIF.document(report, version: Policyc.version).text + "\n")
    case "github": Terminal.data(FindingsGitHub.text(report))
    case "junit": Terminal.data(FindingsJUnit.text(report))
    default: showText()
    }
  }

  private func showText() {
    let diagnostics = report.entries.map(\.diagnostic)
    let renderer = FindingsText(files.sources, style: Terminal.style(1))
    for diagnostic in diagnostics { Terminal.out(renderer.text(diagnostic) + "\n") }
    for path in files.unused {
      Terminal.out("\(path): only read; shared data are checked with a policy that uses them\n")
    }
    if let overrides { Terminal.out(overrides.text(style: Terminal.style(1), width: Terminal.width(1))) }
    let summary = FindingsText.summary(
      diagnostics,
      files: files.files.count,
      accepted: accepted.count,
      claims: claims
    )
    Terminal.out(summary + "\n")
  }
}
