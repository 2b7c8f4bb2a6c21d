import PolicyModel
import Proofs
import Reports

/// What is proven of each decision that two editions have in common.
enum Verdicts {
  static func all(_ pair: EditionPair) -> [String: DecisionVerdict] {
    var comparison: EditionComparison
    do throws(PolicyPair.Obstacle) {
      comparison = try EditionComparison(pair.old, pair.new)
    } catch {
      let verdicts = pair.common.map { ($0.name, DecisionVerdict.unproven(error.reason)) }
      return Dictionary(verdicts) { first, _ in first }
    }
    var verdicts: [String: DecisionVerdict] = [:]
    for common in pair.common {
      switch comparison.difference(common.name) {
      case nil: break
      case .same: verdicts[common.name] = .same(.proven)
      case .unproven(let reason): verdicts[common.name] = .unproven(reason)
      case .differs(let changes): verdicts[common.name] = .differs(changes.map { way($0, common, pair) })
      }
    }
    return verdicts
  }

  private static func way(
    _ change: EditionComparison.Change,
    _ common: EditionPair.Common,
    _ pair: EditionPair
  ) -> DecisionVerdict.Way {
    let witness = change.witness.map { witness in
      let was = ValueText(policy: pair.old).text(witness.values.first, pair.old.decisions[common.old].type)
      return witness.test("\(common.name) was \(was)", of: common.new, in: pair.new)
    }
    return DecisionVerdict.Way(leniency: change.leniency, region: change.region, witness: witness)
  }
}
