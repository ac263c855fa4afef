import Foundation

/// Which of the published ledgers the last merge of a job has read: `merged.json` of its folder. It is
/// shown, and nothing is decided by it.
struct MergedLedgers: Codable, Sendable {
  static let file = "merged.json"

  /// File name to size and time of modification.
  var files: [String: String] = [:]
}

extension JobFolder {
  /// Notes that everything that is published now has been merged. To be called before merging: what
  /// is published in the meantime counts as not merged.
  package func currentLedgers() -> [String: String] {
    var files: [String: String] = [:]
    for path in publishedLedgers().values.joined() {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
      let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      files[URL(fileURLWithPath: path).lastPathComponent] = "\(size) \(date)"
    }
    return files
  }

  /// Notes which ledgers a merge has read, as ``currentLedgers()`` gave them before it began.
  package func noteMerged(_ files: [String: String]) {
    try? write(MergedLedgers(files: files), to: MergedLedgers.file)
  }

  /// How many published ledgers no merge has read as they are now.
  package func unmergedLedgers() -> Int {
    let merged: MergedLedgers? = exists(MergedLedgers.file) ? try? read(MergedLedgers.file) : nil
    return currentLedgers().count { merged?.files[$0.key] != $0.value }
  }
}
