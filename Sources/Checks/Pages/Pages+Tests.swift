/// 6: tests and editions.
extension CodePage {
  static let testAssertsNothing = CodePage(
    .testAssertsNothing,
    "A test that expects nothing",
    """
    The test describes a customer and says nothing about the decision, so it passes whatever the policy
    does. In a list of passed tests it looks like a promise that somebody keeps.
    """,
    wrong: """
      segment
        blocked   when in_insolvency
        standard  otherwise

      test "insolvency blocks"
        as of 2026-06-30
        customer  in_insolvency yes
      """,
    right: """
      segment
        blocked   when in_insolvency
        standard  otherwise

      test "insolvency blocks"
        as of 2026-06-30
        customer  in_insolvency yes
        expect    segment is blocked
      """
  )

  static let testIncomplete = CodePage(
    .testIncomplete,
    "A test lacks something that a real customer has",
    """
    The policy reads a value that every customer has, and the test does not give it, or it gives no as-of
    date. Filled with a guess, the test would pass or fail for a reason that nobody wrote. Values that the
    policy does not read, and optional ones, may be left out.
    """,
    wrong: """
      segment
        blocked   when in_insolvency
        large     when turnover is at least 1 000 000 EUR
        standard  otherwise

      test "insolvency blocks"
        as of 2026-06-30
        customer  in_insolvency yes
        expect    segment is blocked
      """,
    right: """
      segment
        blocked   when in_insolvency
        large     when turnover is at least 1 000 000 EUR
        standard  otherwise

      test "insolvency blocks"
        as of 2026-06-30
        customer  in_insolvency yes, turnover 2 000 000 EUR
        expect    segment is blocked
      """
  )

  static let editionsOverlap = CodePage(
    .editionsOverlap,
    "Two editions are in force on one day",
    """
    A folder can hold several editions of a policy, and the as-of date chooses the one in force. On the days
    on which two are in force, the same customer could get two decisions, and the order of the files would
    choose. So each edition but the last ends before the next one begins.
    """,
    wrong: """
      # In 2025.policy
      policy "Standard trade credit" version "2025"
        in force from 2025-01-01
        currency EUR, rounded half up

      # In 2026.policy
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up
      """,
    right: """
      # In 2025.policy
      policy "Standard trade credit" version "2025"
        in force from 2025-01-01 to 2025-12-31
        currency EUR, rounded half up

      # In 2026.policy
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up
      """
  )

  static let editionsGap = CodePage(
    .editionsGap,
    "No edition is in force between two others",
    """
    One edition of the policy ends, and the next one begins later than on the following day. On the
    days between nobody can be decided, or explained afterwards.

    Mostly one of the two days is a slip. If the policy was really not in force, accept the finding in
    the later edition, about its version: `P604 about "2026" is accepted`.
    """,
    wrong: """
      # In 2025.policy
      policy "Standard trade credit" version "2025"
        in force from 2025-01-01 to 2025-11-30
        currency EUR, rounded half up

      # In 2026.policy
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up
      """,
    right: """
      # In 2025.policy
      policy "Standard trade credit" version "2025"
        in force from 2025-01-01 to 2025-12-31
        currency EUR, rounded half up

      # In 2026.policy
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up
      """
  )
}
