import Foundation
import PolicySyntax
import Reports

/// The command `policyc fmt`.
enum FormatCommand: Command {
  static let info = CommandInfo(
    "fmt",
    "PATH…",
    "Bring policies into their one canonical form.",
    [
      Option("--check", nil, "change nothing; say which files are not in canonical form"),
      Option("--stdin", nil, "read a policy from standard input and write it to standard output"),
    ],
    "Comments and empty lines stay. A file with mistakes is left as it is.\n"
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
    let files = try PolicyFiles(arguments.positional)
    var code = ExitCode.fine
    for file in files.files {
      guard let text = format(file.source) else {
        code = .findings
        continue
      }
      if text == file.source.text { continue }
      if arguments.has("--check") {
        Terminal.out("\(file.source.name) is not in canonical form\n")
        code = .findings
      } else {
        try Output.write(file.source.name) { $0 += Array(text.utf8) }
        Terminal.out("formatted \(file.source.name)\n")
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

  private static func readInput() -> [UInt8] {
    Array(FileHandle.standardInput.readDataToEndOfFile())
  }
}

extension Source {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
