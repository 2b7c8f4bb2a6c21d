import Exact
import PolicyModel

/// Reads portfolios: CSV files or lines of JSON to typed values.
///
/// Only keys and the columns that a policy reads are looked at. A bad row rejects its customer, and a bad
/// customer its group; every reason is told.
public enum PortfolioReader {
  /// Reads a folder of CSV files (`customers.csv`, `invoices.csv`, …), an `.ndjson` or `.jsonl` file, or
  /// NDJSON from standard input for `-`.
  public static func read(_ path: String, for policy: Policy) throws(PortfolioFailure) -> Portfolio {
    if path == "-" {
      return try read(ndjson: try InputBytes.standardInput(), name: path, for: policy)
    }
    if try InputBytes.isFolder(path) {
      var files: [String: [UInt8]] = [:]
      for table in ReadPlan(policy).tables {
        if let bytes = try InputBytes.file(table.fileName, in: path) { files[table.fileName] = bytes }
      }
      return try read(csv: files, for: policy)
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let lowered = name.lowercased()
    guard lowered.hasSuffix(".ndjson") || lowered.hasSuffix(".jsonl") else {
      throw PortfolioFailure(
        "`\(path)` is neither a folder nor a file of JSON lines",
        help: lowered.hasSuffix(".csv")
          ? "give the folder in which the CSV files are" : "JSON lines stand in a file `.ndjson` or `.jsonl`"
      )
    }
    return try read(ndjson: try InputBytes.file(path), name: name, for: policy)
  }

  /// Reads lines of JSON from memory.
  public static func read(
    ndjson bytes: [UInt8],
    name: String,
    for policy: Policy
  ) throws(PortfolioFailure) -> Portfolio {
    try read(ndjson: bytes, name: name, for: policy, Assembly.Limits())
  }

  /// Reads CSV files from memory, by their names.
  public static func read(csv files: [String: [UInt8]], for policy: Policy) throws(PortfolioFailure)
    -> Portfolio
  {
    try read(csv: files, for: policy, Assembly.Limits())
  }

  static func read(
    ndjson bytes: [UInt8],
    name: String,
    for policy: Policy,
    _ limits: Assembly.Limits
  ) throws(PortfolioFailure) -> Portfolio {
    try checkSize(bytes.count)
    let plan = ReadPlan(policy)
    var intake = Intake(plan, policy, fileCount: 1)
    var reader = NDJSONReader(file: 0, plan: plan)
    try reader.read(bytes.span, into: &intake)
    var assembly = Assembly(intake, [InputFile(name: name, digest: digest(bytes))], limits)
    return assembly.portfolio()
  }

  static func read(
    csv files: [String: [UInt8]],
    for policy: Policy,
    _ limits: Assembly.Limits
  ) throws(PortfolioFailure) -> Portfolio {
    try checkSize(files.values.reduce(0) { $0 + $1.count })
    let plan = ReadPlan(policy)
    var intake = Intake(plan, policy, fileCount: plan.tables.count)
    var inputs: [InputFile] = []
    var customers: [Int32]?
    for (number, table) in plan.tables.enumerated() {
      guard let bytes = files[table.fileName] else {
        if !table.isUsed { continue }
        throw PortfolioFailure(
          "there is no file `\(table.fileName)`, which the policy reads",
          help: number == 0
            ? "a portfolio is a folder with `\(table.fileName)`, or a file of JSON lines"
            : "where there are no \(table.plural), a file with only its heading says so"
        )
      }
      var reader = CSVReader(
        file: Int32(clamping: inputs.count),
        name: table.fileName,
        table: number,
        plan: table,
        customers: customers
      )
      try reader.read(bytes.span, into: &intake)
      inputs.append(InputFile(name: table.fileName, digest: digest(bytes)))
      if number == 0 { customers = intake.customerRows() }
    }
    intake.rowsRead.removeLast(plan.tables.count - inputs.count)
    var assembly = Assembly(intake, inputs, limits)
    return assembly.portfolio()
  }

  /// Rows and texts are counted with 31 bits, and each takes at least two bytes.
  private static func checkSize(_ count: Int) throws(PortfolioFailure) {
    guard count < 1 << 32 else {
      throw PortfolioFailure(
        "the portfolio is larger than 4 GiB",
        help: "split it by customer, and keep each group together"
      )
    }
  }

  /// The digest in pieces, so that the bytes are not copied as a whole.
  private static func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
      hash.update(bytes[start..<min(start + 1 << 16, bytes.count)])
    }
    return "sha256:" + hash.finish()
  }
}
