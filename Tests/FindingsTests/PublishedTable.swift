import Foundation
import Tabular
import TestSupport

/// Tables of the literature.
enum PublishedTable {
  /// A published table: one that is built into the program, or one that only tests read.
  static func named(_ name: String) throws -> CSVTable {
    let builtIn = "Sources/Published/Tables/\(name)"
    let isBuiltIn = FileManager.default.fileExists(atPath: PackageFiles.path(builtIn))
    return try table(at: isBuiltIn ? builtIn : "Experiments/data/published/\(name)")
  }

  static func table(at path: String) throws -> CSVTable {
    try CSVTable(text: PackageFiles.text(path), name: path)
  }
}
