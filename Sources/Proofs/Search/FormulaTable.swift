/// What is left of formulas, by numbers that are spread by one multiplication: looked up millions of times, where a
/// dictionary's careful hashing is what takes the time.
struct FormulaTable {
  /// Zero where nothing stands; no key is zero.
  private var keys = [UInt64](repeating: 0, count: 1024)
  private var values = [Formulas.ID](repeating: 0, count: 1024)
  private var count = 0

  private func place(_ key: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
    return place
  }

  subscript(key: UInt64) -> Formulas.ID? {
    get {
      let place = place(key)
      return keys[place] == 0 ? nil : values[place]
    }
    set {
      guard let newValue else { return }
      if count * 2 >= keys.count { grow() }
      let place = place(key)
      if keys[place] == 0 { count += 1 }
      (keys[place], values[place]) = (key, newValue)
    }
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    values = [Formulas.ID](repeating: 0, count: oldKeys.count * 2)
    for (key, value) in zip(oldKeys, oldValues) where key != 0 {
      let place = place(key)
      (keys[place], values[place]) = (key, value)
    }
  }
}
