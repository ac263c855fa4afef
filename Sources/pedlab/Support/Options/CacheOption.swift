import ArgumentParser
import FeatureStore
import Foundation

/// The cache of statistics that the commands which read features use.
struct CacheOption: ParsableArguments {
  @Flag(help: "Do not use or fill the cache of statistics (see pedlab cache).")
  var noCache = false

  @Flag(help: "Read all features again, even those that the cache knows.")
  var verify = false

  func validate() throws {
    guard !(noCache && verify) else {
      throw ValidationError("--verify renews what the cache holds; it does not go with --no-cache.")
    }
  }

  /// nil with --no-cache, and where there is no place for a cache.
  ///
  /// - Throws: `ValidationError` if PEDLAB_CACHE_LIMIT is no size.
  func cache() throws -> StatisticsCache? {
    noCache ? nil : try Self.cache(verifies: verify)
  }

  /// - Parameter standard: the folder where PEDLAB_CACHE names none; nil: that of the user.
  static func cache(
    verifies: Bool = false, otherwise standard: String? = nil
  ) throws -> StatisticsCache? {
    guard let folder = environment("PEDLAB_CACHE") == nil ? standard ?? folder : folder else {
      return nil
    }
    let limit = try environment("PEDLAB_CACHE_LIMIT").map { try ByteCount($0).bytes }
    return StatisticsCache(
      folder: folder, limit: limit ?? StatisticsCache.defaultLimit, verifies: verifies
    ) {
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
