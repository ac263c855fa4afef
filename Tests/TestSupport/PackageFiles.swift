import Foundation

/// Files of the package, wherever the tests run.
package enum PackageFiles {
  /// The folder of Package.swift.
  package static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The store that comes with the package.
  package static let hub = path("Experiments/data/hub.h5")

  /// The absolute path of a file of the package.
  ///
  /// - Parameter name: from the root: "Tests/Fixtures/hub/official_ped.csv".
  package static func path(_ name: String) -> String { root.appending(path: name).path }

  /// The text of a file of the package.
  package static func text(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }

  /// The text of a file in Tests/Fixtures.
  package static func fixture(_ name: String) throws -> String {
    try text("Tests/Fixtures/\(name)")
  }
}
