import PolicyModel
import PolicySyntax

/// Findings for programs: `policyc.findings/1`.
public enum FindingsJSON {
  /// - Parameters:
  ///   - overrides: those of the policies, where somebody asks how they stand on a day.
  ///   - fingerprints: those of the findings, in their order, where they are known.
  ///   - accepted: what the policies accept, and so is no finding any more.
  ///   - claims: what came of the claims of their principles.
  public static func document(
    _ diagnostics: [Diagnostic],
    _ sources: [Source],
    _ overrides: OverrideList? = nil,
    accepted: [AcceptedFinding] = [],
    claims: [PrincipleVerdict] = [],
    fingerprints: [String] = []
  ) -> JSON {
    let byFile = Dictionary(sources.map { ($0.file, $0) }) { first, _ in first }
    func count(_ severity: Severity) -> JSON { .int(diagnostics.count { $0.severity == severity }) }
    let marks =
      fingerprints.map { [("fingerprint", JSON.string($0))] }
      + Array(repeating: [], count: max(0, diagnostics.count - fingerprints.count))
    return .object([
      ("format", .string("policyc.findings/1")),
      ("findings", .array(zip(diagnostics, marks).map { finding($0, byFile).adding($1) })),
      ("errors", count(.error)),
      ("warnings", count(.warning)),
      ("advice", count(.advice)),
      ("accepted", .array(accepted.map { acceptance($0, byFile) })),
      ("principles", .array(claims.map { claim($0, byFile) })),
    ]).adding(overrides.map { [("overrides", $0.json)] } ?? [])
  }

  private static func claim(_ claim: PrincipleVerdict, _ sources: [Int32: Source]) -> JSON {
    .object([
      ("principle", .string(claim.principle)),
      ("claim", .string(claim.claim)),
      ("verdict", .string(claim.verdict.rawValue)),
      ("place", place(claim.span, sources)),
    ])
  }

  private static func acceptance(_ accepted: AcceptedFinding, _ sources: [Int32: Source]) -> JSON {
    .object([
      ("finding", finding(accepted.finding, sources)),
      ("because", .optional(accepted.reasons.first?.text)),
      ("cites", .array(accepted.sources.map { .string($0.text) })),
      ("place", place(accepted.span, sources)),
    ])
  }

  private static func finding(_ diagnostic: Diagnostic, _ sources: [Int32: Source]) -> JSON {
    .object([
      ("code", .string(diagnostic.code.rawValue)),
      ("severity", .string(diagnostic.severity.rawValue)),
      ("subject", .optional(diagnostic.subject)),
      ("message", .string(diagnostic.message)),
      ("help", .optional(diagnostic.help)),
      ("place", place(diagnostic.span, sources)),
      (
        "notes",
        .array(
          diagnostic.notes.map {
            .object([
              ("message", .string($0.message)), ("place", $0.span.map { place($0, sources) } ?? .null),
            ])
          }
        )
      ),
      (
        "fix",
        diagnostic.edit.map {
          .object([
            ("place", place($0.span, sources)), ("replacement", .string($0.replacement)),
            ("safe", .bool($0.isSafe)),
          ])
        } ?? .null
      ),
      ("witness", .optional(diagnostic.witness)),
    ])
  }

  private static func place(_ span: Span, _ sources: [Int32: Source]) -> JSON {
    guard let source = sources[span.file] else { return .null }
    let start = source.position(of: span.start)
    let end = source.position(of: span.end)
    return .object([
      ("file", .string(source.name)), ("line", .int(start.line)), ("column", .int(start.column)),
      ("end_line", .int(end.line)), ("end_column", .int(end.column)),
    ])
  }
}
