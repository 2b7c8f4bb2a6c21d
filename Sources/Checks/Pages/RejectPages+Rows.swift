import Portfolio

// MARK: How a row is written

extension RejectPage {
  static let cellCount = CodePage(
    reject: .cellCount,
    "A row has more or fewer cells than the heading",
    """
    Which cell belongs to which column cannot be said, so none of the row is read. Too many cells come from
    an amount or a name with a comma in it that is not in quotes; too few from a row that broke off.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5,000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      """
  )

  static let brokenQuote = CodePage(
    reject: .brokenQuote,
    "A quote in a row is not closed",
    """
    A cell that begins with a quote ends with the next one. A quote inside it is doubled, as spreadsheets do
    it. An open quote could swallow the rows below, so the row is rejected up to the end of its line.
    """,
    wrong: """
      # In customers.csv
      id,name,sector,since,score,requested_limit,in_insolvency,group_id
      C2,"Durand "Le Coin" SARL",retail,2021-09-15,,5000,no,
      """,
    right: """
      # In customers.csv
      id,name,sector,since,score,requested_limit,in_insolvency,group_id
      C2,"Durand ""Le Coin"" SARL",retail,2021-09-15,,5000,no,
      """
  )

  static let badEncoding = CodePage(
    reject: .badEncoding,
    "A row has bytes that are no letters",
    """
    A file is read as UTF-8, or else as Windows-1252, as a whole. This row has bytes that are no letters in
    the encoding of the file, so a name or a key in it would be damaged. It was probably pasted in from
    another file.

    Write the name again and save the whole file as UTF-8.
    """,
    wrong: """
      # In customers.csv
      id,name,sector,since,score,requested_limit,in_insolvency,group_id
      C1,Société Générale d'Épicerie,industry,2015-03-02,70,20000,no,
      C2,Lef\u{FFFD}vre SARL,retail,2021-09-15,,5000,no,
      """,
    right: """
      # In customers.csv
      id,name,sector,since,score,requested_limit,in_insolvency,group_id
      C1,Société Générale d'Épicerie,industry,2015-03-02,70,20000,no,
      C2,Lefèvre SARL,retail,2021-09-15,,5000,no,
      """
  )

  static let brokenLine = CodePage(
    reject: .brokenLine,
    "A line is not one complete JSON object",
    """
    Each line holds one customer, as an object in braces. The message counts the characters to where it
    stops being one. The last line of a file that broke off is the usual case: none of its records are
    counted, since nobody knows how many there were.
    """,
    wrong: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolv
      """,
    right: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolvency":false,"invoices":[]}
      """
  )

  static let nameTwice = CodePage(
    reject: .nameTwice,
    "A name stands twice in one JSON object",
    """
    The policy reads the name, and the object gives it twice. Programs differ in which of the two they take,
    so none is taken.
    """,
    wrong: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","score":70,"score":20,"requested_limit":5000,"in_insolvency":false,"invoices":[]}
      """,
    right: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","score":70,"requested_limit":5000,"in_insolvency":false,"invoices":[]}
      """
  )

  static let nestedTooDeep = CodePage(
    reject: .nestedTooDeep,
    "JSON values are nested too deep",
    """
    Lists and objects stand in each other more than 64 levels deep. No portfolio needs that; the line was
    made by a mistake, or to do harm.
    """,
    wrong: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolvency":false,"invoices":[],"history":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
      """,
    right: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolvency":false,"invoices":[]}
      """
  )
}
