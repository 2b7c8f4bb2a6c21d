import Evaluation
import PolicyModel

/// What the tests of policies have seen of them as `policyc.coverage/1`.
public enum CoverageJSON {
  public static func document(_ report: TestReport) -> JSON {
    let measured = report.entries.compactMap { entry -> (String, Policy, Coverage)? in
      guard let policy = entry.tested?.policy, let coverage = entry.coverage else { return nil }
      return (entry.path, policy, coverage)
    }
    return .object([
      ("format", .string("policyc.coverage/1")),
      (
        "policies",
        .array(
          measured.map { path, policy, coverage in
            .object([
              ("file", .string(path)), ("name", .string(policy.name)), ("version", .string(policy.version)),
              ("digest", .string(policy.digest)), ("coverage", self.policy(policy, coverage)),
            ])
          }
        )
      ),
    ])
  }

  /// The rules and conditions of one policy, with how often each was seen.
  static func policy(_ policy: Policy, _ coverage: Coverage) -> JSON {
    let rules = coverage.rules.map { count -> JSON in
      let rule = policy.decisions[count.decision].rules[count.rule]
      return .object(
        [("rule", .string(rule.id))] + TestJSON.place(rule.span, policy) + [("times", .int(count.times))]
      )
    }
    let conditions = coverage.parts.map { part -> JSON in
      .object(
        [("of", .string(owner(part, policy))), ("condition", .string(PartText(policy).text(part.node)))]
          + TestJSON.place(part.node.span, policy) + [("yes", .int(part.yes)), ("no", .int(part.no))]
      )
    }
    return .object([
      ("rules", share(coverage.ruleShare, rules)), ("conditions", share(coverage.partShare, conditions)),
    ])
  }

  private static func share(_ share: Coverage.Share, _ list: [JSON]) -> JSON {
    .object([
      ("seen", .int(share.seen)), ("all", .int(share.all)), ("percent", .string(share.text)),
      ("list", .array(list)),
    ])
  }

  /// The rule in which a part of a condition stands, or its definition or decision.
  static func owner(_ part: Coverage.Part, _ policy: Policy) -> String {
    if let rule = part.rule, case .decision(let index) = policy.field(part.slot).origin {
      return policy.decisions[index].rules[rule].id
    }
    return policy.field(part.slot).name
  }
}
