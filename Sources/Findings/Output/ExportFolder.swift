import Foundation

/// The folder that an export of several files is written to.
package enum ExportFolder {
  /// The path without what a shell's completion leaves at its end.
  ///
  /// - Throws: ``ExportError/emptyPath``: files would go to the root of the file system.
  package static func checked(_ path: String) throws -> String {
    guard !path.allSatisfy({ $0 == " " }) else { throw ExportError.emptyPath }
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    var isFolder: ObjCBool = false
    guard
      !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || isFolder.boolValue
    else { throw ExportError.notAFolder(path: path) }
    return path
  }

  static func create(_ path: String) throws {
    guard !path.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ExportError.cannotWrite(path: path, reason: "cannot create the folder \(path)")
    }
  }
}
