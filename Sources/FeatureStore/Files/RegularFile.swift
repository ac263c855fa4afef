import Platform

/// An open regular file, of which any part can be read.
final class RegularFile: Sendable {
  let path: String
  /// Bytes, when it was opened.
  let size: Int
  private let file: FileDescriptor

  /// - Throws: ``StoreError`` if it cannot be opened, or is a folder, a device or a pipe.
  init(_ path: String) throws(StoreError) {
    // O_NONBLOCK: a pipe is refused instead of waited for.
    let number = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else {
      throw StoreError("\(path) cannot be opened: \(String(cString: strerror(errno))).")
    }
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(number)
      throw StoreError("\(path) is not a regular file.")
    }
    self.path = path
    size = Int(status.st_size)
    file = FileDescriptor(number)
  }

  deinit { close(file.number) }

  /// - Parameters:
  ///   - offset: where they begin; they must lie within ``size``.
  /// - Throws: ``StoreError`` if the file has become shorter.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { target, done in
      guard file.readAll(at: offset, into: UnsafeMutableRawBufferPointer(target)) else {
        throw StoreError("\(path) became shorter while it was read.")
      }
      done = count
    }
  }
}
