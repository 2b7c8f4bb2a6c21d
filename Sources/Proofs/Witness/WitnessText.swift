import Evaluation
import Exact
import PolicyModel

/// A witness as a test that can be pasted into the policy.
public struct WitnessText {
  private let policy: Policy
  private let witness: Witness

  public init(_ witness: Witness, _ policy: Policy) {
    (self.policy, self.witness) = (policy, witness)
  }

  /// - Parameters:
  ///   - name: what the test is called.
  ///   - index: the decision that it is about.
  public func test(_ name: String, of index: Int) -> String {
    (customer(name) + expectation(policy.decisions[index])).joined(separator: "\n")
  }

  /// - Parameters:
  ///   - name: what the test is called.
  ///   - slot: the value that it is about, which cannot be computed.
  public func test(_ name: String, of slot: Slot) -> String {
    let expected = "  expect \(subject(policy.field(slot).name, slot)) is known"
    return (customer(name) + ["  # Write here what it should be:", expected]).joined(separator: "\n")
  }

  private func customer(_ name: String) -> [String] {
    var lines = ["test \(quoted(name))", "  as of \(witness.asOf)"]
    if let member = witness.unit.members.first {
      lines += line(policy.customer, member.attributes, isNeeded: false)
      for (number, layout) in policy.collections.enumerated() {
        for record in 0..<member.recordCounts[number] {
          let start = record * layout.attributeCount
          lines += line(
            layout,
            Array(member.records[number][start..<(start + layout.attributeCount)]),
            isNeeded: true
          )
        }
      }
    }
    return lines
  }

  private func subject(_ name: String, _ slot: Slot) -> String {
    guard case .collection(let index) = slot.scope else { return name }
    return "\(name) of \(policy.collections[index].name) 1"
  }

  /// What is decided today; where nothing is, a result to be replaced by the one that is meant.
  private func expectation(_ decision: Decision) -> [String] {
    let subject = subject(decision.name, decision.slot)
    guard let value = witness.decided, let rule = witness.rule else {
      let some = decision.rules.lazy.compactMap { $0.result.constant }.first { !$0.isMissing }
      return [
        "  # Write here what should be decided:",
        "  expect \(subject) is \(some.map { text($0, decision.type) } ?? "known")",
      ]
    }
    if case .rules = decision.type {
      let isOfRecord = if case .collection = decision.slot.scope { true } else { false }
      return ["  expect \(subject)\(isOfRecord ? " is" : "") includes \(decision.rules[rule].label)"]
    }
    return ["  expect \(subject) is \(text(value, decision.type)) by \(decision.rules[rule].id)"]
  }

  private func line(_ layout: Layout, _ values: [Value], isNeeded: Bool) -> [String] {
    let parts: [String] = zip(layout.fields, values).compactMap { field, value in
      guard !value.isMissing, field.type != .key else { return nil }
      return "\(field.name) \(text(value, field.type))"
    }
    guard !parts.isEmpty || isNeeded else { return [] }
    var lines: [String] = []
    var current = "  \(layout.name) "
    for (index, part) in parts.enumerated() {
      let piece = part + (index + 1 < parts.count ? "," : "")
      if current.count + piece.count > 96, index > 0 {
        lines.append(current.trimmingEnd())
        current = "      "
      }
      current += piece + " "
    }
    lines.append(current.trimmingEnd())
    return lines
  }

  private func text(_ value: Value, _ type: ValueType) -> String {
    let text = ValueText(policy: policy).text(value, type)
    switch type {
    case .text, .key:
      guard case .text(let number) = value, Int(number) < policy.texts.count else {
        return quoted("something else")
      }
      return quoted(text)
    case .symbol: return isName(text) ? text : quoted(text)
    default: return text
    }
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("`", with: "").replacing("\"", with: "'") + "\""
  }

  private func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0)
    }
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
