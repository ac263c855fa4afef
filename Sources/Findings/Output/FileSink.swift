import Foundation

/// Writes a file in large pieces beside its place, and moves it there when it is complete: a
/// reader never sees half a file, an export that fails leaves the old one, and of two exports at
/// once each file is whole.
final class FileSink {
  private let place: OutputPlace
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var isComplete = false
  private var isPublished = false

  init(_ path: String) throws {
    place = try OutputPlace(path)
    try place.makeFolder()
    guard FileManager.default.createFile(atPath: place.partial, contents: nil),
      let handle = FileHandle(forWritingAtPath: place.partial)
    else {
      throw ExportError.cannotWrite(
        path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    self.handle = handle
    buffer.reserveCapacity(1 << 20)
  }

  /// Removes a file that was not finished.
  deinit {
    if !isPublished { place.discard() }
  }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 20 { try flush() }
  }

  func close() throws {
    try complete()
    try publish()
  }

  /// Writes what is left; the file is still beside its place.
  func complete() throws {
    guard !isComplete else { return }
    try flush()
    buffer = []
    try handle.close()
    isComplete = true
  }

  /// Moves the complete file to its place.
  func publish() throws {
    try place.finish()
    isPublished = true
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: buffer)
    } catch {
      throw ExportError.cannotWrite(path: place.path, reason: "the disk may be full")
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
