import ArgumentParser
import FeatureStore
import Foundation

/// `pedlab-benchmark isolation`.
struct BenchmarkIsolationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "isolation",
    abstract: "What it costs that libhdf5 reads in a process of its own.",
    discussion: """
      Makes a store of the shape asked for, then in turn has a process make the pass over all of it \
      with libhdf5 in a child process, as pedlab does, and with libhdf5 in that very process. The \
      processor's time is that of both processes. Files are in the page cache for all.

      EXAMPLE
        pedlab-benchmark isolation --rows 80000 --dimensions 1024 --compression gzip
      """)

  @Option(help: "Models.") var models = 1
  @Option(help: "Rows (N).") var rows = 80_000
  @Option(help: "Dimensions (D).") var dimensions = 1024
  @Option(help: "none, gzip, or gzip with shuffle: gzip+shuffle.")
  var compression = StoredCompression.gzip
  @Option(name: .customLong("repeat"), help: "Rounds.") var rounds = 7
  @Option(help: "Threads.") var workers = 2
  @Option(help: "Where the temporary store goes (default: the system's temporary folder).")
  var folder: String?
  @Flag(help: "JSON.") var json = false

  private struct Outcome: Encodable {
    let machine: Machine
    let processorInChild: Timing
    let processorHere: Timing
    let secondsInChild: Timing
    let secondsHere: Timing
    /// Median over the rounds.
    let processorRatio: Double
    let secondsRatio: Double
  }

  func run() throws {
    let path = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
      .appendingPathComponent("pedlab-benchmark-\(getpid()).h5").path
    defer { unlink(path) }
    var store = SyntheticStore()
    (store.models, store.datasets, store.rows) = (models, 1, rows)
    (store.dimensions, store.classes, store.referenceRows) = (dimensions, 10, 1)
    store.storage = StorageOptions(
      floatBytes: 4, gzip: compression == .none ? 0 : 4, shuffle: compression == .gzipWithShuffle)
    BenchmarkOutput.say("Writing \(path) ...")
    try store.write(to: path)
    let outcome = try measured(path)
    if json { return try BenchmarkOutput.json(outcome) }
    print(
      """
      \(models) x \(rows) x \(dimensions) float32, \(compression.rawValue); \
      \(outcome.machine.processor), \(workers) threads, \(rounds) rounds

      | libhdf5 | processor seconds, median (range) | seconds, median (range) |
      |---|---|---|
      | in a child process | \(outcome.processorInChild.description) | \(outcome.secondsInChild.description) |
      | in the same process | \(outcome.processorHere.description) | \(outcome.secondsHere.description) |

      \(String(format: "processor, child / same: %.3f", outcome.processorRatio))
      \(String(format: "seconds, child / same: %.3f", outcome.secondsRatio))
      """)
  }

  /// In each round both, and the order changes from round to round.
  private func measured(_ path: String) throws -> Outcome {
    var child: [ChildProcess] = []
    var here: [ChildProcess] = []
    // The first two read the file into the page cache.
    for round in -1..<rounds {
      let isFirst = round % 2 == 0
      let one = try reading(path, inChild: isFirst)
      let other = try reading(path, inChild: !isFirst)
      guard round >= 0 else { continue }
      child.append(isFirst ? one : other)
      here.append(isFirst ? other : one)
    }
    func timing(_ runs: [ChildProcess], _ value: KeyPath<ChildProcess, Double>) -> Timing {
      Timing(seconds: runs.map { $0[keyPath: value] })
    }
    func ratio(_ value: KeyPath<ChildProcess, Double>) -> Double {
      Timing(seconds: zip(child, here).map { $0[keyPath: value] / $1[keyPath: value] }).median
    }
    return Outcome(
      machine: .current, processorInChild: timing(child, \.processorSeconds),
      processorHere: timing(here, \.processorSeconds), secondsInChild: timing(child, \.seconds),
      secondsHere: timing(here, \.seconds), processorRatio: ratio(\.processorSeconds),
      secondsRatio: ratio(\.seconds))
  }

  private func reading(_ path: String, inChild: Bool) throws -> ChildProcess {
    try ChildProcess(
      [PedlabProgram.own, "read-store", path, "--workers", "\(workers)"]
        + (inChild ? [] : ["--here"]))
  }
}
