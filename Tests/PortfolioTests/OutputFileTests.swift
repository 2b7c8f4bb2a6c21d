import Foundation
import PolicyModel
import Testing

@testable import Portfolio

@Suite struct OutputFileTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/policyc-tests-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
  }

  private func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: folder + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func committedIsWhole() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try OutputFile(path: folder + "/out.txt")
    let large = String(repeating: "0123456789\n", count: 20_000)
    try file.write(large)
    try file.write(Array("end".utf8))
    #expect(text("out.txt") == nil)
    try file.commit()
    #expect(text("out.txt") == large + "end")
    #expect(try names == ["out.txt"])
    #expect(throws: OutputFailure.self) {
      try file.write(large)
    }
  }

  @Test func abandonedLeavesWhatWasThere() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("before".utf8).write(to: URL(fileURLWithPath: folder + "/out.txt"))
    let file = try OutputFile(path: folder + "/out.txt")
    try file.write(String(repeating: "x", count: 100_000))
    #expect(try names.count == 2)
    file.abandon()
    #expect(try names == ["out.txt"])
    #expect(text("out.txt") == "before")
  }

  @Test func forgottenIsAbandoned() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let file = try OutputFile(path: folder + "/out.txt")
      try file.write(String(repeating: "x", count: 100_000))
    }
    #expect(try names == [])
  }

  @Test func linkStaysALink() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("before".utf8).write(to: URL(fileURLWithPath: folder + "/real.txt"))
    try FileManager.default.createSymbolicLink(atPath: folder + "/link.txt", withDestinationPath: "real.txt")
    let file = try OutputFile(path: folder + "/link.txt")
    try file.write("after")
    try file.commit()
    #expect(text("real.txt") == "after")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.txt") == "real.txt")
  }

  @Test func noSuchFolder() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let failure = #expect(throws: OutputFailure.self) { try OutputFile(path: folder + "/none/out.txt") }
    #expect(failure?.message.contains("No such file") == true)
  }

  @Test func aFolderIsNoFile() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: OutputFailure.self) { try OutputFile(path: folder) }
  }

  #if os(Linux)
    @Test func fullDevice() throws {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let file = try OutputFile(path: "/dev/full")
      try file.write("x")
      #expect(throws: OutputFailure.self) { try file.commit() }
    }
  #endif

  @Test func closedPipe() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    let file = try OutputFile(path: path)
    close(reader)
    let failure = #expect(throws: OutputFailure.self) {
      try file.write(String(repeating: "x", count: 100_000))
    }
    #expect(failure?.isClosedPipe == true)
  }

  @Test func readsFromDisk() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let failure = #expect(throws: PortfolioFailure.self) {
      try PortfolioReader.read(folder, for: Fixture.policy)
    }
    #expect(failure?.message.contains("customers.csv") == true)
    for (name, text) in [("customers.csv", CSVTests.customers), ("invoices.csv", CSVTests.invoices)] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    #expect(try PortfolioReader.read(folder + "/", for: Fixture.policy).keys == ["C1", "C2", "C3"])
    let line = NDJSONTests.head + #","invoices":[]}"#
    try Data(line.utf8).write(to: URL(fileURLWithPath: folder + "/p.ndjson"))
    let portfolio = try PortfolioReader.read(folder + "/p.ndjson", for: Fixture.policy)
    #expect(portfolio.files.map(\.name) == ["p.ndjson"])
    for path in ["/none", "/customers.csv"] {
      #expect(throws: PortfolioFailure.self) { try PortfolioReader.read(folder + path, for: Fixture.policy) }
    }
  }
}
