import Foundation

extension LedgerStore {
  /// The type of a network file system that a ledger lies on, whose locks are not reliable; nil: none.
  package static func networkFileSystem(of path: String) -> String? {
    let full = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
    guard let type = MountTable.current.type(of: full), MountTable.networkTypes.contains(type)
    else { return nil }
    return type
  }

  /// The size of a file in bytes; nil where there is none.
  static func size(ofFile path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue
  }
}
