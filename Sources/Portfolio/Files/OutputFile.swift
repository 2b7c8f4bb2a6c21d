import Foundation

/// Why output could not be written.
public struct OutputFailure: Error, Sendable, Equatable {
  public let message: String
  /// Whether whoever reads the output has stopped, which is no fault of the run.
  public let isClosedPipe: Bool

  init(_ message: String, isClosedPipe: Bool = false) {
    self.message = message
    self.isClosedPipe = isClosedPipe
  }
}

/// A file that is there whole, or not at all.
///
/// What is written goes to a temporary file in the same folder, which `commit` moves to the name wanted;
/// until then whatever was there stays. Without `commit` the temporary file is removed. Where several files
/// belong together, `prepare` brings each safely to the disk before the first `commit`. Standard output (`-`),
/// pipes and devices cannot be taken back: they are written as they are.
public final class OutputFile {
  private let name: String
  /// The file wanted and the temporary one; nil for what is written directly.
  private let paths: (final: String, temporary: String)?
  /// -1 once nothing can be written any more.
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var isPrepared = false
  private var isInPlace = false
  private static let bufferSize = 1 << 16

  public convenience init(path: String) throws(OutputFailure) {
    try self.init(path: path, shownAs: path)
  }

  init(path: String, shownAs name: String) throws(OutputFailure) {
    buffer.reserveCapacity(OutputFile.bufferSize)
    OutputFile.ignoreSignals()
    if path == "-" {
      (self.name, paths, descriptor) = ("standard output", nil, 1)
      return
    }
    self.name = name
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      paths = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      // A link stays a link: what it leads to is replaced.
      let final = exists ? OutputFile.resolved(path) : path
      let temporary = Temporaries.name(for: final)
      paths = (final, temporary)
      Temporaries.add(temporary)
      descriptor = open(
        temporary,
        O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
        exists ? status.st_mode & 0o777 : 0o666
      )
    }
    if descriptor < 0 {
      let number = errno
      if let paths { Temporaries.forget(paths.temporary) }
      throw failure(number)
    }
  }

  deinit { abandon() }

  public func write(_ bytes: some Collection<UInt8>) throws(OutputFailure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= OutputFile.bufferSize { try flush() }
  }

  public func write(_ text: String) throws(OutputFailure) {
    try write(text.utf8)
  }

  /// Writes what is left and waits until the disk has it; nothing can be written afterwards.
  public func prepare() throws(OutputFailure) {
    if isPrepared { return }
    try flush()
    if paths != nil, fsync(descriptor) != 0 { throw failure(errno) }
    isPrepared = true
    if descriptor > 2 {
      let closed = close(descriptor)
      descriptor = -1
      if closed != 0 { throw failure(errno) }
    }
    descriptor = -1
  }

  /// Writes what is left and puts the file in its place; nothing can be written afterwards.
  public func commit() throws(OutputFailure) {
    try prepare()
    guard let paths, !isInPlace else { return }
    let number = Temporaries.move(paths.temporary, to: paths.final)
    if number != 0 { throw failure(number) }
    isInPlace = true
    OutputFile.syncFolder(of: paths.final)
  }

  /// Removes what was written; does nothing after `commit`.
  public func abandon() {
    buffer.removeAll()
    if descriptor > 2 { close(descriptor) }
    descriptor = -1
    guard let paths, !isInPlace else { return }
    unlink(paths.temporary)
    Temporaries.forget(paths.temporary)
  }

  // MARK: System

  private func flush() throws(OutputFailure) {
    guard descriptor >= 0 else { throw OutputFailure("`\(name)` is closed") }
    var start = 0
    while start < buffer.count {
      let (count, number) = buffer[start...].withUnsafeBytes { bytes in
        (Foundation.write(descriptor, bytes.baseAddress, bytes.count), errno)
      }
      if count > 0 {
        start += count
      } else if count < 0, number == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
      } else if count == 0 || number != EINTR {
        throw failure(count == 0 ? EIO : number)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure(_ number: Int32) -> OutputFailure {
    OutputFailure("`\(name)` cannot be written: \(systemMessage(number))", isClosedPipe: number == EPIPE)
  }

  /// Writing to a pipe that nobody reads, or more than a file may hold, is then an error like any other
  /// instead of the end of the program.
  private static func ignoreSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes the new name last; a file system that cannot do so is no reason to fail.
  static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}
