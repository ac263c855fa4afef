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

      EXAMPLES
        pedlab store synthesize --out small.h5
        pedlab store synthesize --out big.h5 --models 12 --rows 50000 --type float16
      """)

  @Option(name: .customLong("out"), help: "The store to write.")
  var output: String

  @Option(help: "How many models.") var models = 3
  @Option(help: "How many datasets.") var datasets = 2
  @Option(help: "Rows per dataset (N).") var rows = 1000
  @Option(help: "Dimensions of the features (D).") var dimensions = 64
  @Option(help: "Classes per dataset (C).") var classes = 10
  @Option(help: "Rows of the reference.") var referenceRows = 1000
  @Option(help: "The type of the numbers.") var type = FloatType.float32
  @Option(help: "gzip level, 0 to 9.") var gzip = 0
  @Flag(help: "Shuffle bytes before gzip.") var shuffle = false
  @Option(
    help: "Chunks, as ROWSxCOLUMNS (default with gzip: 1 MB of rows; else contiguous).",
    transform: ChunkShape.init(text:))
  var chunks: ChunkShape?
  @Option(help: "The seed that the numbers follow from.") var seed: UInt64 = 1

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
  }

  func run() throws {
    var store = SyntheticStore()
    (store.models, store.datasets, store.rows) = (models, datasets, rows)
    (store.dimensions, store.classes) = (dimensions, classes)
    (store.referenceRows, store.seed) = (referenceRows, seed)
    store.storage = StorageOptions(
      floatBytes: type.byteCount, gzip: gzip, shuffle: shuffle,
      chunk: chunks.map { ($0.rows, $0.columns) })
    let size = Quantity.size
    let free = SyntheticStore.freeBytes(for: output).map { "; \(size($0)) are free" } ?? ""
    Messages.say(
      "\(output): \(size(store.bytes))" + (gzip > 0 ? " before compression" : "") + free)
    let interrupt = InterruptHandler()
    try withExtendedLifetime(interrupt) {
      try store.write(to: output, workers: ProcessInfo.processInfo.activeProcessorCount)
    }
    try Output.print(
      "\(output): \(counted(models, "model")), \(counted(datasets, "dataset")), "
        + "\(rows) x \(dimensions) \(type.rawValue)")
  }
}
