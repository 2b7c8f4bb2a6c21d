/// What random policies know of people, and must not decide by.
extension RandomPolicy {
  /// Attributes that say who somebody is, or what the law protects, with what values they can have as JSON.
  public static let personal:
    (customer: [(name: String, values: [String])], invoice: [(name: String, values: [String])]) =
      (
        [
          ("name", ["\"A\"", "\"B\"", "\"C\""]), ("origin", ["\"x\"", "\"y\"", "\"z\""]),
          ("age", ["18", "39", "40", "41", "99"]), ("postcode", ["1000", "75001", "99999"]),
        ],
        [("contact", ["\"A\"", "\"B\""]), ("signatory_age", ["18", "59", "60", "99"])]
      )

  private static let ofCustomer = """
      name text, optional, identity
      origin one of x, y, z, optional, protected
      age whole number from 18 to 99, optional, protected
      postcode whole number from 1000 to 99999, optional, proxy for "place of residence"

    """
  private static let ofInvoice = """
      contact text, optional, identity
      signatory_age whole number from 18 to 99, optional, protected

    """

  /// A policy as any other, with people in its data; they are measured, and in some policies decided by.
  public mutating func personalText() -> String {
    var text = self.text()
    for (mark, more) in [
      ("\ninvoice of customer\n", Self.ofCustomer), ("\nlimit called cap\n", Self.ofInvoice),
    ] {
      guard let place = text.range(of: mark) else { continue }
      text.insert(contentsOf: more, at: text.index(after: place.lowerBound))
    }
    text += """

      for each invoice
        of_the_old = signatory_age is known and signatory_age is at least 60

      for the customer
        of_middle_age = age is known and age is from 30 to 49
        signed_by_the_old = count of invoices where of_the_old

      """
    if chance(30) {
      text += "  years_in_euros = (age, or 0 if missing) * \(pick(["1", "20 000 000 000"])) EUR\n"
    }
    if chance(30) {
      let flow = pick([
        "of_middle_age", "name is known", "origin is known and origin is x",
        "signed_by_the_old is at least 1",
        "postcode is known and postcode is more than 75000", "any invoice where contact is known",
        "every invoice satisfies signatory_age is missing",
      ])
      text += "\ndecision favour, yes or no\n  yes when flag and \(flow)\n  no otherwise\n"
    }
    if chance(40) {
      text += """

        override for customer "C1"
          d0 10 EUR until 2026-12-31
          approved by "CFO" on 2026-01-01
          because "Tried"

        """
    }
    return text
  }
}
