import Foundation
import PolicyModel
import Portfolio

/// Where rejects go: into a file with all reasons, or into a folder in which the rejected rows stand beside the
/// reasons, to be repaired and read again.
struct RejectsOutput {
  private enum Target {
    case file(Output, isCSV: Bool)
    case folder(OutputFolder)
  }

  private let target: Target

  /// A name that ends in `.csv`, `.ndjson` or `.jsonl` is a file, and so is whatever is there and no folder.
  init(_ path: String) throws(CannotRun) {
    let ending = path.split(separator: ".").last?.lowercased() ?? ""
    var isFolder: ObjCBool = true
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if path == "-" || ["csv", "ndjson", "jsonl"].contains(ending) || exists && !isFolder.boolValue {
      target = .file(try Output(path), isCSV: ending == "csv")
      return
    }
    do throws(OutputFailure) {
      target = .folder(try OutputFolder(path: path))
    } catch {
      throw CannotRun(
        error.message,
        help: "name a folder that does not exist yet, or a file in `.csv` or `.ndjson` for the reasons alone"
      )
    }
  }

  /// Writes everything and waits until the disk has it.
  func write(
    _ rejects: [Reject],
    _ account: Account,
    _ portfolio: Portfolio,
    _ policy: Policy,
    _ mapping: Mapping?
  ) throws(CannotRun) {
    switch target {
    case .file(let output, let isCSV):
      var bytes = reasons(rejects, isCSV: isCSV)
      try output.write(&bytes)
      try output.prepare()
    case .folder(let folder):
      try attempt { () throws(OutputFailure) in
        let taken = Set(portfolio.files.map(\.name))
        let stem = taken.isDisjoint(with: ["rejects.csv", "rejects.ndjson"]) ? "rejects" : "reasons"
        try folder.write(stem + ".ndjson", reasons(rejects, isCSV: false))
        try folder.write(stem + ".csv", reasons(rejects, isCSV: true))
      }
      if rejects.isEmpty { return }
      for file in portfolio.files.indices {
        let repair = RepairFile(portfolio, file: file, for: policy, mapping: mapping)
        let rows = try repaired(repair, account.rejectedLines(of: file))
        try attempt { () throws(OutputFailure) in try folder.write(repair.name, rows) }
      }
    }
  }

  func commit() throws(CannotRun) {
    switch target {
    case .file(let output, _): try output.commit()
    case .folder(let folder): try attempt { () throws(OutputFailure) in try folder.commit() }
    }
  }

  private func repaired(_ file: RepairFile, _ lines: Set<Int32>) throws(CannotRun) -> [UInt8] {
    var bytes: [UInt8] = []
    let count: Int
    do throws(PortfolioFailure) {
      count = try file.append(lines, to: &bytes)
    } catch {
      throw CannotRun("\(error.code.rawValue) \(error.message)", help: error.help)
    }
    if count != lines.count { throw Account.failure("\(file.name): \(lines.count) rejected, \(count) kept") }
    return bytes
  }

  private func reasons(_ rejects: [Reject], isCSV: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    if isCSV { RejectsWriter.appendCSVHeading(to: &bytes) }
    for reject in rejects {
      if isCSV {
        RejectsWriter.appendCSV(reject, to: &bytes)
      } else {
        RejectsWriter.appendJSON(reject, to: &bytes)
      }
    }
    return bytes
  }

  private func attempt(_ work: () throws(OutputFailure) -> Void) throws(CannotRun) {
    do throws(OutputFailure) {
      try work()
    } catch {
      throw CannotRun(error)
    }
  }
}
