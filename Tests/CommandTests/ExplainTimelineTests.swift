import Testing

/// What `policyc explain --timeline` prints, word for word, and what it refuses.
@Suite(.timeLimit(.minutes(5))) struct ExplainTimelineTests {
  private static let policy = """
    policy "Steps" version "1"
      in force from 2026-01-01 to 2026-12-31
      currency EUR, rounded half up

    customer
      id             key
      in_insolvency  yes or no

    invoice of customer
      number         key
      customer_id    key of customer
      due            date
      open           money
      promise_until  date, optional
      last_step      scale from lowest to highest: reminder formal_notice legal, optional
      last_step_on   date, optional

    escalation of each invoice, where open is more than 0 EUR,
      one step at a time after last_step on last_step_on
      claim_filed    stops when in_insolvency
      promised       pauses when promise_until is known and promise_until is at least as_of
      reminder       5 days before due by email and phone
      formal_notice  30 days after due and 15 days after the previous step by registered_letter
      legal          60 days after due needs approval by credit_manager
      none           otherwise

    """

  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write("steps.policy", ExplainTimelineTests.policy)
    try tool.write("data/customers.csv", "id,in_insolvency\nC1,no\nC2,yes\nC3,no\n")
    try tool.write(
      "data/invoices.csv",
      """
      number,customer_id,due,open,promise_until,last_step,last_step_on
      F1,C1,2026-06-15,4200,,reminder,2026-06-12
      F2,C1,2026-06-15,800,2026-08-03,reminder,2026-06-28
      F3,C1,2026-06-15,0,,,
      F4,C2,2026-06-15,100,,,
      F5,C3,2026-06-15,100,,legal,

      """
    )
    return tool
  }

  private func run(_ tool: Tool, _ customer: String, _ more: String = "") throws -> Tool.Result {
    try tool.shell(
      "policyc explain steps.policy --data data --as-of 2026-06-30 --customer \(customer) --timeline \(more)"
    )
  }

  @Test func theDatesToCome() throws {
    let result = try run(try tool(), "C1")
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.first == "Customer C1 under \"Steps\" version 1, from 2026-06-30 on if nothing changes")
    #expect(
      lines.dropFirst(3).joined(separator: "\n") == """
        escalation of invoice F1, open 4 200 EUR, due 2026-06-15
          2026-07-15  formal_notice  by registered_letter              escalation.formal_notice (steps.policy:23)
          2026-08-14  legal          needs approval by credit_manager  escalation.legal (steps.policy:24)

        escalation of invoice F2, open 800 EUR, promise_until 2026-08-03, due 2026-06-15
          2026-06-30  promised       pauses                            escalation.promised (steps.policy:21)
          2026-08-04  formal_notice  by registered_letter              escalation.formal_notice (steps.policy:23)
          2026-08-14  legal          needs approval by credit_manager  escalation.legal (steps.policy:24)

        Looked at until 2026-12-31, the last day on which the policy is in force.

        """
    )
    #expect(result.status == 0)
  }

  @Test func aStopIsTheEnd() throws {
    let result = try run(try tool(), "C2")
    #expect(result.output.contains("2026-06-30  claim_filed  stops  escalation.claim_filed"))
    #expect(result.output.hasSuffix("Nothing more is to come.\n"))
  }

  @Test func oneInvoiceAsData() throws {
    let result = try run(try tool(), "C1", "--invoice F2 --format json")
    #expect(result.output.hasPrefix("{\"format\":\"policyc.timeline/1\""))
    #expect(result.output.contains("\"id\":\"F2\"") && !result.output.contains("\"id\":\"F1\""))
  }

  @Test func aStepWithoutItsDayIsRejected() throws {
    let result = try run(try tool(), "C3")
    #expect(result.status == 1)
    #expect(result.error.contains("`last_step` and `last_step_on` say which step was taken last and when"))
  }

  @Test func whatCannotBeMeant() throws {
    let unknown = try run(try tool(), "C1", "--invoice F22")
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("no record of customer C1 has the key `F22`"))
    let alone = try tool().run(
      "explain",
      "steps.policy",
      "--data",
      "data",
      "--as-of",
      "2026-06-30",
      "--customer",
      "C1",
      "--invoice",
      "F1"
    )
    #expect(alone.status == 2)
    #expect(alone.error.contains("`--invoice` belongs to `--timeline`"))
  }
}
