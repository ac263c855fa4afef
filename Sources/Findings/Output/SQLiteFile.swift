import Foundation
import GRDB

/// Makes a new SQLite file in one transaction, beside its place, and moves it there when complete.
enum SQLiteFile {
  /// - Parameter replace: overwrite what is there; otherwise an existing file is an error, since
  ///   another tool may have written its own runs into it.
  static func create(
    _ path: String, replace: Bool, _ body: (Database) throws -> Void
  ) throws {
    let place = try OutputPlace(path, replacing: .databases)
    guard replace || !FileManager.default.fileExists(atPath: path) else {
      throw ExportError.exists(path: path)
    }
    try place.makeFolder()
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    do {
      let queue = try DatabaseQueue(path: place.partial, configuration: configuration)
      try queue.write(body)
      try queue.close()
    } catch {
      place.discard()
      guard let error = error as? DatabaseError else { throw error }
      throw ExportError.cannotWrite(path: path, reason: error.message ?? "SQLite failed")
    }
    try place.finish()
  }
}
