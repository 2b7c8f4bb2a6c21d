import PolicyModel
import Testing

@testable import Portfolio

/// Random changes to sound files: nothing traps, and every row is accounted for.
@Suite struct FuzzTests {
  @Test(arguments: 0..<400 as Range<UInt64>)
  func csv(_ seed: UInt64) throws {
    var random = Generator(seed)
    let customers = random.mutated(CSVTests.customers + "\n" + GroupFuzz.customers)
    let invoices = random.mutated(CSVTests.invoices)
    do throws(PortfolioFailure) {
      let files = ["customers.csv": customers, "invoices.csv": invoices]
      let portfolio = try PortfolioReader.read(csv: files, for: Fixture.policy)
      #expect(portfolio.addsUp())
    } catch {
      #expect(!error.message.isEmpty)
    }
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func ndjson(_ seed: UInt64) throws {
    var random = Generator(seed)
    let bytes = random.mutated(GroupFuzz.lines)
    do throws(PortfolioFailure) {
      let portfolio = try PortfolioReader.read(ndjson: bytes, name: "p.ndjson", for: Fixture.policy)
      #expect(portfolio.addsUp())
    } catch {
      #expect(!error.message.isEmpty)
    }
  }

  /// Cut at every byte, a file is read or refused.
  @Test func cutAnywhere() throws {
    let lines = Array(GroupFuzz.lines.utf8)
    for end in 0..<lines.count {
      let portfolio = try? PortfolioReader.read(ndjson: Array(lines[..<end]), name: "p", for: Fixture.policy)
      #expect(portfolio?.addsUp() != false)
    }
    let customers = Array(CSVTests.customers.utf8)
    let invoices = Array(CSVTests.invoices.utf8)
    for end in 0..<customers.count {
      let files = ["customers.csv": Array(customers[..<end]), "invoices.csv": invoices]
      let portfolio = try? PortfolioReader.read(csv: files, for: Fixture.policy)
      #expect(portfolio?.addsUp() != false)
    }
  }
}

private enum GroupFuzz {
  static let customers = """
    C4,N,retail,2012-05-01,,"1 000,5",no,G
    C5,É,construction,30/06/2012,12,7.25,oui,G

    """
  static let lines = #"""
    {"id":"C1","name":"x","sector":"retail","since":"2010-05-01","score":60,"equity":-1234.5e-1,"in_insolvency":"no","o":{"a":[1,{"b":null}]},"invoices":[{"number":"F1","due":"01/02/2026","amount":"1 234,56","paid":1e2},{"number":"F2","due":"2026-02-01","amount":0.5,"paid":0,"customer_id":"C1"}]}

    {"invoices":[],"id":12345,"sector":"Industry","since":"2011-01-01","in_insolvency":true,"group_id":"\u00e9\ud83d\ude00"}
    {"invoices":[{"number":"F3","due":"01/02/2026","amount":1,"paid":1}],"id":"C3","sector":"industry","since":"2011-01-01","in_insolvency":0,"group_id":"é😀"}

    """#
}

/// Xorshift, so that a failing seed fails again.
struct Generator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(bound, 1)))
  }

  mutating func mutated(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    let telling = Array("\",;\t\n\r\\{}[]:-.0e9 \u{A0}é".utf8)
    for _ in 0...next(4) where !bytes.isEmpty {
      let at = next(bytes.count)
      switch next(6) {
      case 0: bytes[at] = telling[next(telling.count)]
      case 1: bytes.insert(telling[next(telling.count)], at: at)
      case 2: bytes[at] = UInt8(next(256))
      case 3: bytes.remove(at: at)
      case 4: bytes.removeSubrange(at..<min(at + next(20), bytes.count))
      default: bytes.insert(contentsOf: bytes[at..<min(at + next(60), bytes.count)], at: next(bytes.count))
      }
    }
    return bytes
  }
}
