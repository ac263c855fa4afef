import Tabular
import Findings
import Foundation

/// Files of the package, wherever the tests run.
enum PackageFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func published(_ name: String) throws -> CSVTable {
    try table(at: "Experiments/data/published/\(name)")
  }

  static func table(at path: String) throws -> CSVTable {
    let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    return try CSVTable(text: text, name: path)
  }
}
