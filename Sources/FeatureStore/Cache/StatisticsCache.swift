internal import LinearAlgebra
import Synchronization

/// Class statistics on disk, under the content digests of the features and labels they are of.
///
/// The next sweep over the same store starts without reading features: ``DigestIndex`` knows the
/// digests, and a file of statistics is read in a few milliseconds. Damaged, outdated or missing
/// files are computed anew; several processes may use one folder at the same time. Statistics depend
/// in their last bits on the kernels of OpenBLAS and on the device, so these are part of the key.
package final class StatisticsCache: Sendable {
  /// The folder of the cache, which is made when something is kept.
  package let folder: String
  /// Bytes that the statistics take at most; the least recently used go first.
  package let limit: Int
  private let statistics: CacheFolder
  private let index: DigestIndex
  /// Read everything again, whatever is known.
  private let verifies: Bool
  private let note: @Sendable (String) -> Void
  /// Nanoseconds since 1970.
  private let clock: @Sendable () -> Int64
  private let hasComplained = Atomic(false)

  /// Bytes: the statistics of some hundred pairs at D = 2048.
  package static let defaultLimit = 4_000_000_000
  /// Raised when the pass computes other bits from the same content.
  private static let passVersion = 2

  /// - Parameters:
  ///   - verifies: trust no digest: every file is read again, and the digests are recorded anew.
  ///   - note: gets a sentence about a damaged file, or a folder that cannot be written.
  ///   - clock: gives the time at which a reading begins, in nanoseconds since 1970.
  package init(
    folder: String, limit: Int = StatisticsCache.defaultLimit, verifies: Bool = false,
    note: @escaping @Sendable (String) -> Void = { _ in },
    clock: @escaping @Sendable () -> Int64 = { FileIdentity.now }
  ) {
    self.folder = folder
    self.clock = clock
    self.limit = limit
    self.verifies = verifies
    self.note = note
    statistics = CacheFolder(path: folder + "/statistics")
    index = DigestIndex(folder: CacheFolder(path: folder + "/digests"))
  }

  // MARK: - Using

  /// The content, if it is known without reading the features.
  package func known(_ features: FeatureMatrix) -> FeatureContent? {
    guard !verifies, case .trusted(let content) = index.lookUp(features) else {
      return nil
    }
    return content
  }

  /// The statistics of features from the cache, or else by one pass, which is then kept.
  func reduced(
    _ features: FeatureMatrix, _ grouping: Grouping, keeping kept: [Int] = [], workers: Int
  ) throws -> ReducedFeatures {
    if let content = known(features), let found = find(content, grouping) {
      return found
    }
    if let found = try reread(features, grouping) { return found }
    let reduced = try recording(features) {
      let reduced = try features.reduced(
        classes: grouping.classes, classCount: grouping.classCount, scatter: grouping.scatter,
        keeping: kept, workers: workers)
      return (reduced, reduced.content)
    }
    keep(reduced, grouping)
    return reduced
  }

  /// A file that was only touched or copied over has its old content: then reading is enough.
  private func reread(_ features: FeatureMatrix, _ grouping: Grouping) throws -> ReducedFeatures? {
    guard case .stale(let old) = index.lookUp(features),
      let found = find(old, grouping)
    else { return nil }
    let content = try recording(features) {
      let content = try features.content()
      return (content, content)
    }
    return content == old ? found : nil
  }

  /// Runs `body`, which reads a file, and records the content it gives.
  private func recording<Value>(
    _ features: FeatureMatrix, _ body: () throws -> (Value, content: FeatureContent)
  ) throws -> Value {
    let path = features.description.file
    let (file, began) = (FileIdentity(of: path), clock())
    let (value, content) = try body()
    guard let file, file == FileIdentity(of: path) else {
      throw StoreError("\(path) changed while it was read. Run again when it is complete.")
    }
    index.record(content, of: features, file: file, began: began)
    return value
  }

  // MARK: - Files of statistics

  /// What statistics are grouped by.
  struct Grouping {
    let classes: [Int]
    let classCount: Int
    let scatter: Bool
    /// Digest of the labels, or a word.
    let name: String

    /// Of the same rows.
    var withScatter: Grouping {
      Grouping(classes: classes, classCount: classCount, scatter: true, name: name)
    }
  }

  private func key(_ digest: String, _ grouping: Grouping) -> String {
    let text =
      "pass \(Self.passVersion)\n\(digest)\n\(grouping.name)\n\(grouping.scatter)\n"
      + ComputeDevice.configuration
    return ContentDigest.hex(Array(text.utf8).withUnsafeBytes { ContentDigest.leaf($0) })
  }

  /// A file with the scatter serves those too who do without.
  private func find(_ content: FeatureContent, _ grouping: Grouping) -> ReducedFeatures? {
    if let found = read(content, grouping) { return found }
    guard !grouping.scatter else { return nil }
    return read(content, grouping.withScatter)?.withoutScatter
  }

  private func read(_ content: FeatureContent, _ grouping: Grouping) -> ReducedFeatures? {
    let key = key(content.digest, grouping)
    switch StatisticsFile.read(statistics.path(of: key), key: key) {
    case .absent: return nil
    case .found(let moments, let scatter):
      statistics.touch(key)
      return ReducedFeatures(
        moments: moments, scatter: scatter, digest: content.digest, rows: content.rows)
    case .damaged(let reason):
      note(
        "The cached statistics \(statistics.path(of: key)) are not used: \(reason)."
          + " They are computed anew.")
      return nil
    }
  }

  private func keep(_ reduced: ReducedFeatures, _ grouping: Grouping) {
    let key = key(reduced.digest, grouping)
    let isWritten = statistics.write(key) {
      StatisticsFile.write(reduced, key: key, to: $0)
    }
    if isWritten { return statistics.shrink(to: limit) }
    guard !hasComplained.exchange(true, ordering: .relaxed) else { return }
    note(
      "The cache \(folder) cannot be written; statistics are not kept for the next sweep."
        + " PEDLAB_CACHE names another folder, --no-cache does without.")
  }

  // MARK: - Showing and clearing

  /// What a cache holds.
  package struct Summary: Sendable, Encodable {
    /// The folder of the cache.
    package let folder: String
    /// Files of statistics, and their bytes.
    package let entries: Int
    /// Of the statistics.
    package let bytes: Int
    /// The most that they may take.
    package let limitBytes: Int
    /// Datasets whose digests are known.
    package let digests: Int

    private enum CodingKeys: String, CodingKey {
      case folder
      case entries = "files"
      case bytes, limitBytes, digests
    }
  }

  /// Counts what is there now.
  package func summary() -> Summary {
    let files = statistics.files()
    return Summary(
      folder: folder, entries: files.count, bytes: files.reduce(0) { $0 + $1.bytes },
      limitBytes: limit, digests: index.folder.files().count)
  }

  /// Deletes all files of statistics and all digests.
  package func clear() {
    statistics.shrink(to: -1)
    for file in index.folder.files() { index.folder.remove(file.name) }
  }
}
