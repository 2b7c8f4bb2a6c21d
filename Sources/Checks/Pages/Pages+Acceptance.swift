/// 7: what a policy says of its own findings.
extension CodePage {
  static let acceptanceRefused = CodePage(
    .acceptanceRefused,
    "A finding is accepted without a reason, or cannot be accepted",
    """
    A policy may accept a finding where somebody can judge that it is meant as it stands. The line
    then says why, so that whoever approves the policy approves that too, and an auditor sees it:
    accepted findings are counted and listed.

    What leaves the policy without a meaning, lets it fail on data or treats customers unequally
    cannot be accepted: everything about writing, names and types, what is left open (P401, P402), and
    who is treated how (P501 to P505).
    """,
    wrong: """
      escalation of each invoice, the furthest step that applies
        reminder  15 days after due
        call      10 days after due
        none      otherwise

      findings
        P405 about escalation.reminder is accepted
      """,
    right: """
      escalation of each invoice, the furthest step that applies
        reminder  15 days after due
        call      10 days after due
        none      otherwise

      findings
        P405 about escalation.reminder is accepted
          because "Regions switch from reminders to calls one by one this year"
      """
  )

  static let acceptanceUnused = CodePage(
    .acceptanceUnused,
    "A finding is accepted that there is not",
    """
    The line accepts a finding that nothing in the policy gives any more, or its id is misspelt. Left
    where it is, it would accept the next mistake of the kind without anybody having judged it.

    Take it out, or correct the id. A finding that only a day brings about, such as an override that
    has ended, is only looked for with `--as-of`.
    """,
    wrong: """
      escalation of each invoice, the furthest step that applies
        reminder  10 days after due
        call      15 days after due
        none      otherwise

      findings
        P405 about escalation.reminder is accepted
          because "Regions switch from reminders to calls one by one this year"
      """,
    right: """
      escalation of each invoice, the furthest step that applies
        reminder  10 days after due
        call      15 days after due
        none      otherwise
      """
  )
}
