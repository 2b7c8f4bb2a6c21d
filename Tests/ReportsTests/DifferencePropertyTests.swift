import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Proofs
import Reports
import TestSupport
import Testing

/// Random policies and random edits: whom `policyc diff` says nothing can change for, nothing changes for, and whom it
/// shows as decided differently is.
@Suite struct DifferencePropertyTests {
  private func compiled(_ text: String) -> Policy? {
    Checker.check([Parser.parse(Source(name: "random.policy", text: text))]).policy
  }

  private func unit(_ values: DecisionUnitValues) -> DecisionUnit {
    DecisionUnit(members: [
      .init(
        attributes: values.customer,
        records: [values.invoices],
        recordCounts: [values.count],
        customer: 0
      )
    ])
  }

  @Test func whatIsSaidIsSo() throws {
    var generator = SeededGenerator()
    var failures = Mismatches()
    var (pairs, same, shown, open, moved) = (0, 0, 0, 0, 0)
    while pairs < (PythonOracle.isLong ? 1_500 : 20) {
      var random = RandomPolicy(SeededGenerator(seed: generator.next()))
      var edit = RandomEdit(SeededGenerator(seed: generator.next()))
      let text = random.text()
      guard let old = compiled(text), let changed = edit.edited(text), let new = compiled(changed) else {
        continue
      }
      pairs += 1
      let pair = EditionPair(old, new)
      guard var comparison = try? EditionComparison(old, new) else {
        failures.note("the two cannot be compared:\n\(text)\n\(changed)")
        continue
      }
      var differs: [String: Int] = [:]
      for _ in 0..<(PythonOracle.isLong ? 200 : 60) {
        for name in self.changed(unit(random.unit(old)), pair) { differs[name, default: 0] += 1 }
      }
      moved += differs.isEmpty ? 0 : 1
      for common in pair.common {
        let isUntouched = EditionDifference(pair).saysNothingChanges(common.name)
        let difference = comparison.difference(common.name)
        if differs[common.name] != nil {
          if isUntouched {
            failures.note("\(common.name) is said to be untouched:\n\(text)\n---\n\(changed)")
          }
          if case .same = difference {
            failures.note("\(common.name) is said to be the same:\n\(text)\n---\n\(changed)")
          }
        }
        switch difference {
        case .same: same += 1
        case .differs(let changes):
          for change in changes {
            guard let witness = change.witness else {
              open += 1
              continue
            }
            shown += 1
            if !isDecidedDifferently(witness, common, pair) {
              failures.note(
                "the customer shown for \(common.name) is decided alike:\n\(text)\n---\n\(changed)"
              )
            }
          }
        case .unproven, nil: open += 1
        }
      }
    }
    print(
      "\(pairs) pairs, \(same) decisions proven the same, \(shown) customers shown, \(open) left open, \(moved) moved"
    )
    #expect(failures.count == 0, "\(failures)")
    // A short run need not meet an edit that moves anybody.
    #expect(same > 0 && (!PythonOracle.isLong || (shown > 0 && moved > 0)))
  }

  /// The decisions that come out differently; none where an edition cannot decide the customer.
  private func changed(_ unit: DecisionUnit, _ pair: EditionPair) -> [String] {
    let asOf = pair.new.inForce.lowerBound
    guard let before = try? pair.old.decide(unit, asOf: asOf),
      let after = try? pair.new.decide(unit, asOf: asOf)
    else {
      return []
    }
    return pair.common.filter { common in
      let order = LeniencyOrder(
        old: pair.old,
        pair.old.decisions[common.old],
        new: pair.new,
        pair.new.decisions[common.new]
      )
      return zip(before.outcomes[0][common.old], after.outcomes[0][common.new]).contains {
        order.compare($0.value, $1.value) != .same
      }
    }.map(\.name)
  }

  private func isDecidedDifferently(_ witness: PairWitness, _ common: EditionPair.Common, _ pair: EditionPair)
    -> Bool
  {
    guard let before = try? pair.old.decide(witness.first, asOf: witness.asOf),
      let after = try? pair.new.decide(witness.second, asOf: witness.asOf)
    else { return false }
    let order = LeniencyOrder(
      old: pair.old,
      pair.old.decisions[common.old],
      new: pair.new,
      pair.new.decisions[common.new]
    )
    return zip(before.outcomes[0][common.old], after.outcomes[0][common.new]).contains {
      order.compare($0.value, $1.value) == witness.leniency
    }
  }
}
