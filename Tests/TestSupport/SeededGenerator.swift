/// Random numbers that a seed brings back (splitmix64).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  /// Bytes that decide the first choices, from the end.
  private var bytes: [UInt8] = []

  public init(seed: UInt64) {
    state = seed
  }

  /// The generator of this run, whose seed ``PythonOracle/seed`` prints on a mismatch.
  public init() {
    self.init(seed: UInt64(PythonOracle.seed) ?? 0)
  }

  /// A generator whose choices the bytes make, one each as long as there are any, so that a change of one byte
  /// changes one choice.
  public init(bytes: [UInt8]) {
    self.init(seed: UInt64(bytes.count))
    self.bytes = bytes.reversed()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    // A small choice is made by the highest bits.
    return bytes.popLast().map { UInt64($0) << 56 | mixed >> 8 } ?? mixed
  }
}
