import Transferability

/// What the statistics, features and tables of a model on a dataset take, in bytes.
///
/// A sweep takes ``process``, what is held of each model that stays prepared, and what preparing takes
/// besides on each thread. The factors were fitted to the peaks of 368 sweeps (1 and 4 models, 1 and 2
/// threads, 22 metrics, 7 shapes from 1000 x 64 to 20000 x 256 and 500 x 2048): of 10 forecasts 7 to 8 are
/// right within a fifth, 9 within three tenths.
package struct PairMemory: Sendable, Equatable {
  /// As long as the model is prepared.
  package let held: Int
  /// Besides, while it is being prepared or scored.
  package let preparing: Int

  /// Program, libraries, plan, labels and the process that reads, before any model.
  package static let process = 44_000_000

  /// Of features that cannot be read.
  package static let none = PairMemory(held: 0, preparing: 0)

  /// While it is being prepared.
  package var together: Int { held + preparing }

  /// What a limit is kept by: peaks were up to a quarter above the forecast where memory is given back at
  /// once.
  package var atMost: Int { together + together / 4 }

  private static let (heldFeatures, heldTables) = (20_000_000, 1 << 25)

  /// Bytes that are known already.
  package init(held: Int, preparing: Int) { (self.held, self.preparing) = (held, preparing) }

  /// - Parameter metrics: those that are scored; what they share is counted once.
  package init(_ shape: SampleShape, metrics: some Sequence<String>) {
    let entries = metrics.compactMap { MetricCatalog.entry(named: $0) }
    let readsRows = entries.contains { $0.description.inputs.contains(.features) }
    let own = entries.map { $0.work(shape).bytes }.max() ?? 0
    let dimension = min(shape.rows, shape.dimension)
    let square = Double(8 * dimension * dimension)
    let features = Double(8 * min(shape.rows * shape.dimension, Self.heldFeatures))
    let table = Double(8 * min(shape.rows * shape.classes, Self.heldTables))
    let means = Double(8 * 8 * shape.classes * shape.dimension)
    let (held, preparing): (Double, Double) =
      switch (shape.rows < shape.dimension, readsRows) {
      case (true, false): (1.3 * features, 1.1 * features)
      case (true, true): (1.85 * features, 0.1 * features)
      case (false, false): (2.1 * square, 4 * square + table)
      case (false, true):
        (1.05 * square + 0.8 * features, 2.4 * square + 0.36 * features + 1.4 * table)
      }
    self.init(held: Int(held + means), preparing: Int(preparing) + own)
  }
}
