import Findings
import Foundation
import Tabular

/// Files of the package, wherever the tests run.
enum PackageFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A published table: one that is built into the program, or one that only tests read.
  static func published(_ name: String) throws -> CSVTable {
    let builtIn = "Sources/Findings/Published/\(name)"
    let isBuiltIn = FileManager.default.fileExists(atPath: root.appending(path: builtIn).path)
    return try table(at: isBuiltIn ? builtIn : "Experiments/data/published/\(name)")
  }

  static func table(at path: String) throws -> CSVTable {
    let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    return try CSVTable(text: text, name: path)
  }
}
