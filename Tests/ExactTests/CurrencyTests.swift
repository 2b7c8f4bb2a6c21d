import Exact
import Testing

@Suite struct CurrencyTests {
  @Test(arguments: [
    ("JPY", 0, "1"), ("XOF", 0, "1"), ("EUR", 2, "0.01"), ("USD", 2, "0.01"), ("TND", 3, "0.001"),
    ("KWD", 3, "0.001"),
  ])
  func minorUnit(_ code: String, _ digits: Int, _ unit: String) throws {
    let currency = try #require(Currency(code: code))
    #expect(currency.code == code)
    #expect(currency.minorDigits == digits)
    #expect(currency.minorUnit == (try number(unit)))
  }

  @Test(arguments: ["", "EU", "EURO", "eur", "Eur", " EUR", "XXX", "XTS", "FRF", "DEM", "ABC", "É1"])
  func unknown(_ code: String) {
    #expect(Currency(code: code) == nil)
  }

  @Test func decimalsOtherThanTwo() {
    func codes(_ digits: Int) -> String {
      Currency.allCodes.filter { Currency(code: $0)?.minorDigits == digits }.joined(separator: " ")
    }
    #expect(codes(0) == "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF")
    #expect(codes(3) == "BHD IQD JOD KWD LYD OMR TND")
    #expect(
      Currency.allCodes.count == (codes(0) + " " + codes(2) + " " + codes(3)).split(separator: " ").count
    )
  }

  /// The youngest codes of ISO 4217: Venezuela, Sierra Leone, Curaçao and Sint Maarten, Zimbabwe.
  @Test(arguments: ["VED", "SLE", "XCG", "ZWG"])
  func recentCodes(_ code: String) throws {
    #expect(try #require(Currency(code: code)).minorDigits == 2)
  }

  @Test func allCodesAreCurrenciesInOrder() throws {
    let codes = Currency.allCodes
    #expect(codes == codes.sorted())
    #expect(codes.count > 140)
    let currencies = try codes.map { try #require(Currency(code: $0)) }
    #expect(currencies.map(\.code) == codes)
    #expect(Set(currencies).count == codes.count)
  }
}
