/// How a file of data is written, as far as somebody says so; what nobody says is found from the file.
///
/// The same clauses stand in a mapping and in the head of a record: `separated by ";", decimal comma`.
public struct DataForm: Sendable {
  /// Which sign stands before decimals; the other one can only separate thousands.
  public enum DecimalSign: Sendable {
    case comma, point
  }

  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case windows1252 = "Windows-1252"
  }

  /// `in "clients.csv"`: the file, whose name without its ending is that of the list in NDJSON.
  public var file: TextSyntax?
  public var separator: UInt8?
  public var encoding: Encoding?
  public var decimalSign: DecimalSign?
  public var dates: DatePattern?
  /// The words for yes, for no, and for a value that is missing; empty where the usual ones are meant.
  public var yes: [String] = []
  public var no: [String] = []
  public var missing: [String] = []

  public init() {}

  /// What this form says, and what another says where this one says nothing.
  public func completed(by other: DataForm) -> DataForm {
    var form = self
    form.file = file ?? other.file
    form.separator = separator ?? other.separator
    form.encoding = encoding ?? other.encoding
    form.decimalSign = decimalSign ?? other.decimalSign
    form.dates = dates ?? other.dates
    if yes.isEmpty { form.yes = other.yes }
    if no.isEmpty { form.no = other.no }
    if missing.isEmpty { form.missing = other.missing }
    return form
  }
}

/// A way to write dates in digits, such as `dd/mm/yyyy`.
public struct DatePattern: Sendable, Hashable {
  public enum Order: Sendable {
    case dayMonthYear, monthDayYear, yearMonthDay
  }

  public let order: Order
  /// The sign between the parts; nil where they stand together.
  public let separator: UInt8?

  public init(_ order: Order, separator: UInt8?) {
    self.order = order
    self.separator = separator
  }

  /// Reads `dd/mm/yyyy`, `mm/dd/yyyy`, `yyyy-mm-dd` and the like, also as `jj/mm/aaaa`; nil for anything else.
  public init?(_ text: String) {
    let letters = text.lowercased().map { $0 == "j" ? "d" : ($0 == "a" ? "y" : $0) }
    let separators = letters.filter { !$0.isLetter }
    let parts = String(letters.filter(\.isLetter))
    let orders: [String: Order] = [
      "ddmmyyyy": .dayMonthYear, "mmddyyyy": .monthDayYear, "yyyymmdd": .yearMonthDay,
    ]
    guard let order = orders[parts] else { return nil }
    self.order = order
    if separators.isEmpty {
      separator = nil
      return
    }
    guard separators.count == 2, separators[0] == separators[1], let sign = separators[0].asciiValue,
      let written = DatePattern.signs.first(where: { $0 == sign })
    else { return nil }
    separator = written
    if text.count != description.count || String(letters) != description { return nil }
  }

  private static let signs = Array("/.-".utf8)
}

extension DatePattern: CustomStringConvertible {
  public var description: String {
    let parts =
      switch order {
      case .dayMonthYear: ["dd", "mm", "yyyy"]
      case .monthDayYear: ["mm", "dd", "yyyy"]
      case .yearMonthDay: ["yyyy", "mm", "dd"]
      }
    return parts.joined(separator: separator.map { String(UnicodeScalar($0)) } ?? "")
  }
}

/// `mapping "…"`: where the data of a policy stands and how it is written.
public struct MappingSyntax: Sendable {
  /// `clients in "clients.csv"` with the columns that have a name or a form of their own.
  public struct Record: Sendable {
    /// The word for several records, such as `invoices`.
    public let name: NameSyntax
    public let form: DataForm
    public let columns: [Column]
  }

  /// `due column "Échéance", dates as yyyymmdd`.
  public struct Column: Sendable {
    public let name: NameSyntax
    public let heading: TextSyntax
    public let form: DataForm
  }

  public let name: TextSyntax
  public let records: [Record]
}

/// A mapping file as it was written.
public struct MappingFile: Sendable {
  let tree: SyntaxTree
  /// Nil where the file does not begin with a mapping, which its diagnostics say.
  public let mapping: MappingSyntax?
  public let diagnostics: [Diagnostic]

  public var source: Source { tree.source }
}
