/// 5: equal treatment and governance.
extension CodePage {
  static let protectedFlow = CodePage(
    .protectedFlow,
    "A protected attribute influences a decision",
    """
    The attribute is declared `protected`, and the decision depends on it, directly or through something
    computed from it; the notes show the way. In France it is an offence to refuse a supply, or to attach a
    condition to it, because of the origin, the sex, the place of residence or another of the listed
    grounds of a person or of the members of a company (Code pénal, art. 225-1 and 225-2).

    Nobody has to mean it for it to happen: a bonus that reads a flag that reads a first name is enough. A
    protected attribute may be declared and measured, so that one can see whether groups are treated alike.
    It is never decided upon.
    """,
    wrong: """
      for the customer
        led_by_woman = manager_gender is known and manager_gender is "F"

      decision discount, percent
        5%  when led_by_woman
        0%  otherwise
      """,
    right: """
      decision discount, percent
        5%  when turnover is more than 5 000 000 EUR
        0%  otherwise
      """
  )

  static let identityFlow = CodePage(
    .identityFlow,
    "A decision depends on who the customer is",
    """
    The attribute is declared `identity`: it says who the customer is, not how it pays or what it owns. Two
    customers in the same position get the same decision, so a name or a number decides nothing, neither
    directly nor through something computed from it.

    A different decision for one customer is an `override`: with who approved it, why and until when.
    """,
    wrong: """
      segment
        prime     when name is "Dupont SA"
        standard  otherwise
      """,
    right: """
      segment
        prime     when turnover is more than 5 000 000 EUR
        standard  otherwise

      override for customer "C0042"
        segment prime until 2026-12-31
        approved by "Credit committee" on 2026-06-01
        because "Framework agreement of May 2026"
      """
  )

  static let overrideIncomplete = CodePage(
    .overrideIncomplete,
    "An override lacks its approval, reason or end",
    """
    An override is the only way to treat one customer differently, so it is accountable: it names who
    approved it and on which day, why, and until when. An exception without an end becomes a rule for one
    customer that nobody ever decided, and two that overlap leave open which one holds.
    """,
    wrong: """
      limit
        10 000 EUR  when turnover is more than 100 000 EUR
        0 EUR       otherwise

      override for customer "C0042"
        limit 80 000 EUR
        approved by "CFO" on 2026-06-01
        because "Seasonal peak, bank guarantee received"
      """,
    right: """
      limit
        10 000 EUR  when turnover is more than 100 000 EUR
        0 EUR       otherwise

      override for customer "C0042"
        limit 80 000 EUR until 2026-09-30
        approved by "CFO" on 2026-06-01
        because "Seasonal peak, bank guarantee received"
      """
  )

  static let overrideFinal = CodePage(
    .overrideFinal,
    "A final decision cannot be overridden",
    """
    The decision is marked `final`: whoever signed the policy wanted no exceptions to it, such as an open
    limit in insolvency proceedings. An override of it would pass by that signature.

    Remove the override, or let the committee take `final` away from the decision.
    """,
    wrong: """
      limit, final
        0 EUR       when in_insolvency
        10 000 EUR  otherwise

      override for customer "C0042"
        limit 80 000 EUR until 2026-09-30
        approved by "CFO" on 2026-06-01
        because "Seasonal peak"
      """,
    right: """
      limit
        0 EUR       when in_insolvency
        10 000 EUR  otherwise

      override for customer "C0042"
        limit 80 000 EUR until 2026-09-30
        approved by "CFO" on 2026-06-01
        because "Seasonal peak"
      """
  )

  static let vouchingIncomplete = CodePage(
    .vouchingIncomplete,
    "It is not said who vouches for a record",
    """
    Terms agreed with one customer, and what somebody has found out, come in as data. Whoever reads a decision
    two years later must see who stands behind them. What is `agreed individually` says who approved it, why,
    and its last day; what is `recorded by a person` says who recorded it and when. These are always given.
    """,
    wrong: """
      agreement of customer, agreed individually
        agreed_limit  money from 0 EUR to 1 000 000 EUR
        signed_by     text, approver
        why           text, reason

      limit
        agreed: highest agreed_limit over agreements, or 0 EUR if none otherwise
      """,
    right: """
      agreement of customer, agreed individually
        agreed_limit  money from 0 EUR to 1 000 000 EUR
        signed_by     text, approver
        why           text, reason
        ends          date, last day

      limit
        agreed: highest agreed_limit over agreements, or 0 EUR if none otherwise
      """
  )

  static let overrideExpired = CodePage(
    .overrideExpired,
    "An override has ended",
    """
    The last day of the override has passed, so it does nothing any more; but it still stands in the policy,
    and whoever reads it may believe that it holds. It is found with `policyc check --as-of today`.
    """,
    wrong: """
      limit
        10 000 EUR  when turnover is more than 100 000 EUR
        0 EUR       otherwise

      override for customer "C0042"
        limit 80 000 EUR until 2026-06-30
        approved by "CFO" on 2026-06-01
        because "Seasonal peak"
      """,
    right: """
      limit
        10 000 EUR  when turnover is more than 100 000 EUR
        0 EUR       otherwise
      """
  )

  static let overrideExpiring = CodePage(
    .overrideExpiring,
    "An override is about to end",
    """
    The override ends within 30 days, and then the rules decide again. Somebody should know before the
    customer does. It is found with `policyc check --as-of today`.
    """,
    wrong: """
      limit
        10 000 EUR  when turnover is more than 100 000 EUR
        0 EUR       otherwise

      override for customer "C0042"
        limit 80 000 EUR until 2026-07-20
        approved by "CFO" on 2026-06-01
        because "Seasonal peak"
      """,
    right: """
      limit
        10 000 EUR  when turnover is more than 100 000 EUR
        0 EUR       otherwise

      override for customer "C0042"
        limit 80 000 EUR until 2026-12-31
        approved by "CFO" on 2026-07-01
        because "Seasonal peak, approved again"
      """
  )

  static let proxyFlow = CodePage(
    .proxyFlow,
    "A proxy for a protected ground influences a decision",
    """
    The attribute is declared `proxy for` something by which the law forbids to decide: it does not say so,
    but gives it away, as a postcode may the origin. The decision depends on it, directly or through
    something computed from it; the notes show the way. The listed grounds, among them the origin and the
    place of residence, stand in the Code pénal, art. 225-1; what is an offence on such grounds in art. 225-2.

    Decide without it. Where there is a reason to decide by it all the same, write the reason at the
    attribute: `proxy for origin, allowed because "…"`. `policyc check --dependencies` shows it with every
    decision that it reaches. Whether the reason is good enough, no program can say.
    """,
    wrong: """
      customer
        id        key
        turnover  money from 0 EUR, optional
        postcode  text, optional, proxy for origin

      decision prepaid, yes or no
        yes  when postcode is known and postcode is "93000"
        no   otherwise
      """,
    right: """
      customer
        id        key
        turnover  money from 0 EUR, optional
        postcode  text, optional, proxy for origin, allowed because "Only for islands without a carrier"

      decision carrier, yes or no
        no   when postcode is known and postcode is "29990"
        yes  otherwise
      """
  )
}
