import Foundation

/// Where a ledger is, if it is not named: as git finds its folder.
package enum LedgerLocation {
  /// Where a ledger is looked for, from a folder.
  package static let name = "Results/pedlab.sqlite"

  /// - Parameters:
  ///   - named: what --ledger says; nil: nothing.
  ///   - variable: PEDLAB_LEDGER; nil or empty: not set.
  ///   - folder: the working folder.
  /// - Returns: `named`, else `variable`, else the ledger of the working folder or of the nearest folder
  ///   above that has one, else the place of a new one in the working folder.
  package static func path(
    named: String?, variable: String?, folder: String,
    exists: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
  ) -> String {
    if let named { return named }
    if let variable, !variable.isEmpty { return variable }
    if exists(name) { return name }
    var above = URL(fileURLWithPath: folder).standardizedFileURL
    while above.path != "/" {
      above.deleteLastPathComponent()
      let path = above.appendingPathComponent(name).path
      if exists(path) { return path }
    }
    return name
  }
}
