import Foundation
import TestSupport
import Testing

/// The example portfolio as a French accounting system exports it is decided as the other one is.
@Suite(.timeLimit(.minutes(5))) struct FrenchPortfolioTests {
  private func decided(_ format: String, _ data: String...) throws -> Tool.Result {
    let words = [
      "evaluate", "policies/general-b2b-france", "--as-of", "2026-06-30", "--format", format, "--data",
    ]
    return try Run(Tool.binary.path, words + data, in: Repository.root, input: false).finish()
  }

  /// Byte for byte, apart from what names the files.
  @Test(arguments: ["ndjson", "csv", "table"])
  func isDecidedAlike(_ format: String) throws {
    let folder = "examples/portfolio-french"
    let standard = try decided(format, "examples/portfolio")
    let french = try decided(format, folder, "--mapping", folder + "/export.mapping")
    #expect(standard.status == 0 && french.status == 0)
    #expect(standard.error == french.error)
    #expect(standard.output.utf8.count > 10_000)
    let files = /"data":\{"files":\[[^\]]*\],"mapping":(null|\{[^}]*\})\}/
    #expect(standard.output.replacing(files, with: "") == french.output.replacing(files, with: ""))
    let isNamed = format == "ndjson"
    #expect(french.output.contains(#""mapping":{"name":"export.mapping","digest":"sha256:"#) == isNamed)
    #expect(french.output.contains(#"{"name":"clients.csv","digest":"sha256:"#) == isNamed)
  }

  /// What stands in the repository is what the script makes.
  @Test func isMadeByTheScript() throws {
    let tool = try Tool()
    let script = Repository.root.appending(path: "examples/portfolio/generate.py").path
    #expect(try tool.shell("python3 '\(script)' --out .").status == 0)
    for (folder, count) in [("portfolio", 3), ("portfolio-french", 2)] {
      #expect(tool.names(folder).count == count)
      for name in tool.names(folder) {
        let made = FileManager.default.contents(atPath: tool.folder.appending(path: "\(folder)/\(name)").path)
        let file = Repository.root.appending(path: "examples/\(folder)/\(name)").path
        #expect(made == FileManager.default.contents(atPath: file), "\(folder)/\(name)")
      }
    }
  }
}
