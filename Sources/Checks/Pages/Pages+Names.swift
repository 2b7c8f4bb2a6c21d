/// 2: mistakes in names.
extension CodePage {
  static let unknownName = CodePage(
    .unknownName,
    "Nothing has this name",
    """
    A name is read that nobody declared: neither the data, nor a definition, nor a decision, nor a list
    of values has it. Mostly it is misspelt. Were it taken for something that is missing, the rule would
    apply to nobody, and no report would ever show it.
    """,
    wrong: """
      segment
        blocked   when in_insolvncy
        standard  otherwise
      """,
    right: """
      segment
        blocked   when in_insolvency
        standard  otherwise
      """
  )

  static let duplicateName = CodePage(
    .duplicateName,
    "Two things have one name",
    """
    When two definitions have the same name, it is not clear which one a rule reads, and an explanation
    that quotes the name could mean either. The order of lines or files never decides.
    """,
    wrong: """
      for the customer
        exposure = sum of amount - paid over invoices
        exposure = sum of amount over invoices
      """,
    right: """
      for the customer
        exposure = sum of amount - paid over invoices
        invoiced = sum of amount over invoices
      """
  )

  static let duplicateRule = CodePage(
    .duplicateRule,
    "Two rules have one label",
    """
    Each rule has an id, its decision and its label, by which explanations, tests and minutes cite it for
    years. Two rules with one id could not be told apart in any of them.
    """,
    wrong: """
      limit
        large: 100 000 EUR   when turnover is more than 5 000 000 EUR
        large:  50 000 EUR   when turnover is more than 1 000 000 EUR
        other:  10 000 EUR   otherwise
      """,
    right: """
      limit
        large:  100 000 EUR  when turnover is more than 5 000 000 EUR
        medium:  50 000 EUR  when turnover is more than 1 000 000 EUR
        other:   10 000 EUR  otherwise
      """
  )

  static let labelNeeded = CodePage(
    .labelNeeded,
    "A rule needs a label",
    """
    A rule goes by its result where that is unique: `segment.blocked`. Here two rules have the same
    result, or the result is a formula, so the rule must be given a label by which it can be cited. A
    number counted from the top would change with every rule that is inserted, and old explanations would
    then cite the wrong one.

    A reason must be specific: "internal policy" does not explain a refusal (12 CFR 1002.9(b)(2)). A label
    lets an explanation name the rule that led to it.
    """,
    wrong: """
      limit
        10% of turnover  when not in_insolvency
        0 EUR            otherwise
      """,
    right: """
      limit
        share_of_turnover: 10% of turnover  when not in_insolvency
        none: 0 EUR                         otherwise
      """
  )

  static let cycle = CodePage(
    .cycle,
    "Definitions or decisions that read each other in a circle",
    """
    To know the first one must know the second, and to know the second the first. There is no value that
    follows from the policy; a program could only start somewhere and stop somewhere, and where it does
    would decide.

    Decide one of them from the data alone. If last year's result is meant, it is an attribute of the
    data and not the decision itself.
    """,
    wrong: """
      segment
        prime     when limit is more than 50 000 EUR
        standard  otherwise

      limit
        for prime     100 000 EUR
        for standard   10 000 EUR
      """,
    right: """
      segment
        prime     when turnover is more than 5 000 000 EUR
        standard  otherwise

      limit
        for prime     100 000 EUR
        for standard   10 000 EUR
      """
  )

  static let outOfScope = CodePage(
    .outOfScope,
    "A value of each record where there is one customer",
    """
    A customer has many invoices, and this rule is about the customer, so it must say which invoices are
    meant: any of them, every one, their sum, the highest. Taking the first one found would decide by the
    order of the lines in a file.
    """,
    wrong: """
      segment
        watch     when disputed
        standard  otherwise
      """,
    right: """
      segment
        watch     when any invoice where disputed
        standard  otherwise
      """
  )

  static let reservedWord = CodePage(
    .reservedWord,
    "A word of the language as a name",
    """
    A few words hold sentences together (`and`, `or`, `any`, `from`, `when` and some more) and cannot be
    names: with a value called `any`, the same line could be read in two ways.
    """,
    wrong: """
      for the customer
        any = 10 EUR
      """,
    right: """
      for the customer
        any_amount = 10 EUR
      """
  )

  static let fileNotFound = CodePage(
    .fileNotFound,
    "A file that the header names is not there",
    """
    The policy uses the data declarations of another file, and there is none of that name. Without it the
    policy would know nothing about a customer. The path is taken from the folder in which the policy
    lies.
    """,
    wrong: """
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up
        uses "custmer.policy"

      # In customer.policy
      data "Customers"

      customer
        id key
      """,
    right: """
      policy "Standard trade credit" version "2026"
        in force from 2026-01-01
        currency EUR, rounded half up
        uses "customer.policy"

      # In customer.policy
      data "Customers"

      customer
        id key
      """
  )

  static let headerProblem = CodePage(
    .headerProblem,
    "The header or the data of a customer lack something",
    """
    A policy says which version it is, from when it is in force and in which currency it decides; its data
    have a key, by which one customer is told from another. All of it is in every decision record: without
    the version nobody could say two years later which text decided.
    """,
    wrong: """
      policy "Standard trade credit"
        in force from 2026-01-01
        currency EUR, rounded half up
      """,
    right: """
      policy "Standard trade credit" version "2026.1"
        in force from 2026-01-01
        currency EUR, rounded half up
      """
  )
}
