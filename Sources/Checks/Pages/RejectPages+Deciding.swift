import Portfolio

// MARK: What the policy computes

extension RejectPage {
  static let valueOutsideRange = CodePage(
    reject: .valueOutsideRange,
    "A computed value is outside its range",
    """
    The customer was read, and a named value of the policy is then outside the range that its type has, or
    that a scorecard declares. It is not cut to the range.

    Mostly an input is wrong, such as nines that stand for “no limit”. Declare its range in the policy, and
    the checker proves that the value can never leave its own.
    """,
    wrong: """
      # In customers.csv
      id,requested_limit
      C2,999999999999
      """,
    right: """
      # In customers.csv
      id,requested_limit
      C2,50000
      """
  )

  static let valueTooLarge = CodePage(
    reject: .valueTooLarge,
    "A computed value cannot be exact",
    """
    A date lies outside the calendar, which ends with the year 9999, or a number needs more digits than
    there are. Nothing is rounded in silence. Declare the ranges of what it is computed from.
    """,
    wrong: """
      # In customers.csv
      id,since,guarantee
      C2,2021-09-15,900
      """,
    right: """
      # In customers.csv
      id,since,guarantee
      C2,2021-09-15,9
      """
  )

  static let severalRulesApply = CodePage(
    reject: .severalRulesApply,
    "Two rules apply to one customer where exactly one should",
    """
    The decision says `exactly one applies`, and for this customer two do. The checker has warned: it could
    not prove that they never overlap.

    Narrow one of the rules, or let `the first that applies` decide.
    """,
    wrong: """
      # In customers.csv
      id,shops,staff_per_shop
      C2,7,20
      """,
    right: """
      # In customers.csv
      id,shops,staff_per_shop
      C2,7,10
      """
  )

  static let noRuleApplies = CodePage(
    reject: .noRuleApplies,
    "No rule of a decision applies",
    """
    The decision has no rule for this customer. The checker finds such gaps and refuses the policy (P402),
    so this is a mistake of `policyc`; please report it.
    """
  )

  static let valueUnresolved = CodePage(
    reject: .valueUnresolved,
    "A decision depends on a missing value",
    """
    A condition or a result has no value for this customer. The checker finds this and refuses the policy
    (P401), so it is a mistake of `policyc`; please report it.
    """
  )

  static let stepWithoutDay = CodePage(
    reject: .stepWithoutDay,
    "A step was taken on no day, or there is a day without a step",
    """
    An escalation that goes one step at a time reads which step was taken last, and on which day. Both are
    there or neither is. With one alone nobody knows which step is next or when; taken for nothing, the
    customer would be reminded again from the beginning, or never more.

    Complete the row, or empty both cells if no step has been taken.
    """,
    wrong: """
      # In customers.csv
      id
      C2
      # In invoices.csv
      number,customer_id,due,last_step,last_step_on
      F2,C2,2026-05-31,reminder,
      """,
    right: """
      # In customers.csv
      id
      C2
      # In invoices.csv
      number,customer_id,due,last_step,last_step_on
      F2,C2,2026-05-31,reminder,2026-06-10
      """
  )

  static let outsideCalendar = CodePage(
    reject: .outsideCalendar,
    "A day that the calendar of working days does not cover",
    """
    Working days are counted from, to or across a day of this customer about which the policy's calendar says
    nothing. Nobody guesses holidays, so the customer is not decided.

    Correct the date, or let the calendar cover more years.
    """,
    wrong: """
      # In customers.csv
      id,cleared_on
      C2,2024-11-04
      """,
    right: """
      # In customers.csv
      id,cleared_on
      C2,2025-11-04
      """
  )
}
