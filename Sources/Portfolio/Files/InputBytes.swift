import Foundation

/// Bytes of files, read as a whole.
enum InputBytes {
  static func isFolder(_ path: String) throws(PortfolioFailure) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw PortfolioFailure("`\(path)` cannot be read: \(systemMessage(errno))")
    }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// A file in a folder; nil where there is none.
  static func file(_ name: String, in folder: String) throws(PortfolioFailure) -> [UInt8]? {
    let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
    return access(path, F_OK) == 0 ? try file(path) : nil
  }

  static func file(_ path: String) throws(PortfolioFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PortfolioFailure("`\(path)` cannot be read: \(systemMessage(errno))")
    }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    return try all(of: descriptor, path, expecting: size)
  }

  static func standardInput() throws(PortfolioFailure) -> [UInt8] {
    try all(of: 0, "standard input", expecting: 0)
  }

  private static func all(
    of descriptor: Int32,
    _ name: String,
    expecting size: Int
  ) throws(PortfolioFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(size, 0), 1 << 32))
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: piece[..<count])
      } else if errno != EINTR {
        throw PortfolioFailure("`\(name)` cannot be read: \(systemMessage(errno))")
      }
    }
  }
}

/// What the system says of an error, such as `No such file or directory`.
func systemMessage(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
