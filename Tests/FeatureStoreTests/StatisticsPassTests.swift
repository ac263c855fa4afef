import FeatureStatistics
import FeatureStore
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct StatisticsPassTests {
  /// How labels come: at random, in the order of the classes (as image folders give them), one class
  /// with a single row, the last class first, and one class without rows.
  enum Order: CaseIterable {
    case shuffled, sorted, single, reversed, gap

    func classes(_ rows: Int, _ count: Int) -> [Int] {
      switch self {
      case .shuffled: (0..<rows).map { ($0 &* 7919) % 104_729 % count }
      case .sorted: (0..<rows).map { $0 * count / rows }
      case .single: (0..<rows).map { $0 == rows - 1 ? count - 1 : $0 % (count - 1) }
      case .reversed: (0..<rows).map { count - 1 - $0 * count / rows }
      case .gap: (0..<rows).map { $0 % (count - 1) }
      }
    }
  }

  /// More than eight pieces of rows, so that all lanes have some.
  static func synthetic(_ folder: TemporaryFolder, _ storage: StorageOptions) throws -> FeatureStore
  {
    var store = SyntheticStore()
    (store.models, store.datasets, store.rows) = (1, 1, 20_011)
    (store.dimensions, store.classes, store.referenceRows) = (37, 11, 50)
    store.storage = storage
    let path = folder.file("\(storage.floatBytes)-\(storage.gzip)-\(storage.chunk?.rows ?? 0).h5")
    try store.write(to: path)
    return try FeatureStore(.file(path))
  }

  @Test(arguments: Order.allCases)
  func agreesWithTheDefinitionsInAnyOrder(order: Order) throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let store = try Self.synthetic(folder, StorageOptions())
    let features = try store.features(model: "model1", dataset: "dataset1")
    let classes = order.classes(features.rows, 11)
    let expected = directStatistics(try features.matrix(), classes, 11)
    let found = try features.reduced(classes: classes, classCount: 11, workers: 2)
    let statistics = try #require(found.statistics)
    #expect(statistics.counts == expected.counts)
    #expect(difference(statistics, expected) < 1e-12)
    #expect(statistics.scatter == statistics.scatter.transposed)
    for workers in [1, 3, 4] {
      let again = try features.reduced(classes: classes, classCount: 11, workers: workers)
      #expect(again == found, "\(workers) workers")
    }
  }

  @Test(arguments: [2, 4, 8])
  func storageDoesNotMatter(floatBytes: Int) throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let plain = try Self.synthetic(folder, StorageOptions(floatBytes: floatBytes))
      .reducedFeatures(model: "model1", dataset: "dataset1")
    for (gzip, shuffle, chunk) in [
      (1, true, nil), (4, false, (rows: 64, columns: 5)), (0, true, (rows: 999, columns: 37)),
      (0, false, (rows: 30_000, columns: 8)), (6, true, (rows: 1, columns: 37)),
    ] as [(Int, Bool, (rows: Int, columns: Int)?)] {
      let options = StorageOptions(
        floatBytes: floatBytes, gzip: gzip, shuffle: shuffle, chunk: chunk)
      let other = try Self.synthetic(folder, options)
        .reducedFeatures(model: "model1", dataset: "dataset1", workers: 3)
      #expect(other == plain, "gzip \(gzip), chunks \(chunk?.rows ?? 0)")
    }
  }

  /// Chunks of a few columns and so many rows that they are decompressed once for all readers.
  @Test(arguments: [4, 3])
  func `Chunks of columns are read as rows are`(columns: Int) throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let rows = 300_007
    let reduced = try [
      StorageOptions(), StorageOptions(gzip: 1, chunk: (rows: rows, columns: columns)),
      StorageOptions(gzip: 1, shuffle: true, chunk: (rows: 299_800, columns: columns)),
    ].enumerated().map { index, storage in
      var store = SyntheticStore()
      (store.models, store.datasets, store.rows) = (1, 1, rows)
      (store.dimensions, store.classes, store.referenceRows) = (14, 5, 10)
      store.storage = storage
      let path = folder.file("\(index).h5")
      try store.write(to: path)
      return try FeatureStore(.file(path))
        .reducedFeatures(model: "model1", dataset: "dataset1", workers: 3)
    }
    #expect(reduced[1] == reduced[0])
    #expect(reduced[2] == reduced[0])
  }

  /// Two hundred shapes of chunks, a matrix each for ten.
  @Test func `Chunks of any columns give the values of rows`() throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    var random = SplitMix64(seed: 31)
    func number(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.next() % UInt64(range.count))
    }
    for shape in 0..<20 {
      var store = SyntheticStore()
      (store.models, store.datasets, store.rows) = (1, 1, number(5...300))
      (store.dimensions, store.classes, store.referenceRows) = (number(2...40), 3, 2)
      let floatBytes = [2, 4, 8][shape % 3]
      func values(_ storage: StorageOptions) throws -> Matrix {
        store.storage = storage
        let path = folder.file("s.h5")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try store.write(to: path)
        return try FeatureStore(.file(path)).features(model: "model1", dataset: "dataset1").matrix()
      }
      let expected = try values(StorageOptions(floatBytes: floatBytes))
      for _ in 0..<10 {
        let storage = StorageOptions(
          floatBytes: floatBytes, gzip: number(0...1), shuffle: true,
          chunk: (rows: number(1...store.rows), columns: number(1...store.dimensions)))
        let found = try UnrolledChunks.$smallestBand.withValue(0) { try values(storage) }
        #expect(found == expected, "\(expected.rows) x \(expected.columns), \(storage)")
      }
    }
  }

  /// Large means cost no digits: 2^27 + k/8 is exact, and so are differences of such numbers.
  @Test func largeMeansCostNoDigits() throws {
    var generator = SplitMix64(seed: 3)
    let small = (0..<6000 * 24).map { _ in Double(Int(generator.next() % 65)) / 8 - 4 }
    let large = Matrix(rows: 6000, columns: 24, elements: small.map { $0 + 134_217_728 })
    let classes = (0..<6000).map { $0 * $0 % 7 % 4 }
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let found = try #require(
      try folder.store(large, labels: classes).reducedFeatures(model: "m", dataset: "d").statistics)
    let expected = directStatistics(
      Matrix(rows: 6000, columns: 24, elements: small), classes, found.classCount)
    #expect(difference(found, expected) > 1, "the means differ by 2^27")
    let shifted = ClassStatistics(
      counts: found.counts,
      means: Matrix(
        rows: found.classCount, columns: 24,
        elements: found.means.elements.map { $0 - 134_217_728 }),
      variances: found.variances, scatter: found.scatter)
    // A mean near 2^27 has 26 bits after the binary point.
    #expect(zip(shifted.means.elements, expected.means.elements).allSatisfy { abs($0 - $1) < 3e-8 })
    let scatterOnly = ClassStatistics(
      counts: found.counts, means: expected.means, variances: found.variances,
      scatter: found.scatter)
    #expect(difference(scatterOnly, expected) < 1e-12)
  }

  @Test func constantFeaturesHaveNoVarianceAtAll() throws {
    let rows = (0..<5000).map { [0.1, Double($0 % 3), 1e300] }
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let store = try folder.store(Matrix(rows), labels: (0..<5000).map { $0 % 3 })
    let found = try #require(
      try store.reducedFeatures(model: "m", dataset: "d").statistics)
    #expect(found.variances.elements.allSatisfy { $0 == 0 })
    #expect(found.scatter.elements.allSatisfy { $0 == 0 })
    #expect(found.means.row(1) == [0.1, 1, 1e300])
  }

  @Test func oneRowAndNoRows() throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    defer {
      first.keep()
      second.keep()
    }
    let one = try first.store(Matrix([[1, 2, 3]]), labels: [5])
    let found = try one.reducedFeatures(model: "m", dataset: "d", workers: 4).moments
    #expect(found.counts == [1] && found.means == Matrix([[1, 2, 3]]))
    let error = #expect(throws: StoreError.self) {
      try second.store(Matrix(rows: 0, columns: 3), labels: [])
    }
    #expect(error?.message.contains("has shape (0)") == true)
  }

  @Test(arguments: [0, 4_999])
  func valuesThatAreNotFiniteAreNamed(row: Int) throws {
    var matrix = Matrix(rows: 5000, columns: 7, repeating: 1)
    matrix[row, 3] = .nan
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let store = try folder.store(matrix, labels: (0..<5000).map { $0 % 2 })
    let error = #expect(throws: StoreError.self) {
      try store.reducedFeatures(model: "m", dataset: "d")
    }
    #expect(
      error?.message.contains("1 value is not finite: it is NaN, in row \(row), column 3") == true)
  }

  @Test func labelsOfOtherSamplesAreNamed() throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let store = try Self.synthetic(folder, StorageOptions())
    let features = try store.features(model: "model1", dataset: "dataset1")
    let error = #expect(throws: StoreError.self) {
      try features.reduced(classes: [0, 1], classCount: 2)
    }
    #expect(error?.message.contains("has 20011 rows, but its dataset has 2 labels.") == true)
  }
}
