import FeatureStore
import Ledger
import LinearAlgebra
import Parallel
import Synchronization
import Transferability

/// The prepared models of one dataset.
final class DatasetPool: Sendable {
  let dataset: String
  private let inputs: SweepInputs
  private let models = Mutex<[String: ModelPairs]>([:])

  /// A model from all of its rows, and from samples.
  private struct ModelPairs {
    /// nil: all rows.
    var bySample: [RowSample?: PreparedPair] = [:]
    /// The rows that the samples are made from: read once, for the first of them.
    let held = OnceCache<Int, HeldSample>()
  }

  init(dataset: String, inputs: SweepInputs) {
    self.dataset = dataset
    self.inputs = inputs
  }

  /// The model on this dataset; nothing is read yet.
  ///
  /// - Parameter sample: nil: all rows.
  func pair(_ model: String, _ sample: RowSample? = nil) throws -> PreparedPair {
    let classes = try inputs.store.labels(of: dataset).classCount
    let (inputs, dataset) = (inputs, dataset)
    return models.withLock { models in
      let known = models[model, default: ModelPairs()]
      if let pair = known.bySample[sample] { return pair }
      let pair = PreparedPair(
        classes: classes,
        checkLogits: { try inputs.checkLogits(model: model, dataset: dataset) },
        notes: { inputs.rowNotes(model, dataset, $0, $1) },
        load: { [held = known.held] in
          guard let sample else {
            // A pass is divided among two threads at most.
            return try CoreBudget.current.borrowing(upTo: 1) { cores in
              try inputs.scoringInput(model: model, dataset: dataset, workers: 1 + cores)
            }
          }
          return try inputs.scoringInput(model, dataset, sample) {
            try held.value(for: 0) { try inputs.heldSample(model, dataset) }
          }
        })
      models[model, default: known].bySample[sample] = pair
      return pair
    }
  }

  /// Lets go of what was prepared for a model.
  func release(_ model: String) {
    models.withLock { $0[model] = nil }
  }

  /// What a model takes under some metrics, with its samples.
  ///
  /// - Parameter settings: how many each metric is scored under.
  func memory(_ model: String, metrics: Set<String>, settings: Int) throws -> PairMemory {
    // Features that cannot be read take nothing: their evaluations fail, with the reason.
    guard let features = try? inputs.store.features(model: model, dataset: dataset) else {
      return .none
    }
    let pair = PairMemory(
      SampleShape(
        rows: features.rows, dimension: features.columns,
        classes: try inputs.store.labels(of: dataset).classCount), metrics: metrics,
      settings: settings)
    // Each sample is prepared as the whole is.
    return PairMemory(
      held: pair.held * (1 + inputs.samples.count), preparing: pair.preparing,
      passing: pair.passing)
  }
}
