import Foundation
import GRDB

/// Makes a new SQLite file in one transaction, beside its place, and moves it there when complete.
enum SQLiteFile {
  /// - Parameter replace: overwrite what is there; otherwise an existing file is an error, since
  ///   another tool may have written its own runs into it.
  static func create(
    _ path: String, replace: Bool, _ body: (Database) throws -> Void
  ) throws {
    guard replace || !FileManager.default.fileExists(atPath: path) else {
      throw ExportError.exists(path: path)
    }
    try ExportFolder.create((path as NSString).deletingLastPathComponent)
    let partial = path + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    do {
      let queue = try DatabaseQueue(path: partial, configuration: configuration)
      try queue.write(body)
      try queue.close()
    } catch let error as DatabaseError {
      throw ExportError.cannotWrite(path: path, reason: error.message ?? "SQLite failed")
    }
    guard rename(partial, path) == 0 else {
      throw ExportError.cannotWrite(
        path: path, reason: String(cString: strerror(errno)).lowercased())
    }
  }
}
