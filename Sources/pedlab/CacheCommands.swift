import ArgumentParser
import FeatureStore
import Foundation

/// The cache of statistics that the commands which read features use.
struct CacheOption: ParsableArguments {
  @Flag(help: "Neither use nor fill the cache of statistics (see pedlab cache).")
  var noCache = false

  @Flag(help: "Read all features again, whatever the cache knows of them.")
  var verify = false

  /// nil with --no-cache, and where there is no place for a cache.
  ///
  /// - Throws: `ValidationError` if PEDLAB_CACHE_LIMIT is no size.
  func cache() throws -> StatisticsCache? {
    noCache ? nil : try Self.cache(verifies: verify)
  }

  static func cache(verifies: Bool = false) throws -> StatisticsCache? {
    guard let folder else { return nil }
    let limit = try environment("PEDLAB_CACHE_LIMIT").map { try ByteCount($0).bytes }
    return StatisticsCache(folder: folder, limit: limit ?? 4_000_000_000, verifies: verifies) {
      Messages.say("note: \($0)")
    }
  }

  /// PEDLAB_CACHE, or pedlab in XDG_CACHE_HOME, or ~/.cache/pedlab.
  private static var folder: String? {
    if let folder = environment("PEDLAB_CACHE") { return URL(fileURLWithPath: folder).path }
    if let caches = environment("XDG_CACHE_HOME"), caches.hasPrefix("/") {
      return caches + "/pedlab"
    }
    return environment("HOME").map { $0 + "/.cache/pedlab" }
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

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

/// `pedlab cache show`.
struct CacheShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Where the cache is, how much it holds, and its limit.")

  @Flag(help: "JSON.")
  var json = false

  func run() throws {
    let summary = try CacheCommand.cache().summary()
    if json { return try StoreCommand.printJSON(summary) }
    let size = StoreInspectCommand.size
    print(
      """
      \(summary.folder)
      statistics: \(summary.entries) entries, \(size(summary.bytes)) of at most \
      \(size(summary.limitBytes))
      digests: \(summary.digests) datasets
      """)
  }
}

/// `pedlab cache clear`.
struct CacheClearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Delete all statistics and digests.")

  func run() throws {
    let cache = try CacheCommand.cache()
    let summary = cache.summary()
    cache.clear()
    print(
      "\(summary.folder): \(summary.entries) entries deleted, "
        + StoreInspectCommand.size(summary.bytes))
  }
}
