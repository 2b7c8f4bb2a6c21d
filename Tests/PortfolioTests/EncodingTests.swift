import PolicyModel
import Testing

@testable import Portfolio

/// Letters beyond ASCII, whatever program saved the file.
@Suite struct EncodingTests {
  private func read(_ bytes: [UInt8], _ head: String = "") throws -> Portfolio {
    let policy = Fixture.policy(of: #"one of "Île", "œuvre", "autre""#, head: head)
    return try PortfolioReader.read(csv: ["customers.csv": bytes], for: policy)
  }

  private func windows(_ text: String) -> [UInt8] {
    let decoded = Array(text.utf8)
    return Windows1252.encoded(decoded.span, 0..<decoded.count)
  }

  @Test func everyByteOfWindows1252ComesBack() {
    let bytes = (0...255).map { UInt8($0) }
    let text = Windows1252.decoded(bytes.span)
    #expect(String(validating: text, as: UTF8.self)?.unicodeScalars.count == 256)
    #expect(Windows1252.encoded(text.span, 0..<text.count) == bytes)
    #expect(String(decoding: Windows1252.decoded([0x80, 0x9C, 0xE9].span), as: UTF8.self) == "€œé")
    let undefined = bytes.filter { byte in
      let text = Windows1252.decoded([byte].span)
      return Windows1252.hasUndefined(text.span, 0..<text.count)
    }
    #expect(undefined == [0x81, 0x8D, 0x8F, 0x90, 0x9D])
  }

  @Test func windows1252IsFoundAndSaid() throws {
    let portfolio = try read(windows("id;x\nC1é;Île\nC2;œuvre\n"))
    #expect(portfolio.keys == ["C1é", "C2"])
    #expect(portfolio.customers.row(1).last == .symbol(1))
    #expect(portfolio.notes == ["customers.csv: separated by `;`, Windows-1252"])
  }

  @Test func declaredEncodingIsNotSaid() throws {
    let portfolio = try read(windows("id,x\nC1é,Île\n"), #", encoded as "Windows-1252""#)
    #expect(portfolio.keys == ["C1é"])
    #expect(portfolio.notes.isEmpty)
  }

  /// A byte order mark says more than anything declared.
  @Test func markBeatsDeclaration() throws {
    let portfolio = try read(Array("\u{FEFF}id,x\nC1é,Île\n".utf8), #", encoded as "Windows-1252""#)
    #expect(portfolio.keys == ["C1é"])
  }

  /// Most letters are UTF-8, so the stray byte is damage, and its row is rejected.
  @Test func damagedUTF8RejectsItsRow() throws {
    let portfolio = try read(Array("id,x\nC1é,Île\nC2,Île\nC3".utf8) + [0xE9] + Array(",Île\n".utf8))
    #expect(portfolio.keys == ["C1é", "C2"])
    #expect(portfolio.rejects.map(\.code) == [.badEncoding])
    #expect(portfolio.rejects.first?.row == 4)
    #expect(portfolio.notes.isEmpty)
  }

  @Test func undefinedByteRejectsItsRow() throws {
    let portfolio = try read(windows("id,x\nC1é,Île\nC2") + [0x81] + Array(",autre\n".utf8))
    #expect(portfolio.keys == ["C1é"])
    #expect(portfolio.rejects.map(\.code) == [.badEncoding])
    #expect(portfolio.rejects.first?.message.contains("Windows-1252") == true)
  }

  @Test func declaredUTF8RejectsOtherLetters() throws {
    let portfolio = try read(windows("id,x\nC1é,autre\nC2,autre\n"), #", encoded as "UTF-8""#)
    #expect(portfolio.keys == ["C2"])
    #expect(portfolio.rejects.map(\.code) == [.badEncoding])
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x69, 0x00], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x69], "UTF-16"),
      ([0x50, 0x4B, 0x03, 0x04], "workbook"), ([0xD0, 0xCF, 0x11, 0xE0], "workbook"),
    ] as [([UInt8], String)]
  )
  func noCSVAtAll(_ bytes: [UInt8], _ words: String) throws {
    let failure = #expect(throws: PortfolioFailure.self) { try read(bytes) }
    #expect(failure?.code == .notCSV)
    #expect(failure?.message.contains(words) == true)
    #expect(failure?.help?.contains("CSV UTF-8") == true)
  }

  @Test func linesOfOldMacs() throws {
    let portfolio = try read(Array("id;x\rC1;autre\rC2;autre\r".utf8))
    #expect(portfolio.keys == ["C1", "C2"])
  }

  @Test(arguments: ["sep=;\n", "sep=;\r\n", "\"sep=;\"\n", "SEP=;\n", "\u{FEFF}sep=;\r\n"])
  func firstLineWithTheSeparator(_ line: String) throws {
    let portfolio = try read(Array((line + "id;x\nC1;autre\nC2;neither\n").utf8))
    #expect(portfolio.keys == ["C1"])
    #expect(portfolio.rejects.first?.row == 4)
    #expect(portfolio.notes == ["customers.csv: separated by `;` as it says"])
  }

  @Test func firstLineWithAnUnusualSeparator() throws {
    #expect(try read(Array("sep=|\nid|x\nC1|autre\n".utf8)).keys == ["C1"])
    #expect(try read(Array("sep=\t\nid\tx\nC1\tautre\n".utf8)).keys == ["C1"])
  }

  /// A heading with commas in its names is still separated by semicolons.
  @Test func theSeparatorGivesTheColumns() throws {
    let portfolio = try read(Array("id;a, b, c, d;x\nC1;;autre\n".utf8))
    #expect(portfolio.keys == ["C1"])
    let declared = try read(Array("id|x\nC1|autre\n".utf8), #", separated by "|""#)
    #expect(declared.keys == ["C1"])
    #expect(declared.notes.isEmpty)
  }

  @Test func headingsInOtherWriting() throws {
    #expect(try read(Array("X;ID\nautre;C1\n".utf8)).keys == ["C1"])
  }
}
