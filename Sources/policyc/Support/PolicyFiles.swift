import Checks
import Exact
import Foundation
import PolicyModel
import PolicySyntax

/// Policies as they lie on disk: files, folders, shared data declarations and editions.
struct PolicyFiles {
  /// One file with a header, with the shared files that it uses.
  struct Edition {
    let path: String
    let files: [PolicySyntaxFile]
    /// The files of the policies that its principles name, by the name given there.
    let compared: [String: [PolicySyntaxFile]]

    var header: HeaderSyntax? {
      for case .policy(let header) in files[0].items { return header }
      return nil
    }
  }

  private(set) var editions: [Edition] = []
  /// Every file read, once.
  private(set) var files: [PolicySyntaxFile] = []
  /// What is wrong with how files refer to each other.
  private(set) var diagnostics: [Diagnostic] = []
  /// Files that declare data for policies and that no policy here uses.
  private(set) var unused: [String] = []
  private var byPath: [String: PolicySyntaxFile] = [:]
  /// Texts that are read instead of what lies on disk.
  private let instead: [String: [UInt8]]

  init(_ paths: [String], instead: [String: [UInt8]] = [:]) throws(CannotRun) {
    self.instead = instead
    let found = try PolicyFiles.find(paths, endings: [".policy"])
    var used: Set<String> = []
    var parsed: [(path: String, file: PolicySyntaxFile)] = []
    for path in found { parsed.append((path, try read(path))) }
    for (path, file) in parsed {
      if file.isSharedData { continue }
      let own = try withUsed(path, file, &used)
      editions.append(Edition(path: path, files: own, compared: try compared(path, own)))
    }
    // A shared file that no edition here uses is at least read.
    for (path, file) in parsed where file.isSharedData && !used.contains(path) {
      diagnostics += file.diagnostics
      unused.append(path)
    }
  }

  var sources: [Source] { files.map(\.source) }

  // MARK: Finding

  /// Files by their names, and all in folders whose names have one of some endings; each once.
  static func find(_ paths: [String], endings: [String]) throws(CannotRun) -> [String] {
    var found: [String] = []
    for path in paths {
      for file in try files(at: path, endings) where !found.contains(file) { found.append(file) }
    }
    return found
  }

  private static func files(at path: String, _ endings: [String]) throws(CannotRun) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CannotRun(
        "there is no file or folder `\(path)`",
        help: "check the path; a policy's file ends in `.policy`"
      )
    }
    if !isFolder.boolValue { return [path] }
    guard let walker = FileManager.default.enumerator(atPath: path) else {
      throw CannotRun("the folder `\(path)` cannot be read", help: "check its permissions")
    }
    var found: [String] = []
    for case let name as String in walker where endings.contains(where: { name.hasSuffix($0) }) {
      found.append(path.hasSuffix("/") ? path + name : path + "/" + name)
    }
    if found.isEmpty {
      throw CannotRun(
        "no file in `\(path)` ends in \(endings.map { "`\($0)`" }.joined(separator: " or "))",
        help: "name a file, or a folder that holds some"
      )
    }
    return found.sorted()
  }

  /// A path without `.` and without `folder/..`, so that a file is known by one name.
  private static func simplified(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", let last = parts.last, last != "..", last != ".", !last.isEmpty {
        parts.removeLast()
      } else if part != "." || parts.isEmpty {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  static func bytes(_ path: String) throws(CannotRun) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CannotRun("the file `\(path)` cannot be read", help: "check that it exists and may be read")
    }
    return Array(data)
  }

  private mutating func read(_ path: String) throws(CannotRun) -> PolicySyntaxFile {
    if let known = byPath[path] { return known }
    let bytes = if let text = instead[path] { text } else { try PolicyFiles.bytes(path) }
    let file = Parser.parse(Source(file: Int32(files.count), name: path, bytes: bytes))
    byPath[path] = file
    files.append(file)
    return file
  }

  private mutating func withUsed(
    _ path: String,
    _ file: PolicySyntaxFile,
    _ used: inout Set<String>
  ) throws(CannotRun) -> [PolicySyntaxFile] {
    var result = [file]
    for case .policy(let header) in file.items {
      for name in header.uses {
        let target = PolicyFiles.target(name.text, beside: path)
        guard FileManager.default.fileExists(atPath: target) else {
          diagnostics.append(FilesCheck.notFound(name))
          continue
        }
        used.insert(target)
        result.append(try read(target))
      }
    }
    return result
  }

  /// The file that a policy names.
  private static func target(_ name: String, beside path: String) -> String {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/"
    )
    return simplified(name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name)
  }

  /// The policies with which principles compare this one, each with the shared files that it uses.
  private mutating func compared(_ path: String, _ own: [PolicySyntaxFile]) throws(CannotRun) -> [String:
    [PolicySyntaxFile]]
  {
    var found: [String: [PolicySyntaxFile]] = [:]
    for case .principle(let principle) in own.flatMap(\.items) {
      for case .noMoreLenient(_, let name) in principle.claims.map(\.kind) where found[name.text] == nil {
        let target = PolicyFiles.target(name.text, beside: path)
        guard FileManager.default.fileExists(atPath: target) else {
          diagnostics.append(FilesCheck.notFound(name))
          continue
        }
        var used: Set<String> = []
        found[name.text] = try withUsed(target, try read(target), &used)
      }
    }
    return found
  }

  // MARK: Checking

  /// Checks every edition, and editions of one policy against each other.
  ///
  /// - Parameter asOf: the day on which overrides are looked at; nil to leave that out.
  func check(asOf: CalendarDate? = nil, advice: Bool = false) -> (
    policies: [(edition: Edition, checked: PolicyCompiler.Result)], diagnostics: [Diagnostic],
    accepted: [AcceptedFinding]
  ) {
    let further = diagnostics + FilesCheck.periods(editions.compactMap(\.header))
    let result = Checker.check(
      editions: editions.map(\.files),
      compared: editions.map(\.compared),
      further: further,
      asOf: asOf,
      advice: advice
    )
    let policies = zip(editions, result.editions).map { ($0, $1) }
    return (policies, result.diagnostics, result.accepted)
  }

  // MARK: Choosing

  /// The edition in force on a date, checked; a policy with an error decides nobody.
  func policy(inForceOn date: CalendarDate) throws(CannotRun) -> (policy: Policy?, diagnostics: [Diagnostic])
  {
    let names = Set(editions.compactMap { $0.header?.name.text })
    if names.count > 1 {
      throw CannotRun(
        "there are several policies here: \(names.sorted().map { "`\($0)`" }.joined(separator: ", "))",
        help: "name the file of one of them, or a folder that holds the editions of one"
      )
    }
    let (policies, diagnostics, _) = check()
    if diagnostics.contains(where: { $0.severity == .error }) { return (nil, diagnostics) }
    let checked = policies.compactMap(\.checked.policy)
    if let found = checked.first(where: { $0.inForce.contains(date) }) { return (found, diagnostics) }
    let periods = checked.map { policy in
      let end = policy.inForce.upperBound == .latest ? "on" : "to \(policy.inForce.upperBound)"
      return "version \(policy.version) from \(policy.inForce.lowerBound) \(end)"
    }
    throw CannotRun(
      "no edition of the policy is in force on \(date)",
      help: periods.isEmpty ? "name a file with a policy" : "there is \(periods.joined(separator: "; "))"
    )
  }
}

extension PolicySyntaxFile {
  /// Whether the file declares data for policies and is none itself.
  var isSharedData: Bool {
    for case .data in items { return true }
    return false
  }
}
