import PolicyModel
import Testing

@testable import Portfolio

/// The same data as CSV and as NDJSON is the same portfolio.
@Suite struct SameDataTests {
  @Test func csvAndNDJSON() throws {
    var (customers, lines, invoices) = ("", "", [String]())
    for number in 0..<40 {
      let since = "20\(10 + number % 10)-0\(1 + number % 9)-15"
      let score = number % 3 == 0 ? "" : String(number * 2)
      let equity = number % 4 == 0 ? "" : "\(number * 1_000).\(number % 10)5"
      let group = number % 5 == 0 ? "G\(number % 2)" : ""
      let isBlocked = number % 7 == 0
      customers += "C\(number),N,retail,\(since),\(score),\(equity),\(isBlocked ? "yes" : "no"),\(group)\n"
      var nested: [String] = []
      for index in 0..<number % 4 {
        let (key, due, amount) = (
          "F\(number)-\(index)", "2026-0\(1 + index)-28", "\(number * index).\(index)"
        )
        invoices.append("\(key),C\(number),\(due),\(amount),0\n")
        nested.append(#"{"number":"\#(key)","due":"\#(due)","amount":\#(amount),"paid":0}"#)
      }
      lines +=
        #"{"id":"C\#(number)","sector":"retail","since":"\#(since)","score":\#(score.isEmpty ? "null" : score),"#
      lines += #""equity":\#(equity.isEmpty ? "null" : equity),"in_insolvency":\#(isBlocked),"#
      lines +=
        (group.isEmpty ? "" : #""group_id":"\#(group)","#)
        + #""invoices":[\#(nested.joined(separator: ","))]}"#
      lines += "\n"
    }
    // Records in another order between customers, but not within one, must not matter.
    let shuffled = invoices.enumerated().sorted { ($0.offset % 3, $0.offset) < ($1.offset % 3, $1.offset) }
    let byCustomer = Dictionary(grouping: invoices) { $0.split(separator: ",")[1] }
    var next = byCustomer.mapValues { $0[...] }
    let rows = shuffled.compactMap { next[$0.element.split(separator: ",")[1]]?.popFirst() }.joined()
    let fromCSV = try Fixture.csv(customers, rows)
    let fromJSON = try Fixture.ndjson(lines)
    #expect(fromCSV.rejects.isEmpty && fromJSON.rejects.isEmpty)
    #expect(fromCSV.groups == fromJSON.groups)
    #expect(fromCSV.ranges == fromJSON.ranges)
    #expect(shown(fromCSV, fromCSV.customers) == shown(fromJSON, fromJSON.customers))
    #expect(shown(fromCSV, fromCSV.collections[0]) == shown(fromJSON, fromJSON.collections[0]))
    #expect(fromCSV.collections[0].count == invoices.count)
  }

  private func shown(_ portfolio: Portfolio, _ table: Table) -> [String] {
    table.values.map { portfolio.text(of: $0) ?? "\($0)" }
  }
}
