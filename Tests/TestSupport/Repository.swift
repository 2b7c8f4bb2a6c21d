import Foundation

/// The files of this repository that tests read.
public enum Repository {
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  public static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appendingPathComponent(path)), as: UTF8.self)
  }

  /// Every policy file under `policies` and `examples`, by its path from the root.
  public static func policyPaths() -> [String] {
    ["policies", "examples"].flatMap { folder -> [String] in
      let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
      return (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".policy") }.map {
        folder + "/" + $0
      }
    }.sorted()
  }

  /// The built `policyc`: it lies beside the bundle of the tests.
  public static let program: URL = {
    let bundle =
      ProcessInfo.processInfo.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle).resolvingSymlinksInPath()
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    return folder.appending(path: "policyc")
  }()
}
