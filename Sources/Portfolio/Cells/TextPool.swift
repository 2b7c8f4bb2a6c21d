/// Texts and keys, each kept once under a number.
///
/// Texts that look the same are the same, accents composed or not.
struct TextPool: Sendable {
  private(set) var texts: [String]
  private var numbers: [String: Int32] = [:]

  /// A pool that begins with these texts.
  init(_ texts: [String]) {
    self.texts = texts
    for (number, text) in texts.enumerated() where numbers[text] == nil {
      numbers[text] = Int32(clamping: number)
    }
  }

  mutating func number(of text: String) -> Int32 {
    if let number = numbers[text] { return number }
    // The reader takes no input so large that its texts could not be counted.
    let number = Int32(clamping: texts.count)
    texts.append(text)
    numbers[text] = number
    return number
  }

  subscript(number: Int32) -> String? {
    number >= 0 && Int(number) < texts.count ? texts[Int(number)] : nil
  }
}
