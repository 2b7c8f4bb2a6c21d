/// Why a portfolio cannot be read at all; nobody is decided.
public struct PortfolioFailure: Error, Sendable, Equatable {
  /// One line in plain words.
  public let message: String
  /// What to do about it.
  public let help: String?

  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
