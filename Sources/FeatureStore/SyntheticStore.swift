internal import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `store synthesize`: a store of any size with class structure, for benchmarks and planning.
///
/// A model has a quality q in [0, 1], a dataset a difficulty. Row i of class c is relu(1 + s mu_c +
/// e_i) with mu_c and e_i of standard normal entries and s growing with q: better models separate
/// the classes more. The accuracies follow q with some noise, so that correlations mean something.
package struct SyntheticStore: Sendable {
  package var models = 3
  package var datasets = 2
  package var rows = 1000
  package var dimensions = 64
  package var classes = 10
  package var referenceRows = 1000
  package var seed: UInt64 = 1
  package var storage = StorageOptions()

  package init() {}

  package func write(to path: String) throws {
    let writer = try HDF5Writer(path)
    try writer.attribute("format", of: "/", ["feature-store"], scalar: true)
    try writer.attribute("version", of: "/", 1)
    try writer.attribute("title", of: "/", ["Synthetic store, seed \(seed)"], scalar: true)
    for group in ["/datasets", "/models", "/ground_truth"] { try writer.group(group) }
    let datasetNames = (1...datasets).map { "dataset\($0)" }
    let modelNames = (1...models).map { "model\($0)" }
    let labels = (0..<rows).map { ($0 &* 7919) % rows % classes }
    for name in datasetNames {
      try writer.group("/datasets/\(name)")
      try writer.integers("/datasets/\(name)/labels", labels)
    }
    var generator = SplitMix64(seed: seed)
    let difficulty = datasetNames.map { _ in generator.nextUnit() }
    var accuracies: [Double] = []
    for model in modelNames {
      let quality = generator.nextUnit()
      try writer.group("/models/\(model)")
      try writer.group("/models/\(model)/features")
      for (index, name) in datasetNames.enumerated() {
        let separation = 0.05 + 0.3 * quality * (1.2 - difficulty[index])
        try writeFeatures(
          "/models/\(model)/features/\(name)", writer, labels, separation, &generator)
        let logit = 3 * quality - 2 * difficulty[index] + 0.3 * Self.normal(&generator)
        let chance = 1 / Double(classes)
        accuracies.append(100 * (chance + (1 - chance) / (1 + exp(-logit))))
      }
      let reference = (0..<referenceRows).map { _ in 0 }
      try writeFeatures("/models/\(model)/reference", writer, reference, 0, &generator)
    }
    try writer.matrix(
      "/ground_truth/accuracy", rows: models, columns: datasets, StorageOptions(floatBytes: 8)
    ) { append in try append(accuracies) }
    try writer.attribute("models", of: "/ground_truth/accuracy", modelNames)
    try writer.attribute("datasets", of: "/ground_truth/accuracy", datasetNames)
    try writer.attribute("unit", of: "/ground_truth/accuracy", ["percent"], scalar: true)
    try writer.finish()
  }

  private func writeFeatures(
    _ name: String, _ writer: HDF5Writer, _ labels: [Int], _ separation: Double,
    _ generator: inout SplitMix64
  ) throws {
    let means = (0..<classes * dimensions).map { _ in
      1 + separation * Self.normal(&generator)
    }
    var stream = SplitMix64(seed: generator.next())
    try writer.matrix(name, rows: labels.count, columns: dimensions, storage) { append in
      let step = FeatureMatrix.blockRows(columns: dimensions)
      for start in stride(from: 0, to: labels.count, by: step) {
        var block: [Double] = []
        block.reserveCapacity(step * dimensions)
        for label in labels[start..<min(start + step, labels.count)] {
          for d in 0..<dimensions {
            block.append(max(means[label * dimensions + d] + Self.normal(&stream), 0))
          }
        }
        try append(block)
      }
    }
  }

  /// Nearly standard normal: the sum of four uniform numbers from one random word, scaled.
  private static func normal(_ generator: inout SplitMix64) -> Double {
    let word = generator.next()
    let sum = (word & 0xffff) + (word >> 16 & 0xffff) + (word >> 32 & 0xffff) + (word >> 48)
    return (Double(sum) / 65_536 - 2) * 1.732_050_807_568_877_2
  }
}
