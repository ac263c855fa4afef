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

  /// What a model takes under some metrics.
  func memory(_ model: String, metrics: Set<String>) throws -> PairMemory {
    // Features that cannot be read take nothing: their evaluations fail, with the reason.
    guard let features = try? inputs.store.features(model: model, dataset: dataset) else {
      return .none
    }
    return PairMemory(
      SampleShape(
        rows: features.rows, dimension: features.columns,
        classes: try inputs.store.labels(of: dataset).classCount), metrics: metrics)
  }
}
