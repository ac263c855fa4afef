import ArgumentParser
import FeatureStore
import Foundation
import Wording

/// `pedlab store synthesize`.
struct StoreSynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Make a store of any size with class structure, for benchmarks and planning.",
    discussion: """
      The numbers depend on the sizes and the seed alone, not on type, chunks or compression. Memory \
      does not grow with the store.

      EXAMPLE
        pedlab store synthesize --out big.h5 --models 12 --datasets 1 --rows 50000 \
          --dimensions 2048 --type float16
      """)

  @Option(name: .customLong("out"), help: "The store to write.")
  var output: String

  @Option(help: "Models.") var models = 3
  @Option(help: "Datasets.") var datasets = 2
  @Option(help: "Rows of each dataset (N).") var rows = 1000
  @Option(help: "Dimensions of the features (D).") var dimensions = 64
  @Option(help: "Classes (C).") var classes = 10
  @Option(help: "Rows of the reference.") var referenceRows = 1000
  @Option(help: "float16, float32 or float64.") var type = "float32"
  @Option(help: "gzip level, 0 to 9.") var gzip = 0
  @Flag(help: "Shuffle bytes before gzip.") var shuffle = false
  @Option(help: "Chunks, as ROWSxCOLUMNS (default with gzip: 1 MB of rows; else contiguous).")
  var chunks: String?
  @Option(help: "Seed.") var seed: UInt64 = 1

  private static let bytes = ["float16": 2, "float32": 4, "float64": 8]

  func validate() throws {
    for (name, value) in [
      ("models", models), ("datasets", datasets), ("rows", rows), ("dimensions", dimensions),
      ("classes", classes), ("reference-rows", referenceRows),
    ] where value < 1 {
      throw ValidationError("--\(name) is \(value); allowed: 1 or more.")
    }
    guard classes <= rows else {
      throw ValidationError("--classes is \(classes); allowed: at most --rows, \(rows).")
    }
    guard (0...9).contains(gzip) else {
      throw ValidationError("--gzip is \(gzip); allowed: 0 (none) to 9.")
    }
    guard Self.bytes[type] != nil else {
      throw ValidationError("--type is \"\(type)\"; allowed: float16, float32, float64.")
    }
    guard chunks == nil || chunk != nil else {
      throw ValidationError(
        "--chunks is \"\(chunks ?? "")\"; allowed: rows and columns, such as 256x2048.")
    }
  }

  private var chunk: (rows: Int, columns: Int)? {
    let sides = (chunks ?? "").split(separator: "x").compactMap { Int($0) }
    guard sides.count == 2, sides.allSatisfy({ $0 > 0 }) else { return nil }
    return (sides[0], sides[1])
  }

  func run() throws {
    var store = SyntheticStore()
    (store.models, store.datasets, store.rows) = (models, datasets, rows)
    (store.dimensions, store.classes) = (dimensions, classes)
    (store.referenceRows, store.seed) = (referenceRows, seed)
    store.storage = StorageOptions(
      floatBytes: Self.bytes[type] ?? 4, gzip: gzip, shuffle: shuffle, chunk: chunk)
    let size = Quantity.size
    let free = SyntheticStore.freeBytes(for: output).map { "; \(size($0)) are free" } ?? ""
    Messages.say(
      "\(output): \(size(store.bytes))" + (gzip > 0 ? " before compression" : "") + free)
    let interrupt = InterruptHandler()
    try withExtendedLifetime(interrupt) {
      try store.write(to: output, workers: ProcessInfo.processInfo.activeProcessorCount)
    }
    try Output.print(
      "\(output): \(models) models, \(datasets) datasets, \(rows) x \(dimensions) \(type)")
  }
}
