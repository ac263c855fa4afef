import FeatureStatistics
import FeatureStore
import Foundation
import LinearAlgebra
import Parallel
import Synchronization
import TestSupport
import Testing

@Suite struct StatisticsCacheTests {
  /// A store, a cache with a clock that stands until ``settle()`` moves it on, and what the cache had
  /// to say.
  final class Setup: Sendable {
    let folder: TemporaryFolder
    let notes = Mutex<[String]>([])
    /// Nanoseconds since 1970; at first before the store was made.
    private let time = Mutex(Int64(Date().timeIntervalSince1970) * 1_000_000_000)

    init() throws {
      folder = try TemporaryFolder()
      var synthetic = SyntheticStore()
      (synthetic.models, synthetic.datasets, synthetic.rows) = (2, 1, 600)
      (synthetic.dimensions, synthetic.classes, synthetic.referenceRows) = (40, 5, 100)
      try synthetic.write(to: folder.file("store.h5"))
    }

    /// Opened anew: a store that is open refuses a file that has changed since.
    var store: FeatureStore {
      get throws { try FeatureStore(.file(folder.file("store.h5"))) }
    }

    func cache(limit: Int = 1_000_000_000, verifies: Bool = false) -> StatisticsCache {
      let now = time.withLock { $0 }
      return StatisticsCache(
        folder: folder.file("cache"), limit: limit, verifies: verifies,
        note: { note in self.notes.withLock { $0.append(note) } }, clock: { now })
    }

    func reduce(_ cache: StatisticsCache? = nil, model: String = "model1") throws -> ReducedFeatures
    {
      try store.reducedFeatures(model: model, dataset: "dataset1", cache: cache ?? self.cache())
    }

    var features: FeatureMatrix {
      get throws { try store.features(model: "model1", dataset: "dataset1") }
    }

    /// Makes the file old enough for its digests to be trusted.
    func settle() { time.withLock { $0 += 3_600_000_000_000 } }

    var entry: String { folder.file("cache/statistics/" + folder.names(in: "cache/statistics")[0]) }

    func takeNotes() -> [String] {
      notes.withLock { notes in
        defer { notes = [] }
        return notes
      }
    }
  }

  @Test func `A file with the scatter serves those who do without`() throws {
    let setup = try Setup()
    func reduce(scatter: Bool) throws -> ReducedFeatures {
      try setup.store.reducedFeatures(
        model: "model1", dataset: "dataset1", cache: setup.cache(), scatter: scatter)
    }
    let alone = try setup.store.reducedFeatures(
      model: "model1", dataset: "dataset1", scatter: false)
    setup.settle()
    let full = try reduce(scatter: true)
    #expect(full.scatter != nil && alone.scatter == nil)
    #expect(alone.moments == full.moments && alone.digest == full.digest)
    #expect(try reduce(scatter: false) == alone)
    #expect(setup.folder.names(in: "cache/statistics").count == 1)
    try FileManager.default.removeItem(atPath: setup.entry)
    #expect(try reduce(scatter: false) == alone)
    #expect(try reduce(scatter: true) == full)
    #expect(setup.folder.names(in: "cache/statistics").count == 2)
  }

  @Test func digestsOfOldFilesAreKnownWithoutReading() throws {
    let setup = try Setup()
    let direct = try setup.store.reducedFeatures(model: "model1", dataset: "dataset1")
    #expect(try setup.reduce() == direct)
    #expect(try setup.cache().known(setup.features)?.digest == nil, "the file is too young")
    setup.settle()
    #expect(try setup.reduce() == direct)
    #expect(try setup.cache().known(setup.features)?.digest == direct.digest)
    #expect(try setup.cache(verifies: true).known(setup.features)?.digest == nil)
    #expect(try setup.reduce() == direct)
    #expect(setup.takeNotes().isEmpty)
    let summary = setup.cache().summary()
    #expect(summary.entries == 1 && summary.digests == 1)
    // Header, counts, means, variances and the upper triangle of 40 x 40.
    #expect(summary.bytes == 128 + 8 * (5 + 2 * 5 * 40 + 40 * 41 / 2))
    setup.cache().clear()
    #expect(setup.cache().summary().entries == 0 && setup.cache().summary().digests == 0)
  }

  @Test func referencesAreCachedToo() throws {
    let setup = try Setup()
    let direct = try #require(try setup.store.reducedReference(model: "model1"))
    for _ in 0..<2 {
      let cached = try #require(
        try setup.store.reducedReference(model: "model1", cache: setup.cache()))
      #expect(cached.statistics == direct.statistics && cached.digest == direct.digest)
    }
    #expect(setup.cache().summary().entries == 1)
  }

  /// A write in the same second that keeps the size, with the time of modification set back.
  @Test func aFileThatWasWrittenToIsReadAgain() throws {
    let setup = try Setup()
    setup.settle()
    let before = try setup.reduce()
    #expect(try setup.cache().known(setup.features)?.digest == before.digest)
    let path = setup.folder.file("store.h5")
    guard case .contiguous(let offset?) = try setup.features.description.layout else {
      Issue.record("the store is not contiguous")
      return
    }
    let times = try FileManager.default.attributesOfItem(atPath: path)
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    try handle.seek(toOffset: offset)
    try handle.write(contentsOf: withUnsafeBytes(of: Float(123)) { Data($0) })
    try handle.close()
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(times[.modificationDate])], ofItemAtPath: path)
    #expect(try setup.cache().known(setup.features)?.digest == nil)
    let after = try setup.reduce()
    #expect(after.digest != before.digest)
    #expect(try after == setup.store.reducedFeatures(model: "model1", dataset: "dataset1"))
  }

  @Test func aFileThatWasOnlyTouchedKeepsItsStatistics() throws {
    let setup = try Setup()
    let before = try setup.reduce()
    let old = try FileManager.default.attributesOfItem(atPath: setup.entry)
    try FileManager.default.setAttributes(
      [.modificationDate: Date()], ofItemAtPath: setup.folder.file("store.h5"))
    #expect(try setup.cache().known(setup.features)?.digest == nil)
    #expect(try setup.reduce() == before)
    let new = try FileManager.default.attributesOfItem(atPath: setup.entry)
    #expect(old[.systemFileNumber] as? Int == new[.systemFileNumber] as? Int, "written again")
    setup.settle()
    _ = try setup.reduce()
    #expect(try setup.cache().known(setup.features)?.digest == before.digest)
  }

  enum Damage: CaseIterable {
    case empty, header, cut, version, magic, key, count, firstMean, last, longer

    /// What the note says.
    var reason: String {
      switch self {
      case .empty, .header, .magic: "it is cut off or no file of statistics"
      case .cut, .longer: "it is cut off"
      case .version: "it has version 9, and this program writes 1"
      case .key: "its header is damaged"
      case .count, .firstMean, .last: "its checksum differs"
      }
    }

    func apply(to data: inout Data) {
      switch self {
      case .empty: data = Data()
      case .header: data = data.prefix(100)
      case .cut: data = data.dropLast(8)
      case .version: data[8] = 9
      case .magic: data[0] ^= 1
      case .key: data[60] ^= 4
      case .count: data[128] ^= 1
      case .firstMean: data[128 + 8 * 5 + 3] ^= 0x10
      case .last: data[data.count - 1] ^= 0x80
      case .longer: data.append(0)
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func damagedFilesAreNoticedAndRebuilt(damage: Damage) throws {
    let setup = try Setup()
    let direct = try setup.reduce()
    let whole = try Data(contentsOf: URL(fileURLWithPath: setup.entry))
    var data = whole
    damage.apply(to: &data)
    try data.write(to: URL(fileURLWithPath: setup.entry))
    #expect(try setup.reduce() == direct)
    let note =
      "The cached statistics \(setup.entry) are not used: \(damage.reason)."
      + " They are computed anew."
    #expect(setup.takeNotes().contains(note))
    #expect(try Data(contentsOf: URL(fileURLWithPath: setup.entry)) == whole)
    #expect(try setup.reduce() == direct)
    #expect(setup.takeNotes().isEmpty)
  }

  @Test func damagedDigestsAreNotTrusted() throws {
    let setup = try Setup()
    setup.settle()
    let direct = try setup.reduce()
    let path = setup.folder.file("cache/digests/" + setup.folder.names(in: "cache/digests")[0])
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    let digit = try #require(data.range(of: Data(direct.digest.utf8))).lowerBound
    data[digit] = data[digit] == 0x30 ? 0x31 : 0x30
    try data.write(to: URL(fileURLWithPath: path))
    #expect(try setup.cache().known(setup.features)?.digest == nil)
    #expect(try setup.reduce() == direct)
    #expect(try setup.cache().known(setup.features)?.digest == direct.digest)
  }

  @Test func theLeastRecentlyUsedGoFirst() throws {
    let setup = try Setup()
    _ = try setup.reduce()
    let size = setup.cache().summary().bytes
    let first = setup.folder.names(in: "cache/statistics")
    let longAgo = Date(timeIntervalSinceNow: -600)
    try FileManager.default.setAttributes([.modificationDate: longAgo], ofItemAtPath: setup.entry)
    _ = try setup.reduce(setup.cache(limit: size), model: "model2")
    let second = setup.folder.names(in: "cache/statistics")
    #expect(second.count == 1 && second != first)
    _ = try setup.reduce(setup.cache(limit: size - 1))
    #expect(setup.cache().summary().entries == 0, "nothing fits")
  }

  @Test func aCacheThatCannotBeWrittenIsNoError() throws {
    let setup = try Setup()
    let cache = StatisticsCache(folder: setup.folder.file("store.h5/cache")) { note in
      setup.notes.withLock { $0.append(note) }
    }
    let direct = try setup.store.reducedFeatures(model: "model1", dataset: "dataset1")
    for _ in 0..<2 { #expect(try setup.reduce(cache) == direct) }
    let notes = setup.takeNotes()
    #expect(notes.count == 1 && notes[0].contains("store.h5/cache cannot be written"))
  }

  @Test func manyAtOnceFindWholeFiles() throws {
    let setup = try Setup()
    let direct = try setup.store.reducedFeatures(model: "model1", dataset: "dataset1")
    let found = try parallelMap(count: 24, workers: 6) { index in
      if index % 5 == 0 { setup.cache().clear() }
      return try setup.reduce()
    }
    #expect(found.allSatisfy { $0 == direct })
    #expect(setup.takeNotes().isEmpty)
    let partial = setup.folder.names(in: "cache/statistics").filter { $0.hasSuffix(".partial") }
    #expect(partial.isEmpty)
  }
}
