import PolicySyntax

/// Findings for programs: `policyc.findings/1`.
public enum FindingsJSON {
  /// - Parameter overrides: those of the policies, where somebody asks how they stand on a day.
  public static func document(
    _ diagnostics: [Diagnostic],
    _ sources: [Source],
    _ overrides: OverrideList? = nil
  ) -> JSON {
    let byFile = Dictionary(sources.map { ($0.file, $0) }) { first, _ in first }
    let errors = diagnostics.filter { $0.severity == .error }.count
    return .object([
      ("format", .string("policyc.findings/1")),
      ("findings", .array(diagnostics.map { finding($0, byFile) })),
      ("errors", .int(errors)),
      ("warnings", .int(diagnostics.count - errors)),
    ]).adding(overrides.map { [("overrides", $0.json)] } ?? [])
  }

  private static func finding(_ diagnostic: Diagnostic, _ sources: [Int32: Source]) -> JSON {
    .object([
      ("code", .string(diagnostic.code.rawValue)),
      ("severity", .string(diagnostic.severity.rawValue)),
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
          .object([("place", place($0.span, sources)), ("replacement", .string($0.replacement))])
        } ?? .null
      ),
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
