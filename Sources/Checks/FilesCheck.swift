import Exact
import PolicySyntax

/// How the files of a run refer to each other; who reads the files says which there are.
public enum FilesCheck {
  /// A shared file that a header names and that does not exist.
  public static func notFound(_ name: TextSyntax) -> Diagnostic {
    Diagnostic(
      .fileNotFound,
      at: name.span,
      "there is no file `\(name.text)` beside this policy",
      help: "give the path from the folder of this file"
    )
  }

  /// Whether the editions of each policy follow each other day by day.
  public static func periods(_ headers: [HeaderSyntax]) -> [Diagnostic] { overlaps(headers) + gaps(headers) }

  /// Days between two editions of one policy on which none is in force, so that nobody can be decided.
  private static func gaps(_ headers: [HeaderSyntax]) -> [Diagnostic] {
    headers.compactMap { later in
      guard let from = later.inForceFrom else { return nil }
      let before = headers.filter { earlier in
        earlier.name.text == later.name.text && earlier.inForceFrom.map { $0 < from } == true
      }
      let ends = before.map { $0.inForceTo ?? .latest }
      guard let end = ends.max(), let first = end.adding(days: 1), first < from,
        let last = from.adding(days: -1), let earlier = before.first(where: { $0.inForceTo == end })
      else { return nil }
      return Diagnostic(
        .editionsGap,
        at: later.span,
        about: later.version?.text ?? later.name.text,
        "no edition of `\(later.name.text)` is in force "
          + (first == last ? "on \(first)" : "from \(first) to \(last)"),
        help: "let this edition begin on \(first), or the one before it end on \(last)",
        notes: [Diagnostic.Note("the edition before it stands here", at: earlier.span)]
      )
    }
  }

  /// Editions of one policy that are in force on the same day, so that nobody could tell which one decides.
  private static func overlaps(_ headers: [HeaderSyntax]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (index, later) in headers.enumerated() {
      for earlier in headers[..<index] where earlier.name.text == later.name.text {
        guard let from = later.inForceFrom, let otherFrom = earlier.inForceFrom,
          from <= earlier.inForceTo ?? .latest, otherFrom <= later.inForceTo ?? .latest
        else { continue }
        let first = min(from, otherFrom)
        let lastDay = max(from, otherFrom).adding(days: -1)
        found.append(
          Diagnostic(
            .editionsOverlap,
            at: later.span,
            "two editions of `\(later.name.text)` are in force on \(max(from, otherFrom))",
            help: lastDay.flatMap {
              $0 < first ? nil : "end the earlier one with `in force from \(first) to \($0)`"
            }
              ?? "let each edition begin after the one before it has ended",
            notes: [Diagnostic.Note("the other edition stands here", at: earlier.span)]
          )
        )
      }
    }
    return found
  }
}
