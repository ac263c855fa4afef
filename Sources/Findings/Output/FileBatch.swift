import Foundation
import Platform

/// Files of one folder that belong together: all are written before the first one takes its place, so
/// that a full disk leaves the earlier ones as they were, and of two exports at once the files of one
/// are left.
package final class FileBatch {
  private let folder: String
  private var files: [FileSink] = []

  package init(_ folder: String) { self.folder = folder }

  /// A file to write to, which takes its place with the others.
  ///
  /// - Parameter name: relative to the folder.
  func file(_ name: String) throws -> FileSink {
    let file = try FileSink("\(folder)/\(name)")
    files.append(file)
    return file
  }

  /// Writes a whole text.
  package func write(_ text: String, to name: String) throws {
    let file = try file(name)
    try file.write(text)
    try file.complete()
  }

  /// Moves all files to their places.
  ///
  /// - Parameter last: done before another batch may move its own to this folder.
  /// - Throws: ``ExportError`` if a file cannot be written.
  package func commit(then last: () throws -> Void = {}) throws {
    for file in files { try file.complete() }
    // Where the file system knows no locks, two exports at once may mix whole files.
    let lock = open(folder, O_RDONLY | O_CLOEXEC)
    if lock >= 0 { flock(lock, LOCK_EX) }
    defer { if lock >= 0 { close(lock) } }
    for file in files { try file.publish() }
    try last()
  }
}
