/// Why a portfolio cannot be read at all; nobody is decided.
public struct PortfolioFailure: Error, Sendable, Equatable {
  public let code: RejectCode
  /// The file or folder that is meant; nil where it is none in particular.
  public let file: String?
  /// The column, where one is.
  public let column: String?
  /// One line in plain words.
  public let message: String
  /// What to do about it.
  public let help: String?

  public init(
    _ code: RejectCode,
    _ message: String,
    file: String? = nil,
    column: String? = nil,
    help: String? = nil
  ) {
    self.code = code
    self.file = file
    self.column = column
    self.message = message
    self.help = help
  }
}
