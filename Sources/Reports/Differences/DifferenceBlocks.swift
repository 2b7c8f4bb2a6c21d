import Exact
import PolicyModel

/// What a new edition changes, as a report for people.
struct DifferenceBlocks {
  private let difference: EditionDifference
  private var pair: EditionPair { difference.pair }

  init(_ difference: EditionDifference) { self.difference = difference }

  var blocks: [ReportBlock] {
    let day = difference.asOf.map { ", as of \($0)" } ?? ""
    var blocks: [ReportBlock] = [.heading(1, "\(names.old) → \(names.new)\(day)")]
    if let portfolio = difference.portfolio {
      blocks += PortfolioBlocks(portfolio, difference.affected, names).blocks
      let changes = changes
      return blocks + (changes.isEmpty ? [] : [.details("What changed in the policy", changes)])
    }
    return blocks + verdicts + changes
  }

  /// Both editions by what tells them apart.
  private var names: (old: String, new: String) {
    let (old, new) = (pair.old, pair.new)
    if old.name != new.name { return ("\(old.name) \(old.version)", "\(new.name) \(new.version)") }
    if old.version != new.version { return ("\(old.name) \(old.version)", new.version) }
    return ("\(old.name) \(old.version) (old)", "\(new.version) (new)")
  }

  // MARK: What is proven

  private var verdicts: [ReportBlock] {
    var rows: [[String]] = []
    var details: [ReportBlock] = []
    for common in pair.common {
      let verdict = difference.verdict(common.name)
      rows.append([common.name, verdict.words])
      guard case .differs(let ways) = verdict else { continue }
      for way in ways {
        guard let witness = way.witness else { continue }
        details += [.line("\(common.name), \(way.leniency.words):"), .code(witness)]
      }
    }
    rows += pair.onlyOld.map { [pair.old.decisions[$0].name, "is gone"] }
    rows += pair.onlyNew.map { [pair.new.decisions[$0].name, "is new"] }
    if rows.allSatisfy({ $0[1] == DecisionVerdict.same(.unchanged).words }), !rows.isEmpty {
      return [.line("No decision changes in meaning.")]
    }
    var blocks: [ReportBlock] = [.table(["decision", "what changes for customers"], rows)]
    if !details.isEmpty { blocks.append(.details("Customers decided differently", details)) }
    return blocks
  }

  // MARK: What changed

  private var changes: [ReportBlock] {
    var blocks: [ReportBlock] = []
    for (title, changes) in difference.changes.sections {
      let list = ReportBlock.list(changes.map(\.text))
      // What decides nobody is folded away.
      let isWords = changes.first?.area == .words
      blocks += isWords ? [.details(title, [list])] : [.heading(2, title), list]
    }
    return blocks
  }
}
