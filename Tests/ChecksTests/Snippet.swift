import Checks
import Exact
import PolicyModel
import PolicySyntax

/// A piece of policy text, completed to a policy that can be checked.
///
/// What a policy needs and the piece does not say comes from ``standard``: a header, the data of a customer,
/// the invoices. The piece keeps the line numbers that a reader sees. A line `# In NAME.policy` begins another
/// file, for pieces about how files refer to each other; `# The whole policy.` says that nothing is added.
public struct Snippet {
  /// The files that the piece itself holds.
  public let files: [PolicySyntaxFile]
  private let standard: PolicySyntaxFile?

  public init(_ text: String, name: String = "example.policy") {
    var parts: [(name: String, lines: [Substring])] = [(name, [])]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# In "), line.hasSuffix(".policy") {
        parts.append((String(line.dropFirst(5)), []))
      } else {
        parts[parts.count - 1].lines.append(line)
      }
    }
    let written = parts.filter { part in part.lines.contains { !$0.isEmpty } }
    files = written.enumerated().map { number, part in
      Parser.parse(Source(file: Int32(number), name: part.name, text: part.lines.joined(separator: "\n")))
    }
    standard = text.hasPrefix("# The whole policy.") ? nil : Snippet.completion(of: files)
  }

  /// Every source that a finding can point into.
  public var sources: [Source] { files.map(\.source) + (standard.map { [$0.source] } ?? []) }

  /// The policies of the snippet, each completed, and everything that can be said against them.
  ///
  /// - Parameter asOf: the day on which overrides are looked at.
  public func check(asOf: CalendarDate? = nil, advice: Bool = false) -> (
    policies: [Policy], diagnostics: [Diagnostic]
  ) {
    let shared = files.filter(\.isSharedData)
    let editions = shared.count == files.count ? [[]] : files.filter { !$0.isSharedData }.map { [$0] }
    var policies: [Policy] = []
    var diagnostics: [Diagnostic] = []
    for edition in editions {
      let result = Checker.check(edition + shared + (standard.map { [$0] } ?? []), asOf: asOf, advice: advice)
      if let policy = result.policy { policies.append(policy) }
      diagnostics += result.diagnostics
    }
    let names = Set(files.map(\.source.name))
    for header in headers {
      diagnostics += header.uses.filter { !names.contains($0.text) }.map(FilesCheck.notFound)
    }
    return (policies, diagnostics + FilesCheck.periods(headers))
  }

  private var headers: [HeaderSyntax] {
    files.flatMap(\.items).compactMap { if case .policy(let header) = $0 { header } else { nil } }
  }

  // MARK: Completion

  private static func completion(of files: [PolicySyntaxFile]) -> PolicySyntaxFile? {
    var parts = standard
    for item in files.flatMap(\.items) {
      switch item {
      case .policy: parts["policy"] = nil
      case .record(let record): parts[record.name.text] = nil
      default: break
      }
    }
    let text = ["policy", "customer", "invoice"].compactMap { parts[$0] }.joined(separator: "\n")
    if text.isEmpty { return nil }
    return Parser.parse(Source(file: Int32(files.count), name: "standard.policy", text: text))
  }

  /// What a snippet is completed by, each part unless the snippet has its own.
  private static let standard = [
    "policy": """
    policy "Example" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up
      month ends stay on the last day

    """,
    "customer": """
    customer
      id              key
      name            text, identity
      sector          one of construction, industry, retail, services
      since           date
      turnover        money from 0 EUR
      score           whole number from 0 to 100, optional
      rating          scale from worst to best: "8" "7" "6" "5" "4" "3"; outside: "P" "0", optional
      equity          money, optional
      insured_limit   money, optional
      in_insolvency   yes or no
      manager_gender  text, optional, protected

    """,
    "invoice": """
    invoice of customer
      number          key
      customer_id     key of customer
      issued, due     date
      paid_on         date, optional
      amount, paid    money
      disputed        yes or no

    """,
  ]
}

extension PolicySyntaxFile {
  fileprivate var isSharedData: Bool {
    items.contains { if case .data = $0 { true } else { false } }
  }
}
