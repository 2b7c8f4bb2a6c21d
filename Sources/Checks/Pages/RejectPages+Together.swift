import Portfolio

// MARK: How rows belong together

extension RejectPage {
  static let customerTwice = CodePage(
    reject: .customerTwice,
    "Two customers have the same key",
    """
    Nobody can say which of the rows is right, and records could belong to either. All of them are rejected.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      C2,retail,2021-09-15,,8000,no,
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C2,retail,2021-09-15,,5000,no,
      C3,retail,2021-09-15,,8000,no,
      """
  )

  static let unknownCustomer = CodePage(
    reject: .unknownCustomer,
    "A record names a customer who is not there",
    """
    The record cannot be given to anybody, so no customer is rejected for it. If its key is misspelt, a
    customer is decided without it: correct it before the decisions are used.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      # In invoices.csv
      number,customer_id,due,amount
      F2,C9,2026-05-31,300
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      # In invoices.csv
      number,customer_id,due,amount
      F2,C1,2026-05-31,300
      """
  )

  static let recordTwice = CodePage(
    reject: .recordTwice,
    "Two records have the same key",
    """
    Counted twice, an invoice would double what is due; which of two different ones is right, nobody can
    say. Their customers are rejected.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      # In invoices.csv
      number,customer_id,due,amount
      F1,C1,2026-05-31,1200.50
      F1,C1,2026-05-31,1200.50
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,
      # In invoices.csv
      number,customer_id,due,amount
      F1,C1,2026-05-31,1200.50
      """
  )

  static let otherCustomer = CodePage(
    reject: .otherCustomer,
    "A record stands under another customer",
    """
    In JSON lines a record belongs to the customer under whom it stands. This one names another, so one of
    the two is wrong. Leave the key out, or correct it.
    """,
    wrong: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolvency":false,"invoices":[{"number":"F2","customer_id":"C1","due":"2026-05-31","amount":300}]}
      """,
    right: """
      # In portfolio.ndjson
      {"id":"C2","sector":"retail","since":"2021-09-15","requested_limit":5000,"in_insolvency":false,"invoices":[{"number":"F2","customer_id":"C2","due":"2026-05-31","amount":300}]}
      """
  )

  static let tooMany = CodePage(
    reject: .tooMany,
    "More records than a policy can add up",
    """
    A customer has more than a million records of one kind, or a group more than a million members. Sums are
    proven to be exact up to that number. More likely all records carry one key that stands for nobody.
    """
  )

  static let groupMember = CodePage(
    reject: .groupMember,
    "Another member of the group is rejected",
    """
    The members of a group are decided together, since what one owes counts for the others. One of them
    cannot be read or decided, so none is decided on half of the data. Nothing is wrong with this row:
    repair the one that is named.
    """,
    wrong: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,G1
      C2,retail,,,5000,no,G1
      """,
    right: """
      # In customers.csv
      id,sector,since,score,requested_limit,in_insolvency,group_id
      C1,industry,2015-03-02,70,20000,no,G1
      C2,retail,2021-09-15,,5000,no,G1
      """
  )
}
