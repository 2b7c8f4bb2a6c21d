/// A policy without findings that uses every part of the language, for tests that spoil it.
public enum SamplePolicy {
  public static let text = """
    policy "Standard trade credit" version "2026.2"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day
      approved by "Credit committee" on 2025-12-12

    rates ecb, percent
      from 2025-01-01 3.15% cites "ECB, main refinancing operations"
      from 2025-07-01 2.15% because "Lowered"

    rates penalty, percent, is the highest of ecb + 10%, 12%

    rates dollar, EUR for 1 USD
      from 2025-01-01 0.92

    calendar
      covers from 2025-01-01 to 2027-12-31
      closed saturday, sunday
      closed 2026-01-01, 2026-04-06 because "Public holidays"

    customer
      id              key
      sector          one of construction, industry, retail
      score           whole number from 0 to 100, optional
      rating          scale from worst to best: "8" "7" "4-" "4+"; outside: "P" "0", optional
      equity          money, optional
      in_insolvency   yes or no
      manager_gender  text, optional, protected
      postcode        text, optional, proxy for "place of residence", allowed because "Delivery areas"

    invoice of customer
      number          key
      customer_id     key of customer
      due             date from 2025-01-01
      paid_on         date, optional
      amount, paid    money

    for each invoice
      charged   = (interest on open from due to as_of at penalty, simple, year of 365 days) rounded half up
      grown     = interest on 100 EUR from due to as_of at 12%, compounded yearly, year of 360 days
      chased_on = 3 working days after (first working day from due)
      in_usd    = open converted by dollar on due
      open      = amount - paid
      days_late = days from due to (paid_on, or as_of if missing)

    for the customer
      arrears   = sum of open over invoices where due < as_of
      oldest    = highest days_late over invoices, or 0 days if none
      bonus     = 5% when arrears is 0 EUR, 0% otherwise

    scorecard solvency, from 0 to 100
      points for bank_rating
        15 when rating is missing
        40 when rating is on the scale and rating is at least "4-"
        0  otherwise

    segment
      blocked   when in_insolvency
        because "Insolvency proceedings are open"
        because fr "Procédure collective ouverte"
        cites   "Minute 14"
      watch     when oldest is more than 60 days or solvency is below 40
      standard  otherwise

    limit, at least 0 EUR, rounded down to 1 000 EUR
      for blocked    0 EUR
      for watch      10% of (equity, or 0 EUR if missing)
      for standard   the lowest of 5% of equity, 100 000 EUR, leaving out what is missing

    terms, with deposit as percent
      | rule     | segment  | arrears            | terms                | deposit | because                |
      |----------|----------|--------------------|----------------------|---------|---------|
      | blocked  | blocked  | all                | prepayment           | 0%      | "Insolvency is open"   |
      | other    | watch, standard | at most 50 000 EUR | 45 days, then end of month | 0% | "Little is late" |
      | large    | watch, standard | more than 50 000 EUR | 30 days       | 20%     | "Large arrears" |

    escalation of each invoice, where open is more than 0 EUR, the furthest step that applies
      reminder        5 days before due   by email
      legal          60 days after due    when open is at least 1 000 EUR   needs approval by credit_manager
      none otherwise

    approval of limit
      analyst         up to 50 000 EUR
      cfo             above

    override for customer "C0042"
      limit 80 000 EUR until 2026-09-30
      approved by "CFO" on 2026-06-01
      because "Seasonal peak"

    test "arrears"
      as of 2026-06-30
      customer  sector retail, score 80, in_insolvency no
      invoice   due 2026-03-01, amount 12 000 EUR, paid 0 EUR
      expect    segment is watch
      expect    bonus is 0%
      expect    charged of invoice 1 is known
      expect    grown of invoice 1 is known
      expect    chased_on of invoice 1 is known
      expect    in_usd of invoice 1 is known
      expect    escalation of invoice 1 is legal by escalation.legal

    """
}
