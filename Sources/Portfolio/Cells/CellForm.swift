import Exact
import PolicyModel
import struct PolicySyntax.DataForm

/// Why a cell cannot be read.
struct CellProblem: Error {
  let code: RejectCode
  let message: String

  init(_ code: RejectCode, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// How the values of one attribute are written.
enum CellForm: Sendable {
  case number(NumberForm)
  case date(DateForm)
  case yesNo(YesNoForm)
  case symbol(SymbolForm)
  /// A text or a key.
  case text
  case terms(TermsForm)

  init(_ field: Field, in policy: Policy, _ form: DataForm) {
    switch field.type {
    case .number, .percent, .money, .days, .months, .years: self = .number(NumberForm(field))
    case .date: self = .date(DateForm(range: field.attribute?.dates, pattern: form.dates))
    case .yesNo: self = .yesNo(YesNoForm(yes: form.yes, no: form.no))
    case .symbol(let number): self = .symbol(SymbolForm(policy.enumerations[number]))
    case .text, .key: self = .text
    case .terms, .rules: self = .terms(TermsForm(field, in: policy))
    }
  }

  /// Reads a cell that is not blank; nil for a text, which only a ``TextPool`` can give a number.
  func read(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    _ notation: Notation,
    _ evidence: inout Evidence
  ) throws(CellProblem) -> Value? {
    switch self {
    case .number(let form): return try form.read(bytes, range, notation, &evidence)
    case .date(let form): return try form.read(bytes, range, &evidence)
    case .yesNo(let form): return .yesNo(try form.read(bytes, range))
    case .symbol(let form): return try form.read(bytes, range)
    case .text: return nil
    case .terms(let form): return try form.read(bytes, range)
    }
  }
}

/// The members of an enumeration as they stand in data.
struct SymbolForm: Sendable {
  private let members: [(bytes: [UInt8], symbol: Int32)]
  /// By name, accents composed or not.
  private let exact: [String: Int32]
  /// By name in lower case, without those that would then be the same.
  private let folded: [String: Int32]
  private let expected: String

  init(_ enumeration: Enumeration) {
    let names = enumeration.members + enumeration.outside
    let symbols = names.map { (name: $0, symbol: enumeration.symbol($0) ?? 0) }
    members = symbols.map { (Array($0.name.utf8), $0.symbol) }
    exact = Dictionary(symbols.map { ($0.name, $0.symbol) }) { first, _ in first }
    let byFolded = Dictionary(grouping: symbols) { $0.name.lowercased() }
    folded = byFolded.compactMapValues { $0.count == 1 ? $0.first?.symbol : nil }
    let shown = names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    expected = "expected one of \(shown)" + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(CellProblem) -> Value {
    for member in members where bytes.matches(range, member.bytes) { return .symbol(member.symbol) }
    let name = bytes.text(range)
    guard let symbol = exact[name] ?? folded[name.lowercased()] else {
      throw CellProblem(.notListed, expected)
    }
    return .symbol(symbol)
  }
}
