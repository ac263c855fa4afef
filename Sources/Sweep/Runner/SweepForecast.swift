import FeatureStore
import Ledger
import LinearAlgebra
import Transferability

/// What a sweep will cost, from counts of operations and the speed of this machine's products.
///
/// The features have been read when this is made (their digests are part of what is to be run), so
/// that a forecast is of preparing and scoring. It is right within a factor of about three: the
/// share of equal motions, of saturated rows and of rounds is known only afterwards.
package struct SweepForecast: Sendable {
  /// The time that the sweep will take, as a guess.
  package let seconds: Double
  /// What it takes of memory.
  package let memory: MemoryForecast

  /// - Parameters:
  ///   - runs: those that are still to do.
  ///   - flopsPerSecond: of one core; measured now if it is nil.
  package init(
    _ runs: [RunSpecification], inputs: SweepInputs, workers: Int, memoryLimit: Int,
    flopsPerSecond: Double? = nil
  ) throws {
    let rate = (flopsPerSecond ?? Self.measuredRate()) * Double(workers)
    var operations = 0.0
    for (dataset, runs) in Dictionary(grouping: runs, by: \.dataset).sorted(by: { $0.key < $1.key })
    {
      for model in Set(runs.flatMap(\.models)).sorted() {
        let own = runs.filter { $0.models.contains(model) }
        operations += Self.operations(own, try inputs.shape(model: model, dataset: dataset))
      }
    }
    seconds = operations / rate
    memory = try MemoryForecast(runs, inputs: inputs, workers: workers, limit: memoryLimit)
  }

  /// What a run takes besides scoring, some milliseconds, as flops of this kind of machine.
  private static let flopsOfRun = 1e7

  /// What is prepared once for all runs that share it.
  private struct Prepared: Hashable {
    let metric: String
    let sample: RowSample?

    init(_ run: RunSpecification) { (metric, sample) = (run.metric, run.sample) }
  }

  static func operations(_ runs: [RunSpecification], _ shape: SampleShape) -> Double {
    let (c, d) = (Double(shape.classes), Double(shape.dimension))
    var sum = 0.0
    for (prepared, runs) in Dictionary(grouping: runs, by: Prepared.init) {
      let rows = prepared.sample.map { $0.perClass * shape.classes } ?? shape.rows
      let shape = SampleShape(
        rows: min(rows, shape.rows), dimension: shape.dimension, classes: shape.classes)
      guard let work = MetricCatalog.entry(named: prepared.metric)?.work(shape) else { continue }
      sum += work.preparing + Double(runs.count) * (work.scoring + flopsOfRun)
    }
    let steps = Set(runs.compactMap(\.ped)).reduce(0) { $0 + $1.iterations }
    return sum + Double(steps) * (2 * c * c * d + 5 * c * c * c) / 3
  }

  /// Rows of the product that is timed: some milliseconds of work, which fit into a core's cache.
  private static let probe = 384

  /// Flops per second of one core: the best of three products.
  static func measuredRate() -> Double {
    let matrix = Matrix(rows: probe, columns: probe, repeating: 0.5)
    let seconds = (0..<3).map { _ -> Double in
      let start = ContinuousClock.now
      _ = matrix.times(matrix)
      return (ContinuousClock.now - start) / .seconds(1)
    }
    guard let best = seconds.min() else { preconditionFailure("a product was timed three times") }
    return 2 * Double(probe * probe * probe) / best
  }
}

extension SweepInputs {
  /// The shape of the features of a model on a dataset.
  package func shape(model: String, dataset: String) throws -> SampleShape {
    let features = try store.features(model: model, dataset: dataset)
    return SampleShape(
      rows: features.rows, dimension: features.columns,
      classes: try store.labels(of: dataset).classCount)
  }
}

extension SweepForecast {
  /// For people: how long, how much memory, and whether that is within the limit.
  ///
  /// - Parameter machine: as in ``MemoryForecast/excess(over:machine:)``.
  package func sentence(workers: Int, memoryLimit: Int, machine: Int? = nil) -> String {
    let threads = workers == 1 ? "one thread" : "\(workers) threads"
    return "Forecast: about \(Self.duration(seconds)) on \(threads) (a third to three times that), "
      + "and \(Self.size(memory.bytes)) of memory in all."
      + (memory.excess(over: memoryLimit, machine: machine).map { " \($0)" } ?? "")
  }

  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<1: "a second"
    case ..<90: "\(Int(seconds.rounded(.up))) s"
    case ..<5400: "\(Int((seconds / 60).rounded(.up))) minutes"
    default: "\(Int((seconds / 3600).rounded(.up))) hours"
    }
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000_000
      ? "\((bytes + 999_999) / 1_000_000) MB" : "\(Double(bytes / 100_000_000) / 10) GB"
  }
}
