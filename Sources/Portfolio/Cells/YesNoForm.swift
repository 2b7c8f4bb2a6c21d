/// The words for yes and for no.
struct YesNoForm: Sendable {
  /// In lower case.
  private let declared: [(bytes: [UInt8], answer: Bool)]
  private let usesUsualYes: Bool
  private let usesUsualNo: Bool
  private let expected: String

  private static let usual: [(word: StaticString, answer: Bool)] = [
    ("false", false), ("true", true), ("no", false), ("yes", true), ("0", false), ("1", true),
    ("non", false), ("oui", true), ("faux", false), ("vrai", true),
  ]

  /// Words that are declared take the place of the usual ones.
  init(yes: [String], no: [String]) {
    declared =
      yes.map { (Array($0.lowercased().utf8), true) } + no.map { (Array($0.lowercased().utf8), false) }
    (usesUsualYes, usesUsualNo) = (yes.isEmpty, no.isEmpty)
    guard !yes.isEmpty || !no.isEmpty else {
      expected = "expected `yes` or `no`, `true` or `false`, `oui` or `non`, `vrai` or `faux`, `1` or `0`"
      return
    }
    let words = (yes.isEmpty ? ["yes"] : yes) + (no.isEmpty ? ["no"] : no)
    expected = "expected " + words.map { $0.isEmpty ? "nothing" : "`\($0)`" }.joined(separator: " or ")
  }

  func read(_ bytes: Span<UInt8>, _ cell: Range<Int>) throws(CellProblem) -> Bool {
    if usesUsualYes || usesUsualNo {
      for (word, answer) in YesNoForm.usual
      where (answer ? usesUsualYes : usesUsualNo) && bytes.matchesWord(cell, word) {
        return answer
      }
    }
    if !declared.isEmpty {
      let text = bytes.text(cell).lowercased()
      for (word, answer) in declared where text == String(decoding: word, as: UTF8.self) { return answer }
    }
    throw CellProblem(.notYesOrNo, expected)
  }
}
