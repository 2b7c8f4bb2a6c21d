import Exact
import TestSupport
import Testing

@Suite struct SHA256Tests {
  /// The examples of NIST for FIPS 180-4.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func examples(_ message: String, _ expected: String) {
    #expect(SHA256.digest(message.utf8) == "sha256:" + expected)
  }

  @Test func aMillionTimesA() {
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    var hash = SHA256()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000)
    for _ in 0..<1_000 { hash.update(piece) }
    #expect(hash.finish() == expected)
    #expect(SHA256.digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)) == "sha256:" + expected)
  }

  /// Every length around the block borders, at once and in random pieces, against Python's hashlib.
  @Test func allLengthsAgreeWithHashlib() throws {
    let rows = try PythonOracle.rows("sha256_oracle.py", PythonOracle.seed, "200")
    #expect(rows.count == 201)
    var mismatches = Mismatches()
    for (length, row) in rows.enumerated() {
      guard row.count == 3 else { throw PythonOracle.Failed(description: "fields: \(row)") }
      let (data, expected) = (try bytes(row[0]), String(row[1]))
      #expect(data.count == length)
      mismatches.expect(SHA256.digest(data), "sha256:" + expected, "length \(length)")
      var hash = SHA256()
      var rest = data[...]
      for piece in try row[2].split(separator: " ").map({ try #require(Int($0)) }) {
        hash.update(rest.prefix(piece))
        rest = rest.dropFirst(piece)
      }
      #expect(rest.isEmpty)
      mismatches.expect(hash.finish(), expected, "length \(length) in pieces of \(row[2])")
    }
    #expect(mismatches.count == 0, "\(mismatches)")
  }

  private func bytes(_ hexadecimal: Substring) throws -> [UInt8] {
    let digits = Array(hexadecimal)
    return try stride(from: 0, to: digits.count - 1, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
  }
}
