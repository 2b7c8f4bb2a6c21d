import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// The dates to come of an escalation, against dates that are worked out from its days alone.
@Suite struct TimelineTests {
  private static let steps = ["reminder", "call", "notice", "legal"]

  /// A policy whose steps are due so many days after the due date, and wait so long after the one before.
  private func policy(_ days: [Int], _ waits: [Int], to last: String = "") throws -> Policy {
    var text = """
      policy "Steps" version "1"
        in force from 2026-01-01\(last)
        currency EUR, rounded half up

      customer
        id            key
        is_insolvent  yes or no

      invoice of customer
        due        date
        disputed   yes or no
        last_step  scale from lowest to highest: \(TimelineTests.steps.joined(separator: " ")), optional
        taken_on   date, optional

      escalation of each invoice, one step at a time after last_step on taken_on
        ended   stops when is_insolvent
        paused  pauses when disputed

      """
    for (index, step) in TimelineTests.steps.enumerated() {
      let offset = days[index] < 0 ? "\(-days[index]) days before due" : "\(days[index]) days after due"
      text +=
        "  \(step) \(offset)" + (index == 0 ? "" : " and \(waits[index]) days after the previous step") + "\n"
    }
    let result = Checker.check([Parser.parse(Source(name: "steps.policy", text: text + "  none otherwise\n"))]
    )
    return try #require(result.policy, "\(result.diagnostics.map(\.message))")
  }

  private func unit(
    due: CalendarDate,
    disputed: Bool = false,
    insolvent: Bool = false,
    last: Int? = nil,
    on: CalendarDate? = nil
  ) -> DecisionUnit {
    let invoice: [Value] = [
      .date(due), .yesNo(disputed), last.map { .symbol(Int32($0)) } ?? .missing,
      on.map { .date($0) } ?? .missing,
    ]
    return DecisionUnit(members: [
      .init(attributes: [.missing, .yesNo(insolvent)], records: [invoice], recordCounts: [1], customer: 0)
    ])
  }

  /// The steps of the only invoice with their days.
  private func course(_ policy: Policy, _ unit: DecisionUnit, _ asOf: CalendarDate) throws -> [String] {
    let timeline = try policy.timeline(unit, member: 0, asOf: asOf)
    let text = ValueText(policy: policy)
    return timeline.courses.flatMap { course in
      let type = policy.decisions[course.decision].type
      return course.events.map { "\($0.date) \(text.text($0.value, type))" }.filter { !$0.hasSuffix("none") }
    }
  }

  @Test func stepsComeInTurnAndNoDayEarlierOrLater() throws {
    var generator = SeededGenerator()
    let start = try #require(CalendarDate(iso: "2026-06-30"))
    for _ in 0..<(PythonOracle.isLong ? 200 : 12) {
      let days = (0..<4).map { _ in Int.random(in: -20...120, using: &generator) }
      let waits = (0..<4).map { _ in Int.random(in: 0...40, using: &generator) }
      let policy = try policy(days, waits)
      let due = try #require(start.adding(days: Int.random(in: -200...60, using: &generator)))
      let last = Int.random(in: -1...3, using: &generator)
      let on = try #require(start.adding(days: Int.random(in: -60 ... -1, using: &generator)))
      let given = unit(due: due, last: last < 0 ? nil : last, on: last < 0 ? nil : on)
      // A step is taken on the first day on which both dates have come and that is later than the one before.
      var (expected, previous) = ([String](), last < 0 ? nil : Optional(on))
      for step in (last + 1)..<4 {
        var day = try #require(due.adding(days: days[step]))
        day = max(day, start)
        if let previous {
          day = max(day, try #require(previous.adding(days: max(waits[step], previous < start ? 0 : 1))))
        }
        expected.append("\(day) \(TimelineTests.steps[step])")
        previous = day
      }
      let found = try course(policy, given, start)
      #expect(found == expected, "POLICYC_SEED=\(PythonOracle.seed) days \(days) waits \(waits) due \(due)")
    }
  }

  @Test func aStateTakesPrecedenceAndAStopIsTheEnd() throws {
    let policy = try policy([5, 10, 20, 30], [0, 5, 5, 5])
    let start = try #require(CalendarDate(iso: "2026-06-30"))
    #expect(try course(policy, unit(due: start, disputed: true), start) == ["2026-06-30 paused"])
    let stopped = try policy.timeline(
      unit(due: start, disputed: true, insolvent: true),
      member: 0,
      asOf: start
    )
    #expect(stopped.courses.map(\.isStopped) == [true])
    #expect(stopped.through == start)
    guard case .settled = stopped.end else {
      Issue.record("nothing is to come after a stop")
      return
    }
  }

  @Test func daysOnWhichThePolicyIsNotInForceAreNotForetold() throws {
    let policy = try policy([5, 10, 20, 30], [0, 5, 5, 5], to: " to 2026-07-15")
    let start = try #require(CalendarDate(iso: "2026-06-30"))
    let timeline = try policy.timeline(unit(due: start), member: 0, asOf: start)
    #expect(timeline.through.description == "2026-07-15")
    #expect(try course(policy, unit(due: start), start) == ["2026-07-05 reminder", "2026-07-10 call"])
  }

  /// Data that say only half of what was done decide nobody: no step is silently left out or repeated.
  @Test func aStepWithoutItsDayRejects() throws {
    let policy = try policy([5, 10, 20, 30], [0, 5, 5, 5])
    let start = try #require(CalendarDate(iso: "2026-06-30"))
    for half in [unit(due: start, last: 1), unit(due: start, on: start)] {
      do throws(DecisionFailure) {
        _ = try policy.decide(half, asOf: start)
        Issue.record("it is decided")
      } catch {
        guard case .stepWithoutDay = error.kind else {
          Issue.record("\(error.message(policy))")
          continue
        }
        #expect(error.message(policy).contains("`last_step` and `taken_on`"))
      }
    }
  }
}
