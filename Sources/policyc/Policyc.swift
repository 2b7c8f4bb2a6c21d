import Foundation
import PolicySyntax
import Reports

/// A command of the tool: arguments in, exit code out.
protocol Command {
  static var info: CommandInfo { get }
  static func run(_ arguments: Arguments) throws(CannotRun) -> ExitCode
}

@main
enum Policyc {
  static let version = "0.1.0"

  private static var commands: [any Command.Type] {
    [
      CheckCommand.self, DiffCommand.self, EvaluateCommand.self, ExplainCommand.self, FormatCommand.self,
      TestCommand.self,
    ]
  }

  static func main() {
    // The first word is the program's own name.
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ words: [String]) -> ExitCode {
    do throws(CannotRun) {
      guard let first = words.first else {
        Terminal.error(help)
        return .cannotRun
      }
      if ["--help", "-h", "help"].contains(first) {
        Terminal.out(help)
        return .fine
      }
      if first == "--version" {
        Terminal.out("policyc \(version)\n")
        return .fine
      }
      guard let command = commands.first(where: { $0.info.name == first }) else {
        let nearest = Suggestion.nearest(to: first, among: commands.map { $0.info.name })
        throw CannotRun(
          "there is no command `\(first)`",
          help: nearest.map { "did you mean `policyc \($0)`?" } ?? "`policyc --help` lists the commands"
        )
      }
      let rest = Array(words.dropFirst())
      if rest.contains("--help") || rest.contains("-h") {
        Terminal.out(command.info.help)
        return .fine
      }
      return try command.run(Arguments(rest, command.info))
    } catch {
      let help = error.help.map { "  help: \(ShownText.onOneLine($0))\n" } ?? ""
      Terminal.error("policyc: \(ShownText.onOneLine(error.message))\n" + help)
      return .cannotRun
    }
  }

  private static var help: String {
    let width = commands.map { $0.info.name.count }.max() ?? 0
    var text = "policyc \(version): credit policies that can be checked, run and explained\n\ncommands:\n"
    for command in commands {
      let pad = String(repeating: " ", count: width - command.info.name.count)
      text += "  \(command.info.name)\(pad)  \(command.info.summary)\n"
    }
    return text
      + "\n`policyc COMMAND --help` tells more. Exit codes: 0 fine, 1 findings or rejects, 2 cannot run.\n"
  }
}
