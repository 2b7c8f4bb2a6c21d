import Exact
import PolicyModel

/// What the escalations of a customer come to day by day if nothing changes but the day.
///
/// Every day is decided as any other is, with a later as-of date. One step at a time, a step that is to be taken
/// on a day counts as taken on that day. A state that stops an escalation ends it.
public struct Timeline: Sendable {
  /// The first day of another value.
  public struct Event: Sendable {
    public let date: CalendarDate
    public let value: Value
    /// The rules that gave it, by their number in the decision.
    public let rules: [Int]
  }

  /// The days to come of one escalation, of the customer or of one record.
  public struct Course: Sendable {
    public let decision: Int
    public let place: Place
    public fileprivate(set) var events: [Event]
    /// Whether a state has stopped it.
    public fileprivate(set) var isStopped = false
  }

  /// Why no later day was looked at.
  public enum End: Sendable {
    /// Everything is stopped, or there is nothing to escalate.
    case settled
    /// Two years have passed.
    case horizon
    /// The policy is no longer in force.
    case notInForce
    /// A day that cannot be decided.
    case undecided(CalendarDate, DecisionFailure)
  }

  public let courses: [Course]
  /// The last day that was decided.
  public let through: CalendarDate
  public let end: End

  /// The days that are looked at.
  public static let horizon = 730
}

extension Policy {
  /// The days to come of every escalation of one member of a unit.
  ///
  /// - Throws: where the first day cannot be decided.
  public func timeline(
    _ unit: DecisionUnit,
    member: Int,
    asOf: CalendarDate
  ) throws(DecisionFailure) -> Timeline {
    var unit = unit
    var today = try decide(unit, asOf: asOf)
    var courses = courses(of: today, member, unit)
    var date = asOf
    var end = Timeline.End.horizon
    for _ in 0..<Timeline.horizon {
      for index in courses.indices { note(today, date, &courses[index]) }
      if courses.allSatisfy(\.isStopped) {
        end = .settled
        break
      }
      guard let next = date.adding(days: 1), inForce.contains(next) else {
        end = .notInForce
        break
      }
      unit = taking(today, on: date, in: unit)
      do throws(DecisionFailure) { today = try decide(unit, asOf: next) } catch {
        end = .undecided(next, error)
        break
      }
      date = next
    }
    return Timeline(courses: courses, through: date, end: end)
  }

  private func courses(of decided: UnitDecisions, _ member: Int, _ unit: DecisionUnit) -> [Timeline.Course] {
    decisions.indices.filter { decisions[$0].kind == .escalation }.flatMap { index -> [Timeline.Course] in
      guard case .collection(let collection) = decisions[index].slot.scope else {
        return [Timeline.Course(decision: index, place: Place(member: member), events: [])]
      }
      return (0..<unit.members[member].recordCounts[collection]).map {
        let place = Place(member: member, collection: collection, record: $0)
        return Timeline.Course(decision: index, place: place, events: [])
      }
    }
  }

  /// Adds a day to a course if its value is another one.
  private func note(_ decided: UnitDecisions, _ date: CalendarDate, _ course: inout Timeline.Course) {
    let outcome = decided.outcomes[course.place.member][course.decision][max(course.place.record, 0)]
    if course.isStopped || outcome.value == course.events.last?.value { return }
    if course.events.isEmpty, outcome.value.isMissing { return }
    course.events.append(Timeline.Event(date: date, value: outcome.value, rules: outcome.rules))
    let rules = outcome.rules.map { decisions[course.decision].rules[$0] }
    course.isStopped = outcome.override == nil && rules.contains { $0.state == .stops }
  }

  /// The unit with every step that is to be taken on a day recorded as taken.
  private func taking(_ decided: UnitDecisions, on date: CalendarDate, in unit: DecisionUnit) -> DecisionUnit
  {
    var members = unit.members
    for (index, decision) in decisions.enumerated() {
      guard let taken = decision.stepsTaken else { continue }
      for member in members.indices {
        for (record, outcome) in decided.outcomes[member][index].enumerated() {
          guard let step = decision.recorded(outcome.value, self) else { continue }
          var place = Place(member: member)
          if case .collection(let collection) = taken.last.scope {
            place = Place(member: member, collection: collection, record: record)
          }
          members[member] = members[member].with(step, taken.last, place, self)
            .with(.date(date), taken.on, place, self)
        }
      }
    }
    return DecisionUnit(members: members)
  }
}

extension Decision {
  /// A step as a value of the attribute that holds the step last taken; nil for what is no step.
  func recorded(_ value: Value, _ policy: Policy) -> Value? {
    guard let stepsTaken, case .symbol(let own) = type, case .symbol(let symbol) = value,
      case .symbol(let other) = policy.field(stepsTaken.last).type
    else { return nil }
    return policy.enumerations[other].symbol(policy.enumerations[own].name(of: symbol)).map { .symbol($0) }
  }

  /// The value of the attribute that holds the step last taken as a step of the decision.
  public func step(_ value: Value, _ policy: Policy) -> Int32? {
    guard let stepsTaken, case .symbol(let own) = type, case .symbol(let symbol) = value,
      case .symbol(let other) = policy.field(stepsTaken.last).type
    else { return nil }
    return policy.enumerations[own].symbol(policy.enumerations[other].name(of: symbol))
  }
}

extension DecisionUnit {
  /// The value of an attribute as it was given.
  public func value(_ slot: Slot, _ place: Place, _ policy: Policy) -> Value {
    let member = members[place.member]
    guard case .collection(let collection) = slot.scope else { return member.attributes[slot.index] }
    return member.records[collection][
      place.record * policy.collections[collection].attributeCount + slot.index
    ]
  }
}

extension DecisionUnit.Member {
  /// The member with another value of one attribute.
  fileprivate func with(_ value: Value, _ slot: Slot, _ place: Place, _ policy: Policy) -> Self {
    var (attributes, records) = (attributes, records)
    if case .collection(let collection) = slot.scope {
      let width = policy.collections[collection].attributeCount
      records[collection][place.record * width + slot.index] = value
    } else {
      attributes[slot.index] = value
    }
    return Self(attributes: attributes, records: records, recordCounts: recordCounts, customer: customer)
  }
}
