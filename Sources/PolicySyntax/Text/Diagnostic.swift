/// What stands in the way of a policy, and how grave it is.
public enum Severity: String, Sendable {
  /// The policy decides nobody until this is mended.
  case error
  case warning
  /// A thought about the writing, shown only to those who ask for it.
  case advice
}

/// A finding about a policy text, as data; how it is shown is decided by whoever shows it.
///
/// The message is one line in plain words, lower case, without a final stop; names and texts of the user
/// stand in backquotes.
public struct Diagnostic: Sendable {
  /// A second place that helps to understand the first.
  public struct Note: Sendable {
    public let span: Span?
    public let message: String

    public init(_ message: String, at span: Span? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// A repair that can be made by replacing the text of a span.
  public struct Edit: Sendable {
    public let span: Span
    public let replacement: String
    /// Whether the repair can be made without asking: it decides nothing that was open, and changes nothing that the
    /// policy means as far as it can be read.
    public let isSafe: Bool

    public init(_ span: Span, _ replacement: String, isSafe: Bool = false) {
      self.span = span
      self.replacement = replacement
      self.isSafe = isSafe
    }
  }

  public let code: Code
  public private(set) var severity: Severity
  public let span: Span
  /// What it is about: the id of a rule, the name of a decision or of a value, the title of a test.
  ///
  /// By it a policy says which findings it accepts, so it stays the same when lines move.
  public let subject: String?
  public let message: String
  /// What to do about it, as a sentence to follow; nil where nothing sensible can be proposed.
  public let help: String?
  public private(set) var notes: [Note]
  public let edit: Edit?
  /// One customer that shows it, as a test that can be pasted into the policy; the evaluator has confirmed it.
  public let witness: String?

  public init(
    _ code: Code,
    severity: Severity? = nil,
    at span: Span,
    about subject: String? = nil,
    _ message: String,
    help: String? = nil,
    notes: [Note] = [],
    edit: Edit? = nil,
    witness: String? = nil
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.span = span
    self.subject = subject
    self.message = message
    self.help = help
    self.notes = notes
    self.edit = edit
    self.witness = witness
  }

  /// The same with a note behind those that it has.
  public func adding(_ note: Note) -> Diagnostic {
    var copy = self
    copy.notes.append(note)
    return copy
  }

  /// The same finding, more or less grave.
  public func with(_ severity: Severity) -> Diagnostic {
    var copy = self
    copy.severity = severity
    return copy
  }
}

/// A finding that the policy accepts, and why.
public struct AcceptedFinding: Sendable {
  public let finding: Diagnostic
  public let reasons: [ReasonSyntax]
  public let sources: [TextSyntax]
  /// Where the policy says so.
  public let span: Span

  public init(_ finding: Diagnostic, reasons: [ReasonSyntax], sources: [TextSyntax], span: Span) {
    self.finding = finding
    self.reasons = reasons
    self.sources = sources
    self.span = span
  }
}
