/// What can be wrong with the steps of an escalation.
extension CodePage {
  static let stepsTaken = CodePage(
    .stepsTaken,
    "What is known of the steps taken does not fit the steps",
    """
    An escalation that goes one step at a time reads which step was taken last and on which day. Both are
    attributes of whatever is escalated, and both are missing before the first step. The one is a scale with
    exactly the steps, in their order: a step that it cannot hold would be taken again and again, and one that
    it holds beyond them would end the escalation without a word.

    Nothing stands before the first step, so it cannot count its days from the previous one. A bound on the
    steps (`at most …`) would repeat a step that has been taken; say of each step when it is taken instead.
    """,
    wrong: """
      invoice of customer
        due           date
        last_step     scale from lowest to highest: reminder legal, optional
        last_step_on  date, optional

      escalation of each invoice, one step at a time after last_step on last_step_on
        reminder  5 days after due
        call      15 days after due
        legal     60 days after due
        none      otherwise
      """,
    right: """
      invoice of customer
        due           date
        last_step     scale from lowest to highest: reminder call legal, optional
        last_step_on  date, optional

      escalation of each invoice, one step at a time after last_step on last_step_on
        reminder  5 days after due
        call      15 days after due
        legal     60 days after due
        none      otherwise
      """
  )

  static let stepNeverReached = CodePage(
    .stepNeverReached,
    "Nothing ever gets to a step",
    """
    The conditions of the step contradict each other, or contradict a state that takes precedence over it, so
    no data can bring it about. One step at a time, whatever stands after it is never taken either.

    Only what can be proven is said: conditions on single values, taken together with the states before them.
    """,
    wrong: """
      escalation of each invoice, the furthest step that applies
        on_hold   pauses when disputed
        reminder  5 days after due
        lawyer    30 days after due when disputed
        none      otherwise
      """,
    right: """
      escalation of each invoice, the furthest step that applies
        on_hold   pauses when disputed
        reminder  5 days after due
        lawyer    30 days after due when amount is at least 1 000 EUR
        none      otherwise
      """
  )

  static let stepTooEarly = CodePage(
    .stepTooEarly,
    "A step comes before the one that should precede it",
    """
    Where the furthest step counts, a milder one that is due later is never seen: whenever its day has come,
    the further one applies already. One step at a time, a step that is due no later than the one before it
    is taken on the very next day, and the customer has no time to react.

    Correct the days, or let the step wait: `and 10 days after the previous step`.
    """,
    wrong: """
      escalation of each invoice, the furthest step that applies
        reminder  15 days after due
        call      10 days after due
        none      otherwise
      """,
    right: """
      escalation of each invoice, the furthest step that applies
        reminder  10 days after due
        call      15 days after due
        none      otherwise
      """
  )
}
