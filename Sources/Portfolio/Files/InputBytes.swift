import Foundation

/// Bytes of files, read as a whole.
enum InputBytes {
  static func isFolder(_ path: String) throws(PortfolioFailure) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw unreadable(path, errno)
    }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) throws(PortfolioFailure) -> Bool {
    if access(path, F_OK) == 0 { return true }
    if errno == ENOENT { return false }
    throw unreadable(path, errno)
  }

  static func file(_ path: String) throws(PortfolioFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw unreadable(path, errno)
    }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    return try all(of: descriptor, path, expecting: size)
  }

  static func standardInput() throws(PortfolioFailure) -> [UInt8] {
    try all(of: 0, "standard input", expecting: 0)
  }

  private static func unreadable(_ path: String, _ number: Int32) -> PortfolioFailure {
    PortfolioFailure(
      .unreadable,
      "`\(path)` cannot be read: \(systemMessage(number))",
      file: path,
      help: number == ENOENT ? "check the path" : "check that it is a file and may be read"
    )
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
        throw unreadable(name, errno)
      }
    }
  }
}

/// What the system says of an error, such as `No such file or directory`.
func systemMessage(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
