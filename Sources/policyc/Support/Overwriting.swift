import Foundation

/// Sees to it that no output takes the place of what is read, or of another output.
enum Overwriting {
  /// A file by where it lies on the disk, however its path is written.
  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
    let isFolder: Bool

    private init?(_ status: stat) {
      let kind = status.st_mode & S_IFMT
      // Pipes and devices are no place that could be overwritten.
      guard kind == S_IFREG || kind == S_IFDIR else { return nil }
      device = UInt64(status.st_dev)
      number = UInt64(status.st_ino)
      isFolder = kind == S_IFDIR
    }

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      self.init(status)
    }

    /// What stands on standard input.
    static var input: Identity? {
      var status = stat()
      return fstat(0, &status) == 0 ? Identity(status) : nil
    }
  }

  /// Compares the outputs of `evaluate` with each other and with its inputs, before anything is read.
  static func check(_ arguments: Arguments) throws(CannotRun) {
    var outputs: [(option: String, path: String)] = []
    for option in ["--output", "--rejects"] {
      if let path = arguments.value(option) { outputs.append((option, path)) }
    }
    for (option, path) in outputs where path != "-" {
      guard let identity = Identity(path) else { continue }
      for (word, input) in inputs(arguments) where identities(input).contains(identity) {
        throw CannotRun(
          "`\(option) \(path)` would replace what is read by `\(word)`",
          help: "name another \(identity.isFolder ? "folder" : "file")"
        )
      }
    }
    try compare(arguments.value("--output") ?? "-", arguments.value("--rejects"))
  }

  private static func compare(_ output: String, _ rejects: String?) throws(CannotRun) {
    guard let rejects else { return }
    let help = "give each a name of its own"
    if output == "-", rejects == "-" {
      throw CannotRun("decisions and rejects would both go to standard output", help: help)
    }
    if output == "-" || rejects == "-" { return }
    let (first, second) = (place(output), place(rejects))
    // A device such as /dev/null takes anything.
    let isFile = Identity(output) != nil || !FileManager.default.fileExists(atPath: output)
    if isFile, first == second || Identity(output).map({ $0 == Identity(rejects) }) ?? false {
      throw CannotRun("`--output` and `--rejects` are both `\(output)`", help: help)
    }
    if first.hasPrefix(second + "/") {
      throw CannotRun(
        "`--output \(output)` lies in the folder of `--rejects`, which must be empty",
        help: help
      )
    }
  }

  /// A path as it is without links and without `..`, as far as it exists.
  private static func place(_ path: String) -> String {
    let url = URL(filePath: path).standardizedFileURL
    return url.deletingLastPathComponent().resolvingSymlinksInPath().appending(path: url.lastPathComponent)
      .path
  }

  // MARK: Inputs

  private static func inputs(_ arguments: Arguments) -> [(word: String, path: String)] {
    var inputs = arguments.positional.map { (word: $0, path: $0) }
    for option in ["--data", "--mapping"] {
      if let path = arguments.value(option) { inputs.append(("\(option) \(path)", path)) }
    }
    return inputs
  }

  /// A file, or a folder with all that lies in it.
  private static func identities(_ path: String) -> Set<Identity> {
    guard let identity = path == "-" ? Identity.input : Identity(path) else { return [] }
    guard identity.isFolder, let names = FileManager.default.enumerator(atPath: path) else {
      return [identity]
    }
    var found: Set = [identity]
    for case let name as String in names {
      if let inner = Identity(path + "/" + name), !inner.isFolder { found.insert(inner) }
    }
    return found
  }
}
