import PolicyModel
import Testing

@testable import Portfolio

/// Rejected rows come back as they stood, can be repaired, and are read again.
@Suite struct RepairTests {
  private func repaired(_ portfolio: Portfolio, _ file: Int) throws -> [UInt8] {
    let lines = Set(portfolio.rejectedRows.filter { Int($0.file) == file }.map(\.row))
    var bytes: [UInt8] = []
    let repair = RepairFile(portfolio, file: file, for: Fixture.policy, mapping: nil)
    #expect(try repair.append(lines, to: &bytes) == lines.count)
    return bytes
  }

  @Test func csv() throws {
    let customers =
      "\u{FEFF}sep=;\r\nid;sector;since;in_insolvency;name\r\nC1;retail;2010-05-01;no;\"a\r\nb\"\r\n"
      + "\r\nC2;farming;2010-05-01;no;\"x;\"\"y\"\"\r\nz\"\r\nC3;retail;2010-05-01;no;\r\nC4;retail"
    let invoices =
      "number;customer_id;due;amount;paid\nF1;C1;2026-01-01;1;0\nF2;C2;2026-01-01;1;0\nF3;C9;soon;1;0\n"
    let portfolio = try Fixture.csv(files: ["customers.csv": customers, "invoices.csv": invoices])
    #expect(portfolio.keys == ["C1", "C3"])
    let rejected = [try repaired(portfolio, 0), try repaired(portfolio, 1)]
    #expect(
      String(decoding: rejected[0], as: UTF8.self)
        == "\u{FEFF}sep=;\r\nid;sector;since;in_insolvency;name\r\nC2;farming;2010-05-01;no;\"x;\"\"y\"\"\r\nz\"\r\n"
        + "C4;retail\n"
    )
    #expect(
      String(decoding: rejected[1], as: UTF8.self)
        == "number;customer_id;due;amount;paid\nF2;C2;2026-01-01;1;0\nF3;C9;soon;1;0\n"
    )
    let text = String(decoding: rejected[0], as: UTF8.self)
      .replacing("farming", with: "retail").replacing("C4;retail", with: "C9;retail;2010-05-01;no;")
    let again = try Fixture.csv(files: [
      "customers.csv": text,
      "invoices.csv": String(decoding: rejected[1], as: UTF8.self).replacing("soon", with: "2026-01-01"),
    ])
    #expect(again.keys == ["C2", "C9"])
    #expect(again.rejects.isEmpty)
    #expect(again.counts.records == Counts.Tally(read: 2, accepted: 2))
  }

  @Test func windows1252StaysAsItIs() throws {
    let text = Array(
      "id;sector;since;in_insolvency;name\nC1é;retail;2010-05-01;no;\nC2\u{AD};été;2010-05-01;no;€\n".utf8
    )
    let bytes = Windows1252.encoded(text.span, 0..<text.count)
    let portfolio = try PortfolioReader.read(
      csv: ["customers.csv": bytes, "invoices.csv": Array(Fixture.invoiceHeading.utf8)],
      for: Fixture.policy
    )
    #expect(portfolio.keys == ["C1é"])
    let heading = try #require(bytes.firstIndex(of: 0x0A)) + 1
    let second = try #require(bytes[heading...].firstIndex(of: 0x0A)) + 1
    #expect(try repaired(portfolio, 0) == Array(bytes[..<heading] + bytes[second...]))
  }

  @Test func ndjson() throws {
    let good = NDJSONTests.head.replacing("C1", with: "C0") + #","invoices":[]}"#
    let bad = NDJSONTests.head + #","invoices":[{"number":"F1""#
    let portfolio = try Fixture.ndjson(good + "\n\n" + bad)
    #expect(String(decoding: try repaired(portfolio, 0), as: UTF8.self) == bad + "\n")
  }
}
