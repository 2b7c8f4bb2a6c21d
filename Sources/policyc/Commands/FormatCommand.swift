import Foundation
import PolicySyntax
import Reports

/// The command `policyc fmt`.
enum FormatCommand: Command {
  static let info = CommandInfo(
    "fmt",
    "PATH…",
    "Bring policies and mappings into their one canonical form.",
    [
      Option("--check", nil, "change nothing; say which files are not in canonical form"),
      Option("--stdin", nil, "read from standard input and write to standard output"),
    ],
    "PATH is a file, or a folder: then all its `.policy` and `.mapping` files. Comments and empty lines stay.\n"
      + "A file with mistakes is left as it is.\n"
      + "Exit code 0: done, or nothing to do; 1: files with mistakes, or with --check files to format; 2: cannot run."
  )

  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode {
    if arguments.has("--stdin") {
      let source = Source(file: 0, name: "standard input", bytes: readInput())
      guard let text = format(source) else { return .findings }
      if arguments.has("--check") { return text == source.text ? .fine : .findings }
      Terminal.data(text)
      return .fine
    }
    guard !arguments.positional.isEmpty else {
      throw CannotRun("`policyc fmt` takes at least one file or folder", help: "write `policyc fmt policies`")
    }
    var code = ExitCode.fine
    for path in try PolicyFiles.find(arguments.positional, endings: [".policy", ".mapping"]) {
      let source = Source(file: 0, name: path, bytes: try PolicyFiles.bytes(path))
      guard let text = format(source) else {
        code = .findings
        continue
      }
      if text == source.text { continue }
      if arguments.has("--check") {
        Terminal.out("\(path) is not in canonical form\n")
        code = .findings
      } else {
        try Output.write(path) { $0 += Array(text.utf8) }
        Terminal.out("formatted \(path)\n")
      }
    }
    return code
  }

  private static func format(_ source: Source) -> String? {
    do throws(PolicyFormatter.Failure) {
      return try PolicyFormatter.format(source)
    } catch {
      switch error {
      case .unreadable(let diagnostics):
        let renderer = FindingsText([source], style: Terminal.style(2))
        for diagnostic in diagnostics { Terminal.error(renderer.text(diagnostic) + "\n") }
        Terminal.error("policyc: \(source.name) has mistakes and is left as it is\n")
      case .meaningChanged:
        Terminal.error(
          "policyc: \(source.name) is left as it is: its formatted text would not say the same, a mistake of policyc\n"
        )
      }
      return nil
    }
  }

  /// Standard input, or just so much of it that it is refused.
  private static func readInput() -> [UInt8] {
    var bytes: [UInt8] = []
    while !Source.isTooLarge(bytes.count),
      let piece = try? FileHandle.standardInput.read(upToCount: 1 << 20), !piece.isEmpty
    {
      bytes += piece
    }
    return bytes
  }
}

extension Source {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
