import PolicyModel

/// Customers and their records as typed values, and what could not be accepted.
public struct Portfolio: Sendable {
  /// The files read, in the order in which an ``Origin`` numbers them.
  public let files: [InputFile]
  /// Accepted customers in the order of the input.
  public let customers: Table
  /// One table for each of the policy's collections; records stand by customer, then in the order of the
  /// input.
  public let collections: [Table]
  /// The rows of a customer's records: `ranges[collection][customer]`.
  public let ranges: [[Range<Int>]]
  /// Customers that are decided together, in the order of their first member; a customer without a group is
  /// alone.
  public let groups: [[Int]]
  /// The policy's texts, continued with those of the portfolio.
  public let texts: [String]
  /// How the data calls what the policy reads: for the customers, then for each of the policy's collections.
  public let headings: [Headings]
  /// The mapping file by which the data was read, where there is one.
  public let mapping: InputFile?
  /// Everything that was wrong, in the order of the input.
  public let rejects: [Reject]
  public let counts: Counts
  /// What whoever runs the policy should know and no reject says, such as what was found of how a file is
  /// written, or an optional column that is not there.
  public let notes: [String]
  /// The rows that were not accepted, in the order of the input.
  public let rejectedRows: [Origin]

  public init(
    files: [InputFile],
    customers: Table,
    collections: [Table],
    ranges: [[Range<Int>]],
    groups: [[Int]],
    texts: [String],
    headings: [Headings] = [],
    mapping: InputFile? = nil,
    rejects: [Reject] = [],
    counts: Counts,
    notes: [String] = [],
    rejectedRows: [Origin] = []
  ) {
    self.files = files
    self.customers = customers
    self.collections = collections
    self.ranges = ranges
    self.groups = groups
    self.texts = texts
    self.headings = headings
    self.mapping = mapping
    self.rejects = rejects
    self.counts = counts
    self.notes = notes
    self.rejectedRows = rejectedRows
  }

  /// The text or key of a value; nil for any other value.
  public func text(of value: Value) -> String? {
    guard case .text(let number) = value, number >= 0, Int(number) < texts.count else { return nil }
    return texts[Int(number)]
  }
}

/// How the data calls the records of one layout and their columns, as the policy or a mapping file says.
public struct Headings: Sendable {
  /// The list in NDJSON, and the CSV file without its ending.
  public let list: String
  /// The column that names the customer of a record; nil for customers.
  public let owner: String?
  /// The headings of the attributes that are read, by their places in a row.
  public let columns: [Int: String]

  init(_ plan: TablePlan) {
    list = plan.listName
    owner = plan.ownerColumn
    columns = Dictionary(plan.columns.map { ($0.slot, $0.name) }) { first, _ in first }
  }
}

/// Where a row came from.
public struct Origin: Hashable, Sendable {
  /// The number of the file in ``Portfolio/files``.
  public let file: Int32
  /// From 1: the line on which a CSV row begins (the heading is line 1), or the line of NDJSON.
  public let row: Int32
  /// The place of a nested NDJSON record in its list, from 0; -1 for anything else.
  public let position: Int32

  public init(file: Int32, row: Int32, position: Int32 = -1) {
    self.file = file
    self.row = row
    self.position = position
  }
}

/// A file that was read.
public struct InputFile: Sendable {
  /// The last component of its path, or `-` for standard input.
  public let name: String
  /// `sha256:` and the digest of its bytes in hexadecimal.
  public let digest: String
  /// Where its bytes are to be had again, for the rows of those who are rejected.
  let content: Content

  enum Content: Sendable {
    case path(String)
    case kept([UInt8])
  }

  public init(name: String, digest: String) {
    self.init(name: name, digest: digest, .kept([]))
  }

  init(name: String, digest: String, _ content: Content) {
    self.name = name
    self.digest = digest
    self.content = content
  }
}

/// Rows of one layout, one after the other, each with a value for every attribute.
public struct Table: Sendable {
  /// Values in a row.
  public let width: Int
  public private(set) var values: [Value]
  public private(set) var origins: [Origin]

  public init(width: Int) {
    self.init(width: width, values: [], origins: [])
  }

  init(width: Int, values: [Value], origins: [Origin]) {
    self.width = width
    self.values = values
    self.origins = origins
  }

  /// Rows.
  public var count: Int { origins.count }

  public func row(_ index: Int) -> ArraySlice<Value> {
    values[index * width..<(index + 1) * width]
  }

  /// Adds a row; values that are too many are dropped and those that lack are missing.
  public mutating func append(_ row: some Collection<Value>, from origin: Origin) {
    values.append(contentsOf: row.prefix(width))
    while values.count < (origins.count + 1) * width { values.append(.missing) }
    origins.append(origin)
  }
}

/// How many rows were read and what became of them; every row is accepted or rejected.
public struct Counts: Sendable, Equatable {
  public struct Tally: Sendable, Equatable {
    public let read: Int
    public let accepted: Int
    /// With its customer, or for a reason of its own.
    public var rejected: Int { read - accepted }

    public init(read: Int, accepted: Int) {
      self.read = read
      self.accepted = accepted
    }
  }

  /// Rows of each file, without headings and blank lines.
  public let rowsRead: [Int]
  public let customers: Tally
  /// One for each of the policy's collections.
  public let collections: [Tally]

  public init(rowsRead: [Int], customers: Tally, collections: [Tally]) {
    self.rowsRead = rowsRead
    self.customers = customers
    self.collections = collections
  }

  /// All collections together.
  public var records: Tally {
    Tally(
      read: collections.reduce(0) { $0 + $1.read },
      accepted: collections.reduce(0) { $0 + $1.accepted }
    )
  }
}
