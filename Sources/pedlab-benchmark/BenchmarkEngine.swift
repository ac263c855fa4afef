import ArgumentParser
import FeatureStore
import Foundation

/// `pedlab benchmark engine`.
struct BenchmarkEngineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: "Sweeps beside the official PED code: first evaluation, and per setting.",
    discussion: """
      For each shape a synthetic float32 store of one model is written to a temporary folder. Then, in \
      every round, in turn: the official code scores one setting (its own call timed, features in \
      memory as float64), `pedlab score --no-cache` scores the same setting (the whole process timed, \
      reading included), and `pedlab run` sweeps a grid into a new ledger with an empty cache (the whole \
      process timed). Both sides have the same number of threads. The official code is not part of \
      pedlab: --official names a clone of it, --python a Python with NumPy, SciPy, scikit-learn, h5py \
      and tqdm.

      EXAMPLE
        pedlab benchmark engine --official ../PED --python .venv/bin/python --metrics logme,gbc
      """)

  @Option(help: "A clone of the official PED repository.") var official: String
  @Option(help: "Python for the official code.") var python = "python3"
  @Option(help: "What calls the official code.") var script = OfficialCode.defaultScript
  @Option(help: "N x D x C, separated by commas.")
  var shapes = "50000x2048x10,6667x2048x100,19850x2048x397"
  @Option(help: "logme, gbc, sfda, separated by commas.") var metrics = "logme,gbc,sfda"
  @Option(name: .customLong("repeat"), help: "Rounds.") var rounds = 3
  @Option(help: "Threads, on both sides.") var workers = 2
  @Option(help: "Where the temporary stores go (default: the system's temporary folder).")
  var folder: String?
  @Flag(help: "JSON.") var json = false

  fileprivate var code: OfficialCode {
    OfficialCode(clone: official, python: python, script: script, workers: workers)
  }

  func run() throws {
    var results: [EngineComparison] = []
    for shape in try shapes.split(separator: ",").map({ try Shape(String($0)) }) {
      results += try compare(shape)
    }
    if json { return try BenchmarkOutput.json(results) }
    print(EngineTable(results, machine: .current, workers: workers).markdown)
  }

  private func compare(_ shape: Shape) throws -> [EngineComparison] {
    let place = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
      .appendingPathComponent("pedlab-engine-\(getpid())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let store = place.appendingPathComponent("store.h5").path
    BenchmarkOutput.say("\(shape.text): writing \(store) ...")
    var synthetic = SyntheticStore()
    (synthetic.models, synthetic.datasets) = (1, 1)
    (synthetic.rows, synthetic.dimensions) = (shape.rows, shape.dimensions)
    (synthetic.classes, synthetic.referenceRows) = (shape.classes, 5000)
    try synthetic.write(to: store)
    return try metrics.split(separator: ",").map { metric in
      let run = EngineRun(
        command: self, metric: String(metric), shape: shape, store: store, place: place)
      return try run.comparison()
    }
  }

  /// N x D x C.
  struct Shape: Encodable {
    let rows: Int
    let dimensions: Int
    let classes: Int

    init(_ text: String) throws {
      let numbers = try Sizes.parse(text, "rows x dimensions x classes: 6667x2048x100")
      (rows, dimensions, classes) = (numbers[0], numbers[1], numbers[2])
    }

    var text: String { "\(rows) x \(dimensions), \(classes) classes" }
  }
}

/// One metric on one shape, all rounds.
struct EngineComparison: Encodable {
  let metric: String
  let shape: BenchmarkEngineCommand.Shape
  let settings: Int
  /// How many of the settings have a score of their own; the others move the classes alike.
  let distinctScores: Int
  let official: Timing
  let first: Timing
  let sweep: Timing
  /// Of all threads, the official call
  let officialProcessor: Timing
  /// Of all threads, the whole process of the sweep
  let sweepProcessor: Timing
  /// |official - ours| / max(1, |official|), the largest over the rounds.
  let difference: Double
  let officialPeakBytes: Int
  let peakBytes: Int

  /// Seconds of a setting when all of the sweep is divided among its settings.
  var perSetting: Double { sweep.median / Double(settings) }
  /// The official call over a setting, by seconds of all threads: other work on the machine changes these
  /// less than those of the clock.
  var processorRatio: Double {
    officialProcessor.median / (sweepProcessor.median / Double(settings))
  }
  /// Seconds of a setting more, once the model is prepared; nil where the first score took as long as
  /// the sweep, so that they are less than the scatter of the times.
  var furtherSetting: Double? {
    guard sweep.median > first.median else { return nil }
    return (sweep.median - first.median) / Double(settings - 1)
  }
}

/// Runs both sides.
private struct EngineRun {
  let command: BenchmarkEngineCommand
  let metric: String
  let shape: BenchmarkEngineCommand.Shape
  let store: String
  let place: URL

  /// One setting a round, so that scores are compared under different ones.
  private static let rounds = [
    (step: 0.1, radius: 0.6), (step: 0.2, radius: 0.3), (step: 0.5, radius: 0.4),
    (step: 0.05, radius: 0.5), (step: 0.3, radius: 0.6),
  ]

  func comparison() throws -> EngineComparison {
    var times = SideBySide(["official", "first", "sweep"])
    var (difference, officialPeak, peak, settings, distinct) = (0.0, 0, 0, 0, 0)
    var officials: [OfficialCode.Outcome] = []
    var processor: [Double] = []
    for round in 0..<command.rounds {
      let setting = Self.rounds[round % Self.rounds.count]
      BenchmarkOutput.say("\(shape.text): \(metric), round \(round + 1) of \(command.rounds) ...")
      let official = try command.code.score(
        store, metric, step: setting.step, radius: setting.radius)
      officials.append(official)
      officialPeak = max(officialPeak, official.peakBytes)
      let ours = try times.measure("first") { try score(setting.step, setting.radius) }
      difference = max(difference, abs(ours - official.score) / max(1, abs(official.score)))
      let sweep = try times.measure("sweep") { try runSweep() }
      peak = max(peak, sweep.peakBytes)
      processor.append(sweep.processorSeconds)
      let scores = try sweepScores()
      (settings, distinct) = (scores.count, Set(scores).count)
    }
    return EngineComparison(
      metric: metric, shape: shape, settings: settings, distinctScores: distinct,
      official: Timing(seconds: officials.map(\.seconds)), first: times.timing("first"),
      sweep: times.timing("sweep"),
      officialProcessor: Timing(seconds: officials.map(\.processorSeconds)),
      sweepProcessor: Timing(seconds: processor), difference: difference,
      officialPeakBytes: officialPeak, peakBytes: peak)
  }

  private func score(_ step: Double, _ radius: Double) throws -> Double {
    let process = try ChildProcess([
      PedlabProgram.path, "score", store, "--metric", metric, "--motion", "ped",
      "--no-cache", "--json", "--set", "ped.step_size=\(step)", "--set",
      "ped.radius_scale=\(radius)",
    ])
    struct Line: Decodable { let score: Double }
    let text = process.output.split(separator: "\n").last.map(String.init) ?? ""
    guard let line = try? JSONDecoder().decode(Line.self, from: Data(text.utf8)) else {
      throw BenchmarkError("pedlab score printed no score:\n\(process.output)")
    }
    return line.score
  }

  private var ledger: String { place.appendingPathComponent("ledger.sqlite").path }

  private func runSweep() throws -> ChildProcess {
    for ending in ["", "-wal", "-shm"] { unlink(ledger + ending) }
    let cache = place.appendingPathComponent("cache").path
    try? FileManager.default.removeItem(atPath: cache)
    let plan = place.appendingPathComponent("plan.yaml")
    try """
    experiment: benchmark
    store: \(store)
    metrics: [\(metric)]
    motion: [ped]
    ped:
      step_size: [0.05, 0.1, 0.2, 0.3, 0.5]
      iterations: [1, 2, 3, 4, 5, 6]
      force_constant: [0.5, 1]
      radius_scale: [0.3, 0.4, 0.5, 0.6]
    """.write(to: plan, atomically: true, encoding: .utf8)
    return try ChildProcess(
      [
        PedlabProgram.path, "run", plan.path, "--ledger", ledger, "--workers",
        "\(command.workers)",
      ], environment: ["PEDLAB_CACHE": cache])
  }

  /// One for each setting, as they are written.
  private func sweepScores() throws -> [Substring] {
    _ = try ChildProcess([
      PedlabProgram.path, "export", "csv", "benchmark", "--ledger", ledger, "--out",
      place.appendingPathComponent("export").path,
    ])
    let path = place.appendingPathComponent("export/scores.csv")
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    guard let column = lines.first?.split(separator: ",").firstIndex(of: "score") else { return [] }
    return lines.dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[column]
    }
  }
}
