import Evaluation
import PolicyModel
import PolicySyntax

/// What the tests of policies have seen of them as a tracefile of lcov, for the tools that show coverage.
///
/// A line counts where a rule begins or a part of a condition stands; each part is a branch of two ways.
public struct CoverageTracefile {
  /// What was seen of one file.
  private struct File {
    var lines: [Int: Int] = [:]
    /// By line; by the order on it, so that a file that several policies share is counted once.
    var branches: [Int: [(yes: Int, no: Int)]] = [:]
  }

  private var files: [String: File] = [:]

  public init(_ report: TestReport) {
    for entry in report.entries {
      guard let policy = entry.tested?.policy, let coverage = entry.coverage else { continue }
      add(policy, coverage)
    }
  }

  private mutating func add(_ policy: Policy, _ coverage: Coverage) {
    for count in coverage.rules {
      guard let place = policy.place(policy.decisions[count.decision].rules[count.rule].span) else {
        continue
      }
      files[place.file, default: File()].lines[place.line, default: 0] += count.times
    }
    var seen: [String: [Int: Int]] = [:]
    for part in coverage.parts.sorted(by: { $0.node.span.start < $1.node.span.start }) {
      guard let place = policy.place(part.node.span) else { continue }
      let number = seen[place.file, default: [:]][place.line, default: 0]
      seen[place.file, default: [:]][place.line] = number + 1
      var file = files[place.file, default: File()]
      var branches = file.branches[place.line, default: []]
      if number == branches.count { branches.append((0, 0)) }
      branches[number].yes += part.yes
      branches[number].no += part.no
      file.branches[place.line] = branches
      // A line is run where its condition is asked, or a rule on it applies.
      if number == 0 { file.lines[place.line] = max(file.lines[place.line] ?? 0, part.yes + part.no) }
      files[place.file] = file
    }
  }

  public var text: String {
    files.sorted { $0.key < $1.key }.map { record($0.key, $0.value) }.joined()
  }

  private func record(_ name: String, _ file: File) -> String {
    var lines = ["TN:", "SF:\(ShownText.onOneLine(name))"]
    var (found, hit) = (0, 0)
    for (line, branches) in file.branches.sorted(by: { $0.key < $1.key }) {
      for (number, branch) in branches.enumerated() {
        let isAsked = branch.yes + branch.no > 0
        for (way, times) in [branch.yes, branch.no].enumerated() {
          lines.append("BRDA:\(line),\(number),\(way),\(isAsked ? String(times) : "-")")
          found += 1
          hit += times > 0 ? 1 : 0
        }
      }
    }
    lines += ["BRF:\(found)", "BRH:\(hit)"]
    for (line, times) in file.lines.sorted(by: { $0.key < $1.key }) { lines.append("DA:\(line),\(times)") }
    lines += ["LF:\(file.lines.count)", "LH:\(file.lines.values.count { $0 > 0 })", "end_of_record"]
    return lines.joined(separator: "\n") + "\n"
  }
}
