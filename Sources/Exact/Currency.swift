/// A currency of ISO 4217 with the number of decimals of its minor unit.
public struct Currency: Hashable, Sendable {
  /// The three letters, packed so that a currency is a trivial value.
  private let letters: UInt32
  /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for TND.
  public let minorDigits: Int

  /// The currency of an upper-case alphabetic code, or nil when ISO 4217 lists none in use.
  public init?(code: some StringProtocol) {
    let bytes = Array(code.utf8)
    guard bytes.count == 3, let digits = Currency.digits[String(code)] else { return nil }
    letters = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    minorDigits = digits
  }

  public var code: String {
    String(
      decoding: [UInt8(letters >> 16 & 255), UInt8(letters >> 8 & 255), UInt8(letters & 255)],
      as: UTF8.self
    )
  }

  /// The minor unit as an amount: 0.01 for EUR, 1 for JPY.
  public var minorUnit: Number { Number(mantissa: 1, scale: minorDigits) }

  /// Every code in use, in alphabetical order.
  public static var allCodes: [String] { digits.keys.sorted() }

  /// Decimals by code, from the list of ISO 4217 (active national currencies).
  private static let digits: [String: Int] = {
    let byDigits: [(Int, String)] = [
      (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
      (
        2,
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
        CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD \
        HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK \
        MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD \
        RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS \
        UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
        """
      ),
      (3, "BHD IQD JOD KWD LYD OMR TND"),
    ]
    var table: [String: Int] = [:]
    for (digits, codes) in byDigits {
      for code in codes.split(separator: " ") { table[String(code)] = digits }
    }
    return table
  }()
}
