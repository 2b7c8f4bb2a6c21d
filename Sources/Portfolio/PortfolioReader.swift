import Exact
import PolicyModel

/// Reads portfolios: CSV files or lines of JSON to typed values.
///
/// Only keys and the columns that a policy reads are looked at. A bad row rejects its customer, and a bad
/// customer its group; every reason is told.
public enum PortfolioReader {
  public struct Options: Sendable {
    /// Where the data stands and how it is written, in place of what the policy declares.
    public var mapping: Mapping?
    /// Whether reading ends with the first reject; the portfolio then has at least that.
    public var stopsAtFirstReject = false
    /// Told now and then which file is being read and how much of it is done, from 0 to 1.
    public var progress: (@Sendable (_ file: String, _ done: Double) -> Void)?
    var limits = Assembly.Limits()

    public init() {}
  }

  /// Reads a folder of CSV files (`customers.csv`, `invoices.csv`, …), an `.ndjson` or `.jsonl` file, or
  /// NDJSON from standard input for `-`.
  public static func read(
    _ path: String,
    for policy: Policy,
    _ options: Options = Options()
  ) throws(PortfolioFailure) -> Portfolio {
    if path == "-" {
      let bytes = try InputBytes.standardInput()
      return try read(ndjson: bytes, name: path, .kept(bytes), for: policy, options)
    }
    if try InputBytes.isFolder(path) {
      return try read(for: policy, options) { name throws(PortfolioFailure) in
        let file = path.hasSuffix("/") ? path + name : path + "/" + name
        return try InputBytes.exists(file) ? (try InputBytes.file(file), .path(file)) : nil
      }
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let lowered = name.lowercased()
    guard lowered.hasSuffix(".ndjson") || lowered.hasSuffix(".jsonl") else {
      throw PortfolioFailure(
        .unreadable,
        "`\(path)` is neither a folder nor a file of JSON lines",
        file: path,
        help: lowered.hasSuffix(".csv")
          ? "give the folder in which the CSV files are" : "JSON lines stand in a file `.ndjson` or `.jsonl`"
      )
    }
    return try read(ndjson: try InputBytes.file(path), name: name, .path(path), for: policy, options)
  }

  /// Reads lines of JSON from memory.
  public static func read(
    ndjson bytes: [UInt8],
    name: String,
    for policy: Policy,
    _ options: Options = Options()
  ) throws(PortfolioFailure) -> Portfolio {
    try read(ndjson: bytes, name: name, .kept(bytes), for: policy, options)
  }

  /// Reads CSV files from memory, by their names.
  public static func read(
    csv files: [String: [UInt8]],
    for policy: Policy,
    _ options: Options = Options()
  ) throws(PortfolioFailure) -> Portfolio {
    try read(for: policy, options) { name throws(PortfolioFailure) in files[name].map { ($0, .kept($0)) } }
  }

  // MARK: Reading

  private static func read(
    ndjson bytes: [UInt8],
    name: String,
    _ content: InputFile.Content,
    for policy: Policy,
    _ options: Options
  ) throws(PortfolioFailure) -> Portfolio {
    try checkSize(bytes.count)
    let plan = ReadPlan(policy, options.mapping)
    var intake = Intake(plan, policy, fileCount: 1, stopsAtFirst: options.stopsAtFirstReject)
    var reader = NDJSONReader(file: 0, name: name, plan: plan)
    try reader.read(bytes.span, into: &intake) { options.progress?(name, $0) }
    try checkSomebody(intake, name, "a portfolio has at least one line; check that the export is complete")
    var assembly = Assembly(
      intake,
      [InputFile(name: name, digest: digest(bytes), content)],
      options.limits
    )
    return assembly.portfolio()
  }

  /// Reads CSV files one after the other, so that only one of them is in memory.
  private static func read(
    for policy: Policy,
    _ options: Options,
    _ load: (String) throws(PortfolioFailure) -> ([UInt8], InputFile.Content)?
  ) throws(PortfolioFailure) -> Portfolio {
    let plan = ReadPlan(policy, options.mapping)
    var intake = Intake(
      plan,
      policy,
      fileCount: plan.tables.count,
      stopsAtFirst: options.stopsAtFirstReject
    )
    var inputs: [InputFile] = []
    var customers: [Int32]?
    var size = 0
    for (number, table) in plan.tables.enumerated() {
      let name = table.fileName
      guard let (bytes, content) = try load(name) else {
        if !table.isUsed { continue }
        throw PortfolioFailure(
          .unreadable,
          "there is no file `\(name)`, which the policy reads",
          file: name,
          help: number == 0
            ? "a portfolio is a folder with `\(name)`, or a file of JSON lines; a mapping file can give it "
              + "another name"
            : "where there are no \(table.plural), a file with only its heading says so"
        )
      }
      size += bytes.count
      try checkSize(size)
      options.progress?(name, 0)
      var reader = try CSVReader(
        file: Int32(clamping: inputs.count),
        name: name,
        table: number,
        plan: table,
        customers: customers,
        bytes
      )
      try reader.read(into: &intake) { options.progress?(name, $0) }
      inputs.append(InputFile(name: name, digest: digest(bytes), content))
      if intake.isOver { break }
      if number == 0 { customers = intake.customerRows() }
    }
    try checkSomebody(
      intake,
      plan.tables[0].fileName,
      "a portfolio has at least one customer; check that the export is complete"
    )
    intake.rowsRead.removeLast(plan.tables.count - inputs.count)
    var assembly = Assembly(intake, inputs, options.limits)
    return assembly.portfolio()
  }

  // MARK: Checks

  /// Nobody is more likely an export that failed than a company without customers.
  private static func checkSomebody(
    _ intake: Intake,
    _ file: String,
    _ help: String
  ) throws(PortfolioFailure) {
    if intake.tables[0].count > 0 { return }
    throw PortfolioFailure(.nobody, "`\(file)` has no customers", file: file, help: help)
  }

  /// Rows and texts are counted with 31 bits, and each takes at least two bytes.
  private static func checkSize(_ count: Int) throws(PortfolioFailure) {
    guard count < 1 << 32 else {
      throw PortfolioFailure(
        .tooLarge,
        "the portfolio is larger than 4 GiB",
        help: "split it by customer, and keep each group together"
      )
    }
  }

  /// The digest in pieces, so that the bytes are not copied as a whole.
  static func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
      hash.update(bytes[start..<min(start + 1 << 16, bytes.count)])
    }
    return "sha256:" + hash.finish()
  }
}
