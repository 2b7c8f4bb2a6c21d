import PolicyModel
import TestSupport
import Testing

@testable import Portfolio

@Suite struct CSVTests {
  static let customers = #"""
    id,name,sector,since,score,equity,in_insolvency,group_id
    C1,"Dupont, Père et ""Fils""",retail,2010-05-01,60,1234.56,no,
    C2,"two
    lines",industry,2011-05-01,,,yes,

    C3,N,retail,2012-05-01,,,no,
    """#
  static let invoices = """
    number,customer_id,due,amount,paid
    F1,C3,2026-01-01,100.00,0
    F2,C1,2026-01-02,10.50,0.50
    F3,C3,2026-01-03,7,7
    """

  @Test func plain() throws {
    let portfolio = try Fixture.csv(files: ["customers.csv": Self.customers, "invoices.csv": Self.invoices])
    #expect(portfolio.rejects.isEmpty)
    #expect(portfolio.keys == ["C1", "C2", "C3"])
    #expect(portfolio.customers.origins.map(\.row) == [2, 3, 6])
    #expect(portfolio.ranges == [[0..<1, 1..<1, 1..<3]])
    #expect(portfolio.collections[0].origins.map(\.row) == [3, 2, 4])
    #expect(portfolio.collections[0].row(0).map { portfolio.text(of: $0) } == ["F2", nil, nil, nil])
    #expect(portfolio.groups == [[0], [1], [2]])
    #expect(portfolio.files.map(\.name) == ["customers.csv", "invoices.csv"])
    #expect(portfolio.files[0].digest.hasPrefix("sha256:"))
    #expect(portfolio.counts.rowsRead == [3, 3])
    #expect(portfolio.addsUp())
  }

  /// The name is identity and no rule reads it, so it is not even kept.
  @Test func unreadColumnsAreMissing() throws {
    let portfolio = try Fixture.csv("C1,N,retail,2010-05-01,,,no,\n")
    #expect(Array(portfolio.customers.row(0))[1] == .missing)
    let without = try Fixture.csv(files: [
      "customers.csv": "id,sector,since,in_insolvency\nC1,retail,2010-05-01,no\n",
      "invoices.csv": Fixture.invoiceHeading,
    ])
    #expect(without.keys == ["C1"])
    #expect(without.notes.map { $0.contains("no column") } == [true, true, true])
  }

  @Test(arguments: [";", "\t", ","], ["\n", "\r\n"])
  func delimitersAndLineEnds(_ delimiter: String, _ lineEnd: String) throws {
    let rows = [["id", "x"], ["C1", "12.5"], ["C2", ""]]
    let text = rows.map { $0.joined(separator: delimiter) }.joined(separator: lineEnd)
    for (mark, end) in [("", ""), ("\u{FEFF}", lineEnd)] {
      let bytes = Array((mark + text + end).utf8)
      let portfolio = try PortfolioReader.read(
        csv: ["customers.csv": bytes],
        for: Fixture.policy(of: "money")
      )
      #expect(portfolio.keys == ["C1", "C2"])
      #expect(portfolio.customers.row(0).last == .number(try Fixture.number("12.5")))
      #expect(portfolio.customers.row(1).last == .missing)
    }
  }

  @Test func french() throws {
    let portfolio = try Fixture.csv(files: [
      "customers.csv": """
      ID;Sector;Since;Score;Equity;In_Insolvency;Group_ID
      C1;Retail;01/05/2010;60;"1 234,56";non;
      C2;retail;31/12/1999;;1\u{A0}000;oui;
      ;;;;;;
      """,
      "invoices.csv": "number;customer_id;due;amount;paid\nF1;C1;31/01/2026;12,5;0\n",
    ])
    #expect(portfolio.rejects.isEmpty)
    #expect(portfolio.keys == ["C1", "C2"])
    #expect(portfolio.customers.row(0).contains(.number(try Fixture.number("1234.56"))))
    #expect(portfolio.counts.rowsRead == [2, 1])
  }

  /// The quote on the first row would swallow everything up to the one on the third, and make one of them.
  @Test func strayQuoteSwallowsNoRow() throws {
    let portfolio = try Fixture.csv(
      """
      C1,"N,retail,2010-05-01,,,no,
      C2,N,retail,2010-05-01,,,no,
      C3,N",retail,2010-05-01,,,no,
      C4,"x,retail,2010-05-01,,,no,

      """,
      "F1,C2,2026-01-01,1,0\n"
    )
    #expect(portfolio.keys == ["C2", "C3"])
    #expect(portfolio.reasons == ["C1 R102", "C4 R102"])
    #expect(portfolio.rejects.map(\.row) == [2, 5])
    #expect(portfolio.addsUp())
  }

  /// Rows that all begin a quote would be read again and again if a row were followed to its end.
  @Test(.timeLimit(.minutes(10))) func manyStrayQuotes() throws {
    let rows = String(repeating: "x\",\"y\n", count: 20_000)
    let portfolio = try Fixture.csv(rows)
    #expect(portfolio.counts.customers == Counts.Tally(read: 20_000, accepted: 0))
  }

  @Test func recordsOfUnreadableRows() throws {
    let customers = "C1,N,retail,2010-05-01,,,no,\nC2,N,retail,2010-05-01,,,no,\n"
    let portfolio = try Fixture.csv(customers, "F1,C1,2026-01-01\nF2,,2026-01-01,1,0\n")
    #expect(portfolio.keys == ["C2"])
    #expect(portfolio.reasons == ["C1 R101", "- R201"])
    #expect(portfolio.notes.count == 1)
    #expect(portfolio.addsUp())
  }

  /// Records that no rule reads need no file; where there is one, its keys are looked at all the same.
  @Test func unreadRecords() throws {
    let policy = Fixture.compiled(
      """
      policy "T" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up

      customer
        id key

      order of customer
        client key of customer
        amount money

      segment
        standard otherwise
      """
    )
    let customers = Array("id\nC1\nC2\n".utf8)
    let alone = try PortfolioReader.read(csv: ["customers.csv": customers], for: policy)
    #expect(alone.keys == ["C1", "C2"])
    #expect(alone.files.count == 1)
    #expect(alone.ranges == [[0..<0, 0..<0]])
    let orders = Array("client;amount\nC2;much\nC3;1\n".utf8)
    let both = try PortfolioReader.read(csv: ["customers.csv": customers, "orders.csv": orders], for: policy)
    #expect(both.keys == ["C1", "C2"])
    #expect(both.reasons == ["C3 R302"])
    #expect(both.collections[0].count == 1)
    #expect(both.addsUp())
  }

  @Test func doubledQuotesInKeys() throws {
    let customers = "\"C\"\"1\"\"\",N,retail,2010-05-01,\"7\"\"\",,no,\nC\"2,N,retail,2010-05-01,,,no,\n"
    let portfolio = try Fixture.csv(customers, "F1,\"C\"\"1\"\"\",2026-01-01,1,0\nF2,C\"2,2026-01-01,1,0\n")
    #expect(portfolio.reasons == ["C\"1\" R202"])
    #expect(portfolio.rejects.first?.value == "7\"")
    #expect(portfolio.keys == ["C\"2"])
    #expect(portfolio.counts.records == Counts.Tally(read: 2, accepted: 1))
  }

  static let failures: [(files: [String: String], words: String)] = [
    ([:], "no file `customers.csv`"),
    (["customers.csv": Fixture.customerHeading], "no file `invoices.csv`"),
    (["customers.csv": ""], "is empty"),
    (["customers.csv": "id,sector\n", "invoices.csv": ""], "no column `since`, `in_insolvency`"),
    (["customers.csv": "id,ID,since,sector,sector\n"], "2 columns called `sector`"),
    (
      ["customers.csv": Fixture.customerHeading, "invoices.csv": "number,due,amount,paid\n"],
      "no column `customer_id`"
    ),
    (["customers.csv": "id,\"sector\n"], "heading of `customers.csv`"),
    (
      ["customers.csv": Fixture.customerHeading + "\n,,,,,,,\n", "invoices.csv": Fixture.invoiceHeading],
      "has no customers"
    ),
  ]

  @Test(arguments: failures)
  func cannotRun(_ files: [String: String], _ words: String) throws {
    let failure = #expect(throws: PortfolioFailure.self) { try Fixture.csv(files: files) }
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
    #expect(failure?.help != nil)
  }
}
