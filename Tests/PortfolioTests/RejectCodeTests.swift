import PolicyModel
import TestSupport
import Testing

@testable import Portfolio

/// Every reason once, with the customer whom it rejects.
@Suite struct RejectCodeTests {
  static let good = "C0,N,retail,2010-05-01,,,no,\n"

  struct Example: Sendable, CustomTestStringConvertible {
    let code: RejectCode
    let customers: String
    var invoices = ""
    var reasons: [String]

    var testDescription: String { code.rawValue }
  }

  static let csvExamples = [
    Example(code: .cellCount, customers: "C1,N,retail,2010-05-01,,\n", reasons: ["C1 R101"]),
    Example(code: .brokenQuote, customers: "C1,\"N\"x,retail,2010-05-01,,,no,\n", reasons: ["C1 R102"]),
    Example(code: .missing, customers: "C1,N,,2010-05-01,,, ,\n", reasons: ["C1 R201", "C1 R201"]),
    Example(code: .notANumber, customers: "C1,N,retail,2010-05-01,much,,no,\n", reasons: ["C1 R202"]),
    Example(code: .unclearNumber, customers: "C1,N,retail,2010-05-01,,\"1,234\",no,\n", reasons: ["C1 R203"]),
    Example(code: .tooManyDecimals, customers: "C1,N,retail,2010-05-01,,1.005,no,\n", reasons: ["C1 R204"]),
    Example(code: .outsideRange, customers: "C1,N,retail,2010-05-01,101,,no,\n", reasons: ["C1 R205"]),
    Example(code: .notADate, customers: "C1,N,retail,soon,,,no,\n", reasons: ["C1 R206"]),
    Example(code: .noSuchDay, customers: "C1,N,retail,2025-02-29,,,no,\n", reasons: ["C1 R207"]),
    Example(code: .dateOutsideRange, customers: "C1,N,retail,1850-01-01,,,no,\n", reasons: ["C1 R208"]),
    Example(code: .notYesOrNo, customers: "C1,N,retail,2010-05-01,,,maybe,\n", reasons: ["C1 R209"]),
    Example(code: .notListed, customers: "C1,N,farming,2010-05-01,,,no,\n", reasons: ["C1 R210"]),
    Example(
      code: .customerTwice,
      customers: "C1,N,retail,2010-05-01,,,no,\nC1,N,retail,2010-05-01,,,no,\n",
      reasons: ["C1 R301", "C1 R301"]
    ),
    Example(
      code: .unknownCustomer,
      customers: "",
      invoices: "F1,C9,2026-01-01,1,0\n",
      reasons: ["C9 R302"]
    ),
    Example(
      code: .recordTwice,
      customers: "C1,N,retail,2010-05-01,,,no,\n",
      invoices: "F1,C1,2026-01-01,1,0\nF1,C1,2026-01-01,1,0\n",
      reasons: ["C1 R303", "C1 R303"]
    ),
    Example(
      code: .groupMember,
      customers: "C1,N,retail,2010-05-01,,,no,G\nC2,N,retail,2010-05-01,,,?,G\n",
      reasons: ["C1 R401", "C2 R209"]
    ),
  ]

  @Test(arguments: csvExamples)
  func inCSV(_ example: Example) throws {
    let portfolio = try Fixture.csv(Self.good + example.customers, example.invoices)
    #expect(portfolio.keys == ["C0"])
    #expect(portfolio.reasons == example.reasons)
    #expect(portfolio.rejects.contains { $0.code == example.code })
    #expect(portfolio.addsUp())
    for reject in portfolio.rejects { #expect(isPlain(reject.message), "\(reject.message)") }
  }

  static let line = #"{"id":"C1","sector":"retail","since":"2010-05-01","in_insolvency":false"#

  static let jsonExamples: [(RejectCode, String)] = [
    (.brokenLine, line + #","invoices":[{"number":"F1""#),
    (.brokenLine, line + #"} {}"#),
    (.brokenLine, #"["C1"]"#),
    (.nameTwice, line + #","sector":"retail"}"#),
    (.nameTwice, line + #","invoices":[],"invoices":[]}"#),
    (
      .nestedTooDeep,
      line + #","x":"# + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "}"
    ),
    (.wrongKind, line + #","score":[1]}"#),
    (.wrongKind, line + #","invoices":{}}"#),
    (.wrongKind, line + #","invoices":[1]}"#),
    (.wrongKind, line + #","score":true}"#),
    (.wrongKind, line + #","group_id":1.5}"#),
    (
      .otherCustomer,
      line + #","invoices":[{"number":"F1","customer_id":"C2","due":"2026-01-01","amount":1,"paid":0}]}"#
    ),
    (.missing, line + #","invoices":[{"number":"F1","due":"2026-01-01","amount":null,"paid":0}]}"#),
  ]

  @Test(arguments: jsonExamples)
  func inNDJSON(_ code: RejectCode, _ line: String) throws {
    let good = #"{"id":"C0","sector":"retail","since":"2010-05-01","in_insolvency":false,"invoices":[]}"#
    let portfolio = try Fixture.ndjson(good + "\n" + line + "\n")
    #expect(portfolio.keys == ["C0"])
    #expect(portfolio.rejects.map(\.code) == [code])
    #expect(portfolio.rejects.first?.row == 2)
    #expect(portfolio.addsUp())
    for reject in portfolio.rejects { #expect(isPlain(reject.message), "\(reject.message)") }
  }

  @Test func termsNotListed() throws {
    let policy = Fixture.policy(
      of: "terms one of 30 days, 45 days, then end of month from invoice, prepayment"
    )
    let cells = [
      "C1,30 days", "C2,\"45 days,  then end of month from invoice\"", "C3,Prepayment", "C4,31 days",
      "C5,\"45 days, then end of month\"", "C6,soon", "C7,",
    ]
    let portfolio = try PortfolioReader.read(
      csv: ["customers.csv": Array(("id,x\n" + cells.joined(separator: "\n") + "\n").utf8)],
      for: policy
    )
    #expect(portfolio.reasons == ["C4 R212", "C5 R212", "C6 R212"])
    #expect(portfolio.keys == ["C1", "C2", "C3", "C7"])
  }

  @Test func tooManyRecordsAndMembers() throws {
    let customers =
      "C1,N,retail,2010-05-01,,,no,G\nC2,N,retail,2010-05-01,,,no,G\nC3,N,retail,2010-05-01,,,no,\n"
    let invoices = "F1,C3,2026-01-01,1,0\nF2,C3,2026-01-01,1,0\n"
    let files = [
      "customers.csv": Array((Fixture.customerHeading + customers).utf8),
      "invoices.csv": Array((Fixture.invoiceHeading + invoices).utf8),
    ]
    var few = PortfolioReader.Options()
    few.limits = Assembly.Limits(records: 1, members: 2)
    let records = try PortfolioReader.read(csv: files, for: Fixture.policy, few)
    #expect(records.reasons == ["C3 R305"])
    #expect(records.counts.records == Counts.Tally(read: 2, accepted: 0))
    var alone = PortfolioReader.Options()
    alone.limits = Assembly.Limits(records: 2, members: 1)
    let members = try PortfolioReader.read(csv: files, for: Fixture.policy, alone)
    #expect(members.keys == ["C3"])
    #expect(members.rejects.filter { $0.code == .tooMany }.map(\.customer) == ["C1", "C2"])
    #expect(members.addsUp())
  }

  @Test func codesAreUnique() {
    #expect(Set(RejectCode.allCases.map(\.rawValue)).count == RejectCode.allCases.count)
  }

  private func isPlain(_ message: String) -> Bool {
    !message.isEmpty && !message.contains("\n") && !message.hasSuffix(".")
      && message.first?.isUppercase == false
  }
}
