/// A policy of any length, made of what policies are made of: definitions, decisions with rules, tables, tests.
public enum LargePolicy {
  /// The text, of about so many lines.
  public static func text(lines: Int) -> String {
    var text = header
    let count = max(1, (lines - header.utf8.count { $0 == UInt8(ascii: "\n") }) / linesOfPart)
    for number in 0..<count { text += part(number) }
    return text
  }

  private static let linesOfPart = part(0).utf8.count { $0 == UInt8(ascii: "\n") }

  private static let header = """
    # Trade credit of a group of companies: every country has its own thresholds.
    policy "Trade credit" version "2026.1"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day
      approved by "Credit committee" on 2025-12-12

    customer
      id            key
      country       text
      sector        one of construction, industry, retail, services
      rating        scale from worst to best: "8" "7" "6" "5" "4" "3"; outside: "P" "0", optional
      score         whole number from 0 to 100, optional
      equity        money from 0 EUR to 10 000 000 000 EUR, optional
      exposure      money from 0 EUR to 10 000 000 000 EUR
      since         date
      in_insolvency yes or no

    invoice of customer
      number   key
      due      date
      paid_on  date, optional
      amount   money from 0 EUR to 100 000 000 EUR
      paid     money from 0 EUR to 100 000 000 EUR
      disputed yes or no

    for each invoice
      open      = amount - paid
      days_late = days from due to (paid_on, or as_of if missing)

    """

  /// What stands in the policy for one country.
  private static func part(_ n: Int) -> String {
    """

    # Country \(n)
    for the customer
      arrears_\(n)    = sum of open over invoices where due < as_of and not disputed
      oldest_\(n)     = highest days_late over invoices where open is more than 0 EUR, or 0 days if none
      weighted_\(n)   = average of days_late weighted by amount over invoices, or 0 days if none
      seniority_\(n)  = whole years from since to as_of
      base_\(n)       = the lowest of 5% of equity, 100 000 EUR, leaving out what is missing
      late_share_\(n) = (arrears_\(n) / (exposure + 1 EUR)) rounded half up to 3 decimals

    segment called segment_\(n)
      blocked  when in_insolvency and country is "C\(n)"
        because "Insolvency proceedings are open"
        cites "Minute \(n)"
      watch    when oldest_\(n) is more than 60 days or late_share_\(n) is at least 12.5%
        because "An invoice overdue by more than 60 days, or much of the exposure overdue"
      loyal    when seniority_\(n) is at least 3 years and (score, or 0 if missing) is at least 50
        because "A customer for at least three years"
      standard otherwise

    limit called limit_\(n), at least 0 EUR, rounded down to 1 000 EUR
      none: 0 EUR                         when segment_\(n) is blocked
        because "Blocked customers pay in advance"
      a_tenth: 10% of (equity, or 0 EUR if missing) when segment_\(n) is watch and rating is known
          and rating is on the scale and rating is at least "5"
        because "On watch, with a good rating: a tenth of equity"
      usual: (base_\(n), or 15 000 EUR if missing) when segment_\(n) is loyal
        because "Loyal customers"
      small: 5 000 EUR                    otherwise
        because "Everyone else"

    terms called terms_\(n), with deposit_\(n) as percent
      | rule    | segment_\(n)     | arrears_\(n)          | terms_\(n)                 | deposit_\(n) | because  |
      |---------|-----------------|----------------------|---------------------------|-------------|----------|
      | blocked | blocked         | all                  | prepayment                | 0%          | "No"     |
      | small   | watch, standard | at most 50 000 EUR   | 30 days                   | 0%          | "Small"  |
      | large   | watch, standard | more than 50 000 EUR | 30 days                   | 20%         | "Large"  |
      | loyal   | loyal           | all                  | 45 days, then end of month | 0%         | "Loyal"  |

    escalation called dunning_\(n) of each invoice, where open is more than 0 EUR, the furthest step that applies
      disputed_\(n) pauses when disputed
      reminder  5 days after due by email
      letter   20 days after due by letter
      legal    60 days after due when open is at least 1 000 EUR needs approval by credit_manager
      none     otherwise

    test "country \(n): a loyal customer with an old invoice"
      as of 2026-06-30
      customer country "C\(n)", sector retail, score 80, equity 1 000 000 EUR, exposure 20 000 EUR,
          since 2016-01-31, in_insolvency no
      invoice due 2026-03-01, amount 12 000 EUR, paid 0 EUR, disputed no
      invoice due 2026-06-25, amount 345.60 EUR, paid 45,60 EUR, disputed yes
      expect segment_\(n) is watch by segment_\(n).watch
      expect dunning_\(n) of invoice 1 is legal

    """
  }
}
