import Evaluation
import Exact
import PolicyModel

/// A threshold of a rule at which a decision changes, with customers right below, at and right above it.
public struct Boundary: Sendable {
  public enum Position: String, Sendable, CaseIterable {
    case below = "just below"
    case at = "at"
    case above = "just above"
  }

  /// The decision and the rule in which the threshold stands.
  public let decision: Int
  public let rule: Int
  public let bound: FixedBound
  /// The decision that the tests ask about: the scorecard, where the threshold stands in a characteristic of it.
  public let asked: Int
  /// Two or three of them, of which two at least are decided differently.
  public let witnesses: [(position: Position, witness: Witness)]

  /// A test for each customer, with what the policy decides today.
  ///
  /// - Parameter taken: titles that other tests have.
  public func tests(_ policy: Policy, taken: inout Set<String>) -> [String] {
    witnesses.map { position, witness in
      let made = policy.decisions[decision]
      let value = ValueText(policy: policy).text(bound.value, bound.bound.type)
      let title = "\(made.rules[rule].id): \(subject(policy)) \(position.rawValue) \(value)"
      var unique = title
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(title) (\(number))"
        number += 1
      }
      return WitnessText(witness, policy).test(unique, of: asked)
    }
  }

  private func subject(_ policy: Policy) -> String {
    switch bound.subject.kind {
    case .read(let slot): policy.field(slot).name
    case .asOf: "as_of"
    default: policy.written(bound.subject.span)
    }
  }
}
