import Exact
import PolicyModel
import struct PolicySyntax.Parser

/// Payment terms as they stand in data: those that the policy lists, in the language's own writing.
struct TermsForm: Sendable {
  private let byText: [String: Int32]
  private let byMeaning: [PaymentTerms: Int32]
  private let expected: String

  init(_ field: Field, in policy: Policy) {
    let listed = (field.attribute?.terms ?? []).map { (terms: policy.terms[Int($0)], number: $0) }
    byText = Dictionary(listed.map { ($0.terms.description, $0.number) }) { first, _ in first }
    byMeaning = Dictionary(listed.map { ($0.terms, $0.number) }) { first, _ in first }
    expected = "expected one of " + listed.map { "`\($0.terms)`" }.joined(separator: ", ")
  }

  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(CellProblem) -> Value {
    let text = bytes.text(range)
    if let number = byText[text] { return .terms(number) }
    guard let syntax = Parser.terms(text.lowercased()), let number = byMeaning[PaymentTerms(syntax)] else {
      throw CellProblem(.termsNotListed, expected)
    }
    return .terms(number)
  }
}
