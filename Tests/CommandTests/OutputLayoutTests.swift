import Foundation
import TestSupport
import Testing

/// The table that `output` lays out, word for word.
@Suite struct OutputLayoutTests {
  private static let policy = """
    policy "Output" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id       key
      name     text, identity
      since    date
      insured  yes or no, optional

    invoice of customer
      number  key
      due     date
      open    money from -1 000 EUR to 10 000 EUR

    for the customer
      balance = sum of open over invoices

    segment
      late     when any invoice where due is before as_of
        because    "An invoice is late; see below"
        because fr "Une facture est en retard"
      in_order otherwise
        because    "Nothing is late"
        because fr "Rien n'est en retard"

    limit
      for late     balance / 4
      for in_order 5 000 EUR

    decision dunned of each invoice, yes or no
      yes when due is before as_of
      no  otherwise

    override for customer "C2"
      limit 1 EUR until 2026-12-31
      approved by "CFO" on 2026-01-01
      because "Watched"

    """

  private func table(_ output: String) throws -> String {
    let tool = try Tool()
    let files = [
      "p.policy": Self.policy + output,
      "data/customers.csv": "id,name,since,insured\nC1,Äther,2020-02-29,yes\nC2,B,2021-03-01,\n",
      "data/invoices.csv":
        "customer_id,number,due,open\nC1,F1,2026-05-01,1234.50\nC1,F2,2026-08-01,-4\nC2,F3,2026-08-01,7\n",
    ]
    try FileManager.default.createDirectory(
      at: tool.folder.appending(path: "data"),
      withIntermediateDirectories: true
    )
    for (name, text) in files { try Data(text.utf8).write(to: tool.folder.appending(path: name)) }
    let result = try tool.run(
      "evaluate",
      "p.policy",
      "--data",
      "data",
      "--as-of",
      "2026-06-30",
      "--format",
      "csv"
    )
    #expect(result.status == 0, "\(result.output)\(result.error)")
    return result.output
  }

  @Test func aSheetForAFrenchSpreadsheet() throws {
    let text = try table(
      """
      output, separated by ";", decimal comma, dates as dd/mm/yyyy, yes is "oui", no is "non", missing is "n/a"
        id                    as "Code client"
        name                  as "Nom"
        limit                 as "Plafond; EUR"
        because fr of segment as "Motif"
        rule of limit         as "Règle"
        since
        insured
        balance
      """
    )
    #expect(
      text == """
        Code client;Nom;"Plafond; EUR";Motif;Règle;since;insured;balance
        C1;Äther;307,63;Une facture est en retard;limit.late;29/02/2020;oui;1230,50
        C2;B;1,00;Rien n'est en retard;override;01/03/2021;n/a;7,00

        """
    )
  }

  @Test func aRowForEachRecord() throws {
    let text = try table(
      """
      output of each invoice
        id
        number
        dunned  as "dunned?"
        open
        segment
        because of segment
      """
    )
    #expect(
      text == """
        id,number,dunned?,open,segment,because of segment
        C1,F1,yes,1234.50,late,"An invoice is late; see below"
        C1,F2,no,-4.00,late,"An invoice is late; see below"
        C2,F3,no,7.00,in_order,Nothing is late

        """
    )
  }
}
