import Foundation

/// Writes a file in large pieces beside its place, and moves it there when it is complete: a
/// reader never sees half a file, and an export that fails leaves the old one.
final class FileSink {
  private let path: String
  private let partial: String
  private let handle: FileHandle
  private var buffer: [UInt8] = []

  init(_ path: String) throws {
    self.path = path
    partial = path + ".partial"
    try ExportFolder.create((path as NSString).deletingLastPathComponent)
    guard FileManager.default.createFile(atPath: partial, contents: nil),
      let handle = FileHandle(forWritingAtPath: partial)
    else {
      throw ExportError.cannotWrite(
        path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    self.handle = handle
    buffer.reserveCapacity(1 << 20)
  }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 20 { try flush() }
  }

  func close() throws {
    try flush()
    try handle.close()
    guard rename(partial, path) == 0 else {
      throw ExportError.cannotWrite(
        path: path, reason: String(cString: strerror(errno)).lowercased())
    }
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: buffer)
    } catch {
      throw ExportError.cannotWrite(path: path, reason: "the disk may be full")
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
