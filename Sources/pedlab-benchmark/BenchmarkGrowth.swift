import ArgumentParser
import FeatureStore
import Foundation
import Sweep

/// `pedlab benchmark growth`.
struct BenchmarkGrowthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth",
    abstract: "How a sweep's time grows with N, D, C, models and settings.",
    discussion: """
      Each size is doubled in turn, from 4000 x 512 features in 20 classes, one model, 32 settings; the \
      exponent is the slope of log time over log size. Times include reading, without a cache.

      EXAMPLE
        pedlab benchmark growth --metric sfda
      """)

  @Option(help: "The metric behind PED.") var metric = "logme"
  @Option(name: .customLong("repeat"), help: "Rounds.") var rounds = 3
  @Option(help: "Threads.") var workers = 2
  @Flag(help: "JSON.") var json = false

  struct Size: Encodable {
    var rows = 4000
    var dimensions = 512
    var classes = 20
    var models = 1
    var settings = 32
  }

  struct Series: Encodable {
    let name: String
    var sizes: [Int] = []
    var seconds: [Timing] = []

    /// Least-squares slope of log seconds over log size.
    var exponent: Double {
      let x = sizes.map { log(Double($0)) }
      let y = seconds.map { log($0.median) }
      let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
      let products = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
      return products / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    }
  }

  func run() async throws {
    let axes: [(String, WritableKeyPath<Size, Int>, [Int])] = [
      ("N", \.rows, [4000, 8000, 16_000, 32_000]),
      ("D", \.dimensions, [256, 512, 1024, 2048]), ("C", \.classes, [20, 40, 80, 160, 320]),
      ("models", \.models, [1, 2, 4, 8]), ("settings", \.settings, [32, 64, 128, 256, 512]),
    ]
    var series: [Series] = []
    for (name, path, values) in axes {
      var one = Series(name: name)
      for value in values {
        var size = Size()
        size[keyPath: path] = value
        BenchmarkOutput.say("\(name) = \(value) ...")
        one.sizes.append(value)
        one.seconds.append(try await time(size))
      }
      series.append(one)
    }
    if json { return try BenchmarkOutput.json(series) }
    print("\(Machine.current.processor), \(workers) threads, PED + \(metric)\n")
    print("| what is doubled | sizes | seconds, medians | exponent |\n|---|---|---|---|")
    for one in series {
      let seconds = one.seconds.map { Timing.rounded($0.median) }.joined(separator: ", ")
      let sizes = one.sizes.map(String.init).joined(separator: ", ")
      print("| \(one.name) | \(sizes) | \(seconds) | \(String(format: "%.2f", one.exponent)) |")
    }
  }

  private func time(_ size: Size) async throws -> Timing {
    let path = NSTemporaryDirectory() + "/pedlab-growth-\(getpid()).h5"
    defer { unlink(path) }
    var store = SyntheticStore()
    (store.models, store.datasets, store.rows) = (size.models, 1, size.rows)
    (store.dimensions, store.classes) = (size.dimensions, size.classes)
    try store.write(to: path)
    let plan = try Plan.parse(
      "experiment: growth\n", path: "pedlab benchmark growth",
      overrides: [
        "store=\(path)", "metrics=\(metric)", "motion=ped",
        "ped.step_size={linspace: [0.05, 0.3, \(size.settings)]}",
      ])
    let settings = try SettingGrid(plan).settings
    var seconds: [Double] = []
    for _ in 0..<rounds {
      let start = ContinuousClock.now
      _ = try await SweepInputs(plan, cache: nil, workers: workers)
        .scores(settings, workers: workers)
      seconds.append((ContinuousClock.now - start) / .seconds(1))
    }
    return Timing(seconds: seconds)
  }
}
