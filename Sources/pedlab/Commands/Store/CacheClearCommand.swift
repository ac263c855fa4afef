import ArgumentParser
import FeatureStore
import Foundation
import Wording

/// `pedlab cache clear`.
struct CacheClearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Delete all statistics and digests.",
    discussion: """
      EXAMPLES
        pedlab cache clear
      """)

  func run() throws {
    let cache = try CacheCommand.cache()
    let summary = cache.summary()
    cache.clear()
    try Output.print(
      "\(summary.folder): \(counted(summary.entries, "entry", plural: "entries")) deleted, "
        + Quantity.size(summary.bytes))
  }
}
