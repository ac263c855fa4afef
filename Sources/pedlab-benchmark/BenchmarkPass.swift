import ArgumentParser
import FeatureStore
import Foundation
import LinearAlgebra
import Parallel

/// `pedlab benchmark pass`.
struct BenchmarkPassCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pass",
    abstract: "The one pass over a store against its limits: raw read and one dsyrk.",
    discussion: """
      Makes a store of the shape asked for in a temporary folder, then in turn: reads its bytes and \
      does nothing, runs one dsyrk of OpenBLAS over an N x D matrix of doubles in memory, reads the \
      features by libhdf5 alone (what h5py does), and runs the pass (read, decompress, convert, \
      digest, class statistics, scatter). Files are in the page cache for all.

      EXAMPLE
        pedlab benchmark pass --rows 50000 --dimensions 2048 --classes 10 --compression gzip
      """)

  @Option(help: "Rows (N).") var rows = 6667
  @Option(help: "Dimensions (D).") var dimensions = 2048
  @Option(help: "Classes (C).") var classes = 100
  @Option(help: "none, gzip, or gzip with shuffle: gzip+shuffle.")
  var compression = StoredCompression.none
  @Option(help: "gzip level, 1 to 9.") var level = 4
  @Option(help: "float16, float32 or float64.") var type = StoredFloat.float32
  @Option(name: .customLong("repeat"), help: "Rounds.") var rounds = 5
  @Option(help: "Threads, on both sides.") var workers = 2
  @Option(help: "Where the temporary store goes (default: the system's temporary folder).")
  var folder: String?
  @Option(help: "An existing store (HDF5) instead of one that is made: its first pair is measured.")
  var store: String?
  @Flag(help: "JSON.") var json = false

  func validate() throws {
    for (name, value) in [
      ("rows", rows), ("dimensions", dimensions), ("classes", classes), ("repeat", rounds),
      ("workers", workers),
    ] where value < 1 {
      throw ValidationError("--\(name) is \(value); allowed: 1 or more.")
    }
    guard (1...9).contains(level) else {
      throw ValidationError("--level is \(level); allowed: 1 to 9.")
    }
  }

  func run() throws {
    let made = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
      .appendingPathComponent("pedlab-benchmark-\(getpid()).h5").path
    defer { unlink(made) }
    if store == nil { try synthesize(to: made) }
    let result = try PassBenchmark(
      store: FeatureStore(.file(store ?? made)), workers: workers, rounds: rounds
    ).run()
    if json { return try BenchmarkOutput.json(result) }
    let title = store ?? "\(rows) x \(dimensions), \(classes) classes, \(storage)"
    print(result.markdown(title: title))
  }

  private var storage: String {
    type.rawValue
      + (compression == .none ? " contiguous" : " \(compression.rawValue) level \(level)")
  }

  private func synthesize(to path: String) throws {
    var store = SyntheticStore()
    (store.models, store.datasets, store.rows) = (1, 1, rows)
    (store.dimensions, store.classes, store.referenceRows) = (dimensions, classes, 1)
    store.storage = StorageOptions(
      floatBytes: type.bytes, gzip: compression == .none ? 0 : level,
      shuffle: compression == .gzipWithShuffle)
    BenchmarkOutput.say("Writing \(path) ...")
    try store.write(to: path)
  }
}

/// The pass over the first model and dataset of a store, side by side with its limits.
struct PassBenchmark {
  let store: FeatureStore
  let workers: Int
  let rounds: Int

  struct Outcome: Encodable {
    let machine: Machine
    let workers: Int
    let rows: Int
    let dimensions: Int
    let storedBytes: Int
    let rawRead: Timing
    let dsyrk: Timing
    let libraryRead: Timing
    let pass: Timing
    /// Median of pass / max(raw read, dsyrk) over the rounds.
    let ratio: Double
    let peakBytes: Int?
  }

  /// Rows that one dsyrk gets at most: 2 GB of doubles. Its time is scaled up to N.
  private static let dsyrkBytes = 2 << 30

  func run() throws -> Outcome {
    let (model, dataset) = (store.models[0], store.datasets[0])
    let features = try store.features(model: model, dataset: dataset)
    let dsyrkRows = min(features.rows, Self.dsyrkBytes / (8 * features.columns))
    var times = SideBySide(["read", "dsyrk", "library", "pass"])
    var peak: Int?
    for _ in 0..<rounds {
      try times.measure("read") { try readRaw(features.description) }
      measureDsyrk(rows: dsyrkRows, columns: features.columns, &times)
      try times.measure("library") { try features.readByLibrary() }
      PeakMemory.reset()
      _ = try times.measure("pass") {
        try store.reducedFeatures(model: model, dataset: dataset, workers: workers)
      }
      peak = [peak, PeakMemory.bytes].compactMap { $0 }.max()
    }
    let scale = Double(features.rows) / Double(max(dsyrkRows, 1))
    let dsyrk = Timing(seconds: times.timing("dsyrk").seconds.map { $0 * scale })
    let (read, pass) = (times.timing("read"), times.timing("pass"))
    let ratios = pass.seconds.indices.map {
      pass.seconds[$0] / max(read.seconds[$0], dsyrk.seconds[$0])
    }
    return Outcome(
      machine: .current, workers: workers, rows: features.rows, dimensions: features.columns,
      storedBytes: features.description.storageSize, rawRead: read, dsyrk: dsyrk,
      libraryRead: times.timing("library"), pass: pass, ratio: Timing(seconds: ratios).median,
      peakBytes: peak)
  }

  /// One dsyrk over a matrix that is made, and let go, outside of the time.
  private func measureDsyrk(rows: Int, columns: Int, _ times: inout SideBySide) {
    var generator = SplitMix64(seed: 1)
    let noise = (0..<4096).map { _ in generator.nextUnit() - 0.5 }
    let matrix = Matrix(
      rows: rows, columns: columns,
      elements: [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
        for index in 0..<rows * columns {
          buffer.initializeElement(at: index, to: noise[(index &* 31) & 4095])
        }
        count = rows * columns
      })
    var gram = Matrix(rows: columns, columns: columns)
    times.measure("dsyrk") { ThreadedGram.compute(matrix, into: &gram, threads: workers) }
  }

  /// Where the bytes of the dataset lie; the whole file if they lie in chunks.
  private static func range(of description: DatasetDescription) -> (start: Int, count: Int) {
    if case .contiguous(let offset?) = description.layout {
      return (Int(offset), description.storageSize)
    }
    var status = stat()
    return (0, stat(description.file, &status) == 0 ? Int(status.st_size) : 0)
  }

  /// Reads the bytes of the dataset, or all of the file if they lie in chunks, in two halves at once.
  private func readRaw(_ description: DatasetDescription) throws {
    let (start, count) = Self.range(of: description)
    let parts = workers
    _ = try parallelMap(count: parts, workers: parts) { part in
      let descriptor = open(description.file, O_RDONLY)
      guard descriptor >= 0 else {
        throw BenchmarkError("\(description.file) cannot be read.")
      }
      defer { close(descriptor) }
      let buffer = UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 4096)
      defer { buffer.deallocate() }
      var position = start + count * part / parts
      let end = start + count * (part + 1) / parts
      while position < end {
        let got = pread(descriptor, buffer, min(1 << 20, end - position), off_t(position))
        guard got > 0 else {
          throw BenchmarkError("\(description.file) ends at byte \(position), before \(end).")
        }
        position += got
      }
    }
  }
}

extension PassBenchmark.Outcome {
  func markdown(title: String) -> String {
    let flops = Double(rows) * Double(dimensions) * Double(dimensions)
    func line(_ name: String, _ timing: Timing, _ rate: String) -> String {
      "| \(name) | \(timing.description) | \(rate) |"
    }
    func bytes(_ timing: Timing) -> String {
      String(format: "%.2f GB/s", Double(storedBytes) / timing.median / 1e9)
    }
    func operations(_ timing: Timing) -> String {
      String(format: "%.1f Gflop/s", flops / timing.median / 1e9)
    }
    var lines = [
      "\(title); \(machine.processor), \(workers) threads", "",
      "| what | seconds, median (range) | rate |", "|---|---|---|",
      line("raw read", rawRead, bytes(rawRead)),
      line("dsyrk", dsyrk, operations(dsyrk)),
      line("read by libhdf5 only", libraryRead, bytes(libraryRead)),
      line("the pass", pass, operations(pass)), "",
      String(format: "pass / max(raw read, dsyrk): %.2f", ratio),
      String(format: "pass / read by libhdf5 only: %.2f", pass.median / libraryRead.median),
    ]
    if let peakBytes { lines.append("peak memory of the pass: \(peakBytes / 1_000_000) MB") }
    return lines.joined(separator: "\n")
  }
}
