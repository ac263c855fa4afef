import ArgumentParser
import FeatureStore
import Foundation
import Wording

/// `pedlab cache show`.
struct CacheShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show where the cache is, how much it holds, and its limit.",
    discussion: """
      EXAMPLES
        pedlab cache
        pedlab cache show --json
      """)

  @Flag(help: "JSON.")
  var json = false

  func run() throws {
    let summary = try CacheCommand.cache().summary()
    if json { return try Output.json(summary) }
    let size = Quantity.size
    try Output.print(
      """
      \(summary.folder)
      statistics: \(counted(summary.entries, "entry", plural: "entries")), \(size(summary.bytes)) of at most \
      \(size(summary.limitBytes))
      digests: \(counted(summary.digests, "dataset"))
      """)
  }
}
