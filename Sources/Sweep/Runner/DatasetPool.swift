import FeatureStore
import LinearAlgebra
import Parallel
import Synchronization
import Transferability

/// The prepared models of one dataset.
final class DatasetPool: Sendable {
  let dataset: String
  private let inputs: SweepInputs
  private let pairs = Mutex<[String: PreparedPair]>([:])

  init(dataset: String, inputs: SweepInputs) {
    self.dataset = dataset
    self.inputs = inputs
  }

  /// The model on this dataset; nothing is read yet.
  func pair(_ model: String) throws -> PreparedPair {
    let classes = try inputs.store.labels(of: dataset).classCount
    let (inputs, dataset) = (inputs, dataset)
    return pairs.withLock { pairs in
      if let pair = pairs[model] { return pair }
      let pair = PreparedPair(
        classes: classes,
        checkLogits: { try inputs.checkLogits(model: model, dataset: dataset) },
        load: {
          // A pass is divided among two threads at most.
          try CoreBudget.current.borrowing(upTo: 1) { cores in
            try inputs.scoringInput(model: model, dataset: dataset, workers: 1 + cores)
          }
        })
      pairs[model] = pair
      return pair
    }
  }

  /// Lets go of what was prepared for a model.
  func release(_ model: String) {
    pairs.withLock { $0[model] = nil }
  }

  /// Bytes that a model takes at most: while it is prepared, its scatter, a factorisation and
  /// copies (d x d, d the smaller of N and D), means (C x D) and a block of rows, or all of few, which
  /// N < D are; then tables of C x C and N x C numbers.
  func bytes(_ model: String) throws -> Int {
    // Features that cannot be read take nothing: their evaluations fail, with the reason.
    guard let features = try? inputs.store.features(model: model, dataset: dataset) else {
      return 0
    }
    let dimension = features.columns
    let size = min(features.rows, dimension)
    let held = size < dimension ? min(features.rows * dimension, 20_000_000) : 0
    let classes = try inputs.store.labels(of: dataset).classCount
    let tables = min(200 * classes * classes, 16_000_000) + min(features.rows * classes, 1 << 25)
    return 8 * (4 * size * size + 8 * classes * dimension + held + tables) + 48_000_000
  }
}
