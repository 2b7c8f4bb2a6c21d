import Foundation
import TestSupport

extension FuzzTarget {
  /// The inputs in `Tests/Fuzz/Corpus` for this target: real ones, and each that once broke something.
  public var corpusFolder: URL { Repository.root.appendingPathComponent("Tests/Fuzz/Corpus/\(name)") }

  /// Their names and bytes.
  public func corpus() throws -> [(name: String, bytes: [UInt8])] {
    let folder = corpusFolder
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { !$0.hasPrefix(".") }
      .map { ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0)))) }
  }
}
