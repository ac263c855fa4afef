import Foundation

enum ExportFolder {
  static func create(_ path: String) throws {
    guard !path.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ExportError.cannotWrite(path: path, reason: "the folder cannot be made")
    }
  }
}
