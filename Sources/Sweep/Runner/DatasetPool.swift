import FeatureStore
import LinearAlgebra
import Synchronization
import Transferability

/// The prepared models of one dataset, as many at a time as the memory limit allows.
final class DatasetPool: Sendable {
  let dataset: String
  private let inputs: SweepInputs
  private let memoryLimit: Int
  private let pairs = Mutex(OnceCache<String, PreparedPair>())

  init(dataset: String, inputs: SweepInputs, memoryLimit: Int) {
    self.dataset = dataset
    self.inputs = inputs
    self.memoryLimit = memoryLimit
  }

  /// Divides models into groups that fit into memory together; one group if all do.
  func groups(of models: [String]) throws -> [[String]] {
    var groups: [[String]] = [[]]
    var bytes = 0
    for model in models {
      let cost = try bytesNeeded(by: model)
      if bytes + cost > memoryLimit, !groups[groups.count - 1].isEmpty {
        groups.append([])
        bytes = 0
      }
      groups[groups.count - 1].append(model)
      bytes += cost
    }
    return groups
  }

  /// The model on this dataset, read on first use.
  func pair(_ model: String, expectedEvaluations: Int) throws -> PreparedPair {
    try pairs.withLock { $0 }.value(for: model) {
      PreparedPair(
        model: model, sample: try inputs.sample(model: model, dataset: dataset),
        expectedEvaluations: expectedEvaluations)
    }
  }

  /// Lets go of prepared models if the dataset's models do not all fit at once.
  func release(unlessAllFit group: [String]) {
    guard group.count < inputs.models[dataset]?.count ?? 0 else { return }
    pairs.withLock { $0 = OnceCache() }
  }

  /// Scatter, its factorisation and a copy, kernel tables, and the features if a metric keeps
  /// them: D^2, C^2 and N D doubles.
  private func bytesNeeded(by model: String) throws -> Int {
    let features = try inputs.store.features(model: model, dataset: dataset)
    let dimension = features.columns
    let classes = try inputs.labels(of: dataset).classCount
    let kept = min(features.rows * dimension, 64_000_000)
    return 8 * (3 * dimension * dimension + 4 * classes * dimension + 130 * classes * classes)
      + 8 * kept
  }
}
