import Evaluation
import PolicyModel

/// What the tests of a policy have seen of it, for people: counts for each decision, and what was not seen.
public struct CoverageText {
  private let policy: Policy
  private let coverage: Coverage
  private let style: Style

  public init(_ policy: Policy, _ coverage: Coverage, style: Style = .plain) {
    (self.policy, self.coverage, self.style) = (policy, coverage, style)
  }

  public var text: String { lines.map(ShownText.asOneLine).joined(separator: "\n") + "\n" }

  var lines: [String] {
    let missing = unseen
    let list =
      missing.isEmpty ? ["everything was seen"] : [style.yellow("not seen:")] + missing.map { "  " + $0 }
    let next = missing.isEmpty ? [] : ["next: `policyc test --generate` proposes tests at the thresholds"]
    return table + list + next
  }

  // MARK: Counts

  private var table: [String] {
    var rows = policy.decisions.enumerated().compactMap { number, decision in
      row(
        decision.name,
        share { $0.decision == number },
        parts { $0.slot == decision.slot }
      )
    }
    let made = Set(policy.decisions.map(\.slot))
    if let defined = row("definitions", .init(seen: 0, all: 0), parts { !made.contains($0.slot) }) {
      rows.append(defined)
    }
    rows.append([
      "everything", cell(coverage.ruleShare, percent: true), cell(coverage.partShare, percent: true),
    ])
    let text = TextTable.text(["decision", "rules reached", "conditions seen both ways"], rows, style: style)
    return text.split(separator: "\n").map(String.init)
  }

  private func row(_ name: String, _ rules: Coverage.Share, _ parts: Coverage.Share) -> [String]? {
    rules.all + parts.all == 0 ? nil : [name, cell(rules), cell(parts)]
  }

  private func cell(_ share: Coverage.Share, percent: Bool = false) -> String {
    share.all == 0 ? "-" : "\(share.seen) of \(share.all)" + (percent ? " (\(share.text))" : "")
  }

  private func share(_ isMeant: (Coverage.RuleCount) -> Bool) -> Coverage.Share {
    let rules = coverage.rules.filter(isMeant)
    return .init(seen: rules.count { $0.times > 0 }, all: rules.count)
  }

  private func parts(_ isMeant: (Coverage.Part) -> Bool) -> Coverage.Share {
    let parts = coverage.parts.filter(isMeant)
    return .init(seen: parts.count(where: \.isSeenBothWays), all: parts.count)
  }

  // MARK: What was not seen

  private var unseen: [String] {
    let rules = coverage.rules.filter { $0.times == 0 }.map { count in
      let rule = policy.decisions[count.decision].rules[count.rule]
      return (rule.span, "\(rule.id): never reached")
    }
    let parts = coverage.parts.filter { !$0.isSeenBothWays }.map { part in
      let answers = part.yes + part.no == 0 ? "never asked" : part.yes == 0 ? "never yes" : "never no"
      return (part.node.span, "\(owner(part)): `\(PartText(policy).text(part.node))` \(answers)")
    }
    return (rules + parts).sorted { ($0.0.file, $0.0.start) < ($1.0.file, $1.0.start) }.map { span, text in
      let place = policy.place(span).map { "\($0.file):\($0.line)" } ?? ""
      return "\(style.dim(place))  \(text)"
    }
  }

  private func owner(_ part: Coverage.Part) -> String { CoverageJSON.owner(part, policy) }
}
