import Testing

@testable import Portfolio

@Suite struct WritingTests {
  private func json(_ text: String?) -> String {
    var bytes: [UInt8] = []
    JSONText.append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func csv(_ text: String?) -> String {
    var bytes: [UInt8] = []
    CSVText.append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func jsonTexts() {
    #expect(json(nil) == "null")
    #expect(json("é😀/") == "\"é😀/\"")
    #expect(json("a\"b\\c\n\r\t\u{0}\u{1F}\u{7F}") == #""a\"b\\c\n\r\t\u0000\u001f\#u{7F}""#)
  }

  @Test func csvCells() {
    #expect(csv(nil) == "")
    #expect(csv("a b") == "a b")
    #expect(csv("a,b") == "\"a,b\"")
    #expect(csv("a;b") == "\"a;b\"")
    #expect(csv("say \"x\"\n") == "\"say \"\"x\"\"\n\"")
  }

  /// What a spreadsheet would run is made a text; numbers are left alone.
  @Test func csvFormulas() {
    #expect(csv("=1+1") == "'=1+1")
    #expect(csv("+33 6 12") == "'+33 6 12")
    #expect(csv("@SUM(A1)") == "'@SUM(A1)")
    #expect(csv("-cmd") == "'-cmd")
    #expect(csv("-1-1") == "'-1-1")
    #expect(csv("\tx") == "\"'\tx\"")
    #expect(csv("=a,\"b\"") == "\"'=a,\"\"b\"\"\"")
    #expect(csv("-12.50") == "-12.50")
    #expect(csv("-") == "'-")
    #expect(csv("-1.") == "'-1.")
  }

  @Test func rejects() {
    let reject = Reject(
      customer: "C\"1",
      file: "invoices.csv",
      row: 7,
      column: nil,
      value: "=x",
      code: .notANumber,
      message: "m, n"
    )
    var bytes: [UInt8] = []
    RejectsWriter.appendJSON(reject, to: &bytes)
    RejectsWriter.appendCSVHeading(to: &bytes)
    RejectsWriter.appendCSV(reject, to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == #"""
        {"format":"policyc.reject/1","customer":"C\"1","file":"invoices.csv","row":7,"column":null,"value":"=x","code":"R202","message":"m, n"}
        customer,file,row,column,value,code,message
        "C""1",invoices.csv,7,,'=x,R202,"m, n"

        """#
    )
  }

  @Test func longValuesAreCut() throws {
    let portfolio = try Fixture.csv("C1,N,\(String(repeating: "é", count: 500)),2010-05-01,,,no,\n")
    #expect(portfolio.rejects.first?.value?.count == 200)
  }
}
