import Portfolio

/// Pages about rejects, under the names of their codes.
enum RejectPage {}

// MARK: Nothing can be read at all, so nobody is decided

extension RejectPage {
  static let unreadable = CodePage(
    reject: .unreadable,
    "A file cannot be read",
    """
    A file or folder is not there, or it may not be read, or it changed while it was read. Nobody is
    decided: without a file of invoices, customers would look as if they owed nothing.

    Where there are no records of a kind, a file with only its heading says so.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      # No invoices.csv
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      # In invoices.csv
      number,customer_id,due,amount
      """
  )

  static let notCSV = CodePage(
    reject: .notCSV,
    "A file is no CSV text",
    """
    A table of text is expected, with one row on each line and the names of the columns on the first. An
    empty file, a workbook of a spreadsheet and UTF-16 (“Unicode text”) are none, and neither is a heading
    whose quotes are not closed.

    Save the file in the spreadsheet as `CSV UTF-8`. An empty file is more likely an export that broke off.
    """,
    wrong: """
      # In customers.csv
      id,"sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      """
  )

  static let columnLacking = CodePage(
    reject: .columnLacking,
    "A column that the policy reads is not there",
    """
    The policy reads a column that the heading does not name. Capitals do not matter, and neither do blanks
    or hyphens for underscores; any other difference does.

    Rename the column, or declare its heading in a mapping file: `requested_limit column "limit_requested"`.
    An optional column may be absent: it is then missing for everybody, and that is said.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,limit_requested,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      """
  )

  static let columnTwice = CodePage(
    reject: .columnTwice,
    "A column stands in the heading twice",
    """
    Two columns have the name that the policy reads. Nobody can say which is meant, so none is taken. Delete
    or rename the other one; columns that the policy does not read may be called anything.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id,score
      C1,industry,2015-03-02,70,20000,no,,65
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      """
  )

  static let nobody = CodePage(
    reject: .nobody,
    "There is no customer at all",
    """
    The file of customers has a heading and no rows, or the file of JSON lines no lines. A company without
    customers is less likely than an export that failed, so it is not passed over in silence.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      """
  )

  static let listLacking = CodePage(
    reject: .listLacking,
    "No line of JSON has a list that the policy reads",
    """
    Records stand in a list under each customer, called by their plural. No line has the list, so it is more
    likely called otherwise than empty for everybody.

    Write `"invoices": []` for a customer who has none. In a mapping, `in "factures.csv"` lets the list be
    called `factures`.
    """,
    wrong: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolvency":false}
      """,
    right: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolvency":false,"invoices":[]}
      """
  )

  static let tooLarge = CodePage(
    reject: .tooLarge,
    "The portfolio is too large",
    """
    All files together hold at least four gigabytes. Split the portfolio by customer and keep each group
    together; the decisions of the parts are those of the whole.
    """
  )
}
