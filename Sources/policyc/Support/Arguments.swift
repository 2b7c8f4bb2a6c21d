import PolicySyntax

/// One option of a command.
struct Option {
  let name: String
  /// What its value is called in the help; nil for a switch.
  let value: String?
  let help: String
  let isRequired: Bool

  init(_ name: String, _ value: String? = nil, required isRequired: Bool = false, _ help: String) {
    self.name = name
    self.value = value
    self.isRequired = isRequired
    self.help = help
  }
}

/// The words after a command, taken apart by the options that it declares.
struct Arguments {
  private(set) var positional: [String] = []
  private var values: [String: String] = [:]

  init(_ words: [String], _ command: CommandInfo) throws(CannotRun) {
    var rest = words[...]
    var onlyPositional = false
    while let word = rest.popFirst() {
      if onlyPositional || !word.hasPrefix("--") && word != "-h" {
        positional.append(word)
        continue
      }
      if word == "--" {
        onlyPositional = true
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let option = command.options.first(where: { $0.name == parts[0] }) else {
        let nearest = Suggestion.nearest(to: parts[0], among: command.options.map(\.name))
        throw CannotRun(
          "`policyc \(command.name)` has no option `\(parts[0])`",
          help: nearest.map { "did you mean `\($0)`?" }
            ?? "`policyc \(command.name) --help` lists its options"
        )
      }
      if values[option.name] != nil {
        throw CannotRun("`\(option.name)` is given twice", help: "give it once")
      }
      if option.value == nil {
        guard parts.count == 1 else {
          throw CannotRun("`\(option.name)` takes no value", help: "write `\(option.name)` alone")
        }
        values[option.name] = ""
      } else if parts.count == 2 {
        values[option.name] = parts[1]
      } else if let next = rest.first, next == "-" || !next.hasPrefix("--") {
        values[option.name] = rest.removeFirst()
      } else {
        throw CannotRun(
          "`\(option.name)` needs a value",
          help: "write `\(option.name) \(option.value ?? "VALUE")`"
        )
      }
    }
    for option in command.options where option.isRequired && values[option.name] == nil {
      throw CannotRun(
        "`policyc \(command.name)` needs `\(option.name) \(option.value ?? "")`",
        help: option.help
      )
    }
  }

  func has(_ option: String) -> Bool { values[option] != nil }

  func value(_ option: String) -> String? { values[option] }

  /// One of a few words; the first of them where the option is not given.
  func choice(_ option: String, _ choices: [String]) throws(CannotRun) -> String {
    guard let value = values[option] else { return choices.first ?? "" }
    if choices.contains(value) { return value }
    let nearest = Suggestion.nearest(to: value, among: choices)
    throw CannotRun(
      "`\(option)` cannot be `\(value)`",
      help: nearest.map { "did you mean `\($0)`?" } ?? "it is one of \(choices.joined(separator: ", "))"
    )
  }
}

/// What a command is called and takes, for its help and for reading its arguments.
struct CommandInfo {
  let name: String
  let summary: String
  /// The positional words, as in `POLICY` or `PATH…`.
  let operands: String
  let options: [Option]
  /// What is worth knowing beyond the options.
  let discussion: String

  init(_ name: String, _ operands: String, _ summary: String, _ options: [Option], _ discussion: String = "")
  {
    self.name = name
    self.operands = operands
    self.summary = summary
    self.options = options + [Option("--help", nil, "show this help")]
    self.discussion = discussion
  }

  var help: String {
    let shown = options.map { option in (option.name + (option.value.map { " " + $0 } ?? ""), option) }
    let width = shown.map(\.0.count).max() ?? 0
    var text =
      "\(summary)\n\nusage: policyc \(name) \(operands)\(options.count > 1 ? " [options]" : "")\n\noptions:\n"
    for (head, option) in shown {
      let pad = String(repeating: " ", count: width - head.count)
      text += "  \(head)\(pad)  \(option.help)\(option.isRequired ? " (required)" : "")\n"
    }
    if !discussion.isEmpty { text += "\n" + discussion + "\n" }
    return text
  }
}
