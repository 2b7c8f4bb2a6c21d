import PolicyModel
import TestSupport
import Testing

@testable import Portfolio

@Suite struct NDJSONTests {
  static let head = #"{"id":"C1","sector":"retail","since":"2010-05-01","in_insolvency":false"#

  @Test func plain() throws {
    let portfolio = try Fixture.ndjson(
      """
      \u{FEFF}{"id":"C1","name":"x","sector":"retail","since":"2010-05-01","score":60,"equity":1234.560,\
      "in_insolvency":"no","other":{"a":[1,{"b":null}],"c":"\\u00e9"},"invoices":[\
      {"number":"F1","due":"01/02/2026","amount":"1 234,56","paid":1e2,"x":[]},\
      {"number":"F2","due":"2026-02-01","amount":0.5,"paid":0,"customer_id":"C1"}]}

      \t{ "invoices" : [ ] , "id" : 12345, "sector": "Industry", "since":"2011-01-01","in_insolvency":true }\r
      """
    )
    #expect(portfolio.rejects.isEmpty)
    #expect(portfolio.keys == ["C1", "12345"])
    #expect(portfolio.ranges == [[0..<2, 2..<2]])
    #expect(
      portfolio.collections[0].origins == [
        Origin(file: 0, row: 1, position: 0), Origin(file: 0, row: 1, position: 1),
      ]
    )
    #expect(portfolio.collections[0].row(0).last == .number(try Fixture.number("100")))
    #expect(portfolio.customers.origins.map(\.row) == [1, 3])
    #expect(portfolio.counts.rowsRead == [2])
    #expect(portfolio.addsUp())
  }

  @Test func escapes() throws {
    let portfolio = try Fixture.ndjson(
      #"{"id":"\u00e9\ud83d\ude00\"\\\/\b\f\n\r\tx","\u0073ector":"ret\u0061il","since":"2010-05-01","in_insolvency":false,"invoices":[]}"#
    )
    #expect(portfolio.rejects.isEmpty)
    #expect(portfolio.keys == ["é😀\"\\/\u{8}\u{C}\n\r\tx"])
  }

  static let broken = [
    #"{"id":"C1"#, #"{"id":"C1\"#, #"{"id":"\u12"}"#, #"{"id":"\ud800x"}"#, #"{"id":"\udc00\ud800"}"#,
    #"{"id":"C1",}"#, #"{"id" "C1"}"#, #"{id:1}"#, #"{"id":01}"#, #"{"id":1.}"#, #"{"id":.5}"#, #"{"id":1e}"#,
    #"{"id":-}"#, #"{"id":tru}"#, #"{"id":nul"#, #"{"id":"a\#tb"}"#, #"{"id":1}}"#, "{", "[", "\"",
    "nonsense",
    #"{"a":[1,]}"#, #"{"a":[1 2]}"#, #"{"a":'x'}"#, #"{"a":NaN}"#, #"{"id":"\x"}"#,
  ]

  @Test(arguments: broken)
  func breaks(_ line: String) throws {
    let portfolio = try Fixture.ndjson(line)
    #expect(portfolio.rejects.last?.code == .brokenLine)
    #expect(portfolio.rejects.last?.message.contains("at character") == true)
    #expect(portfolio.counts.customers == Counts.Tally(read: 1, accepted: 0))
  }

  /// What was read of a line before it breaks off tells whom it was about, and rejects the group.
  @Test func cutLine() throws {
    let line = #"{"id":"C9","group_id":"G","invoices":[{"number":"F1","due":"2026-"#
    let member = Self.head.replacing("C1", with: "C2") + #","group_id":"G","invoices":[]}"#
    let portfolio = try Fixture.ndjson(member + "\n" + line)
    #expect(portfolio.reasons == ["C2 R401", "C9 R104"])
    #expect(
      portfolio.rejects.last?.message == "the line cannot be read at character 66; expected a closing quote"
    )
    #expect(portfolio.rejects.first?.message == "its group cannot be decided because of `C9`")
    #expect(portfolio.counts.records == Counts.Tally(read: 0, accepted: 0))
    #expect(portfolio.addsUp())
  }

  @Test func nestedToTheLimit() throws {
    let nested = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
    #expect(try Fixture.ndjson(Self.head + #","invoices":[],"x":\#(nested)}"#).rejects.isEmpty)
    let deeper = "[" + nested + "]"
    #expect(try Fixture.ndjson(Self.head + #","invoices":[],"x":\#(deeper)}"#).reasons == ["C1 R106"])
  }

  @Test func exponents() throws {
    func equity(_ number: String) throws -> (Value?, RejectCode?) {
      let portfolio = try Fixture.ndjson(Self.head + #","invoices":[],"equity":\#(number)}"#)
      return (portfolio.customers.values.dropFirst(5).first, portfolio.rejects.first?.code)
    }
    #expect(try equity("1.25e2").0 == .number(try Fixture.number("125")))
    #expect(try equity("12500E-2").0 == .number(try Fixture.number("125")))
    #expect(try equity("0e99999999999").0 == .number(try Fixture.number("0")))
    #expect(try equity("1e99999999999").1 == .outsideRange)
    #expect(try equity("1e-99999999999").1 == .tooManyDecimals)
    #expect(try equity("1e38").1 == .outsideRange)
  }

  @Test func listThatNobodyHas() throws {
    let failure = #expect(throws: PortfolioFailure.self) { try Fixture.ndjson(Self.head + "}") }
    #expect(failure?.message.contains("`invoices`") == true)
    let some = try Fixture.ndjson(
      Self.head + "}\n" + Self.head.replacing("C1", with: "C2") + #","invoices":[]}"#
    )
    #expect(some.keys == ["C1", "C2"])
  }

  @Test func customersThatRecordsName() throws {
    func reasons(_ owner: String) throws -> [String] {
      let record = #"{"number":"F1","customer_id":\#(owner),"due":"2026-01-01","amount":1,"paid":0}"#
      return try Fixture.ndjson(Self.head.replacing("\"C1\"", with: "12") + #","invoices":[\#(record)]}"#)
        .reasons
    }
    for owner in ["12", #""12""#, #"" 1\u0032""#, "null"] { #expect(try reasons(owner) == []) }
    #expect(try reasons("13") == ["12 R304"])
    #expect(try reasons("[12]") == ["12 R211"])
  }

  @Test func notes() throws {
    let portfolio = try Fixture.ndjson(Self.head + #","score":1,"equity":null,"invoices":[]}"#)
    #expect(portfolio.notes == ["p.ndjson: no line has `group_id`, so it is missing for all customers"])
  }
}
