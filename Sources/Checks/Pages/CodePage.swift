import PolicySyntax
import Portfolio

/// The page about a code: what it means, an example that has it and the same example mended.
public struct CodePage: Sendable {
  /// `P201` of a finding, `R201` of a reject.
  public let code: String
  /// A few words, as a heading.
  public let title: String
  /// Why it is a finding and what would happen otherwise, in a paragraph or two for the officer.
  public let text: String
  /// A piece of a policy, or of data, with the mistake, and the same without.
  ///
  /// A piece leaves out what does not matter to it: the header, the data of a customer, the invoices. Where
  /// one of these is the point, the piece has it. `# In NAME.policy` begins another file, `# In customers.csv`
  /// one of data. Both are empty where no small piece can show the mistake.
  public let wrong: String
  public let right: String

  init(_ code: Code, _ title: String, _ text: String, wrong: String, right: String) {
    self.init(code: code.rawValue, title, text, wrong: wrong, right: right)
  }

  init(reject code: RejectCode, _ title: String, _ text: String, wrong: String = "", right: String = "") {
    self.init(code: code.rawValue, title, text, wrong: wrong, right: right)
  }

  private init(code: String, _ title: String, _ text: String, wrong: String, right: String) {
    self.code = code
    self.title = title
    self.text = text
    self.wrong = wrong
    self.right = right
  }
}
