import ArgumentParser
import FeatureStore

/// `pedlab cache`.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Show or clear the statistics kept from features that were read.",
    discussion: """
      The first sweep over a store reads all features once and keeps class statistics under the \
      SHA-256 of what it read; the next one starts at once. A file counts as unchanged if its device, \
      inode, size and times are those from when it was read, and it was at least two seconds old \
      then; otherwise it is read again. --verify on a command reads again in any case, --no-cache \
      does without. Damaged files are noticed and computed anew.

      PEDLAB_CACHE names the folder (default: $XDG_CACHE_HOME/pedlab or ~/.cache/pedlab), \
      PEDLAB_CACHE_LIMIT its size (default: 4GB; the least recently used go first). All of it may be \
      deleted at any time.
      """,
    subcommands: [CacheShowCommand.self, CacheClearCommand.self],
    defaultSubcommand: CacheShowCommand.self)

  /// - Throws: a usage error where there is no place for a cache.
  static func cache() throws -> StatisticsCache {
    guard let cache = try CacheOption.cache() else {
      throw ValidationError("There is no folder for the cache: set HOME or PEDLAB_CACHE.")
    }
    return cache
  }
}
