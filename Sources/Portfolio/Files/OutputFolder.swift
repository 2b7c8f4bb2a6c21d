import Foundation

/// A folder of files that is there whole, or not at all.
///
/// Its files are written into a folder with a temporary name beside it, which `commit` moves to the name
/// wanted. A folder in which something is already is never touched.
public final class OutputFolder {
  private let final: String
  private let temporary: String
  private var files: [String] = []
  private var isOpen = true

  /// - Throws: the folder holds something already, or cannot be made.
  public init(path: String) throws(OutputFailure) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    final = path
    temporary = Temporaries.name(for: path)
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw OutputFailure("`\(path)` is not a folder")
      }
      let content = try? FileManager.default.contentsOfDirectory(atPath: path)
      guard content?.isEmpty == true else {
        throw OutputFailure("the folder `\(path)` is not empty, and nothing in it would be replaced")
      }
    }
    guard mkdir(temporary, 0o777) == 0 else {
      throw OutputFailure("`\(path)` cannot be written: \(systemMessage(errno))")
    }
    Temporaries.add(temporary, isFolder: true)
  }

  deinit { abandon() }

  /// Writes a file of the folder and waits until the disk has it.
  public func write(_ name: String, _ bytes: [UInt8]) throws(OutputFailure) {
    let path = temporary + "/" + name
    files.append(path)
    Temporaries.add(path)
    let file = try OutputFile(path: path, shownAs: final + "/" + name)
    try file.write(bytes)
    try file.commit()
  }

  /// Puts the folder in its place; nothing can be written afterwards.
  public func commit() throws(OutputFailure) {
    let number = Temporaries.move(temporary, to: final)
    if number != 0 { throw OutputFailure("`\(final)` cannot be written: \(systemMessage(number))") }
    isOpen = false
    files.forEach { Temporaries.forget($0) }
    OutputFile.syncFolder(of: final)
  }

  /// Removes what was written; does nothing after `commit`.
  public func abandon() {
    guard isOpen else { return }
    isOpen = false
    for file in files {
      unlink(file)
      Temporaries.forget(file)
    }
    rmdir(temporary)
    Temporaries.forget(temporary)
  }
}
