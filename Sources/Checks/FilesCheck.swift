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

  /// Editions of one policy that are in force on the same day, so that nobody could tell which one decides.
  public static func overlaps(_ headers: [HeaderSyntax]) -> [Diagnostic] {
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
