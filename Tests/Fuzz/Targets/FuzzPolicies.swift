import Checks
import PolicyModel
import PolicySyntax
import Synchronization
import TestSupport

/// Policies for which random data is read and decided.
enum FuzzPolicies {
  /// Groups of customers with invoices.
  static let portfolio = compiled(Sample.policy)

  /// One optional attribute of each type that has a form in data.
  static let cells = compiled(
    """
    policy "T" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id key
      number number, optional
      share percent, optional
      amount money, optional
      term days, optional
      day date from 0001-01-01 to 9999-12-31, optional

    segment
      a when number is known or share is known or amount is known or term is known or day is known
      b otherwise
    """
  )

  /// A policy with every part of the language.
  static let sample = compiled(SamplePolicy.text)

  private static func compiled(_ text: String) -> Policy {
    let result = Checker.check([Parser.parse(Source(name: "fuzz.policy", text: text))])
    guard let policy = result.policy else {
      preconditionFailure("the policy of the target is wrong: \(result.diagnostics.map(\.message))")
    }
    return policy
  }

  // MARK: Random policies

  struct Checked: Sendable {
    let text: String
    let policy: Policy
    /// Whether it is not excluded that two rules of a decision meet where one should apply.
    let mayMeet: Bool
  }

  private static let known = Mutex<[UInt8: Checked]>([:])

  /// The random policy with a number: the first from its seed on that the checker lets through, as one in a few is.
  static func random(_ number: UInt8) -> Checked {
    if let checked = known.withLock({ $0[number] }) { return checked }
    var seed = UInt64(number) << 32
    while true {
      var random = RandomPolicy(SeededGenerator(seed: seed))
      let text = random.text()
      let result = Checker.check([Parser.parse(Source(name: "random.policy", text: text))])
      if let policy = result.policy {
        let mayMeet = result.diagnostics.contains { $0.code == .notProven }
        let checked = Checked(text: text, policy: policy, mayMeet: mayMeet)
        known.withLock { $0[number] = checked }
        return checked
      }
      seed += 1
    }
  }
}
