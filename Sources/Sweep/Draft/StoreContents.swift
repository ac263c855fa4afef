import FeatureStore
import Tabular

/// What a store has, as far as it decides which keys of a plan apply.
package struct StoreContents: Sendable {
  /// Sorted.
  package let models: [String]
  /// Sorted.
  package let datasets: [String]
  /// Models without features on the source data.
  package let withoutReference: [String]
  /// Whether every model has source-head outputs on every dataset.
  package let hasLogits: Bool
  /// Datasets whose labels are numbers to be predicted, not classes.
  package let regressions: [String]
  /// Whether the store has accuracies.
  package let hasTruth: Bool

  /// Reads labels and places, no features.
  ///
  /// - Throws: ``StoreError`` for labels, references or accuracies that cannot be read.
  package init(_ store: FeatureStore) throws {
    models = store.models
    datasets = store.datasets
    withoutReference = try store.models.filter { try store.reference(model: $0) == nil }
    hasLogits = store.pairs.allSatisfy { store.hasLogits(model: $0.model, dataset: $0.dataset) }
    regressions = try store.datasets.filter { try store.labels(of: $0).targets != nil }
    hasTruth = try store.groundTruth() != nil
  }

  package init(
    models: [String], datasets: [String], withoutReference: [String] = [], hasLogits: Bool = false,
    regressions: [String] = [], hasTruth: Bool = false
  ) {
    self.models = models
    self.datasets = datasets
    self.withoutReference = withoutReference
    self.hasLogits = hasLogits
    self.regressions = regressions
    self.hasTruth = hasTruth
  }

  /// Whether PED can move anything: it moves classes.
  package var hasClasses: Bool { regressions.count < datasets.count }

  /// Metrics to begin with: quick ones that apply to all that is there.
  package var metrics: [String] {
    guard regressions.isEmpty else { return ["logme"] }
    return ["logme", "sfda"] + (hasLogits ? ["leep", "nce"] : [])
  }
}
