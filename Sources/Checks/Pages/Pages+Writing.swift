/// 1: mistakes in the writing.
extension CodePage {
  static let unreadableCharacter = CodePage(
    .unreadableCharacter,
    "A character without a meaning",
    """
    Something stands here that is no letter, number or sign of the language: a bullet from a text
    processor, an arrow, a symbol. What is not understood is never passed over, because the reader of
    the policy would see it and the decision would not.

    Such characters are fine inside a text in quotes. If every accent of a file is reported, the file
    was saved in another encoding: save it as UTF-8.
    """,
    wrong: """
      segment
        • blocked   when in_insolvency
        standard    otherwise
      """,
    right: """
      segment
        blocked     when in_insolvency
        standard    otherwise
      """
  )

  static let unfinishedText = CodePage(
    .unfinishedText,
    "A text without its closing quote",
    """
    A text stands in quotes on one line. Without the closing quote nobody can tell where the reason
    ends and the next rule begins; guessing could swallow a rule, and the decision would be another.
    """,
    wrong: """
      segment
        blocked   when in_insolvency
          because "Insolvency proceedings are open
        standard  otherwise
      """,
    right: """
      segment
        blocked   when in_insolvency
          because "Insolvency proceedings are open"
        standard  otherwise
      """
  )

  static let unclearNumber = CodePage(
    .unclearNumber,
    "A number with two readings",
    """
    `1,000` is a thousand to an English reader and one to a French one, and `1.000 EUR` the other way
    round. A limit that is a thousand times too high or too low is a mistake that nobody sees on paper,
    so such a number is not guessed.

    Thousands are separated by spaces. The decimals follow a point or a comma: `1 234,56` and
    `1 234.56` are the same number.
    """,
    wrong: """
      segment
        large     when turnover is more than 1,000 EUR
        standard  otherwise
      """,
    right: """
      segment
        large     when turnover is more than 1 000 EUR
        standard  otherwise
      """
  )

  static let noSuchDay = CodePage(
    .noSuchDay,
    "A day that does not exist",
    """
    The calendar has no such day. Programs that accept it move on to a day nearby, each to another one;
    here the day is asked for instead.

    A date is written year-month-day (`2026-06-30`) or, as in France, day/month/year (`30/06/2026`).
    """,
    wrong: """
      segment
        established  when since is before 2020-02-30
        standard     otherwise
      """,
    right: """
      segment
        established  when since is before 2020-03-01
        standard     otherwise
      """
  )

  static let unexpected = CodePage(
    .unexpected,
    "Something else is expected here",
    """
    The sentence cannot be read on from this word or sign. Mostly a word of the language is misspelt,
    left out, or belongs to another language or program: `quand`, `if`, `greater than`, `!=`.

    The rest of the line is not judged: once this is mended, check again.
    """,
    wrong: """
      segment
        blocked   wen in_insolvency
        standard  otherwise
      """,
    right: """
      segment
        blocked   when in_insolvency
        standard  otherwise
      """
  )

  static let unknownItem = CodePage(
    .unknownItem,
    "No part of a policy begins like this",
    """
    What begins at the left margin is a part of the policy: the header, data, definitions, a decision,
    an override, a test. What belongs to a part is indented below it. This line stands at the margin and
    begins with no word that opens a part, or it opens one and is indented.

    A decision that the language does not know by name begins with `decision`, its name and its type.
    """,
    wrong: """
      segmnt
        blocked   when in_insolvency
        standard  otherwise
      """,
    right: """
      segment
        blocked   when in_insolvency
        standard  otherwise
      """
  )

  static let rowLength = CodePage(
    .rowLength,
    "A row with too few or too many cells",
    """
    Each row of a table has one cell for each column. When a cell is missing, those behind it would slip
    under the wrong headings, and a deposit could be read as a limit.

    Where a column does not matter to a row, its cell says `all`.
    """,
    wrong: """
      decision deposit, percent
        | sector       | turnover              | deposit |
        | construction | at most 1 000 000 EUR | 20%     |
        | otherwise    | 0%      |
      """,
    right: """
      decision deposit, percent
        | sector       | turnover              | deposit |
        | construction | at most 1 000 000 EUR | 20%     |
        | otherwise    | all                   | 0%      |
      """
  )

  static let mixedAndOr = CodePage(
    .mixedAndOr,
    "`and` and `or` side by side",
    """
    "In construction or in retail and small": do small builders belong to it, or all builders? People
    read it both ways, and so do lawyers. Programs have a convention that a committee cannot be expected
    to know, so here the part that belongs together stands in parentheses.
    """,
    wrong: """
      segment
        watch     when sector is construction or sector is retail and turnover is below 50 000 EUR
        standard  otherwise
      """,
    right: """
      segment
        watch     when (sector is construction or sector is retail) and turnover is below 50 000 EUR
        standard  otherwise
      """
  )

  static let ambiguousMonthEnd = CodePage(
    .ambiguousMonthEnd,
    "`45 days end of month` has two readings",
    """
    Either one counts 45 days and goes to the end of that month, or one goes to the end of the month of
    the invoice and counts 45 days. Both are accepted readings of the 45 days of French law (Code de
    commerce, art. L441-10 I), and they never give the same day: for an invoice of 15 January 2023 they
    are two weeks apart.

    Not keeping to the reading that was agreed is fined in itself (Code de commerce, art. L441-16 d). So the
    terms say which one is meant: `45 days, then end of month` or `end of month, then 45 days`.
    """,
    wrong: """
      terms
        prepayment               when in_insolvency
        45 days end of month     otherwise
      """,
    right: """
      terms
        prepayment                  when in_insolvency
        45 days, then end of month  otherwise
      """
  )

  static let nestedTooDeep = CodePage(
    .nestedTooDeep,
    "An expression too deep to be read",
    """
    So many parentheses, or so many values chained to each other, are beyond what anybody can check by
    reading, and a text could be made that exhausts the machine. The limit is far above what a policy
    needs.

    Give a part of it a name under `for the customer`; the trace of each decision then shows its value.
    """,
    wrong: """
      segment
        blocked   when ((((((((((((((((((((((((((((((((((((in_insolvency))))))))))))))))))))))))))))))))))))
        standard  otherwise
      """,
    right: """
      segment
        blocked   when in_insolvency
        standard  otherwise
      """
  )

  static let saidTwice = CodePage(
    .saidTwice,
    "The same thing is said twice",
    """
    A rule has one condition, a decision one way of combining its rules and one `otherwise`. If two are
    written, either both are meant, and then it must be said how they go together, or one was forgotten
    when the other was added. The same holds of what a head, an attribute, a test or an override says at most
    once, such as `at most`, `optional`, `as of` or `approved by`, and of a reason in one language.

    In a decision of which exactly one rule applies, two rules that can both apply are reported too, with
    a case in which they do.
    """,
    wrong: """
      segment
        blocked   when in_insolvency
                  when turnover is below 10 000 EUR
        standard  otherwise
      """,
    right: """
      segment
        blocked   when in_insolvency or turnover is below 10 000 EUR
        standard  otherwise
      """
  )

  static let incomplete = CodePage(
    .incomplete,
    "Something is missing",
    """
    A part is not finished: a rule does not say when it applies, a cell is empty, a definition has no
    value, a parenthesis is never closed. An empty cell could mean "does not matter", "must be unknown" or
    "to be written"; so it is not read as any of them.
    """,
    wrong: """
      segment
        blocked   when in_insolvency
        watch
        standard  otherwise
      """,
    right: """
      segment
        blocked   when in_insolvency
        watch     when sector is construction
        standard  otherwise
      """
  )
}
