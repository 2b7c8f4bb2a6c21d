import Exact
import PolicyModel
import PolicySyntax

/// Where the data of a policy stands and how it is written, as far as that is declared: by the policy, and
/// first of all by a mapping file.
public struct Mapping: Sendable {
  struct Table: Sendable {
    var form: DataForm
    /// By the place of the attribute in a row.
    var columns: [Int: (heading: String, form: DataForm)] = [:]
    /// The column that names the customer of a record.
    var ownerHeading: String?
  }

  /// The customers, then one table for each collection.
  private(set) var tables: [Table]
  /// The mapping file; nil where only the policy declares.
  public private(set) var file: InputFile?

  /// What the policy itself declares.
  public init(_ policy: Policy) {
    tables = ([policy.customer] + policy.collections).map { Table(form: $0.form) }
  }

  /// A mapping file made out against the policy; what it says of records and attributes that the policy does
  /// not have is a mistake.
  ///
  /// - Parameter other: another edition for which the file is meant as well, so that it may say something of what
  ///   only that edition has.
  public static func resolve(
    _ file: MappingFile,
    for policy: Policy,
    and other: Policy? = nil
  ) -> (mapping: Mapping?, diagnostics: [Diagnostic]) {
    var mapping = Mapping(policy)
    var diagnostics = file.diagnostics
    let layouts = [policy.customer] + policy.collections
    var places: [Int: Span] = [:]
    for record in file.mapping?.records ?? [] {
      let name = record.name.text
      let others = other.map { [$0.customer] + $0.collections } ?? []
      let counterpart = others.first { $0.plural == name || $0.name == name }
      guard let table = layouts.firstIndex(where: { $0.plural == name || $0.name == name }) else {
        if counterpart != nil { continue }
        diagnostics.append(unknown(record.name, among: layouts.map(\.plural), "the policy has no records"))
        continue
      }
      if let earlier = places[table] {
        diagnostics.append(twice(record.name, earlier))
        continue
      }
      places[table] = record.name.span
      diagnostics += mapping.take(record, layouts[table], table, besides: counterpart)
    }
    guard diagnostics.isEmpty else {
      return (nil, diagnostics.sorted { $0.span.start < $1.span.start })
    }
    let name = file.source.name.split(separator: "/").last.map(String.init) ?? file.source.name
    mapping.file = InputFile(name: name, digest: SHA256.digest(file.source.bytes))
    return (mapping, [])
  }

  private mutating func take(
    _ record: MappingSyntax.Record,
    _ layout: Layout,
    _ table: Int,
    besides other: Layout?
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    tables[table].form = record.form.completed(by: layout.form)
    var places: [String: Span] = [:]
    let attributes = layout.fields.prefix(layout.attributeCount).map(\.name)
    for column in record.columns {
      if let earlier = places.updateValue(column.name.span, forKey: column.name.text) {
        diagnostics.append(Mapping.twice(column.name, earlier))
      } else if table > 0, column.name.text == layout.owner {
        tables[table].ownerHeading = column.heading.text
      } else if let slot = attributes.firstIndex(of: column.name.text) {
        tables[table].columns[slot] = (column.heading.text, column.form)
      } else if !(other?.fields.prefix(other?.attributeCount ?? 0).contains { $0.name == column.name.text }
        ?? false)
      {
        let names = attributes + (table > 0 ? [layout.owner] : [])
        diagnostics.append(
          Mapping.unknown(column.name, among: names, "the \(layout.name) of the policy has no attribute")
        )
      }
    }
    return diagnostics
  }

  private static func unknown(_ name: NameSyntax, among known: [String], _ problem: String) -> Diagnostic {
    let nearest = Suggestion.nearest(to: name.text, among: known)
    return Diagnostic(
      .unknownName,
      at: name.span,
      "\(problem) `\(name.text)`",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "there is \(known.map { "`\($0)`" }.joined(separator: ", "))",
      edit: nearest.map { Diagnostic.Edit(name.span, $0) }
    )
  }

  private static func twice(_ name: NameSyntax, _ earlier: Span) -> Diagnostic {
    Diagnostic(
      .duplicateName,
      at: name.span,
      "`\(name.text)` is mapped twice",
      help: "keep one of them",
      notes: [Diagnostic.Note("the first one stands here", at: earlier)]
    )
  }
}
