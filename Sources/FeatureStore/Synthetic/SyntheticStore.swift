internal import LinearAlgebra
import Platform

/// `store synthesize`: a store of any size with class structure, for benchmarks and planning.
///
/// A model has a quality q in [0, 1], a dataset a difficulty. Row i of class c is
/// max(0, w (1 + s mu_c + e_i)) per dimension, with mu_c and e_i of standard normal entries, w a
/// width between 1/4 and 4 per dimension, and s growing with q: better models separate the classes
/// more. The accuracies follow q with some noise, so that correlations mean something. Every row has
/// a seed of its own, so that the numbers depend neither on the storage nor on the threads.
package struct SyntheticStore: Sendable {
  /// How many models.
  package var models = 3
  /// How many datasets.
  package var datasets = 2
  /// N of each dataset.
  package var rows = 1000
  /// D of all models.
  package var dimensions = 64
  /// C of each dataset.
  package var classes = 10
  /// Rows of the features on the source data.
  package var referenceRows = 1000
  /// What the numbers depend on, with the sizes.
  package var seed: UInt64 = 1
  /// s of all models; nil: it follows their quality.
  package var separation: Double?
  /// Type, chunks and compression, on which the numbers do not depend.
  package var storage = StorageOptions()

  package init() {}

  // MARK: - Room

  /// Bytes of all features, not compressed.
  package var bytes: Int {
    models * (datasets * rows + referenceRows) * dimensions * storage.floatBytes
      + 8 * datasets * rows
  }

  /// Bytes that are free where a file would be written; nil if the system does not tell.
  package static func freeBytes(for path: String) -> Int? {
    var status = statvfs()
    let folder = path.contains("/") ? path[..<(path.lastIndex(of: "/") ?? path.endIndex)] : "."
    guard statvfs(folder.isEmpty ? "/" : String(folder), &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  // MARK: - Writing

  /// - Throws: ``StoreError`` if there is not enough room on the disk.
  package func write(to path: String, workers: Int = 2) throws {
    if let free = Self.freeBytes(for: path), free < bytes {
      throw StoreError(
        "\(path) would take \(bytes) bytes, but \(free) are free. Ask for fewer rows, models or"
          + " dimensions, or write to another disk.")
    }
    let writer = try HDF5Writer(path, longestAttribute: max(models, datasets))
    try writer.attribute("format", of: "/", ["feature-store"], scalar: true)
    try writer.attribute("version", of: "/", 1)
    try writer.attribute("title", of: "/", ["Synthetic store, seed \(seed)"], scalar: true)
    for group in ["/datasets", "/models", "/ground_truth"] { try writer.group(group) }
    var generator = SplitMix64(seed: seed)
    let datasetNames = (1...datasets).map { "dataset\($0)" }
    let modelNames = (1...models).map { "model\($0)" }
    let labels = labels(&generator)
    for name in datasetNames {
      try writer.group("/datasets/\(name)")
      try writer.integers("/datasets/\(name)/labels", labels)
    }
    let difficulty = datasetNames.map { _ in generator.nextUnit() }
    var accuracies: [Double] = []
    for model in modelNames {
      let quality = generator.nextUnit()
      try writer.group("/models/\(model)")
      try writer.group("/models/\(model)/features")
      for (index, name) in datasetNames.enumerated() {
        let separation = self.separation ?? 0.05 + 0.3 * quality * (1.2 - difficulty[index])
        let rows = FeatureRows(
          labels: labels, classes: classes, dimensions: dimensions, separation: separation,
          &generator)
        try write(rows, "/models/\(model)/features/\(name)", writer, workers)
        let logit = 3 * quality - 2 * difficulty[index] + 0.3 * generator.nextNormal()
        let chance = 1 / Double(classes)
        accuracies.append(100 * (chance + (1 - chance) / (1 + exp(-logit))))
      }
      let rows = FeatureRows(
        labels: [Int](repeating: 0, count: referenceRows), classes: 1, dimensions: dimensions,
        separation: 0, &generator)
      try write(rows, "/models/\(model)/reference", writer, workers)
    }
    try writeAccuracies(accuracies, modelNames, datasetNames, writer)
    try writer.finish()
  }

  private func write(
    _ rows: FeatureRows, _ name: String, _ writer: HDF5Writer, _ workers: Int
  ) throws {
    try writer.matrix(
      name, rows: rows.labels.count, columns: dimensions, storage, workers: workers
    ) { range, target in rows.fill(range, target) }
  }

  private func writeAccuracies(
    _ accuracies: [Double], _ models: [String], _ datasets: [String], _ writer: HDF5Writer
  ) throws {
    let name = "/ground_truth/accuracy"
    try writer.matrix(
      name, rows: models.count, columns: datasets.count, StorageOptions(floatBytes: 8), workers: 1
    ) { rows, target in
      for index in 0..<rows.count * datasets.count {
        target[index] = accuracies[rows.lowerBound * datasets.count + index]
      }
    }
    try writer.attribute("models", of: name, models)
    try writer.attribute("datasets", of: name, datasets)
    try writer.attribute("unit", of: name, ["percent"], scalar: true)
  }

  /// Classes of nearly equal sizes in random order.
  private func labels(_ generator: inout SplitMix64) -> [Int] {
    var labels = (0..<rows).map { $0 % classes }
    // Fisher and Yates, not the standard library's way, which may change.
    for last in stride(from: rows - 1, to: 0, by: -1) {
      labels.swapAt(last, Int(generator.next() % UInt64(last + 1)))
    }
    return labels
  }
}

/// The rows of one model on one dataset.
private struct FeatureRows: Sendable {
  let labels: [Int]
  private let dimensions: Int
  /// C x D: 1 + s mu_c.
  private let means: [Double]
  /// [D]
  private let widths: [Double]
  private let stream: UInt64

  init(
    labels: [Int], classes: Int, dimensions: Int, separation: Double,
    _ generator: inout SplitMix64
  ) {
    self.labels = labels
    self.dimensions = dimensions
    means = (0..<classes * dimensions).map { _ in 1 + separation * generator.nextNormal() }
    widths = (0..<dimensions).map { _ in exp2(4 * generator.nextUnit() - 2) }
    stream = generator.next()
  }

  func fill(_ rows: Range<Int>, _ target: UnsafeMutablePointer<Double>) {
    means.withUnsafeBufferPointer { means in
      widths.withUnsafeBufferPointer { widths in
        for row in rows {
          var seeder = SplitMix64(seed: stream &+ UInt64(row) &* 0xD1B5_4A32_D192_ED03)
          var generator = SplitMix64(seed: seeder.next())
          let values = target + (row - rows.lowerBound) * dimensions
          let mean = labels[row] * dimensions
          for d in 0..<dimensions {
            values[d] = max(widths[d] * (means[mean + d] + generator.nextNormal()), 0)
          }
        }
      }
    }
  }
}

extension SplitMix64 {
  /// Nearly standard normal: the sum of four uniform numbers from one random word, scaled.
  fileprivate mutating func nextNormal() -> Double {
    let word = next()
    let sum = (word & 0xffff) + (word >> 16 & 0xffff) + (word >> 32 & 0xffff) + (word >> 48)
    return (Double(sum) / 65_536 - 2) * 1.732_050_807_568_877_2
  }
}
