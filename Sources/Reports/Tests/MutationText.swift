import Checks
import Evaluation
import PolicyModel
import PolicySyntax

/// Which mistakes the tests of a policy did not notice, for people.
public struct MutationText {
  private let run: MutationRun
  private let path: String
  private let style: Style

  public init(_ run: MutationRun, _ path: String, style: Style = .plain) {
    (self.run, self.path, self.style) = (run, path, style)
  }

  public var text: String {
    var lines = [path]
    for (mutant, outcome) in run.results {
      switch outcome {
      case .killed, .refused: continue
      case .survived: lines.append("\(style.red("survived"))    \(said(mutant))")
      case .equivalent: lines.append("equivalent  \(said(mutant))  \(style.dim("(proven)"))")
      }
    }
    lines.append(MutationText.summary(run))
    if !run.survivors.isEmpty {
      lines.append(
        "next: write a test that tells the policy from a survivor: a customer right at its threshold, or between its rules"
      )
    }
    return lines.map(ShownText.asOneLine).joined(separator: "\n") + "\n"
  }

  private func said(_ mutant: Mutant) -> String {
    let place = run.policy.place(mutant.span).map { "\($0.file):\($0.line)" } ?? ""
    let change = mutant.kind == .order ? mutant.after : "`\(mutant.after)` instead of `\(mutant.before)`"
    return "\(style.dim(place))  \(mutant.owner): \(change)"
  }

  static func summary(_ run: MutationRun) -> String {
    let counts = MutationJSON.counts(run)
    return "\(run.results.count) mutants: \(counts.killed) killed, \(counts.survived) survived, "
      + "\(counts.equivalent) equivalent (proven), \(counts.refused) not compilable"
  }
}
