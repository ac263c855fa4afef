import Platform
import Synchronization

/// A folder of files that anyone may delete at any time: written beside their name and renamed, so
/// that several processes see whole files only, and with a limit on their size.
struct CacheFolder: Sendable {
  let path: String
  private static let counter = Atomic(0)

  struct File: Sendable {
    let name: String
    let bytes: Int
    /// Nanoseconds since 1970: when it was written or used last.
    let used: Int64
  }

  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Writes a file through `body`, which gets a descriptor. False, and nothing is left, if that
  /// fails: a cache that cannot be written is no error.
  func write(_ name: String, body: (Int32) -> Bool) -> Bool {
    guard Self.makeFolder(path) else { return false }
    let number = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
    let partial = path(of: ".\(name).\(getpid()).\(number)\(Self.partialSuffix)")
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    let isWritten = body(descriptor)
    guard close(descriptor) == 0, isWritten, rename(partial, path(of: name)) == 0 else {
      unlink(partial)
      return false
    }
    return true
  }

  /// Marks a file as used now.
  func touch(_ name: String) { utimensat(AT_FDCWD, path(of: name), nil, 0) }

  func remove(_ name: String) { unlink(path(of: name)) }

  /// All files but those that are being written.
  func files() -> [File] {
    Folder.names(in: path).filter { !$0.hasPrefix(".") }.compactMap { name in
      FileIdentity(of: path(of: name)).map {
        File(name: name, bytes: Int($0.size), used: $0.modified)
      }
    }
  }

  /// Deletes files, least recently used first, until those left take at most `limit` bytes; and
  /// what a process that was killed left half-written an hour ago.
  func shrink(to limit: Int) {
    var total = 0
    for file in files().sorted(by: { $0.used > $1.used }) {
      total += file.bytes
      if total > limit { remove(file.name) }
    }
    let anHourAgo = FileIdentity.now - 3_600_000_000_000
    for name in Folder.names(in: path) where name.hasSuffix(Self.partialSuffix) {
      if let file = FileIdentity(of: path(of: name)), file.modified < anHourAgo { remove(name) }
    }
  }

  private static let partialSuffix = ".partial"

  private static func makeFolder(_ path: String) -> Bool {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, let cut = path.lastIndex(of: "/"), cut > path.startIndex else {
      return false
    }
    guard makeFolder(String(path[..<cut])) else { return false }
    return mkdir(path, 0o755) == 0 || errno == EEXIST
  }
}
