import FeatureStore
import Transferability

/// What the statistics, features and tables of a model on a dataset take, in bytes.
///
/// A sweep takes ``process``, what is held of each model that stays prepared, what preparing or scoring
/// takes besides on each thread, and one pass. What is held in which part of the program is known; the
/// shares of it that are there at the time of the peak were fitted to sweeps of 1 and 4 models
/// (Documentation/engine.md says how well they hold).
package struct PairMemory: Sendable, Equatable {
  /// As long as the model is prepared.
  package let held: Int
  /// Besides, while it is being prepared or scored.
  package let preparing: Int
  /// Besides, while statistics are made from its features, which takes all threads: once in a sweep.
  package let passing: Int

  /// Program, libraries, plan, labels and the process that reads, before any model: resident pages, those of
  /// files included.
  package static let process = 58_000_000

  /// What stays of any pair of model and dataset: names, places in files, digests, results.
  package static let known = 5_500

  /// What of each of some models that are prepared at the same time is with threads and the allocator.
  private static let each = (bytes: 2_200_000, most: 4)

  /// ``each`` of so many models: what one gave back serves the next.
  package static func left(of models: Int) -> Int { min(models, each.most) * each.bytes }

  /// Of features that cannot be read.
  package static let none = PairMemory(held: 0, preparing: 0)

  /// While it is being prepared.
  package var together: Int { held + preparing + passing + Self.left(of: 1) }

  /// What a limit is kept by: peaks were up to a quarter above the forecast where memory is given back at
  /// once.
  package var atMost: Int { together + together / 4 }

  /// Bytes that are known already.
  package init(held: Int, preparing: Int, passing: Int = 0) {
    (self.held, self.preparing, self.passing) = (held, preparing, passing)
  }

  /// - Parameters:
  ///   - metrics: those that are scored; each holds its own, and what they share is counted once.
  ///   - settings: how many of each.
  package init(_ shape: SampleShape, metrics: some Sequence<String>, settings: Int) {
    let entries = metrics.compactMap { MetricCatalog.entry(named: $0) }
    let works = entries.map { $0.work(shape) }
    let sizes = Sizes(shape, readsScatter: entries.contains(where: \.readsScatter))
    let readsRows = entries.contains { $0.description.inputs.contains(.features) }
    let own = works.map { $0.bytes(settings: settings) }.max() ?? 0
    let held = works.reduce(0) { $0 + $1.held }
    let isInRowSpace =
      shape.rows < shape.dimension && works.contains { $0.isInRowSpace(shape) }
    let parts =
      isInRowSpace ? sizes.ofRowSpace : readsRows ? sizes.ofRows : sizes.ofStatistics
    self.init(
      held: Int(parts.held) + held, preparing: Int(parts.preparing) + own,
      passing: Int(parts.passing))
  }

  private typealias Parts = (held: Double, preparing: Double, passing: Double)

  /// What there is, in bytes.
  private struct Sizes {
    /// D x D; none where there are fewer rows
    let square: Double
    /// N x D
    let features: Double
    /// C x D
    let means: Double
    /// D x D in each lane of the pass, and blocks of rows
    let pass: (scatters: Double, blocks: Double)
    /// The share of the blocks that is there at the peak of metrics of statistics: more where no scatter is made
    /// afterwards.
    let blockShare: Double

    /// Features up to this size are held, and blocks of them are read two at a time.
    private static let (mostHeld, blocks) = (16_000_000.0, 33_600_000.0)
    /// What reading and passing leaves with the allocator: at most so much of a model.
    private static let leftOver = 8_400_000.0

    init(_ shape: SampleShape, readsScatter: Bool) {
      let (n, d, c) = (Double(shape.rows), Double(shape.dimension), Double(shape.classes))
      let hasScatter = readsScatter && shape.rows >= shape.dimension
      blockShare = !readsScatter && shape.rows >= shape.dimension ? 0.5 : 0.1
      square = hasScatter ? 8 * d * d : 0
      features = 8 * n * d
      means = 8 * c * d
      let bytes = FeatureMatrix.passBytes(rows: shape.rows, columns: shape.dimension)
      pass = (hasScatter ? Double(bytes.scatters) : 0, Double(bytes.blocks))
    }

    /// Metrics of class statistics alone.
    var ofStatistics: Parts {
      (
        1.1 * square + 0.2 * min(square, Self.leftOver) + 4 * means, 0,
        pass.scatters + blockShare * pass.blocks
      )
    }

    /// Metrics that read rows.
    var ofRows: Parts {
      (
        square + 1.2 * min(square, Self.leftOver) + (features <= Self.mostHeld ? features : 0)
          + 4 * means,
        0.75 * min(features, Self.blocks), 0.5 * pass.scatters + 0.6 * pass.blocks
      )
    }

    /// Metrics of inner products of fewer rows than dimensions.
    var ofRowSpace: Parts { (1.55 * features, 2.05 * features, 0) }
  }
}

extension MetricWork {
  /// Whether a metric computes in N dimensions where there are fewer rows.
  fileprivate func isInRowSpace(_ shape: SampleShape) -> Bool {
    let (n, d) = (Double(shape.rows), Double(shape.dimension))
    return preparing >= n * n * d
  }
}
