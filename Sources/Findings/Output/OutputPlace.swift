import Foundation

/// The place of a file that an export is about to write: checked before anything is computed, and
/// written beside it under a name that no other process uses.
struct OutputPlace {
  /// What a file that is there may hold to be replaced.
  enum Replaces {
    /// Whatever is no database: CSV, JSON, pages and figures.
    case texts
    /// Databases too, but never a ledger.
    case databases
  }

  let path: String
  /// In the same folder, so that it can be renamed to ``path``; its name has the process and a
  /// number, so that two exports at once do not share it.
  let partial: String

  /// - Throws: ``ExportError`` for an empty path, a folder, a device or a pipe, and for a database or
  ///   ledger that is not to be replaced.
  init(_ path: String, replacing: Replaces = .texts) throws {
    guard !path.allSatisfy({ $0 == " " }) else { throw ExportError.emptyPath }
    // Before the folders above it are made.
    guard !path.hasSuffix("/") else { throw ExportError.notAFile(path: path, kind: "a folder") }
    try Self.check(path, replacing: replacing)
    let name = (path as NSString).lastPathComponent
    let folder = (path as NSString).deletingLastPathComponent
    let process = ProcessInfo.processInfo.processIdentifier
    let own = ".\(name.prefix(100)).\(process)-\(UInt32.random(in: 0...UInt32.max)).partial"
    self.path = path
    partial = folder.isEmpty ? own : folder + "/" + own
  }

  private static func check(_ path: String, replacing: Replaces) throws {
    let followed = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: followed),
      let type = attributes[.type] as? FileAttributeType
    else { return }
    guard type == .typeRegular else {
      throw ExportError.notAFile(
        path: path, kind: type == .typeDirectory ? "a folder" : "a device or a pipe")
    }
    switch FileContent(followed) {
    case .ledger: throw ExportError.wouldReplace(path: path, kind: "a ledger of pedlab")
    case .database where replacing == .texts:
      throw ExportError.wouldReplace(path: path, kind: "an SQLite database")
    default: return
    }
  }

  /// Makes the folder where it is missing.
  func makeFolder() throws {
    let folder = (path as NSString).deletingLastPathComponent
    try ExportFolder.create(folder)
  }

  /// Moves the finished partial file to its place.
  func finish() throws {
    guard rename(partial, path) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      discard()
      throw ExportError.cannotWrite(path: path, reason: reason)
    }
  }

  func discard() { unlink(partial) }
}
