import Evaluation
import PolicyModel
import Portfolio

/// Two editions of a policy side by side: which decisions they have in common, by name and by what is decided.
public struct EditionPair: Sendable {
  /// A decision that both editions have.
  public struct Common: Sendable {
    public let name: String
    /// Its number in each edition.
    public let old, new: Int
    /// The collection whose records it is about, in each edition; nil for a decision on the customer.
    public let records: (old: Int, new: Int)?
    let order: LeniencyOrder
  }

  /// One edition with the texts of the portfolio that it reads.
  struct Side: Sendable {
    let policy: Policy
    let portfolio: Portfolio?
    let text: ValueText
    let values: ValueJSON

    init(_ policy: Policy, _ portfolio: Portfolio?) {
      (self.policy, self.portfolio) = (policy, portfolio)
      text = ValueText(policy: policy, texts: portfolio?.texts)
      values = ValueJSON(policy, portfolio?.texts ?? policy.texts)
    }

    /// A value as an officer reads it.
    func shown(_ value: Value, _ decision: Decision) -> String {
      switch value {
      case .missing: return "not made"
      case .rules(let bits):
        let labels = decision.rules.indices.filter { bits >> UInt64($0) & 1 == 1 }.map {
          decision.rules[$0].label
        }
        return labels.isEmpty ? "none" : labels.joined(separator: ", ")
      default: return text.text(value, decision.type)
      }
    }
  }

  let oldSide: Side
  let newSide: Side
  public let common: [Common]
  /// Decisions that only one edition has, by their numbers.
  public let onlyOld: [Int]
  public let onlyNew: [Int]

  public var old: Policy { oldSide.policy }
  public var new: Policy { newSide.policy }

  /// - Parameters:
  ///   - oldData: the portfolio as the old edition reads it; nil where policies alone are compared.
  ///   - newData: the same portfolio as the new edition reads it.
  public init(_ old: Policy, _ new: Policy, _ oldData: Portfolio? = nil, _ newData: Portfolio? = nil) {
    (oldSide, newSide) = (Side(old, oldData), Side(new, newData))
    var common: [Common] = []
    for (number, decision) in old.decisions.enumerated() where decision.isShown {
      guard let counterpart = EditionPair.counterpart(of: decision, old, new) else { continue }
      var records: (old: Int, new: Int)?
      if case .collection(let one) = decision.slot.scope,
        case .collection(let other) = new.decisions[counterpart].slot.scope
      {
        records = (one, other)
      }
      common.append(
        Common(
          name: decision.name,
          old: number,
          new: counterpart,
          records: records,
          order: LeniencyOrder(
            old: old,
            decision,
            new: new,
            new.decisions[counterpart],
            oldTexts: oldData?.texts,
            newTexts: newData?.texts
          )
        )
      )
    }
    self.common = common
    onlyOld = old.decisions.indices.filter { number in
      old.decisions[number].isShown && !common.contains { $0.old == number }
    }
    onlyNew = new.decisions.indices.filter { number in
      new.decisions[number].isShown && !common.contains { $0.new == number }
    }
  }

  /// The decision of the same name about the same: the customer or its group, or the same kind of records.
  private static func counterpart(of decision: Decision, _ old: Policy, _ new: Policy) -> Int? {
    func subject(_ decision: Decision, _ policy: Policy) -> String {
      if case .collection(let index) = decision.slot.scope { policy.collections[index].name } else { "" }
    }
    return new.decisions.firstIndex {
      $0.name == decision.name && $0.isShown && subject($0, new) == subject(decision, old)
    }
  }

  /// The records of two members, each with the same one as the other edition reads it.
  func records(_ common: Common, _ old: DecidedMember, _ new: DecidedMember) -> [(old: Int, new: Int)] {
    guard let records = common.records else { return [(0, 0)] }
    let (one, other) = (old.origins(records.old, oldSide), new.origins(records.new, newSide))
    var pairs: [(old: Int, new: Int)] = []
    var (left, right) = (0, 0)
    // Records stand in the order of the input, in both.
    while left < one.count, right < other.count {
      let (first, second) = (one[one.startIndex + left], other[other.startIndex + right])
      if first.row == second.row, first.position == second.position {
        pairs.append((left, right))
        left += 1
        right += 1
      } else if (first.row, first.position) < (second.row, second.position) {
        left += 1
      } else {
        right += 1
      }
    }
    return pairs
  }
}

/// One customer as an edition has decided it.
public struct DecidedMember: Sendable {
  /// The group's number in the portfolio.
  public let group: Int
  /// The customer's place in its group.
  public let member: Int
  /// Its number in the portfolio.
  public let customer: Int
  public let unit: DecisionUnit
  public let decided: UnitDecisions

  public init(group: Int, member: Int, customer: Int, unit: DecisionUnit, decided: UnitDecisions) {
    (self.group, self.member, self.customer) = (group, member, customer)
    (self.unit, self.decided) = (unit, decided)
  }

  fileprivate func origins(_ collection: Int, _ side: EditionPair.Side) -> ArraySlice<Origin> {
    guard let portfolio = side.portfolio else { return [] }
    return portfolio.collections[collection].origins[portfolio.ranges[collection][customer]]
  }

  func key(_ side: EditionPair.Side) -> String {
    let value = side.policy.customer.key.map { unit.members[member].attributes[$0] } ?? .missing
    return side.portfolio?.text(of: value) ?? String(customer + 1)
  }
}

extension Decision {
  /// Whether it is shown by itself; characteristics stay inside their scorecard.
  var isShown: Bool { kind != .characteristic }
}
